"""The grid of a Word table (表格): rows of equal width, merged cells opened (ECMA-376-1, 17.4)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from typeset.importers.readers.word.docx_runs import Change, RunReader
from typeset.importers.readers.word.docx_words import W, child, local, text_of, value, whole

_MOST_COLUMNS = 63
"""Word's own limit."""


class Rows(Struct):
    """Cells by row, None where a merged one reaches; rows that a change has deleted."""

    cells: list[list[Any]] = []
    dropped: list[Any] = []
    width: int = 0
    merged: bool = False


def read_rows(table: Any, runs: RunReader) -> Rows:
    """The rows of a table; changes of whole rows and cells are noted in `runs`."""
    rows = Rows()
    for row in _elements(table, "tr"):
        if child(row, "trPr/del") is not None:
            _note(row, "trPr/del", runs, deleted=True)
            rows.dropped.append(row)
            continue
        if child(row, "trPr/ins") is not None:
            _note(row, "trPr/ins", runs, deleted=False)
        rows.cells.append(_cells(row, rows, runs))
    rows.width = max(map(len, rows.cells), default=0)
    for cells in rows.cells:
        cells.extend([None] * (rows.width - len(cells)))
    return rows


def _cells(row: Any, rows: Rows, runs: RunReader) -> list[Any]:
    cells: list[Any] = [None] * min(whole(value(row, "trPr/gridBefore")), _MOST_COLUMNS)
    for cell in _elements(row, "tc"):
        if child(cell, "tcPr/cellDel") is not None:
            _note(cell, "tcPr/cellDel", runs, deleted=True)
            rows.dropped.append(cell)
            continue
        span = min(max(whole(value(cell, "tcPr/gridSpan", "1"), 1), 1), _MOST_COLUMNS)
        goes_on = child(cell, "tcPr/vMerge") is not None
        rows.merged = rows.merged or span > 1 or goes_on
        cells += [cell, *([None] * (span - 1))]
    return cells


def _elements(container: Any, name: str) -> list[Any]:
    """Rows or cells, those inside content controls too."""
    found: list[Any] = []
    for element in container:
        if local(element) == name:
            found.append(element)
        elif local(element) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            found += _elements(element, name)
    return found


def _note(element: Any, path: str, runs: RunReader, *, deleted: bool) -> None:
    words = text_of(element)
    author = child(element, path).get(f"{W}author", "")
    runs.changes.append(Change(deleted, author, words or "|", runs.writer.line))
