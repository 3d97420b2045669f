"""Shapes and clusters (字形与字块): glyphs as they stand in their cells, as data."""

from __future__ import annotations

from typing import NamedTuple

from typeset.base.units import Em
from typeset.layout.lines.char_class import CharClass


class Shape(NamedTuple):
    """One glyph as it stands in its cell.

    `origin` is where the glyph's origin lies from the cell's left edge, `drop` how far its
    baseline is moved down, both in em of the paragraph; the ink box is relative to the cell's
    left edge and the line's baseline, y upwards.  `face` is empty where no face has the
    character.
    """

    text: str
    face: str
    code: int
    identifier: int
    width: Em
    origin: Em
    drop: Em
    advance: Em
    left: Em
    bottom: Em
    right: Em
    top: Em
    drawn: str = ""
    zoom: float = 1.0

    def moved(self, by: Em) -> Shape:
        """The shape drawn `by` further right in the same cell."""
        if not by:
            return self
        return self._replace(origin=self.origin + by, left=self.left + by, right=self.right + by)

    def raised(self, by: Em) -> Shape:
        """The shape drawn `by` higher."""
        return self._replace(drop=self.drop - by, bottom=self.bottom + by, top=self.top + by)


class Cluster(NamedTuple):
    """字块: what is never split: one cell, or the glyphs of one Western run.

    `left_blank` and `right_blank` are the blank that may be taken on either side; `offsets` are
    the cells' left edges from the cluster's.
    """

    text: str
    kind: CharClass
    width: Em
    left_blank: Em
    right_blank: Em
    shapes: tuple[Shape, ...]
    offsets: tuple[Em, ...]
