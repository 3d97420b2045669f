"""Word files: numbers, changes, fields, notes, tables, pictures; every word accounted for."""

from __future__ import annotations

import pytest

from tests.importers import word_files as word
from typeset.base.errors import SourceError
from typeset.importers.manuscript.result import Transcript, own_text
from typeset.importers.readers.word.number_formats import format_number
from typeset.importers.readers.word.read_docx import read_docx

NUMBERING = (
    word.abstract(
        1,
        word.level(0, "chineseCounting", "%1、"),
        word.level(1, "chineseCounting", "（%2）"),
        word.level(2, "decimal", "%3."),
    )
    + word.abstract(2, word.level(0, "chineseCountingThousand", "第%1章"))
    + word.abstract(3, word.level(0, "decimal", "%1."), word.level(1, "decimal", "%1.%2"))
    + word.abstract(4, word.level(0, "bullet", "\uf06c"))
    + word.abstract(5, word.level(0, "ideographDigital", "%1、"))
    + word.abstract(6, word.level(0, "decimalEnclosedCircle", "%1"))
    + word.abstract(
        8, word.level(0, "upperRoman", "%1."), word.level(1, "decimal", "%1-%2", "<w:isLgl/>")
    )
    + word.abstract(9, word.level(0, "hebrew1", "%1."))
    + word.abstract(10, more='<w:numStyleLink w:val="L"/>')
    + "".join(word.instance(name, name) for name in (1, 2, 3, 4, 5, 6, 8, 9, 10))
    + word.instance(11, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    + word.instance(12, 1)
)
STYLES = (
    word.STYLES
    + '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    "</w:style>"
)


def read(body: str, *, accept: bool = False, **parts: str) -> Transcript:
    file = word.WordFile(body, NUMBERING, STYLES, parts)
    return read_docx(file.data(), "m.docx", accept_changes=accept)


def lines(body: str, *, accept: bool = False, **parts: str) -> list[str]:
    """The lines of a transcript without what is left out."""
    transcript = read(body, accept=accept, **parts)
    dropped = {o for span in transcript.dropped for o in range(span.start, span.end)}
    kept = "".join(sign for offset, sign in enumerate(transcript.text) if offset not in dropped)
    return [line for line in kept.split("\n") if line]


def codes(transcript: Transcript) -> list[str]:
    return [finding.code for finding in transcript.findings]


def numbered(*places: tuple[int, int]) -> str:
    return "".join(word.paragraph(word.run("文"), number=place) for place in places)


NUMBERS = [
    ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["一、", "（一）", "（二）", "二、", "（一）"]),
    ([(1, 0), (11, 0), (11, 0)], ["一、", "一、", "二、"]),
    ([(1, 0), (12, 0)], ["一、", "二、"]),
    ([(2, 0), (2, 0)], ["第一章", "第二章"]),
    ([(3, 0), (3, 1), (3, 1), (3, 0), (3, 1)], ["1.", "1.1", "1.2", "2.", "2.1"]),
    ([(3, 1)], ["1.1"]),
    ([(4, 0)], ["• "]),
    ([(5, 0)] * 11, [*(f"{sign}、" for sign in "一二三四五六七八九"), "一〇、", "一一、"]),
    ([(6, 0)] * 2, ["①", "②"]),
    ([(8, 0), (8, 1)], ["I.", "1-1"]),
    ([(9, 0)], ["1."]),
    ([(10, 0), (2, 0)], ["第一章", "第二章"]),
    ([(0, 0)], [""]),
    ([(99, 0)], [""]),
]


@pytest.mark.parametrize(("places", "wanted"), NUMBERS, ids=[str(row[0][:3]) for row in NUMBERS])
def test_automatic_numbers_are_real(places: list[tuple[int, int]], wanted: list[str]) -> None:
    assert lines(numbered(*places)) == [f"{number}文" for number in wanted]


def test_numbers_by_style_and_its_level() -> None:
    numbering = word.abstract(
        1, word.level(0, "chineseCounting", "%1、", '<w:pStyle w:val="N1"/>')
    ) + word.instance(7, 1)
    body = word.text("总则", style="N1") + word.text("附则", style="N1")
    transcript = read_docx(word.WordFile(body, numbering).data(), "m.docx")
    assert transcript.text.split() == ["#", "一、总则", "#", "二、附则"]
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = word.text("总则", style="N1", more=none)
    assert "一" not in read_docx(word.WordFile(body, numbering).data(), "m.docx").text


