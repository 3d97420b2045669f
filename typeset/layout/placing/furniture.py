"""Furniture (版面附件): page numbers and the label of an attachment, outside the flow of text.

Source: GB/T 9704-2012, 7.5 (page number: — n —, dashes' axis 7 mm below the type area, one
character in from its outer edge, odd pages right, even pages left); 7.3.7 (attachments).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from typeset.base.units import Pt, Rectangle
from typeset.design.applying.styled import StyledNote
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import StyleSheet
from typeset.layout.placing.page import FOOTER, Disc, ForeignPage, GlyphRun, Mark
from typeset.layout.placing.place import PageCanvas
from typeset.layout.placing.set_words import WordSetter, place_clusters


class Footers:
    """Draws the page number of a page."""

    def __init__(self, book: FontBook, sheet: StyleSheet) -> None:
        """The number stands in by characters of the body, whatever its own size."""
        self._style = style = sheet.footer
        self._pitch = sheet.type_area.character_pitch
        self._words = WordSetter(
            book, style.face, style.face, sheet.lines.ink_clearance, style.space
        )
        self._centre = book.first(style.face).middle

    def marks(self, number: int, area: Rectangle, *, outer_right: bool) -> list[Mark]:
        """— n — of a page whose type area is `area`; `outer_right` on a recto."""
        style = self._style
        clusters = self._words.clusters(style.form.format(n=number))
        width = sum(cluster.width for cluster in clusters) * style.size
        inset = style.inset * self._pitch
        if style.side == "centre":
            left = area.left + (area.width - width) / 2
        elif outer_right:
            left = area.right - inset - width
        else:
            left = area.left + inset
        axis = area.bottom + style.axis_below
        baseline = axis + self._centre * style.size
        return place_clusters(clusters, left, baseline, style.size, style.colour, FOOTER)


# The foot of a page (页脚注区): how many whole grid lines notes of so many lines take.
#
# Source: reference rule 25 (notes at the foot round up to whole grid lines).

_EPSILON = 1e-6


class FootLine(NamedTuple):
    """One line of a note (from 0), as it stands at the foot of a page."""

    note: StyledNote
    line: int


class FootStock(NamedTuple):
    """What is to stand at a page's foot: all `lines` of its notes, and how many of them must: the
    last note may go on on the next page."""

    lines: int
    required: int


class FootRoom(NamedTuple):
    """The measures of a foot: its first line takes `first` with the rule above it, each other
    `pitch`; a note that goes on on the next page leaves `least` lines behind.  `count` tells the
    lines of a note."""

    grid: Pt
    first: Pt
    pitch: Pt
    least: int
    count: Callable[[StyledNote], int]

    def grid_lines(self, lines: int) -> int:
        """Grid lines that a foot of so many lines takes."""
        if lines <= 0:
            return 0
        height = self.first + (lines - 1) * self.pitch
        return math.ceil(height / self.grid - _EPSILON)

    def capacity(self, grid_lines: int) -> int:
        """Lines of notes that go into so many grid lines."""
        height = grid_lines * self.grid
        if height + _EPSILON < self.first:
            return 0
        return 1 + math.floor((height - self.first) / self.pitch + _EPSILON)

    def carried(self, lines: int) -> FootStock:
        """A foot that begins with the rest of a note."""
        return FootStock(lines, min(lines, self.least))

    def added(self, stock: FootStock, notes: tuple[int, ...]) -> FootStock:
        """A foot with more notes of so many lines: all before the last stand on this page."""
        for count in notes:
            stock = FootStock(stock.lines + count, stock.lines + min(count, self.least))
        return stock


EMPTY = FootStock(0, 0)
"""A foot without notes."""


# Content turned by 90° counter-clockwise (横排): its head at the sheet's left edge.
#
# Recto and verso alike, so that a landscape table lies with its head at the spine on a recto and at
# the fore-edge on a verso; the page number stays upright.  Source: GB/T 9704-2012, 8.

COUNTER_CLOCKWISE = 270


def turn_canvas(lying: PageCanvas, upright: PageCanvas) -> None:
    """Put what was set on a lying area of the upright one's height onto the upright one.

    Its lines are turned text, measured when they were set; the page's own report leaves them out.
    """
    area = upright.area
    upright.marks.extend(_turned(mark, area) for mark in lying.marks)
    upright.links.extend(replace(link, box=_box(link.box, area)) for link in lying.links)


def _turned(mark: Mark, area: Rectangle) -> Mark:
    if isinstance(mark, GlyphRun):
        x, y = area.left + mark.y, area.bottom - mark.x
        return replace(mark, x=x, y=y, turn=COUNTER_CLOCKWISE)
    if isinstance(mark, Disc):
        return replace(mark, x=area.left + mark.y, y=area.bottom - mark.x)
    box = _box(mark.box, area)
    if isinstance(mark, ForeignPage):
        turn = (mark.turn + COUNTER_CLOCKWISE) % 360
        return replace(mark, box=box, shown=_box(mark.shown, area), turn=turn)
    return replace(mark, box=box)


def _box(box: Rectangle, area: Rectangle) -> Rectangle:
    return Rectangle(area.left + box.top, area.bottom - box.right, box.height, box.width)
