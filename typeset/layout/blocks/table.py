"""Tables (表) as slices of whole grid lines: in one piece, or parted between rows over pages.

A table hangs from the foot of the line above it to the foot of its own last line, so that it ends
inside the type area and leaves the white of half a line below.  Source: reference rule 23 (tables
consume whole lines); GB/T 9704-2012, 8 (a wide one is turned on a page of its own).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.base.units import Pt
from typeset.design.applying.styled import StyledParagraph, StyledTable
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import Measure, set_paragraph
from typeset.layout.blocks.table_columns import Columns, set_columns
from typeset.layout.blocks.table_rows import Row, across, row_items, set_rows, split_row, upright
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.slices import Choice, FlowBlock, SetLine, Slice, SliceItem
from typeset.layout.placing.structure import table_parts

WIDE_TABLE = Message(
    "W508",
    mark("the table has more columns than fit: {columns}"),
    mark("make it two tables, or give some of its columns shorter words"),
)

_PARTED = 2400.0
"""What parting a table that fits on one page costs, on the scale of `fill_pages`: as much as a
page that ends three lines early."""
_LEAST_ROWS = 2
_BELOW_CAPTION = 2.0
"""How much nearer to its head than to the line's foot a caption stands, in pt."""
_EPSILON = 1e-6


def set_table(
    typesetter: Typesetter, table: StyledTable, style: StyleSheet, measure: Measure, centre: float
) -> tuple[FlowBlock, tuple[Finding, ...]]:
    """A table with its caption; `centre` is the height of the Han middle above the baseline, em.

    W508 when even the narrowest columns are wider than the measure together.
    """
    columns = set_columns(typesetter, table, style, measure)
    turned = table.turn == "turned" or (table.turn == "auto" and columns.cramped)
    height = style.type_area.lines_per_page
    if turned:
        measure = replace(measure, width=style.type_area.height)
        columns = set_columns(typesetter, table, style, measure)
        height = turned_lines(style)
    rows = set_rows(typesetter, table, columns, style)
    maker = _Maker(typesetter, table, style, measure, centre, columns)
    block = maker.block(rows, height)
    block.turned = turned
    findings = (WIDE_TABLE.at(table.position, columns=len(table.header)),) if columns.wide else ()
    return block, findings


def turned_lines(style: StyleSheet) -> int:
    """How many grid lines a page of the type area holds when its content is turned."""
    area = style.type_area
    return max(1, math.floor((area.width - area.size) / area.line_pitch + _EPSILON) + 1)


