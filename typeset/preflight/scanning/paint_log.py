"""Noting what a page paints (记录绘制): by colour, by thinness, by nearness to the edge."""

from __future__ import annotations

from typeset.preflight.scanning.graphics_state import around
from typeset.preflight.scanning.page_scan import Box, Ink, PageScan, PaintUse, Tagging, What

_MOST_PAINTS = 2_000
_MOST_ART = 100
_REACH = 0.3
"""How near to the trimmed edge, in pt, art counts as touching it."""
_SHORTEST_LINE = 2.0
_LINE_PIECES = 5
"""A filled path of no more points is one rectangle: a line if it is thin."""


class PaintLog:
    """The notes of one page; `trim` is its trimmed sheet."""

    def __init__(self, scan: PageScan, trim: Box) -> None:
        self._scan = scan
        self._trim = trim

    def paint(self, what: What, ink: Ink, box: Box, tagging: Tagging, *, overprint: bool) -> None:
        """Something was painted into a box; nothing is noted where the box is empty."""
        if box[2] <= box[0] and box[3] <= box[1]:
            return
        scan, key = self._scan, (what, ink, overprint)
        known = scan.paints.get(key)
        if known is not None:
            known.times += 1
            known.box = around(known.box, box)
        elif len(scan.paints) < _MOST_PAINTS:
            scan.paints[key] = PaintUse(1, box)
        else:
            scan.complete = False
        if tagging is Tagging.NONE:
            scan.untagged += 1
        if what is not What.TEXT and len(scan.art) < _MOST_ART and self._touches(ink, box):
            scan.art.append(box)

    def line(self, width: float, box: Box) -> None:
        """A line of some width was painted."""
        if self._scan.thin is None or width < self._scan.thin[0]:
            self._scan.thin = (width, box)

    def filled(self, pieces: int, box: Box) -> None:
        """A path was filled: where it is one thin rectangle, a line was painted."""
        sides = sorted((box[2] - box[0], box[3] - box[1]))
        if pieces <= _LINE_PIECES and sides[1] > _SHORTEST_LINE:
            self.line(sides[0], box)

    def _touches(self, ink: Ink, box: Box) -> bool:
        """Whether something with ink lies on the page and reaches its trimmed edge."""
        if ink.cmyk is not None and not any(ink.cmyk):
            return False
        left, bottom, right, top = self._trim
        if box[2] <= left or box[0] >= right or box[3] <= bottom or box[1] >= top:
            return False
        return min(box[0] - left, box[1] - bottom, right - box[2], top - box[3]) < _REACH
