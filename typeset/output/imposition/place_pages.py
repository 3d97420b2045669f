"""Where each page stands on its sheet (页位尺寸): gaps, milling, creep, room for marks.

Lengths in pt from the sheet's lower left corner, as one looks at the side.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate

from msgspec import Struct

from typeset.base.units import Pt, points_from_mm
from typeset.output.imposition.sheets import Binding, Place, Plan

TRIM_GAP: Pt = points_from_mm(6)
"""刀口: two bleeds between edges that are cut, where the sheet has room."""
MILLING: Pt = points_from_mm(3)
"""铣背: what is milled off each spine before it is glued."""
MARKS_ROOM: Pt = points_from_mm(8)
"""What marks need around the pages."""
SAME_SIZE: Pt = points_from_mm(0.5)


class Mark(StrEnum):
    """印刷标记."""

    CROP = "crop"
    FOLD = "fold"
    REGISTER = "register"
    COLLATE = "collate"
    COLOUR = "colour"


class Room(Struct, frozen=True):
    """印张版式: size of the sheet, left edge of each column, lower edge of each row, size of the
    trimmed pages.

    `bleed` is the most that may show beyond a trim, `milling` what each spine loses.
    """

    width: Pt
    height: Pt
    columns: tuple[Pt, ...]
    rows: tuple[Pt, ...]
    page_width: Pt
    page_height: Pt
    bleed: Pt
    milling: Pt
    has_marks: bool
    is_folded: bool

    @property
    def left(self) -> Pt:
        return self.columns[0]

    @property
    def right(self) -> Pt:
        return self.columns[-1] + self.page_width

    @property
    def bottom(self) -> Pt:
        return self.rows[0]

    @property
    def top(self) -> Pt:
        return self.rows[-1] + self.page_height


class PlacedPage(Struct, frozen=True):
    """上版页: a page's trimmed area by its lower left corner, and what is shown of it."""

    place: Place
    x: Pt
    y: Pt
    shown: tuple[Pt, Pt, Pt, Pt]


def make_room(
    plan: Plan, page: tuple[Pt, Pt], sheet: tuple[Pt, Pt], *, has_marks: bool
) -> Room | None:
    """The places on a sheet, which lies across or upright as it serves; None where it is too small.

    Gaps for the knife and room for marks are given up, in this order, where the sheet has none.
    """
    short, long = sheet
    tries = [(gap, marks) for marks in ((True, False) if has_marks else (False,)) for gap in (1, 0)]
    for gap, marks in sorted(tries, key=lambda one: (not one[1], -one[0])):
        spread = _columns(plan, page[0], gap * TRIM_GAP)
        stacked = _edges([page[1]] * plan.rows, gap * TRIM_GAP)
        margin = 2 * MARKS_ROOM if marks else 0.0
        for width, height in ((long, short), (short, long)):
            wide, high = spread[-1] + page[0] + margin, stacked[-1] + page[1] + margin
            if wide <= width + SAME_SIZE and high <= height + SAME_SIZE:
                return _room(plan, page, (width, height), (spread, stacked), gap * TRIM_GAP, marks)
    return None


def smallest_sheet(plan: Plan, page: tuple[Pt, Pt]) -> tuple[Pt, Pt]:
    """Width and height that the pages of one side need, without gaps or marks."""
    return _columns(plan, page[0], 0.0)[-1] + page[0], page[1] * plan.rows


def _room(
    plan: Plan,
    page: tuple[Pt, Pt],
    sheet: tuple[Pt, Pt],
    edges: tuple[Sequence[Pt], Sequence[Pt]],
    gap: Pt,
    marks: bool,
) -> Room:
    spread, stacked = edges
    left = (sheet[0] - spread[-1] - page[0]) / 2
    bottom = (sheet[1] - stacked[-1] - page[1]) / 2
    return Room(
        *sheet,
        tuple(left + x for x in spread),
        tuple(bottom + y for y in stacked),
        *page,
        TRIM_GAP / 2 if gap or plan.columns * plan.rows == 2 else 0.0,
        _milling(plan.binding),
        marks,
        plan.binding is not Binding.STACK,
    )


def _milling(binding: Binding) -> Pt:
    return MILLING if binding is Binding.PERFECT else 0.0


def _columns(plan: Plan, width: Pt, gap: Pt) -> list[Pt]:
    """Left edges from 0: pages of a folio meet at the fold, or at what is milled off there."""
    if plan.binding is Binding.STACK:
        return _edges([width] * plan.columns, gap)
    folds = [2 * _milling(plan.binding) if not index % 2 else gap for index in range(plan.columns)]
    return [0.0, *accumulate(width + fold for fold in folds[: plan.columns - 1])]


def _edges(sizes: Sequence[Pt], gap: Pt) -> list[Pt]:
    return [0.0, *accumulate(size + gap for size in sizes[:-1])]


def place_page(place: Place, room: Room, creep: Pt) -> PlacedPage:
    """A page on its place: pushed towards the spine by the sheets that lie around its own (爬移),
    shown to its bleed, but never beyond the fold or what is milled off."""
    at_right = place.spine_at_right is not place.upside_down
    shift = creep * place.depth * (1 if at_right else -1)
    x, y = room.columns[place.column] + shift, room.rows[place.row]
    left, right = x - room.bleed, x + room.page_width + room.bleed
    if room.is_folded and at_right:
        right = room.columns[place.column] + room.page_width + room.milling
    elif room.is_folded:
        left = room.columns[place.column] - room.milling
    return PlacedPage(place, x, y, (left, y - room.bleed, right, y + room.page_height + room.bleed))
