"""Tables (表) as slices, a row a slice of whole grid lines; the head is repeated over pages.

Source: reference rule 23 (tables consume whole lines); three-line and full-rule forms are the
usual ones of official documents.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from typeset.base.findings import Finding
from typeset.base.geometry import Rectangle
from typeset.base.units import Pt
from typeset.content.document import CellAlignment
from typeset.design.style import Alignment, StyleSheet
from typeset.design.styled import StyledParagraph, StyledTable
from typeset.layout.blocks.paragraph import Measure, set_paragraph, setting_of, shift_of, spans_of
from typeset.layout.compose import Setting, Typesetter
from typeset.layout.messages import WIDE_TABLE
from typeset.layout.slices import (
    Choice,
    FlowBlock,
    SetLine,
    SetRule,
    Slice,
    SliceItem,
    in_part,
)
from typeset.layout.structure import table_parts

_NUMERIC = re.compile(r"[-+−]?[0-9][0-9,.]*\s*[%％‰℃°]?")
_ENDLESS = 1e6


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's lines, each with its shift inside the column in pt."""

    lines: tuple[tuple[SetLine, Pt], ...]


def set_table(
    typesetter: Typesetter, table: StyledTable, style: StyleSheet, measure: Measure, centre: float
) -> tuple[FlowBlock, tuple[Finding, ...]]:
    """A table with its caption; `centre` is the height of the Han middle above the baseline, em.

    W508 when even the narrowest columns are wider than the measure together.
    """
    setter = _TableSetter(typesetter, table, style, measure, centre)
    slices: list[Slice] = []
    if table.caption is not None:
        caption = set_paragraph(typesetter, table.caption, measure).choice.slices
        slices.extend(in_part(piece, setter.parts.caption) for piece in caption)
    captions = len(slices)
    head = setter.row(table.header, 0, last=not table.rows)
    slices.append(head)
    for number, row in enumerate(table.rows, start=1):
        slices.append(setter.row(row, number, last=number == len(table.rows)))
    block = FlowBlock(
        Choice(tuple(slices), 0.0),
        table,
        first_lines=captions + 2,
        last_lines=1,
        header=(head,),
    )
    findings = (WIDE_TABLE.at(table.position, columns=len(table.header)),) if setter.wide else ()
    return block, findings


