"""Stamps of a proof: outside the type area, beside the lines that they number, none of it content."""

from __future__ import annotations

import pytest

from tests.editions import WEEK, write_edition
from typeset.design.fonts.font_book import FontBook
from typeset.edition.build_issue import Kept, LaidOut, lay_out_issue
from typeset.layout.placing.page import GlyphRun, Mark, Page, Rule
from typeset.rounds.round import CLEAN, RoundRecord
from typeset.rounds.stamp_pages import EXTRA_MARGIN, ProofLook, sheet_of, stamp_pages, versos
from typeset.texts.read_text import read_text

TEXT = "一、总体要求\n\n" + "到2030年，种树百万棵。" * 40
TABLE = "\n\n表：树\n\n| 树 | 数 |\n|---|---|\n| 杨 | 种在路边 / 一万棵 |\n| 柳 | 二 |\n"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[LaidOut, FontBook]:
    root = tmp_path_factory.mktemp("stamps")
    write_edition(root, {"材料1.md": f"title: 植树\n\n{TEXT}{TABLE}"})
    kept = Kept()
    made = lay_out_issue(root, WEEK, kept=kept)
    assert kept.book is not None
    return made, kept.book


def stamped(laid: tuple[LaidOut, FontBook], look: ProofLook, name: str = "一校") -> list[Page]:
    made, book = laid
    pages = made.pages
    sheet = sheet_of(pages, look)
    record = RoundRecord(
        1, name, WEEK, pages.title, "2025-09-01", "weekly", len(pages.pages), sheet,
        (), {}, (), versos(pages.pages),
    )  # fmt: skip
    return list(stamp_pages(pages, made.style, book, record, look).pages)


def added(laid: tuple[LaidOut, FontBook], page: Page, place: int, by: float) -> list[Mark]:
    """The marks of a stamped page that the edition's own has not."""
    before = laid[0].pages.pages[place].marks
    own = {(round(x, 3), round(y, 3)) for x, y in map(_corner, before)}
    return [
        mark
        for mark in page.marks
        if (round(_corner(mark)[0] - by, 3), round(_corner(mark)[1], 3)) not in own
    ]


def _corner(mark: Mark) -> tuple[float, float]:
    if isinstance(mark, GlyphRun):
        return mark.x, mark.y
    box = getattr(mark, "box", None)
    return (0.0, 0.0) if box is None else (box.left, box.top)


@pytest.mark.parametrize("wide", [False, True], ids=["trimmed", "wide"])
def test_what_is_added_is_no_content_and_leaves_the_type_area_alone(
    laid: tuple[LaidOut, FontBook], wide: bool
) -> None:
    for place, page in enumerate(stamped(laid, ProofLook(wide_margin=wide, watermark=False))):
        by = EXTRA_MARGIN if wide and page.side == "verso" else 0.0
        area = page.type_area
        marks = added(laid, page, place, by)
        assert marks
        for mark in marks:
            assert mark.structure < 0
            if isinstance(mark, GlyphRun):
                right = mark.x + mark.offsets[-1] + mark.advances[-1]
                outside = mark.y < area.top or right < area.left or mark.x > area.right
                assert outside, mark.texts


def test_the_text_of_the_pages_is_the_edition_s(laid: tuple[LaidOut, FontBook]) -> None:
    made, _ = laid
    look = ProofLook(wide_margin=True, grid=True)
    for place, page in enumerate(stamped(laid, look)):
        own = [mark for mark in made.pages.pages[place].marks if mark.structure >= 0]
        shown = [mark for mark in page.marks if mark.structure >= 0]
        assert len(own) == len(shown)
        by = EXTRA_MARGIN if page.side == "verso" else 0.0
        for before, after in zip(own, shown, strict=True):
            assert _corner(after)[0] == pytest.approx(_corner(before)[0] + by)
            assert _corner(after)[1] == _corner(before)[1]


def test_each_line_has_the_number_that_its_text_has(laid: tuple[LaidOut, FontBook]) -> None:
    numbers = [_numbers(page) for page in stamped(laid, ProofLook(watermark=False))]
    lines = list(read_text(laid[0].pages).lines())
    assert len(lines) > 20
    for line in lines:
        y = numbers[line.page][line.number]
        assert line.box.top < y < line.box.bottom, line.text
    for found in numbers:
        assert sorted(found) == list(range(1, len(found) + 1))
        assert [found[number] for number in sorted(found)] == sorted(found.values())


def _numbers(page: Page) -> dict[int, float]:
    """The numbers left of the type area, each with the baseline of its digits."""
    rows: dict[float, str] = {}
    for mark in page.marks:
        if isinstance(mark, GlyphRun) and mark.structure < 0 and mark.x < page.type_area.left:
            text = "".join(mark.texts)
            if text.isdecimal() and mark.y > page.type_area.top:
                rows[mark.y] = rows.get(mark.y, "") + text
    return {int(text): y for y, text in rows.items()}


def test_grid_has_a_rule_for_each_cell(laid: tuple[LaidOut, FontBook]) -> None:
    cells = laid[0].style.type_area
    plain = stamped(laid, ProofLook())
    for page, other in zip(stamped(laid, ProofLook(grid=True)), plain, strict=True):
        more = _rules(page) - _rules(other)
        wanted = cells.characters_per_line + cells.lines_per_page + 2
        assert more == (wanted if page.kind in ("body", "contents") else 0)


def _rules(page: Page) -> int:
    return sum(isinstance(mark, Rule) for mark in page.marks)


def test_watermark_lies_below_the_text(laid: tuple[LaidOut, FontBook]) -> None:
    for page in stamped(laid, ProofLook()):
        first = page.marks[0]
        assert isinstance(first, GlyphRun)
        assert first.texts == ("校",)
        assert sum(first.colour) <= 0.06
    for page in stamped(laid, ProofLook(), CLEAN):
        large = [mark for mark in page.marks if isinstance(mark, GlyphRun) and mark.size > 100]
        assert large == []
