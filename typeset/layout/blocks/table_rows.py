"""Rows of a table (行): cells composed in their columns, then put between a top and a bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Pt, Rectangle
from typeset.design.applying.styled import StyledParagraph, StyledTable
from typeset.design.style.style import StyleSheet, TableForm
from typeset.layout.blocks.paragraph import Measure, setting_of, shift_of, spans_of
from typeset.layout.blocks.table_columns import Columns, cell_parts, number_widths
from typeset.layout.lines.compose import Typesetter
from typeset.layout.lines.titles import balanced_lines
from typeset.layout.placing.slices import SetLine, SetRule, SliceItem
from typeset.layout.placing.structure import table_parts

_EPSILON = 0.01


class Row(Struct, frozen=True):
    """行: the lines of each cell, `left` from the measure's left edge; row 0 is the head."""

    number: int
    cells: tuple[tuple[SetLine, ...], ...]

    @property
    def lines(self) -> int:
        """The most lines of a cell, at least one."""
        return max((len(cell) for cell in self.cells), default=1) or 1


def set_rows(
    typesetter: Typesetter, table: StyledTable, columns: Columns, style: StyleSheet
) -> list[Row]:
    """Every row of a table, the head first."""
    parts = table_parts(table).cells
    pad = style.table.cell_padding * style.paragraphs["table_cell"].size
    body = [list(row) for row in table.rows]
    by_column: list[list[tuple[SetLine, ...]]] = []
    left = 0.0
    for column, width in enumerate(columns.widths):
        room = width - 2 * pad
        alignment = columns.alignments[column]
        head = _aligned(_composed(typesetter, table.header[column], room, "centre"), "centre", room)
        cells = [_composed(typesetter, row[column], room, alignment) for row in body]
        if alignment == "number":
            shifted = _numbers([row[column] for row in body], cells, room)
        else:
            shifted = [_aligned(cell, alignment, room) for cell in cells]
        start = left + pad
        by_column.append(
            [
                tuple(
                    replace(line, left=line.left + start, part=parts[number, column])
                    for line in cell
                )
                for number, cell in enumerate([head, *shifted])
            ]
        )
        left += width
    return [
        Row(number, tuple(cells[number] for cells in by_column))
        for number in range(len(table.rows) + 1)
    ]


def split_row(row: Row, most: int) -> Iterator[Row]:
    """A row in rows of at most some lines: one that is higher than a page."""
    for start in range(0, row.lines, most):
        yield Row(row.number, tuple(cell[start : start + most] for cell in row.cells))


def row_items(
    row: Row, style: StyleSheet, centre: float, top: Pt, bottom: Pt
) -> Iterator[SliceItem]:
    """The lines of a row in the middle between a top and a bottom, both from the slice's top;
    `centre` is the height of the Han middle above the baseline, in em."""
    area, pitch = style.type_area, style.table.line_pitch
    above = centre * area.size + area.line_pitch / 2
    for cell in row.cells:
        start = (top + bottom - len(cell) * pitch) / 2
        for number, line in enumerate(cell):
            size = line.paragraph.style.size
            middle = start + (number + 0.5) * pitch
            yield replace(line, baseline=middle + centre * size - above)


def across(columns: Columns, style: StyleSheet, y: Pt, thickness: Pt, *, edge: int = 0) -> SetRule:
    """A rule over the whole table at a height; `edge` 1 lets it hang from there, -1 stand on it."""
    top = {0: y - thickness / 2, 1: y, -1: y - thickness}[edge]
    return SetRule(Rectangle(0.0, top, sum(columns.widths), thickness), style.table.colour)


def upright(
    columns: Columns, style: StyleSheet, form: TableForm, top: Pt, bottom: Pt
) -> Iterator[SetRule]:
    """The upright rules of a full-rule table from a top to a bottom, inside the measure."""
    if form != "full":
        return
    rules = style.table
    total = sum(columns.widths)
    x = 0.0
    for place, width in enumerate((0.0, *columns.widths)):
        x += width
        outer = place in {0, len(columns.widths)}
        thickness = rules.outer_rule if outer else rules.inner_rule
        left = min(max(0.0, x - thickness / 2), total - thickness)
        yield SetRule(Rectangle(left, top, thickness, bottom - top), rules.colour)


def _composed(
    typesetter: Typesetter, cell: StyledParagraph, room: Pt, alignment: str
) -> tuple[SetLine, ...]:
    """The lines of a cell, not yet aligned; forced breaks part them, and centred words break where
    a title's do, if that takes no more lines."""
    style = replace(cell.style, align="left")
    measure = Measure(max(1.0, room), style.size, style.size)
    lines: list[SetLine] = []
    start = 0
    for first, part in cell_parts(cell):
        set_lines = typesetter.compose(spans_of(part), setting_of(style, measure)).lines
        if alignment == "centre" and len(set_lines) > 1:
            balanced = balanced_lines(typesetter, part, measure.width, measure.pitch)
            set_lines = balanced if len(balanced) == len(set_lines) else set_lines
        lines.extend(
            SetLine(line.within(first, start), cell, 0.0, 0.0, measure.pitch) for line in set_lines
        )
        start += len(part.text)
    return tuple(lines)


def _aligned(lines: Sequence[SetLine], alignment: str, room: Pt) -> tuple[SetLine, ...]:
    if alignment == "left":
        return tuple(lines)
    aligned: list[SetLine] = []
    for line in lines:
        style = replace(line.paragraph.style, align="right" if alignment == "right" else "centre")
        measure = Measure(room, line.pitch, style.size)
        aligned.append(replace(line, left=max(0.0, shift_of(style, line.line, measure))))
    return tuple(aligned)


def _numbers(
    cells: Sequence[StyledParagraph], composed: Sequence[tuple[SetLine, ...]], room: Pt
) -> list[tuple[SetLine, ...]]:
    """Numbers one above the other by their units' place, in the middle of the column as a whole;
    dashes and what takes several lines are centred."""
    splits = [
        number_widths(cell, lines[0]) if len(lines) == 1 else None
        for cell, lines in zip(cells, composed, strict=True)
    ]
    before = max((split[0] for split in splits if split), default=0.0)
    after = max((split[1] for split in splits if split), default=0.0)
    start = (room - before - after) / 2
    return [
        (replace(lines[0], left=start + before - split[0]),)
        if split and start > -_EPSILON
        else _aligned(lines, "right" if split else "centre", room)
        for lines, split in zip(composed, splits, strict=True)
    ]
