"""Issue × style → styled issue: words of the style in place, faces and roles by the clause."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.faces import every_role, write_face, write_manifest
from typeset.base.findings import SourcePosition
from typeset.base.project import project_folder
from typeset.content.attachment import AttachedFile, Attachment
from typeset.content.document import (
    Block,
    Byline,
    ContentsCategory,
    ContentsEntry,
    ForcedBreak,
    Heading,
    Imprint,
    Inlines,
    Issue,
    Link,
    Material,
    Paragraph,
    Period,
    Picture,
    Strong,
    Table,
    Text,
)
from typeset.design.applying.apply_style import apply_style
from typeset.design.applying.foreign_files import (
    AttachmentFile,
    Files,
    ForeignPageFacts,
    PictureFile,
)
from typeset.design.applying.styled import (
    StyledIssue,
    StyledMaterial,
    StyledParagraph,
    StyledPicture,
    StyledTable,
)
from typeset.design.applying.words import date_words, han_number, period_words
from typeset.design.fonts.font_book import FontBook
from typeset.design.fonts.load_fonts import load_fonts
from typeset.design.style.load_style import load_style

DAY = datetime.date
WHERE = SourcePosition("材料1.md", 3, 1)
FILES = Files(
    {"a.png": PictureFile("/issue/a.png", 1600, 900)},
    {(1, 0): AttachmentFile("/issue/x.pdf", "x.pack", (ForeignPageFacts(1, 595.0, 842.0),))},
)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text, WHERE),)


def issue_of(*blocks: Block, **fields: Any) -> Issue:
    material: dict[str, Any] = {"title": words("题"), **fields.pop("material", {})}
    values: dict[str, Any] = {
        "week": "2025-36",
        "title": "周清单",
        "period": Period(DAY(2025, 9, 1), DAY(2025, 9, 5)),
        "compiler": "中心",
        "date": DAY(2025, 8, 29),
        "contents": (ContentsCategory("文件", (ContentsEntry(1),)),),
        "materials": (Material(1, blocks=tuple(blocks), position=WHERE, **material),),
        **fields,
    }
    return Issue(**values)


@pytest.fixture
def book(fonts: Path) -> FontBook:
    characters = "".join(map(chr, range(0x20, 0x7F))) + "—…年月日至周清单（）"
    path = write_face(fonts / "open" / "Wide.ttf", characters, name="Wide")
    chains = {**every_role("Wide"), "hei_western": ["Wide"]}
    write_manifest(fonts, {"Wide": path}, chains)
    return load_fonts([fonts]).book


@pytest.fixture
def style_it(book: FontBook) -> Any:
    sheet = load_style("weekly", [project_folder() / "styles"])

    def run(*blocks: Block, **fields: Any) -> StyledIssue:
        return apply_style(issue_of(*blocks, **fields), sheet, book, FILES)[0]

    return run


def looks(paragraph: StyledParagraph) -> list[tuple[str, str, str]]:
    return [(span.text, span.role, span.western) for span in paragraph.spans]


def texts(paragraphs: Sequence[StyledParagraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def paragraph_of(material: StyledMaterial, place: int = 0) -> StyledParagraph:
    block = material.blocks[place]
    assert isinstance(block, StyledParagraph)
    return block


def test_cover_and_metadata(style_it: Any) -> None:
    styled = style_it(imprint=Imprint(publisher="编印：中心", copies="印数：80"))
    assert styled.title == "周清单（2025年9月1日至9月5日）"
    cover = styled.cover
    front = (cover.title, cover.period, cover.compiler, cover.date)
    assert texts(front) == ["周清单", "（2025年9月1日至9月5日）", "中心", "2025年8月29日"]
    assert texts(cover.imprint) == ["编印：中心", "印数：80"]
    assert cover.title.role == "Title"


def test_contents(style_it: Any) -> None:
    """Numbers restart in each category, a single item has none (reference, Compilation)."""
    materials = tuple(Material(n, words(f"题{n}"), (), position=WHERE) for n in (1, 2, 3))
    styled = style_it(
        materials=materials,
        contents=(
            ContentsCategory("讲话", (ContentsEntry(1), ContentsEntry(2, "另题"))),
            ContentsCategory("文件", (ContentsEntry(3),)),
        ),
        attachments=(Attachment(1, "安排表", (AttachedFile("x.pdf"),)),),
        notice=words("工作提示"),
    )
    contents = styled.contents
    shown = [
        (category.heading.text, [(one.number, one.paragraph.text) for one in category.entries])
        for category in contents.categories
    ]
    assert shown == [
        ("一、讲话", [("1.", "题1"), ("2.", "另题")]),
        ("二、文件", [("", "题3")]),
        ("三、附件", [("附件1　", "安排表")]),
    ]
    assert contents.categories[2].entries[0].attachment == 1
    assert (contents.heading.text, contents.notice.text) == ("周清单", "工作提示")


def test_front_of_a_material(style_it: Any) -> None:
    """材料N flush in 黑体, 引题 and 副题 around the title, date in （） (7.3.7 by analogy)."""
    (material,) = style_it(
        material={
            "title": (*words("关于"), ForcedBreak(WHERE), *words("意见")),
            "kicker": words("引"),
            "subtitles": (words("副"),),
            "date": DAY(2025, 8, 9),
            "document_number": "国发〔2025〕1号",
            "source": "某报",
        }
    ).materials
    assert looks(material.label) == [("材料1", "hei", "hei_western")]
    assert [one.name for one in material.front] == [
        "kicker",
        "title",
        "subtitle",
        "document_number",
        "document_date",
    ]
    assert texts(material.front) == ["引", "关于意见", "副", "国发〔2025〕1号", "（2025年8月9日）"]
    assert [span.forced_break for span in material.front[1].spans] == [False, True]
    assert (paragraph_of(material).text, paragraph_of(material).name) == ("来源：某报", "source")


@pytest.mark.parametrize(
    ("level", "face", "role"),
    [(1, "hei", "H2"), (2, "kai", "H3"), (3, "body", "H4"), (4, "body", "H5")],
)
def test_levels(style_it: Any, level: Any, face: str, role: str) -> None:
    """7.3.3: 一、黑体, （一）楷体, 1. and （1）仿宋体."""
    (material,) = style_it(Heading(level, words("一、头"), position=WHERE)).materials
    heading = paragraph_of(material)
    assert (heading.spans[0].role, heading.role, heading.outline) == (face, role, level + 1)


def test_a_run_in_head(style_it: Any) -> None:
    """楷体 up to the first 。, then body (7.3.3)."""
    heading = Heading(2, words("（一）头。"), words("正文"), WHERE)
    (material,) = style_it(heading).materials
    paragraph = paragraph_of(material)
    assert looks(paragraph) == [("（一）头。", "kai", "western"), ("正文", "body", "western")]
    assert (paragraph.name, paragraph.role, paragraph.outline) == ("body", "P", 3)


def test_strong_words_and_links(style_it: Any) -> None:
    inlines: Inlines = (
        *words("甲"),
        Strong((Text("乙1", WHERE), Link(words("丙"), "https://a.cn", WHERE)), WHERE),
        Link((Strong(words("丁"), WHERE),), "mailto:a@b.cn", WHERE),
    )
    (material,) = style_it(Paragraph(inlines, WHERE)).materials
    paragraph = paragraph_of(material)
    assert looks(paragraph) == [
        ("甲", "body", "western"),
        ("乙1", "hei", "hei_western"),
        ("丙", "hei", "hei_western"),
        ("丁", "hei", "hei_western"),
    ]
    addresses = [span.address for span in paragraph.spans]
    assert addresses == ["", "", "https://a.cn", "mailto:a@b.cn"]


def test_bylines_close_the_last_paragraph_and_keep_their_names(style_it: Any) -> None:
    typed = Paragraph((*words("甲"), Byline("（记者 张三、李四）", WHERE)), WHERE)
    styled = style_it(typed, names=("王喆",))
    assert styled.names == ("王喆", "记者", "张三", "李四")
    picture = Picture("a.png", position=WHERE)
    header = style_it(Paragraph(words("甲"), WHERE), picture, material={"byline": "王五"})
    assert paragraph_of(header.materials[0]).text == "甲（王五）"
    alone = style_it(picture, material={"byline": "王五"})
    assert paragraph_of(alone.materials[0], 1).text == "（王五）"


def test_tables_and_pictures_are_numbered(style_it: Any) -> None:
    table = Table((words("列"),), ((words("值"),),), ("auto",), words("安排"), position=WHERE)
    plain = Table((words("列"),), (), ("left",), (), position=WHERE)
    picture = Picture("a.png", words("照片"), position=WHERE)
    blocks = style_it(table, plain, table, picture).materials[0].blocks
    captions = [block.caption and block.caption.text for block in blocks]
    assert captions == ["表1　安排", None, "表2　安排", "图1　照片"]
    assert isinstance(blocks[0], StyledTable)
    assert isinstance(blocks[3], StyledPicture)
    assert (blocks[0].header[0].name, blocks[0].rows[0][0].name) == ("table_head", "table_cell")
    assert (blocks[3].path, blocks[3].width, blocks[3].alternative) == (
        "/issue/a.png",
        1600,
        "照片",
    )


def test_attachments(style_it: Any) -> None:
    listed = Attachment(1, "安排表", (AttachedFile("x.pdf", fit="page"),))
    (attachment,) = style_it(attachments=(listed,)).attachments
    assert (attachment.label.text, attachment.title.text) == ("附件1", "安排表")
    (file,) = attachment.files
    assert (file.fit, file.facts.path) == ("page", "/issue/x.pdf")


@pytest.mark.parametrize(
    ("number", "han"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_han_numbers(number: int, han: str) -> None:
    assert han_number(number) == han


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (DAY(2025, 9, 1), DAY(2025, 9, 5), "2025年9月1日至9月5日"),
        (DAY(2025, 12, 29), DAY(2026, 1, 2), "2025年12月29日至2026年1月2日"),
        (DAY(2025, 9, 1), DAY(2025, 9, 1), "2025年9月1日"),
    ],
)
def test_dates_have_no_leading_zero(start: DAY, end: DAY, shown: str) -> None:
    """7.3.5.4."""
    assert period_words(Period(start, end)) == shown
    assert date_words(start) in shown
