"""Attachments on finished pages: footers keep clear of foreign ink, bookmarks and links lead right."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.base.project import project_folder
from typeset.base.units import Rectangle
from typeset.content.attachment import AttachedFile, Attachment
from typeset.content.document import (
    ContentsCategory,
    ContentsEntry,
    Issue,
    Material,
    Paragraph,
    Period,
    Text,
)
from typeset.design.applying.apply_style import apply_style
from typeset.design.applying.foreign_files import (
    AttachmentFile,
    Files,
    ForeignBookmark,
    ForeignLink,
    ForeignPageFacts,
    InkMap,
)
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.load_style import load_style
from typeset.layout.kinds.edition import paginate_edition
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.attachments import Placed, covers_ink
from typeset.layout.placing.page import FOOTER, ForeignPage, GlyphRun, Page, Pages

DAY = datetime.date(2025, 9, 1)
A4 = (595.28, 841.89)
CELL = 8.0

Setter = Callable[[Attachment, Sequence[AttachmentFile]], Pages]


@pytest.fixture(scope="module")
def set_attachment(book: FontBook) -> Setter:
    """Lays out an edition of one short material with one attachment of some files."""
    sheet = load_style("weekly", [project_folder() / "styles"])

    def run(attachment: Attachment, files: Sequence[AttachmentFile]) -> Pages:
        issue = Issue(
            week="2025-36",
            title="清单",
            period=Period(DAY, DAY),
            compiler="中心",
            date=DAY,
            contents=(ContentsCategory("文件", (ContentsEntry(1),)),),
            materials=(Material(1, (Text("题"),), (Paragraph((Text("正文。"),)),)),),
            attachments=(attachment,),
        )
        facts = {(1, place): file for place, file in enumerate(files)}
        styled, _ = apply_style(issue, sheet, book, Files({}, facts))
        return paginate_edition(styled, sheet, Typesetter(book, sheet.lines, styled.names), "zh-CN")

    return run


def page_of(width: float, height: float, ink: Rectangle, number: int = 1) -> ForeignPageFacts:
    """A page whose ink fills a rectangle."""
    columns, rows = int(width / CELL) + 1, int(height / CELL) + 1
    row = sum(
        1 << (columns - 1 - column)
        for column in range(int(ink.left / CELL), min(columns, int(ink.right / CELL) + 1))
    )
    top, bottom = int(ink.top / CELL), int(ink.bottom / CELL)
    inked = tuple(row if top <= line <= bottom else 0 for line in range(rows))
    return ForeignPageFacts(number, width, height, ink, InkMap(columns, inked, CELL))


def attached(pages: Sequence[Page]) -> list[tuple[Page, ForeignPage]]:
    return [(page, mark) for page in pages for mark in page.marks if isinstance(mark, ForeignPage)]


def placed_as(mark: ForeignPage, page: ForeignPageFacts) -> Placed:
    width = page.height if mark.turn % 180 else page.width
    return Placed(mark.box, mark.shown, mark.shown, mark.turn, mark.box.width / width)


@st.composite
def inked_pages(draw: st.DrawFn) -> ForeignPageFacts:
    width, height = draw(st.floats(100.0, 1200.0)), draw(st.floats(100.0, 1200.0))
    left, top = draw(st.floats(0.0, 0.9)) * width, draw(st.floats(0.0, 0.9)) * height
    share = st.floats(0.05, 1.0)
    ink = Rectangle(left, top, (width - left) * draw(share), (height - top) * draw(share))
    return page_of(width, height, ink)


@given(
    page=inked_pages(),
    fit=st.sampled_from(["type-area", "page", "actual-size"]),
    rotate=st.sampled_from([None, 0, 90, 180, 270]),
    own=st.booleans(),
)
def test_no_page_number_over_foreign_ink(
    set_attachment: Setter, page: ForeignPageFacts, fit: str, rotate: int | None, own: bool
) -> None:
    """The number keeps clear, or is left out and told; with numbers of its own it is never there."""
    file = AttachedFile("a.pdf", fit=fit, rotate=rotate)  # type: ignore[arg-type]
    pages = set_attachment(
        Attachment(1, "表", (file,), own_numbers=own), [AttachmentFile("a.pdf", "pack", (page,))]
    )
    ((finished, mark),) = attached(pages.pages)
    runs = [one for one in finished.marks if isinstance(one, GlyphRun) and one.structure == FOOTER]
    told = [finding.code for finding in pages.findings]
    assert bool(runs) is (finished.number is not None)
    if own:
        assert not runs
        assert "W520" not in told
    else:
        assert bool(runs) is ("W520" not in told)
    for run in runs:
        box = Rectangle(run.x, run.y - run.size / 2, run.advances[-1], run.size / 2)
        assert not covers_ink(box, page, placed_as(mark, page))
    assert finished.label == "2"


@pytest.mark.parametrize(
    ("ink", "fit", "codes"),
    [
        (Rectangle(0.0, 0.0, *A4), "page", {"W520"}),
        (Rectangle(0.0, 0.0, *A4), "type-area", set()),
        (Rectangle(72.0, 72.0, 400.0, 600.0), "page", set()),
        (Rectangle(72.0, 72.0, 400.0, 720.0), "page", set()),
        (Rectangle(0.0, 72.0, 400.0, 300.0), "page", {"W522"}),
        (Rectangle(10.0, 10.0, 500.0, 300.0), "actual-size", {"W521"}),
        (Rectangle(10.0, 10.0, 300.0, 300.0), "actual-size", set()),
    ],
)
def test_what_is_told(set_attachment: Setter, ink: Rectangle, fit: str, codes: set[str]) -> None:
    file = AttachedFile("a.pdf", fit=fit)  # type: ignore[arg-type]
    known = AttachmentFile("a.pdf", "pack", (page_of(*A4, ink),))
    pages = set_attachment(Attachment(1, "表", (file,)), [known])
    told = {one.code for one in pages.findings if one.code.startswith("W52")}
    assert told == codes


def test_larger_than_the_sheet(set_attachment: Setter) -> None:
    file = AttachedFile("a.pdf", fit="actual-size", rotate=0)
    known = AttachmentFile("a.pdf", "pack", (page_of(1190.0, 842.0, Rectangle(9, 9, 1100, 800)),))
    pages = set_attachment(Attachment(1, "表", (file,)), [known])
    assert "W523" in {one.code for one in pages.findings}


def test_several_files_under_one_number(set_attachment: Setter) -> None:
    """The label stands on the first page only; bookmarks: attachment, files, those of the source."""
    ink = Rectangle(72.0, 72.0, 400.0, 600.0)
    link = ForeignLink(Rectangle(72.0, 72.0, 100.0, 20.0), page=1)
    first = (page_of(*A4, ink), page_of(*A4, ink, 2))
    first = (ForeignPageFacts(1, *A4, ink, first[0].ink_map, links=(link,)), first[1])
    marks = (
        ForeignBookmark(1, "第一章", 0, 72.0),
        ForeignBookmark(2, "第一节", 1, 172.0),
        ForeignBookmark(3, "第一目", 1, 372.0),
    )
    files = [
        AttachmentFile("a.pdf", "one", first, marks),
        AttachmentFile("b.pdf", "two", (page_of(*A4, ink),)),
    ]
    listed = (AttachedFile("a.pdf", title="报告"), AttachedFile("b.pdf", title="回执"))
    pages = set_attachment(Attachment(1, "报名材料", listed), files)
    assert [(one.level, one.title) for one in pages.outline if one.title[0] not in "目材"] == [
        (1, "附件1　报名材料"),
        (2, "报告"),
        (3, "第一章"),
        (4, "第一节"),
        (2, "回执"),
    ]
    where = {
        place.name: (page.label, place.top) for page in pages.pages for place in page.destinations
    }
    leads = {one.title: where[one.destination] for one in pages.outline}
    assert [leads[title][0] for title in ("报告", "第一章", "第一节", "回执")] == [
        "2",
        "2",
        "3",
        "4",
    ]
    found = attached(pages.pages)
    assert [(mark.pack, mark.page_index) for _, mark in found] == [
        ("one", 0),
        ("one", 1),
        ("two", 0),
    ]
    titles = [
        "".join(t for one in page.marks if isinstance(one, GlyphRun) for t in one.texts)
        for page, _ in found
    ]
    assert "报名材料" in titles[0]
    assert not any("报名材料" in text for text in titles[1:])
    _, mark = found[1]
    scale = mark.box.height / A4[1]
    assert leads["第一节"][1] == pytest.approx(mark.box.top + 172.0 * scale)
    (area,) = found[0][0].links
    assert where[area.destination][0] == "3"
    assert pages.structure[area.structure].role == "Link"