FORMATS = [
    ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一〇五"}),
    (
        "chineseCountingThousand",
        {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"},
    ),
    ("ideographDigital", {10: "一〇", 23: "二三"}),
    ("chineseLegalSimplified", {10: "壹拾", 203: "贰佰零叁"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
    ("decimalZero", {3: "03", 12: "12"}),
    ("decimalFullWidth", {12: "１２"}),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
    ("lowerRoman", {4: "iv", 1999: "mcmxcix"}),
    ("ordinal", {1: "1st", 12: "12th", 22: "22nd"}),
    ("none", {1: ""}),
    ("unheard-of", {1: None}),
]


@pytest.mark.parametrize(("kind", "wanted"), FORMATS, ids=[row[0] for row in FORMATS])
def test_number_formats(kind: str, wanted: dict[int, str | None]) -> None:
    """ECMA-376-1, 17.18.59."""
    assert {value: format_number(value, kind) for value in wanted} == wanted


def test_an_empty_numbered_paragraph_counts() -> None:
    body = numbered((1, 0)) + word.paragraph(number=(1, 0)) + numbered((1, 0))
    assert lines(body) == ["一、文", "三、文"]


# --------------------------------------------------------------------------- changes

CHANGED = word.paragraph(
    word.run("各单位"), word.inserted("要"), word.deleted("可以"), word.run("种树。")
)


def test_open_changes_stop_the_import_and_are_listed() -> None:
    with pytest.raises(SourceError) as caught:
        read(word.text("前") + CHANGED)
    found = caught.value.findings
    assert [finding.code for finding in found] == ["E286", "E287"]
    assert [dict(finding.values) for finding in found] == [
        {"author": "甲", "text": "要"},
        {"author": "乙", "text": "可以"},
    ]
    assert all(finding.position and finding.position.line == 2 for finding in found)


def test_changes_are_accepted_when_asked_to() -> None:
    transcript = read(CHANGED, accept=True)
    assert lines(CHANGED, accept=True) == ["各单位要种树。"]
    assert [span.rule for span in transcript.dropped] == ["deletion"]
    assert codes(transcript) == ["W282"]


def test_a_deleted_paragraph_end_joins_and_takes_the_next_number() -> None:
    mark = '<w:rPr><w:del w:id="3" w:author="乙"/></w:rPr>'
    body = (
        word.paragraph(word.run("前半"), number=(1, 0), more=mark)
        + word.paragraph(word.run("后半"), number=(1, 0))
        + numbered((1, 0))
    )
    assert lines(body, accept=True) == ["一、前半后半", "二、文"]


def test_moved_words_stand_once() -> None:
    moved = (
        '<w:moveFrom w:id="1" w:author="甲">{}</w:moveFrom>',
        '<w:moveTo w:id="2" w:author="甲">{}</w:moveTo>',
    )
    body = word.paragraph(moved[0].format(word.run("甲乙"))) + word.paragraph(
        moved[1].format(word.run("甲乙"))
    )
    assert lines(body, accept=True) == ["甲乙"]


def test_comments_stop_the_import_and_are_reported_when_accepted() -> None:
    body = word.paragraph(word.run("种树。"), '<w:r><w:commentReference w:id="0"/></w:r>')
    comments = f'<w:comment w:id="0" w:author="丙">{word.text("数字对吗？")}</w:comment>'
    with pytest.raises(SourceError) as caught:
        read(body, comments=comments)
    assert [finding.code for finding in caught.value.findings] == ["E288"]
    transcript = read(body, accept=True, comments=comments)
    assert codes(transcript) == ["W283"]
    assert dict(transcript.findings[0].values) == {"author": "丙", "text": "数字对吗？"}


# ------------------------------------------------------------------ fields and the unseen


def test_page_fields_headers_and_hidden_words_are_left_out_knowingly() -> None:
    body = word.paragraph(
        word.run("第"),
        word.field_of(" PAGE ", word.run("7")),
        word.run("页"),
        word.run("密", "<w:vanish/>"),
    )
    transcript = read(body, header1=word.text("内部资料"), footer1=word.text("第1页"))
    assert own_text(transcript).split() == ["第7页密", "内部资料", "第1页"]
    assert {span.rule for span in transcript.dropped} == {"field", "hidden", "header"}
    assert lines(body) == ["第页"]


def test_the_automatic_contents() -> None:
    field = word.field_of('TOC \\o "1-3"', word.run("种树\t3"))
    assert lines(word.paragraph(field) + word.text("正文。")) == ["正文。"]
    assert lines(word.paragraph(field) + word.text("材料1")) == ["种树 3", "材料1"]


def test_a_field_may_reach_over_paragraphs() -> None:
    start, end = word.field_of("TOC", "@@").split("@@")
    body = (
        word.paragraph(start, word.run("一"))
        + word.text("二")
        + word.paragraph(end)
        + word.text("三")
    )
    assert lines(body) == ["三"]


def test_links() -> None:
    inner = f'<w:hyperlink r:id="h">{word.run("官网")}</w:hyperlink>'
    body = word.paragraph(
        word.run("见"), inner, word.field_of('HYPERLINK "mailto:a@b.cn"', word.run("信箱"))
    )
    file = word.WordFile(body, links=[("h", "hyperlink", "https://a.cn/x_(y)?b=1", True)])
    text = read_docx(file.data(), "m").text
    assert text == "见[官网](https://a.cn/x_%28y%29?b=1)[信箱](mailto:a@b.cn)\n"


def test_signs() -> None:
    body = word.paragraph(
        word.run("甲"),
        '<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,3)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:br/></w:r>",
        word.run("乙"),
    )
    assert lines(body) == ["甲-☑③", "乙"]


def test_ruby_keeps_the_character() -> None:
    ruby = (
        f"<w:ruby><w:rt>{word.run('kūn')}</w:rt><w:rubyBase>{word.run('堃')}</w:rubyBase></w:ruby>"
    )
    assert lines(word.paragraph(f"<w:r>{ruby}</w:r>")) == ["堃"]


def test_footnotes_follow_their_paragraph() -> None:
    body = word.paragraph(
        word.run("种树"), '<w:r><w:footnoteReference w:id="2"/></w:r>', word.run("。")
    ) + word.text("后。")
    note = f'<w:footnote w:id="2">{word.text("见林业年鉴。")}</w:footnote>'
    lost = f'<w:footnote w:id="9">{word.text("无人引用。")}</w:footnote>'
    assert lines(body, footnotes=note + lost) == ["种树〔注1〕。", "〔注1〕见林业年鉴。", "后。"]
    assert codes(read(body, footnotes=note)) == ["W271"]


def test_text_boxes_once_though_written_twice() -> None:
    box = word.text("框中字")
    drawn = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        f"{box}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{box}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = word.paragraph(word.run("前文。"), drawn) + word.text("后文。")
    assert lines(body) == ["前文。", "框中字", "后文。"]
    assert codes(read(body)) == ["W270"]


# --------------------------------------------------------------------- looks as evidence


def test_bold_is_emphasis_only() -> None:
    body = (
        word.paragraph(word.run("要"), word.bold("坚决 "), word.bold("防火"), word.run("。"))
        + word.paragraph(word.bold("（一）建档。"), word.run("逐株登记。"))
        + word.text("标题样式", style="1")
        + word.paragraph(word.run("又", '<w:rStyle w:val="S"/>'), word.run("及"))
    )
    assert lines(body) == ["要**坚决 防火**。", "（一）建档。逐株登记。", "# 标题样式", "**又**及"]


def test_titles_by_style_and_by_size_in_the_middle() -> None:
    centred = '<w:jc w:val="center"/>'
    body = (
        word.text("全市造林会议召开", style="T")
        + word.text("种好一片林", more=centred)
        + word.paragraph(word.run("大字", '<w:sz w:val="44"/>'), more=centred)
        + word.text("正文第一段。" * 9)
        + word.text("居中的话", more=centred)
    )
    assert lines(body)[:3] == ["# 全市造林会议召开", "# 种好一片林", "# 大字"]
    assert lines(body)[-1] == "居中的话"
