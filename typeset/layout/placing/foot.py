"""The foot of a page (页脚注区): how many whole grid lines notes of so many lines take.

Source: reference rule 25 (notes at the foot round up to whole grid lines).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from typeset.base.units import Pt
from typeset.design.applying.styled import StyledNote

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
