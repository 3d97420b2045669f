"""Marks around the pages of a sheet (印刷标记): where it is cut and folded, how plates register.

Lines and crosses stand on all plates: colour `All` (ISO 32000-1, 8.6.6.4); they keep off the bleed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from typeset.base.units import Pt, points_from_mm
from typeset.output.imposition.place_pages import Mark, Room
from typeset.output.imposition.sheets import Sheet

ALL_PLATES = "TypesetAll"
"""The name under which a sheet's resources hold the colour of all plates."""

_OFF: Pt = points_from_mm(3)
_LENGTH: Pt = points_from_mm(4.5)
_HAIR: Pt = 0.25
_RADIUS: Pt = points_from_mm(1.6)
_PATCH: Pt = points_from_mm(5)
_COLLATE: tuple[Pt, Pt] = (points_from_mm(3), points_from_mm(7))
_PATCHES = (
    *("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"),
    *(".5 0 0 0", "0 .5 0 0", "0 0 .5 0", "0 0 0 .5"),
    *("1 1 0 0", "0 1 1 0", "1 0 1 0", ".5 .4 .4 0"),
)
"""Solids, half tones, overprints of two and a grey of three inks."""


def draw_marks(room: Room, sheet: Sheet, marks: Collection[Mark], *, is_front: bool) -> str:
    """The operators of all marks of one side; the first section's collating mark stands highest."""
    lines = [f"q /{ALL_PLATES} CS 1 SCN /{ALL_PLATES} cs 1 scn {_HAIR} w"]
    if room.has_marks and Mark.CROP in marks:
        lines += _crop(room)
    if room.has_marks and Mark.FOLD in marks and room.is_folded:
        lines += ["[2 2] 0 d", *_folds(room), "[] 0 d"]
    if room.has_marks and Mark.REGISTER in marks:
        lines += _register(room)
    if Mark.COLLATE in marks and room.is_folded and is_front:
        lines += _collate(room, sheet)
    lines.append("Q")
    if room.has_marks and Mark.COLOUR in marks:
        lines += _colour_bar(room)
    return "\n".join(lines)


def _crop(room: Room) -> Iterator[str]:
    """裁切线 at every edge that the knife meets, outside the pages only."""
    across = sorted(
        {edge for index, x in enumerate(room.columns) for edge in _cut_edges(room, index, x)}
    )
    up = sorted({edge for y in room.rows for edge in (y, y + room.page_height)})
    for x in across:
        yield _line(x, room.bottom - _OFF, x, room.bottom - _OFF - _LENGTH)
        yield _line(x, room.top + _OFF, x, room.top + _OFF + _LENGTH)
    for y in up:
        yield _line(room.left - _OFF, y, room.left - _OFF - _LENGTH, y)
        yield _line(room.right + _OFF, y, room.right + _OFF + _LENGTH, y)


def _cut_edges(room: Room, index: int, x: Pt) -> list[Pt]:
    """The edges of a column that are cut: not the one at its fold, unless the spine is milled."""
    edges = [x, x + room.page_width]
    if not room.is_folded:
        return edges
    return [edges[index % 2]]


def _folds(room: Room) -> Iterator[str]:
    """折线: between the pages of a folio, and between rows."""
    for left, right in zip(room.columns[::2], room.columns[1::2], strict=True):
        x = (left + room.page_width + right) / 2
        yield _line(x, room.bottom - _OFF, x, room.bottom - _OFF - _LENGTH)
        yield _line(x, room.top + _OFF, x, room.top + _OFF + _LENGTH)
    for low, high in zip(room.rows, room.rows[1:], strict=False):
        y = (low + room.page_height + high) / 2
        yield _line(room.left - _OFF, y, room.left - _OFF - _LENGTH, y)
        yield _line(room.right + _OFF, y, room.right + _OFF + _LENGTH, y)


def _register(room: Room) -> Iterator[str]:
    """套准线: a ring with a cross beside the middle of each edge, off the fold marks."""
    off, aside = _OFF + _RADIUS, points_from_mm(12)
    middle_x, middle_y = (room.left + room.right) / 2 + aside, (room.bottom + room.top) / 2 + aside
    for x, y in (
        (middle_x, room.bottom - off),
        (middle_x, room.top + off),
        (room.left - off, middle_y),
        (room.right + off, middle_y),
    ):
        arm = _RADIUS * 1.5
        yield _line(x - arm, y, x + arm, y)
        yield _line(x, y - arm, x, y + arm)
        yield _ring(x, y, _RADIUS)


def _collate(room: Room, sheet: Sheet) -> Iterator[str]:
    """折标: a bar on the fold of each section's outermost folio, one step lower a section, so that
    a gathered block shows a stair and a missing section a gap."""
    back = next((place for place in sheet.front if place.is_section_back), None)
    if back is None:
        return
    column = back.column - back.column % 2
    x = (room.columns[column] + room.page_width + room.columns[column + 1]) / 2
    width, height = _COLLATE
    steps = max(1, int(room.page_height // height) - 4)
    low = room.rows[back.row] + room.page_height - (2 + sheet.section % steps) * height
    yield f"0 0 0 1 k {x - width / 2:.3f} {low:.3f} {width:.3f} {height:.3f} re f"


def _colour_bar(room: Room) -> Iterator[str]:
    """色控条 beside the pages where the margin is wider, below them otherwise."""
    beside = room.width - room.right >= room.bottom
    margin = (room.width - room.right) if beside else room.bottom
    if margin < _OFF + _PATCH:
        return
    yield "q"
    for index, ink in enumerate(_PATCHES):
        along = (room.bottom if beside else room.left) + points_from_mm(20) + index * _PATCH
        x, y = (room.right + margin - _PATCH - 4, along) if beside else (along, 4.0)
        yield f"{ink} k {x:.3f} {y:.3f} {_PATCH:.3f} {_PATCH:.3f} re f"
    yield "Q"


def _line(x: Pt, y: Pt, to_x: Pt, to_y: Pt) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def _ring(x: Pt, y: Pt, radius: Pt) -> str:
    """A circle by four Bézier curves."""
    bow = 0.5523 * radius
    right, left, top, bottom = x + radius, x - radius, y + radius, y - radius
    return (
        f"{right:.3f} {y:.3f} m "
        f"{right:.3f} {y + bow:.3f} {x + bow:.3f} {top:.3f} {x:.3f} {top:.3f} c "
        f"{x - bow:.3f} {top:.3f} {left:.3f} {y + bow:.3f} {left:.3f} {y:.3f} c "
        f"{left:.3f} {y - bow:.3f} {x - bow:.3f} {bottom:.3f} {x:.3f} {bottom:.3f} c "
        f"{x + bow:.3f} {bottom:.3f} {right:.3f} {y - bow:.3f} {right:.3f} {y:.3f} c S"
    )