class _TableSetter:
    """One table: its column widths, then row after row."""

    def __init__(
        self,
        typesetter: Typesetter,
        table: StyledTable,
        style: StyleSheet,
        measure: Measure,
        centre: float,
    ) -> None:
        self._typesetter = typesetter
        self._style = style
        self._measure = measure
        self._centre = centre
        self.parts = table_parts(table)
        self._pad = style.table.cell_padding * style.paragraphs["table_cell"].size
        self._alignments = self._resolve(table)
        self.widths, self.wide = self._column_widths(table)

    # -------------------------------------------------------------------- columns

    def _natural(self, paragraph: StyledParagraph) -> Pt:
        setting = Setting(
            self._measure.pitch_of(paragraph.style),
            _ENDLESS,
            0.0,
            0.0,
            justify=False,
            heading=False,
        )
        lines = self._typesetter.compose(spans_of(paragraph), setting).lines
        return lines[0].width * setting.pitch if lines else 0.0

    def _column_widths(self, table: StyledTable) -> tuple[tuple[Pt, ...], bool]:
        """列宽: natural widths where they fit, the rest shared in proportion; else each column
        gets what its share of the text asks for, never under two characters."""
        rows = (table.header, *table.rows)
        columns = range(len(table.header))
        natural = [max(self._natural(row[k]) for row in rows) + 2 * self._pad for k in columns]
        total, room = sum(natural), self._measure.width
        if total <= room:
            spare = (room - total) / len(natural)
            return tuple(width + spare for width in natural), False
        size = self._style.paragraphs["table_cell"].size
        least = [
            min(width, self._style.table.least_column * size + 2 * self._pad) for width in natural
        ]
        if sum(least) > room:
            return tuple(room / len(natural) for _ in natural), True
        widths = _shared(natural, least, room)
        return tuple(widths), False

    def _resolve(self, table: StyledTable) -> tuple[CellAlignment, ...]:
        resolved: list[CellAlignment] = []
        for k, alignment in enumerate(table.alignments):
            texts = [row[k].text.strip() for row in table.rows]
            if alignment != "auto":
                resolved.append(alignment)
            elif texts and all(_NUMERIC.fullmatch(text) for text in texts if text):
                resolved.append("right" if len(texts) > 1 else "centre")
            elif all(len(text) <= self._style.table.short_cell for text in texts):
                resolved.append("centre")
            else:
                resolved.append("left")
        return tuple(resolved)

    # ----------------------------------------------------------------------- rows

    def row(self, cells: Sequence[StyledParagraph], row: int, *, last: bool) -> Slice:
        """A row (0 is the head): its text in the middle of whole grid lines, its rules."""
        table = self._style.table
        head = row == 0
        grid_pitch = self._style.type_area.line_pitch
        set_cells = [
            self._cell(cell, self.widths[k], "centre" if head else self._alignments[k])
            for k, cell in enumerate(cells)
        ]
        most = max((len(cell.lines) for cell in set_cells), default=1)
        lines = max(1, math.ceil((most * table.line_pitch + self._pad) / grid_pitch - 1e-6))
        height = lines * grid_pitch
        above = self._centre * self._style.type_area.size + grid_pitch / 2
        items: list[SliceItem] = []
        left = 0.0
        for column, (cell, width) in enumerate(zip(set_cells, self.widths, strict=True)):
            part = self.parts.cells[row, column]
            top = (height - len(cell.lines) * table.line_pitch) / 2
            for number, (item, shift) in enumerate(cell.lines):
                size = item.paragraph.style.size
                middle = top + (number + 0.5) * table.line_pitch
                baseline = middle + self._centre * size - above
                start = left + self._pad + shift
                items.append(replace(item, left=start, baseline=baseline, part=part))
            left += width
        items.extend(self._rules(height, head=head, last=last))
        return Slice(lines, tuple(items))

    def _cell(self, cell: StyledParagraph, width: Pt, alignment: CellAlignment) -> _Cell:
        align: Alignment = (
            "left" if alignment == "auto" else alignment  # resolved before; kept for the type
        )
        paragraph = replace(cell, style=replace(cell.style, align=align))
        measure = Measure(max(1.0, width - 2 * self._pad), cell.style.size, cell.style.size)
        composed = self._typesetter.compose(
            spans_of(paragraph), setting_of(paragraph.style, measure)
        )
        return _Cell(
            tuple(
                (
                    SetLine(line, paragraph, 0.0, 0.0, measure.pitch),
                    max(0.0, shift_of(paragraph.style, line, measure)),
                )
                for line in composed.lines
            )
        )

    def _rules(self, height: Pt, *, head: bool, last: bool) -> list[SetRule]:
        table = self._style.table
        full = table.rules == "full"
        rules: list[SetRule] = []
        width = sum(self.widths)

        def across(y: Pt, thickness: Pt) -> None:
            box = Rectangle(0.0, y - thickness / 2, width, thickness)
            rules.append(SetRule(box, table.colour))

        if head:
            across(0.0, table.outer_rule)
        if last:
            across(height, table.outer_rule)
        elif head or full:
            across(height, table.inner_rule)
        if full:
            x = 0.0
            for place, column in enumerate((0.0, *self.widths)):
                x += column
                edge = place in (0, len(self.widths))
                thickness = table.outer_rule if edge else table.inner_rule
                box = Rectangle(x - thickness / 2, 0.0, thickness, height)
                rules.append(SetRule(box, table.colour))
        return rules


def _shared(natural: Sequence[Pt], least: Sequence[Pt], room: Pt) -> list[Pt]:
    """Widths that fill the room: narrow columns keep their natural width, the wide ones share
    what is left in proportion to their text."""
    widths = list(natural)
    open_columns = set(range(len(natural)))
    while open_columns:
        left = room - sum(widths[k] for k in range(len(widths)) if k not in open_columns)
        total = sum(natural[k] for k in open_columns)
        fair = left / len(open_columns)
        narrow = {k for k in open_columns if natural[k] <= fair}
        if not narrow:
            for k in open_columns:
                widths[k] = max(least[k], left * natural[k] / total)
            break
        open_columns -= narrow
    surplus = sum(widths) - room
    widest = max(range(len(widths)), key=widths.__getitem__)
    widths[widest] -= surplus
    return widths
