"""The folding dummy (折手样): every side of every sheet on A4, the numbers of its pages over it.

Printed on office paper on both sides, turned left to right, folded and nested, it shows before any
plate is made whether the pages come in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typeset.base.units import Pt
from typeset.output.imposition.place_pages import Room
from typeset.output.imposition.sheets import Place

DUMMY_SIZE: tuple[Pt, Pt] = (841.89, 595.276)
NUMERALS = "TypesetNumerals"
"""The name under which a page holds the face of the numbers (Helvetica, not embedded)."""

_MARGIN: Pt = 30.0
_SHARE = 0.16
"""Height of a number beside that of its page."""
_DIGIT = 0.556
"""Width of Helvetica's digits in em."""


def dummy_side(
    room: Room, places: Sequence[Place], lines: Sequence[str], title: str
) -> Iterator[str]:
    """The operators of one side of the dummy; `title` is the sheet's number with A or B."""
    width, height = DUMMY_SIZE
    lies_across = room.width >= room.height
    edges = (room.width, room.height) if lies_across else (room.height, room.width)
    scale = min((width - 2 * _MARGIN) / edges[0], (height - 2 * _MARGIN) / edges[1])
    left, bottom = (width - scale * edges[0]) / 2, (height - scale * edges[1]) / 2
    yield f"BT /{NUMERALS} 12 Tf 0 0 0 1 k {_MARGIN:.1f} {height - 20:.1f} Td ({title}) Tj ET"
    turn = f"{scale:.5f} 0 0 {scale:.5f} {left:.3f} {bottom:.3f} cm"
    if not lies_across:
        turn = f"0 {scale:.5f} {-scale:.5f} 0 {left + scale * edges[0]:.3f} {bottom:.3f} cm"
    yield f"q {turn} q"
    yield from lines
    yield "Q 0 0 0 .6 K .5 w"
    for place in places:
        x, y = room.columns[place.column], room.rows[place.row]
        yield f"{x:.3f} {y:.3f} {room.page_width:.3f} {room.page_height:.3f} re S"
        yield _number(room, place, x, y)
    yield "Q"


def _number(room: Room, place: Place, x: Pt, y: Pt) -> str:
    """The number of a page, large in its middle, on its head where the page is."""
    digits, size = str(place.position + 1), _SHARE * room.page_height
    half = len(digits) * _DIGIT * size / 2
    sign = -1 if place.upside_down else 1
    middle = (x + room.page_width / 2, y + room.page_height / 2)
    at = (middle[0] - sign * half, middle[1] - sign * 0.36 * size)
    return (
        f"BT /{NUMERALS} {size:.2f} Tf 0 .7 .7 0 k "
        f"{sign} 0 0 {sign} {at[0]:.3f} {at[1]:.3f} Tm ({digits}) Tj ET"
    )
