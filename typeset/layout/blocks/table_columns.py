"""Columns levelled (调栏宽): room moved from one to another while the table gets lower by it.

Sharing in proportion to the text gives every column about as many lines, but cuts a short word
into pieces of a character or two where a long text would hardly notice the loss.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import permutations
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em, Pt
from typeset.design.applying.styled import StyledParagraph, StyledTable
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import Measure, one_line
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.slices import SetLine

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


# Columns of a table (列): how wide each is, and how its cells are aligned.
#
# Columns keep their natural width where all fit; else the long ones share the room in proportion to
# their text, none so narrow that a number or a word would be cut while others have room.

ColumnAlignment: TypeAlias = Literal["left", "centre", "right", "number"]

_NUMBER = re.compile(
    r"(?P<whole>[-+−±<>≤≥约]?\s*[¥￥$€£]?\d[\d,]*)(?:\.\d+)?\s*(?:[%％‰℃°]|[\u4e00-\u9fff]{0,4})"
)
_NO_NUMBER = re.compile(r"[-–—−…/／]{1,2}|")
_WORD = re.compile(r"[^\s\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]+[\u4e00-\u9fff%％℃]?")


class Columns(Struct, frozen=True):
    """列: widths and alignments; `cramped` where there is no room for the widths that the style
    wants of an upright table, `wide` where even the narrowest are too wide together."""

    widths: tuple[Pt, ...]
    alignments: tuple[ColumnAlignment, ...]
    cramped: bool
    wide: bool


def set_columns(
    typesetter: Typesetter, table: StyledTable, style: StyleSheet, measure: Measure
) -> Columns:
    """The columns of a table in a measure."""
    rules = style.table
    size = style.paragraphs["table_cell"].size
    pad = 2 * rules.cell_padding * size
    room = measure.width
    rows = (table.header, *table.rows)
    count = len(table.header)
    alignments = _alignments(table, style)
    cells = [[_natural(typesetter, cell, measure) for cell in row] for row in rows]
    natural = [max(row[column] for row in cells) + pad for column in range(count)]
    for column, alignment in enumerate(alignments):
        if alignment == "number":
            figures = [row[column] for row in table.rows]
            width = _numbers_width(typesetter, figures, measure) + pad
            natural[column] = max(natural[column], width)
    spare = (room - sum(natural)) / count
    if spare >= 0:
        widths = tuple(width + spare for width in natural)
        return Columns(widths, alignments, cramped=False, wide=False)
    narrowest, wanted = rules.least_column * size + pad, rules.least_upright * size + pad
    floor = [min(width, narrowest) for width in natural]
    if sum(floor) > room:
        return Columns((room / count,) * count, alignments, cramped=True, wide=True)
    fair = [min(width, wanted) for width in natural]
    cramped = sum(fair) > room
    words = [
        max(_longest_word(typesetter, row[column], measure) for row in rows) + pad
        for column in range(count)
    ]
    least = floor if cramped else fair
    whole = [
        max(low, min(most, word)) for low, most, word in zip(least, natural, words, strict=True)
    ]
    least = _between(least, whole, room)
    levelled = level_columns(_shared(natural, least, room), least, cells, size, pad)
    return Columns(tuple(levelled), alignments, cramped, wide=False)


def _between(least: Sequence[Pt], whole: Sequence[Pt], room: Pt) -> list[Pt]:
    """Widths that keep words whole where all of these fit, else as near to that as room allows."""
    if sum(whole) <= room:
        return list(whole)
    part = (room - sum(least)) / (sum(whole) - sum(least))
    return [low + part * (high - low) for low, high in zip(least, whole, strict=True)]


def split_number(text: str) -> int | None:
    """Where the whole part of a cell's number ends, its length for a dash, None for other text."""
    text = text.strip()
    if _NO_NUMBER.fullmatch(text):
        return len(text)
    match = _NUMBER.fullmatch(text)
    return match.end("whole") if match else None