class _Maker(Struct, frozen=True):
    """One table on its way to slices; heights count in pt from a slice's top."""

    typesetter: Typesetter
    table: StyledTable
    style: StyleSheet
    measure: Measure
    centre: float
    columns: Columns

    @property
    def _pitch(self) -> Pt:
        return self.style.type_area.line_pitch

    @property
    def _lead(self) -> Pt:
        """From a line's foot to the foot of its body text."""
        return (self._pitch - self.style.type_area.size) / 2

    def block(self, rows: Sequence[Row], height: int) -> FlowBlock:
        """The table in one slice where it fits on a page, and in slices of rows."""
        captions = self._caption(self.table.caption, table_parts(self.table).caption)
        whole = self._whole(captions, rows)
        parted = self._parted(captions, rows, height)
        fits = whole.lines <= height
        rule = self.style.table.outer_rule
        return FlowBlock(
            Choice((whole,), 0.0) if fits else Choice(parted, 0.0),
            self.table,
            more=(lambda: (Choice(parted, _PARTED),)) if fits and len(rows) > 1 else None,
            first_lines=len(captions) + 1 + _LEAST_ROWS,
            last_lines=_LEAST_ROWS,
            header=self._repeated(rows[0]),
            closing=(across(self.columns, self.style, -self._lead, rule, edge=-1),),
        )

    # -------------------------------------------------------------------- in one piece

    def _whole(self, captions: Sequence[Slice], rows: Sequence[Row]) -> Slice:
        """Caption and all rows as one slice, the rows stretched evenly to whole lines."""
        top = self._top(captioned=bool(captions))
        least = [self._least(row) for row in rows]
        lines = math.ceil((top + sum(least) + self._lead) / self._pitch - _EPSILON)
        spare = (lines * self._pitch - self._lead - top - sum(least)) / len(rows)
        edges = [top]
        for height in least:
            edges.append(edges[-1] + height + spare)
        items: list[SliceItem] = []
        for row, above, below in zip(rows, edges, edges[1:], strict=False):
            items += self._row(row, above, below, first=row is rows[0], last=row is rows[-1])
        items += upright(self.columns, self.style, self.table.rules, edges[0], edges[-1])
        down = len(captions) * self._pitch
        shown: list[SliceItem] = []
        for place, caption in enumerate(captions):
            shown += [_moved(item, place * self._pitch) for item in caption.items]
        shown += [_moved(item, down) for item in items]
        return Slice(len(captions) + lines, tuple(shown))

    # -------------------------------------------------------------------------- parted

    def _parted(
        self, captions: Sequence[Slice], rows: Sequence[Row], height: int
    ) -> tuple[Slice, ...]:
        """Caption and rows as slices; a row higher than a page is parted itself."""
        head, *others = rows
        header = sum(piece.lines for piece in self._repeated(head))
        room = max(1, height - header) * self._pitch - self._padding
        most = max(1, math.floor(room / self.style.table.line_pitch))
        parts = [part for row in others for part in split_row(row, most)]
        slices = [*captions, self._slice(head, captioned=bool(captions), last=not parts)]
        for place, row in enumerate(parts):
            goes_on = place + 1 < len(parts) and parts[place + 1].number == row.number
            slices.append(self._slice(row, last=place == len(parts) - 1, goes_on=goes_on))
        return tuple(slices)

    def _repeated(self, head: Row) -> tuple[Slice, ...]:
        """续表: what stands above each further part of the table."""
        line = self._caption(self.table.continued, 0)
        return (*line, self._slice(head, captioned=bool(line), last=False))

    def _slice(
        self, row: Row, *, captioned: bool = True, last: bool, goes_on: bool = False
    ) -> Slice:
        """A row of whole lines; the head starts under its caption or inside the type area."""
        head = row.number == 0
        top = self._top(captioned=captioned) if head else -self._lead
        # Whole lines leave white enough, so that half the padding may be spared here.
        least = self._least(row) - self._padding / 2
        lines = math.ceil((top + least + self._lead) / self._pitch - _EPSILON)
        bottom = lines * self._pitch - self._lead
        items = self._row(row, top, bottom, first=head, last=last, goes_on=goes_on)
        items += upright(self.columns, self.style, self.table.rules, top, bottom)
        return Slice(lines, tuple(items))

    # --------------------------------------------------------------------------- parts

    def _caption(self, caption: StyledParagraph | None, part: int) -> list[Slice]:
        """The lines of a caption, so far up that their type begins where the body's does."""
        if caption is None:
            return []
        up = (self.style.type_area.size - caption.style.size) / 2
        slices = set_paragraph(self.typesetter, caption, self.measure).choice.slices
        return [
            Slice(
                piece.lines,
                tuple(
                    replace(item, part=part, baseline=item.baseline - up)
                    for item in piece.items
                    if isinstance(item, SetLine)
                ),
            )
            for piece in slices
        ]

    def _row(
        self, row: Row, top: Pt, bottom: Pt, *, first: bool, last: bool, goes_on: bool = False
    ) -> list[SliceItem]:
        rules = self.style.table
        items: list[SliceItem] = list(row_items(row, self.style, self.centre, top, bottom))
        if first:
            items.append(across(self.columns, self.style, top, rules.outer_rule, edge=1))
        if last:
            items.append(across(self.columns, self.style, bottom, rules.outer_rule, edge=-1))
        elif first or (self.table.rules == "full" and not goes_on):
            items.append(across(self.columns, self.style, bottom, rules.inner_rule))
        return items

    def _top(self, *, captioned: bool) -> Pt:
        """Where the first rule stands: under the caption, or as far below the text as the last
        rule stands above it."""
        return _BELOW_CAPTION - self._lead if captioned else self._lead

    @property
    def _padding(self) -> Pt:
        return self.style.table.row_padding * self.style.paragraphs["table_cell"].size

    def _least(self, row: Row) -> Pt:
        return row.lines * self.style.table.line_pitch + self._padding


def _moved(item: SliceItem, down: Pt) -> SliceItem:
    if isinstance(item, SetLine):
        return replace(item, baseline=item.baseline + down)
    return replace(item, box=replace(item.box, top=item.box.top + down))
