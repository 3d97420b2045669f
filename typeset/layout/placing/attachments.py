"""Where a foreign page stands on ours (附件页的位置).

Source: GB/T 9704-2012, 7.3.7 (attachments are numbered on with the body), 8 (a landscape table
is turned 90° counter-clockwise, its head at the sheet's left edge, the page number unturned).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from typeset.base.units import Pt, Rectangle
from typeset.content.attachment import AttachmentFit, Rotation
from typeset.design.applying.foreign_files import ForeignPageFacts

_COUNTER_CLOCKWISE = 270
_WORTH_A_TURN = 1.05
"""A landscape page is turned where that makes it this much larger."""
_COMMON = 0.92
"""Pages of a file share one scale where none would be this much larger by itself."""
_AROUND: Pt = 4.0
"""Ink is measured on a small picture of a page; so much around it is painted besides."""
_EDGE: Pt = 3.0
"""Ink this near to the edge of its sheet is meant to run over it (出血)."""


class Sheet(Struct, frozen=True):
    """A foreign page turned as it is to stand: its size and the rectangle of its ink, in pt;
    `around` is how far its ink may really reach beyond that."""

    width: Pt
    height: Pt
    ink: Rectangle
    turn: int
    around: Pt = _AROUND


class Placed(Struct, frozen=True):
    """A foreign page on ours: the box of the whole page, its ink, the part that is painted, all in
    pt from our page's top-left corner, its clockwise turn and its scale."""

    box: Rectangle
    ink: Rectangle
    shown: Rectangle
    turn: int
    scale: float


def turn_sheet(page: ForeignPageFacts, turn: int) -> Sheet:
    """A foreign page turned clockwise by 0, 90, 180 or 270 degrees."""
    whole = Rectangle(0.0, 0.0, page.width, page.height)
    ink = turn_box(page.ink or whole, page.width, page.height, turn)
    sides = (page.height, page.width) if turn % 180 else (page.width, page.height)
    around = max(_AROUND, page.ink_map.cell / 2 if page.ink_map else 0.0)
    return Sheet(*sides, ink, turn, around)


def turn_box(box: Rectangle, width: Pt, height: Pt, turn: int) -> Rectangle:
    """A rectangle of a page of some size after the page was turned clockwise."""
    match turn % 360:
        case 90:
            return Rectangle(height - box.bottom, box.left, box.height, box.width)
        case 180:
            return Rectangle(width - box.right, height - box.bottom, box.width, box.height)
        case 270:
            return Rectangle(box.top, width - box.right, box.height, box.width)
    return box


def choose_turns(
    pages: Sequence[ForeignPageFacts], rotate: Rotation, room: Rectangle, fit: AttachmentFit
) -> list[int]:
    """The turn of each page; pages of one size are turned alike."""
    if rotate is not None:
        return [rotate] * len(pages)
    turns: dict[tuple[int, int], int] = {}
    for size, group in _by_size(pages).items():
        turns[size] = 0
        landscape = group[0].width > group[0].height
        if landscape and room.height > room.width:
            upright, turned = (
                min(_scale(_size_of(turn_sheet(page, turn), fit), room) for page in group)
                for turn in (0, _COUNTER_CLOCKWISE)
            )
            if turned > upright * _WORTH_A_TURN:
                turns[size] = _COUNTER_CLOCKWISE
    return [turns[_size(page)] for page in pages]


def place_in_area(sheets: Sequence[Sheet], area: Rectangle, tops: Sequence[Pt]) -> list[Placed]:
    """版心: the ink of each page in the type area, below `tops`; never enlarged.

    Pages of one size keep one scale and one place, so that a report does not jump about.
    """
    placed: list[Placed] = []
    unions = {size: _union(group) for size, group in _sheets_by_size(sheets).items()}
    for sheet, top in zip(sheets, tops, strict=True):
        room = Rectangle(area.left, top, area.width, area.bottom - top)
        own = _scale((sheet.ink.width, sheet.ink.height), room)
        union = unions[_sheet_size(sheet)]
        common = _scale((union.width, union.height), area)
        if common < own * _COMMON:
            union, common = sheet.ink, own
        scale = min(common, own)
        left = room.left + (room.width - union.width * scale) / 2 - union.left * scale
        lowered = max(0.0, sheet.ink.top - union.top) * scale
        ink_top = top + min(lowered, room.height - sheet.ink.height * scale)
        placed.append(_placed(sheet, left, ink_top - sheet.ink.top * scale, scale))
    return placed


def place_on_page(sheet: Sheet, width: Pt, height: Pt, bleed: Pt) -> Placed:
    """整页: the whole sheet on a whole page of ours, in its middle; a sheet whose ink runs over its
    edges covers the bleed as well where its proportions allow it."""
    scale = min(width / sheet.width, height / sheet.height)
    if runs_over(sheet):
        covering = max((width + 2 * bleed) / sheet.width, (height + 2 * bleed) / sheet.height)
        cut = max(covering * sheet.width - width, covering * sheet.height - height)
        if cut <= 4 * bleed:
            scale = covering
    left = (width - sheet.width * scale) / 2
    top = (height - sheet.height * scale) / 2
    return _placed(sheet, left, top, scale)


