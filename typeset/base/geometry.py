"""Geometry of a page: points from the trimmed page's top-left corner, y downwards."""

from __future__ import annotations

from msgspec import Struct

from typeset.base.units import Pt


class Rectangle(Struct, frozen=True):
    """矩形: left and top edge, width and height, in pt, y downwards."""

    left: Pt
    top: Pt
    width: Pt
    height: Pt

    @property
    def right(self) -> Pt:
        return self.left + self.width

    @property
    def bottom(self) -> Pt:
        return self.top + self.height
