"""Tables of figures, as text and as JSON."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Table:
    """A heading, the names of the columns, rows, and notes under them; None is a dash."""

    heading: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    def add(self, *values: object) -> None:
        assert len(values) == len(self.columns)
        self.rows.append(values)

    def as_json(self) -> dict[str, Any]:
        """Rows as objects."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"heading": self.heading, "rows": rows, "notes": list(self.notes)}

    def as_text(self) -> str:
        """Aligned columns: words left, figures right."""
        cells = [self.columns, *(tuple(map(_shown, row)) for row in self.rows)]
        widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
        lines = [self.heading]
        for row in cells:
            first, *others = (
                _padded(cell, width, right=place > 0)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            lines.append("  " + "  ".join([first, *others]).rstrip())
        return "\n".join([*lines, *(f"  ({note})" for note in self.notes)])


def figure(value: float | None, digits: int) -> float | None:
    """A figure rounded for printing."""
    return None if value is None else round(value, digits)


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - width_of(text))
    return blank + text if right else text + blank
