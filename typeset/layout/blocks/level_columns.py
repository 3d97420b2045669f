"""Columns levelled (调栏宽): room moved from one to another while the table gets lower by it.

Sharing in proportion to the text gives every column about as many lines, but cuts a short word
into pieces of a character or two where a long text would hardly notice the loss.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import permutations

from typeset.base.units import Pt

_STEPS = (1, 2, 3)
_MOST_MOVES = 40
_MOST_CELLS = 240
_ROW_LINE = 10.0
"""What a line more of a row costs; a cell's own line costs 1, one of a short cell more."""
_SHORT_CELL_LINE = 3.0
_SHORT = 8
"""A cell of so many characters is short."""
_EPSILON = 1e-6


def level_columns(
    widths: Sequence[Pt],
    least: Sequence[Pt],
    cells: Sequence[Sequence[Pt]],
    size: Pt,
    pad: Pt,
) -> list[Pt]:
    """Widths of the same sum, none under its least.

    `cells` are the natural widths of the cells by row, `size` one character, `pad` the room beside
    the text of a column.
    """
    current = list(widths)
    rows = _some(cells, len(widths))
    columns = [[row[k] for row in rows] for k in range(len(widths))]
    lines = [
        _lines(column, width - pad, size) for column, width in zip(columns, current, strict=True)
    ]
    cost = _cost(lines, columns, size)
    for _ in range(_MOST_MOVES):
        best: tuple[float, list[Pt], list[list[int]]] | None = None
        for giver, taker in permutations(range(len(current)), 2):
            for step in _STEPS:
                if current[giver] - step * size < least[giver] - _EPSILON:
                    break
                moved, changed = list(current), list(lines)
                moved[giver] -= step * size
                moved[taker] += step * size
                for k in (giver, taker):
                    changed[k] = _lines(columns[k], moved[k] - pad, size)
                now = _cost(changed, columns, size)
                if now < (best[0] if best else cost) - _EPSILON:
                    best = (now, moved, changed)
        if best is None:
            break
        cost, current, lines = best
    return current


def _some(cells: Sequence[Sequence[Pt]], columns: int) -> list[Sequence[Pt]]:
    """All rows of a small table, rows at even distances of a large one."""
    most = max(1, _MOST_CELLS // columns)
    every = math.ceil(len(cells) / most)
    return list(cells[::every])


def _lines(column: Sequence[Pt], room: Pt, size: Pt) -> list[int]:
    """How many lines each cell takes, about: a line holds whole characters."""
    usable = max(size, math.floor(room / size + 0.05) * size)
    return [1 if width <= room + _EPSILON else math.ceil(width / usable) for width in column]


def _cost(lines: Sequence[Sequence[int]], columns: Sequence[Sequence[Pt]], size: Pt) -> float:
    cost: float = _ROW_LINE * sum(max(row) for row in zip(*lines, strict=True))
    for column, counts in zip(columns, lines, strict=True):
        for width, count in zip(column, counts, strict=True):
            cost += (count - 1) * (_SHORT_CELL_LINE if width <= _SHORT * size else 1.0)
    return cost
