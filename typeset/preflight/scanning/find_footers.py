"""Finding the printed page numbers (找页码), by what is printed under the type area."""

from __future__ import annotations

import re

from msgspec import Struct

from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import TextRun
from typeset.preflight.texts import bare

_LOWEST = 0.15
"""The share of the page in which a number is looked for where nothing is told."""
_FORM = "— {n} —"
_SAME_LINE = 5.0
"""In pt; dashes may have been moved to the middle of the digits."""


class Footer(Struct, frozen=True):
    """页码: its number, its ends and its baseline in the page's space."""

    number: int
    left: float
    right: float
    baseline: float


def find_footers(opened: Opened) -> dict[int, Footer]:
    """Page (from 0) → the number printed at its foot."""
    facts = opened.facts
    form = facts.footer.form if facts and facts.footer else _FORM
    before, _, after = bare(form).partition("{n}")
    pattern = re.compile(rf"{re.escape(before)}(\d+){re.escape(after)}")
    found = {}
    for place, scan in enumerate(opened.scans):
        trim = opened.trim(place)
        limit = trim[1] + _LOWEST * (trim[3] - trim[1])
        if facts and facts.grid:
            limit = trim[3] - facts.grid.top - facts.grid.height
        low = [run for run in scan.text if trim[1] < run.y < limit and bare(run.text)]
        footer = _of(low, pattern)
        if footer is not None:
            found[place] = footer
    return found


def _of(runs: list[TextRun], pattern: re.Pattern[str]) -> Footer | None:
    """The lowest line that reads as a page number."""
    for first in sorted(runs, key=lambda run: run.y):
        line = [run for run in runs if abs(run.y - first.y) < _SAME_LINE]
        line.sort(key=lambda run: run.x)
        match = pattern.fullmatch(bare("".join(run.text for run in line)))
        if match:
            right = max(run.end_x for run in line)
            return Footer(int(match[1]), line[0].x, right, first.y)
    return None