def shrink(placed: Placed, factor: float, width: Pt) -> Placed:
    """A placed page made smaller, its head where it was and its middle in the middle of a page."""
    box = placed.box
    left = (width - box.width * factor) / 2
    top = max(0.0, box.top)

    def smaller(one: Rectangle) -> Rectangle:
        return Rectangle(
            left + (one.left - box.left) * factor,
            top + (one.top - box.top) * factor,
            one.width * factor,
            one.height * factor,
        )

    boxes = smaller(box), smaller(placed.ink), smaller(placed.shown)
    return Placed(*boxes, placed.turn, placed.scale * factor)


def place_in_size(sheet: Sheet, area: Rectangle, top: Pt) -> Placed:
    """原大: unscaled, the ink centred across the type area, from `top` on."""
    left = area.left + (area.width - sheet.ink.width) / 2 - sheet.ink.left
    return _placed(sheet, left, top - sheet.ink.top, 1.0)


def runs_over(sheet: Sheet) -> bool:
    """满版: whether the ink of a sheet touches all its edges."""
    ink = sheet.ink
    gaps = (ink.left, ink.top, sheet.width - ink.right, sheet.height - ink.bottom)
    return max(gaps) <= _EDGE


def reaches_edge(sheet: Sheet) -> bool:
    """Whether the ink of a sheet touches any of its edges."""
    ink = sheet.ink
    gaps = (ink.left, ink.top, sheet.width - ink.right, sheet.height - ink.bottom)
    return min(gaps) <= _EDGE


def carried(box: Rectangle, page: ForeignPageFacts, placed: Placed) -> Rectangle:
    """A rectangle of a foreign page as seen, where it stands on our page."""
    turned = turn_box(box, page.width, page.height, placed.turn)
    return Rectangle(
        placed.box.left + turned.left * placed.scale,
        placed.box.top + turned.top * placed.scale,
        turned.width * placed.scale,
        turned.height * placed.scale,
    )


def covers_ink(box: Rectangle, page: ForeignPageFacts, placed: Placed) -> bool:
    """Whether ink of a placed page lies in a rectangle of our page."""
    if page.ink is None:
        return False
    if page.ink_map is None:
        return _overlap(box, placed.ink)
    turned = Rectangle(
        (box.left - placed.box.left) / placed.scale,
        (box.top - placed.box.top) / placed.scale,
        box.width / placed.scale,
        box.height / placed.scale,
    )
    width, height = page.width, page.height
    if placed.turn % 180:
        width, height = height, width
    return page.ink_map.covers(turn_box(turned, width, height, -placed.turn))


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _placed(sheet: Sheet, left: Pt, top: Pt, scale: float) -> Placed:
    """A sheet whose top-left corner comes to a place; its white margins are left unpainted."""
    box = Rectangle(left, top, sheet.width * scale, sheet.height * scale)
    ink = Rectangle(
        left + sheet.ink.left * scale,
        top + sheet.ink.top * scale,
        sheet.ink.width * scale,
        sheet.ink.height * scale,
    )
    return Placed(box, ink, _within(ink, sheet.around * scale, box), sheet.turn, scale)


def _within(ink: Rectangle, around: Pt, box: Rectangle) -> Rectangle:
    """A rectangle with something around it, as far as a box reaches."""
    left, top = max(box.left, ink.left - around), max(box.top, ink.top - around)
    right, bottom = min(box.right, ink.right + around), min(box.bottom, ink.bottom + around)
    return Rectangle(left, top, right - left, bottom - top)


def _scale(size: tuple[Pt, Pt], room: Rectangle) -> float:
    return min(1.0, room.width / max(size[0], 1.0), room.height / max(size[1], 1.0))


def _size_of(sheet: Sheet, fit: AttachmentFit) -> tuple[Pt, Pt]:
    """What of a sheet has to find room."""
    if fit == "page":
        return (sheet.width, sheet.height)
    return (sheet.ink.width, sheet.ink.height)


def _size(page: ForeignPageFacts) -> tuple[int, int]:
    return (round(page.width), round(page.height))


def _sheet_size(sheet: Sheet) -> tuple[int, int]:
    return (round(sheet.width), round(sheet.height))


def _by_size(
    pages: Sequence[ForeignPageFacts],
) -> Mapping[tuple[int, int], list[ForeignPageFacts]]:
    groups: dict[tuple[int, int], list[ForeignPageFacts]] = {}
    for page in pages:
        groups.setdefault(_size(page), []).append(page)
    return groups


def _sheets_by_size(sheets: Sequence[Sheet]) -> Mapping[tuple[int, int], list[Sheet]]:
    groups: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets:
        groups.setdefault(_sheet_size(sheet), []).append(sheet)
    return groups


def _union(sheets: Sequence[Sheet]) -> Rectangle:
    left = min(sheet.ink.left for sheet in sheets)
    top = min(sheet.ink.top for sheet in sheets)
    right = max(sheet.ink.right for sheet in sheets)
    bottom = max(sheet.ink.bottom for sheet in sheets)
    return Rectangle(left, top, right - left, bottom - top)
