"""What is seen of a foreign page (可见区): its crop box inside its media box, turned.

Source: ISO 32000-1, 7.7.3.3 (page objects), 14.11.2 (boxes), Annex C (sizes).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec import Struct

from typeset.base.units import Pt, Rectangle
from typeset.output.attachments.limits import LARGEST_PAGE, SMALLEST_PAGE, ForeignError

_A4 = (0.0, 0.0, 595.276, 841.89)
_INHERITED = 60

Box = tuple[Pt, Pt, Pt, Pt]


class SeenPage(Struct, frozen=True):
    """可见页: the box in the page's own units, its clockwise turn in degrees, pt a unit, and
    whether the file says all of it as it should (`is_sound`)."""

    box: Box
    turn: int
    unit: float
    is_sound: bool

    @property
    def width(self) -> Pt:
        """Width as seen, in pt."""
        left, bottom, right, top = self.box
        return (top - bottom if self.turn % 180 else right - left) * self.unit

    @property
    def height(self) -> Pt:
        """Height as seen, in pt."""
        left, bottom, right, top = self.box
        return (right - left if self.turn % 180 else top - bottom) * self.unit

    def seen(self, x: float, y: float) -> tuple[Pt, Pt]:
        """A place of the page's own units from the top-left corner as seen, in pt."""
        left, bottom, right, top = self.box
        across, down = {
            0: (x - left, top - y),
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }[self.turn]
        return across * self.unit, down * self.unit

    def seen_box(self, box: Box) -> Rectangle:
        """A rectangle of the page's own units as seen, cut to the page."""
        corners = [self.seen(box[0], box[1]), self.seen(box[2], box[3])]
        across = sorted(max(0.0, min(self.width, corner[0])) for corner in corners)
        down = sorted(max(0.0, min(self.height, corner[1])) for corner in corners)
        return Rectangle(across[0], down[0], across[1] - across[0], down[1] - down[0])


def look_at_page(page: pikepdf.Page, number: int) -> SeenPage:
    """What is seen of a page.  Raises ForeignError (E614) where that is no possible page."""
    media, crop = (_box(_inherited(page.obj, key)) for key in ("/MediaBox", "/CropBox"))
    rotate = _inherited(page.obj, "/Rotate")
    turn = _number(rotate) if rotate is not None else 0.0
    unit = _number(page.obj.get("/UserUnit", 1)) or 0.0
    is_sound = media is not None and turn is not None and turn % 90 == 0 and unit > 0
    media = media or crop or _A4
    box = media if crop is None else _common(media, crop)
    is_sound = is_sound and box is not None
    seen = SeenPage(box or media, int((turn or 0) // 90 * 90) % 360, unit or 1.0, is_sound)
    edges = (seen.width, seen.height)
    if min(edges) < SMALLEST_PAGE or max(edges) > LARGEST_PAGE * 1.001:
        size = f"{seen.width:.4g} × {seen.height:.4g} pt"
        raise ForeignError("E614", number=number, size=size)
    return seen


def _inherited(page: Any, key: str) -> Any:
    """An attribute of a page or of what stands above it in the tree."""
    seen: set[tuple[int, int]] = set()
    for _ in range(_INHERITED):
        if not isinstance(page, pikepdf.Dictionary):
            return None
        if page.get(key) is not None:
            return page[key]
        if page.objgen in seen:
            return None
        seen.add(page.objgen)
        page = page.get("/Parent")
    return None


def _box(value: Any) -> Box | None:
    """A box with its corners in order; None where it is none."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    edges = [_number(edge) for edge in value]
    if any(edge is None for edge in edges):
        return None
    first_x, first_y, second_x, second_y = (edge or 0.0 for edge in edges)
    return (
        min(first_x, second_x),
        min(first_y, second_y),
        max(first_x, second_x),
        max(first_y, second_y),
    )


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if abs(number) < 1e12 else None


def _common(media: Box, crop: Box) -> Box | None:
    """What two boxes share; None where that is nothing."""
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return box if box[0] < box[2] and box[1] < box[3] else None
