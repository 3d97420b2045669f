"""Where foreign pages come to stand: inside their room, never enlarged, turned as asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.base.units import Rectangle
from typeset.content.attachment import Rotation
from typeset.design.applying.foreign_files import ForeignPageFacts, InkMap
from typeset.layout.filling.set_attachments import nested
from typeset.layout.placing.attachments import (
    Placed,
    carried,
    choose_turns,
    covers_ink,
    place_in_area,
    place_in_size,
    place_on_page,
    runs_over,
    shrink,
    turn_box,
    turn_sheet,
)

WIDTH, HEIGHT, BLEED = 595.28, 841.89, 8.5
AREA = Rectangle(79.4, 104.9, 442.2, 637.8)
SHEET = Rectangle(0.0, 0.0, WIDTH, HEIGHT)
NEAR = 1e-6
TURNS = st.sampled_from([0, 90, 180, 270])
ROTATIONS = st.sampled_from([None, 0, 90, 180, 270])
SIDES = st.floats(20.0, 5_000.0)


@st.composite
def pages(draw: st.DrawFn) -> ForeignPageFacts:
    """Pages of any size with their ink anywhere, or without any."""
    width, height = draw(SIDES), draw(SIDES)
    if draw(st.integers(0, 9)) == 0:
        return ForeignPageFacts(1, width, height)
    share = st.floats(0.0, 0.99)
    left, top = draw(share) * width, draw(share) * height
    size = st.floats(0.01, 1.0)
    ink = Rectangle(left, top, (width - left) * draw(size), (height - top) * draw(size))
    return ForeignPageFacts(1, width, height, ink)


def is_inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        inner.left >= outer.left - NEAR
        and inner.top >= outer.top - NEAR
        and inner.right <= outer.right + NEAR
        and inner.bottom <= outer.bottom + NEAR
    )


def is_sound(placed: Placed, page: ForeignPageFacts) -> bool:
    """Whether box, ink and what is painted belong together, in the page's own proportions."""
    whole = carried(Rectangle(0.0, 0.0, page.width, page.height), page, placed)
    ink = page.ink or Rectangle(0.0, 0.0, page.width, page.height)
    return (
        near(whole, placed.box)
        and near(carried(ink, page, placed), placed.ink)
        and is_inside(placed.ink, placed.shown)
        and is_inside(placed.shown, placed.box)
    )


def near(one: Rectangle, other: Rectangle) -> bool:
    return is_inside(one, other) and is_inside(other, one)


@given(pages(), TURNS)
def test_turning_there_and_back(page: ForeignPageFacts, turn: int) -> None:
    sheet = turn_sheet(page, turn)
    back = turn_box(sheet.ink, sheet.width, sheet.height, -turn)
    assert near(back, page.ink or Rectangle(0.0, 0.0, page.width, page.height))


@given(st.lists(pages(), min_size=1, max_size=5), ROTATIONS, st.floats(0.0, 300.0))
def test_ink_stands_in_the_type_area(
    file: list[ForeignPageFacts], rotate: Rotation, taken: float
) -> None:
    """版心: no ink beside the type area or over the label, nothing larger than it was."""
    turns = choose_turns(file, rotate, AREA, "type-area")
    sheets = [turn_sheet(page, turn) for page, turn in zip(file, turns, strict=True)]
    tops = [AREA.top + taken, *[AREA.top] * (len(file) - 1)]
    for page, placed, top in zip(file, place_in_area(sheets, AREA, tops), tops, strict=True):
        room = Rectangle(AREA.left, top, AREA.width, AREA.bottom - top)
        assert is_inside(placed.ink, room)
        assert placed.scale <= 1.0
        assert is_sound(placed, page)


@given(pages(), ROTATIONS)
def test_a_page_on_the_whole_page(page: ForeignPageFacts, rotate: Rotation) -> None:
    """整页: the sheet lies on ours; one that runs over all edges may cover the bleed too."""
    (turn,) = choose_turns([page], rotate, SHEET, "page")
    sheet = turn_sheet(page, turn)
    placed = place_on_page(sheet, WIDTH, HEIGHT, BLEED)
    assert is_sound(placed, page)
    over = Rectangle(-2.5 * BLEED, -2.5 * BLEED, WIDTH + 5 * BLEED, HEIGHT + 5 * BLEED)
    assert is_inside(placed.box, over if runs_over(sheet) else SHEET)
    smaller = shrink(placed, 0.94, WIDTH)
    assert is_sound(smaller, page)
    assert smaller.scale < placed.scale


