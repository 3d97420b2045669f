"""Tables (表) in Markdown's simple grid: `| a | b |`, then `|---|:--:|`, then rows; ` / ` in a cell
breaks its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.text_lines import BLANKS
from typeset.content.document import CellAlignment, Inlines, Table, Text
from typeset.content.parse_inline import parse_inline

TABLE_RULE = Message(
    "W229",
    mark("the table has no line |---|---| under its first row"),
    mark("add it; :--- sets a column left, :---: centred, ---: right"),
)
TABLE_CELLS = Message(
    "W230",
    mark("this row has {count} cells, the table's first row {expected}"),
    mark("add or join cells; write \\| for an upright line inside a cell"),
)
TABLE_ONE_LINE = Message(
    "W231",
    mark("one line with | is no table and is printed as it stands"),
    mark("add the line |---|---| and rows, or write \\| where the sign is meant"),
)

_RULE_CELL = re.compile(r"[:：]?-+[:：]?")
_CELL = re.compile(r"(?:\\.|[^\\|]|\\$)*")
_ALIGNMENTS: dict[tuple[bool, bool], CellAlignment] = {
    (False, False): "auto",
    (True, False): "left",
    (True, True): "centre",
    (False, True): "right",
}


class ParsedTable(Struct, frozen=True):
    """A table without its caption, or None where the lines make none, and what was found."""

    table: Table | None
    findings: tuple[Finding, ...]


def parse_table(lines: Sequence[str], file: str, first_line: int) -> ParsedTable:
    """Read neighbouring lines that start with `|`.  A row with too many cells keeps their text."""
    position = SourcePosition(file, first_line, _indent(lines[0]) + 1)
    alignments = _alignments(lines[1]) if len(lines) > 1 else None
    if len(lines) == 1:
        return ParsedTable(None, (TABLE_ONE_LINE.at(position),))
    found: list[Finding] = []
    if alignments is None:
        found.append(TABLE_RULE.at(position._replace(line=first_line + 1)))
    header = _row(lines[0], position, found)
    width = len(header)
    if alignments is not None and len(alignments) != width:
        place = position._replace(line=first_line + 1)
        found.append(TABLE_CELLS.at(place, count=len(alignments), expected=width))
    given = alignments or ()
    rows: list[tuple[Inlines, ...]] = []
    for index in range(1 if alignments is None else 2, len(lines)):
        place = SourcePosition(file, first_line + index, _indent(lines[index]) + 1)
        row = _row(lines[index], place, found)
        if len(row) != width:
            found.append(TABLE_CELLS.at(place, count=len(row), expected=width))
        rows.append(_fitted(row, width))
    missing: list[CellAlignment] = ["auto"] * (width - len(given))
    columns = (*given[:width], *missing)
    return ParsedTable(Table(tuple(header), tuple(rows), columns, position=position), tuple(found))


def _row(line: str, position: SourcePosition, found: list[Finding]) -> list[Inlines]:
    row: list[Inlines] = []
    for cell, offset in _cells(line):
        shift = offset + len(cell) - len(cell.lstrip(BLANKS))
        parsed = parse_inline(cell.strip(BLANKS), position._replace(column=shift + 1), breaks=True)
        found += parsed.findings
        row.append(parsed.inlines)
    return row


def _cells(line: str) -> list[tuple[str, int]]:
    """The raw cells with their offsets in the line."""
    start = _indent(line) + 1
    end = len(line.rstrip(BLANKS))
    cells: list[tuple[str, int]] = []
    while True:
        match = _CELL.match(line, start, end)
        stop = match.end() if match else start
        cells.append((line[start:stop], start))
        if stop >= end - 1:
            return cells
        start = stop + 1


def _alignments(line: str) -> tuple[CellAlignment, ...] | None:
    cells = [cell.strip(BLANKS) for cell, _ in _cells(line)]
    if not all(_RULE_CELL.fullmatch(cell) for cell in cells):
        return None
    return tuple(_ALIGNMENTS[cell[0] in ":：", cell[-1] in ":："] for cell in cells)


def _fitted(row: list[Inlines], width: int) -> tuple[Inlines, ...]:
    """Missing cells empty, the text of those too many in the last."""
    if len(row) <= width:
        return (*row, *(() for _ in range(width - len(row))))
    last = row[width - 1]
    for extra in row[width:]:
        blank = [Text(" ", extra[0].position)] if last and extra else []
        last = (*last, *blank, *extra)
    return (*row[: width - 1], last)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(BLANKS))