def cell_parts(cell: StyledParagraph) -> list[tuple[int, StyledParagraph]]:
    """A cell parted at its forced breaks: each part after the number of spans before it."""
    starts = [0, *(k for k, span in enumerate(cell.spans) if span.forced_break and k)]
    ends = [*starts[1:], len(cell.spans)]
    return [
        (start, replace(cell, spans=cell.spans[start:end]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _natural(typesetter: Typesetter, cell: StyledParagraph, measure: Measure) -> Pt:
    pitch = measure.pitch_of(cell.style)
    return max(
        (
            line.width * pitch
            for _, part in cell_parts(cell)
            for line in one_line(typesetter, part, measure)
        ),
        default=0.0,
    )


def number_widths(cell: StyledParagraph, line: SetLine) -> tuple[Pt, Pt] | None:
    """How far a number of one line reaches left and right of its units' place; None for others."""
    split = split_number(cell.text)
    if split is None or not any(sign.isdigit() for sign in cell.text):
        return None
    glyphs = line.line
    place = next(
        (x for x, at in zip(glyphs.xs, glyphs.offsets, strict=True) if at >= split), glyphs.width
    )
    return place * line.pitch, (glyphs.width - place) * line.pitch


def _numbers_width(
    typesetter: Typesetter, cells: Sequence[StyledParagraph], measure: Measure
) -> Pt:
    """What numbers take that stand one above the other by their units' place."""
    widths = [
        number_widths(cell, SetLine(line, cell, 0.0, 0.0, measure.pitch_of(cell.style)))
        for cell in cells
        for line in one_line(typesetter, cell, measure)
    ]
    known = [width for width in widths if width]
    return max((width[0] for width in known), default=0.0) + max(
        (width[1] for width in known), default=0.0
    )


def _longest_word(typesetter: Typesetter, cell: StyledParagraph, measure: Measure) -> Pt:
    """The width of the longest number or word of a cell."""
    widest = 0.0
    for span in cell.spans:
        for word in {match[0] for match in _WORD.finditer(span.text)}:
            alone = replace(cell, spans=(replace(span, text=word),))
            widest = max(widest, _natural(typesetter, alone, measure))
    return widest


def _alignments(table: StyledTable, style: StyleSheet) -> tuple[ColumnAlignment, ...]:
    resolved: list[ColumnAlignment] = []
    for column, alignment in enumerate(table.alignments):
        texts = [row[column].text for row in table.rows]
        numbers = [text for text in texts if not _NO_NUMBER.fullmatch(text.strip())]
        numeric = bool(numbers) and all(split_number(text) is not None for text in texts)
        if numeric and alignment in {"auto", "right"}:
            resolved.append("number")
        elif alignment != "auto":
            resolved.append(alignment)
        elif all(_length(text) <= style.table.short_cell for text in texts):
            resolved.append("centre")
        else:
            resolved.append("left")
    return tuple(resolved)


def _length(text: str) -> Em:
    """The length of a text, letters and digits half as wide as Han."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _shared(natural: Sequence[Pt], least: Sequence[Pt], room: Pt) -> list[Pt]:
    """Widths that fill the room, none under its least, which all fit together.

    Narrow columns keep their natural width, the others share what is left in proportion to their
    text; one that would come under its least takes that, and the rest is shared anew.
    """
    fixed: dict[int, Pt] = {}
    while True:
        widths = dict(fixed)
        open_columns = [k for k in range(len(natural)) if k not in fixed]
        left = room - sum(fixed.values())
        while open_columns:
            fair = left / len(open_columns)
            narrow = [k for k in open_columns if natural[k] <= fair]
            if not narrow:
                total = sum(natural[k] for k in open_columns)
                widths.update((k, left * natural[k] / total) for k in open_columns)
                break
            widths.update((k, natural[k]) for k in narrow)
            left -= sum(natural[k] for k in narrow)
            open_columns = [k for k in open_columns if k not in narrow]
        short = [k for k in widths if k not in fixed and widths[k] < least[k] - _EPSILON]
        if not short:
            break
        fixed.update((k, least[k]) for k in short)
    widest = max(widths, key=lambda k: widths[k])
    widths[widest] -= sum(widths.values()) - room
    return [widths[k] for k in range(len(natural))]