@given(pages(), TURNS)
def test_its_own_size(page: ForeignPageFacts, turn: int) -> None:
    """原大: unscaled, its ink in the middle of the type area."""
    placed = place_in_size(turn_sheet(page, turn), AREA, AREA.top)
    assert placed.scale == 1.0
    assert is_sound(placed, page)
    middle = AREA.left + AREA.width / 2
    assert placed.ink.left + placed.ink.width / 2 == pytest.approx(middle)
    assert placed.ink.top == pytest.approx(AREA.top)


@given(TURNS, st.integers(0, 39), st.integers(0, 59))
def test_covered_ink_is_found(turn: int, column: int, row: int) -> None:
    """One cell of ink on a page of 400 × 600 is met where it came to stand, and only there."""
    rows = tuple(1 << (39 - column) if number == row else 0 for number in range(60))
    ink = Rectangle(column * 10.0, row * 10.0, 10.0, 10.0)
    page = ForeignPageFacts(1, 400.0, 600.0, ink, InkMap(40, rows, 10.0))
    placed = place_on_page(turn_sheet(page, turn), WIDTH, HEIGHT, BLEED)
    stands = carried(ink, page, placed)
    middle = Rectangle(
        stands.left + stands.width / 4, stands.top + stands.height / 4, stands.width / 2, 1.0
    )
    assert covers_ink(middle, page, placed)
    aside = Rectangle(stands.left, stands.bottom + 2.0, stands.width, 5.0)
    assert not covers_ink(aside, page, placed)


def report(*bottoms: float, width: float = 440.0) -> list[ForeignPageFacts]:
    """Pages of A4 whose ink begins 72 pt from the head and reaches some way down."""
    return [
        ForeignPageFacts(number, WIDTH, HEIGHT, Rectangle(72.0, 72.0, width, bottom - 72.0))
        for number, bottom in enumerate(bottoms, 1)
    ]


def test_pages_of_a_report_keep_one_size() -> None:
    sheets = [turn_sheet(page, 0) for page in report(700.0, 720.0, 300.0)]
    placed = place_in_area(sheets, AREA, [AREA.top] * 3)
    assert len({one.scale for one in placed}) == 1
    assert placed[0].scale > 0.95
    assert len({one.box.left for one in placed}) == 1


def test_an_odd_page_does_not_make_the_others_small() -> None:
    wide = ForeignPageFacts(2, WIDTH, HEIGHT, Rectangle(0.0, 0.0, WIDTH, HEIGHT))
    sheets = [turn_sheet(page, 0) for page in (*report(700.0), wide)]
    first, second = place_in_area(sheets, AREA, [AREA.top] * 2)
    assert first.scale == 1.0
    assert second.scale < 0.8


def test_source_position_is_kept_where_it_can_be() -> None:
    """A page that begins lower than the others does so on ours."""
    low = ForeignPageFacts(2, WIDTH, HEIGHT, Rectangle(72.0, 272.0, 440.0, 100.0))
    sheets = [turn_sheet(page, 0) for page in (*report(700.0), low)]
    first, second = place_in_area(sheets, AREA, [AREA.top] * 2)
    assert second.ink.top - first.ink.top == pytest.approx(200.0 * first.scale)


@pytest.mark.parametrize(
    ("size", "turn"),
    [
        ((WIDTH, HEIGHT), 0),
        ((HEIGHT, WIDTH), 270),
        ((1190.55, HEIGHT), 270),
        ((300.0, 200.0), 0),
        ((612.0, 792.0), 0),
    ],
    ids=["A4", "landscape", "A3", "slip", "letter"],
)
def test_landscape_pages_are_turned_counter_clockwise(size: tuple[float, float], turn: int) -> None:
    """Clause 8; a slip that fits as it is stays upright."""
    page = ForeignPageFacts(1, *size)
    assert choose_turns([page], None, AREA, "type-area") == [turn]
    assert choose_turns([page], 90, AREA, "type-area") == [90]


@given(st.lists(st.integers(1, 8), max_size=20), st.integers(2, 3))
def test_bookmarks_nest(levels: list[int], first: int) -> None:
    """No level is left out on the way down, and none lies deeper than the fourth."""
    shown = [level for level in nested(levels, first) if level]
    assert all(first <= level <= 4 for level in shown)
    assert all(
        after <= before + 1 for before, after in zip([first - 1, *shown], shown, strict=False)
    )
