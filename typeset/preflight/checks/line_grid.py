"""Lines on the grid (行网格): 22 lines a page, each on its place, by its baseline and its ink."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import mm_from_points, points_from_mm
from typeset.preflight.check import (
    EVERY,
    Check,
    NotMeasured,
    OnPage,
    Said,
    Strength,
    Values,
    by_pages,
    measured,
)
from typeset.preflight.expected import ExpectedGrid, ExpectedKind
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Tagging, TextRun

OFF_GRID = Message(
    "E861",
    mark("page {pages}: a line stands {distance} mm off the grid (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)

_BASELINE_TOLERANCE = points_from_mm(0.2)
_INK_TOLERANCE = points_from_mm(0.5)
_SAME_SIZE = 0.2
_ENOUGH = 30
"""Han characters of a face from which the middle of its ink can be told."""
_SHOWN = 12
_CENTRED_MARKS = frozenset("—–…⋯·～⸺")
"""Marks that stand at the middle of the Han ink, on whatever baseline that takes."""


def look(opened: Opened) -> Iterator[Said]:
    """Baselines of body size; that the grid is where it should be is told by the ink of the Han.

    A face's baselines must all lie alike on the grid; the middle of its Han ink, over the whole
    file, must lie on the axis of the line.
    """
    grid = opened.facts.grid if opened.facts else None
    if grid is None:
        return
    lines = [
        (place, run, opened.trim(place)[3] - run.y)
        for place, scan in enumerate(opened.scans)
        if _on_grid(opened, place)
        for run in scan.text
        if _of_body(run, grid)
    ]
    if not lines:
        yield NotMeasured(mark("there is no text of body size"))
        return
    shifts = _shifts(opened, lines, grid)
    found: list[OnPage] = []
    most = 0.0
    for place, run, depth in lines:
        off = abs(_phase(depth - shifts[_setting(run)], grid))
        most = max(most, off)
        if off > _BASELINE_TOLERANCE:
            values: Values = {"distance": round(mm_from_points(off), 2), "text": run.text[:_SHOWN]}
            found.append((place, values))
    yield from by_pages(OFF_GRID, found)
    words = mark("{count} pieces of text on {lines} lines a page, at most {distance} mm off")
    yield measured(
        words, count=len(lines), lines=grid.lines, distance=round(mm_from_points(most), 2)
    )


def _on_grid(opened: Opened, place: int) -> bool:
    page = opened.expected(place)
    return page is not None and page.kind is ExpectedKind.OWN and page.on_grid


def _of_body(run: TextRun, grid: ExpectedGrid) -> bool:
    same = abs(run.size - grid.size) < _SAME_SIZE
    words = set(run.text.strip()) - _CENTRED_MARKS
    return same and run.tagging is not Tagging.ARTIFACT and bool(words)


def _phase(depth: float, grid: ExpectedGrid) -> float:
    """How far below the axis of the nearest line a depth lies, in pt."""
    from_first = depth - grid.top - grid.size / 2
    return from_first - grid.line_pitch * round(from_first / grid.line_pitch)


def _setting(run: TextRun) -> tuple[str, bool]:
    """Face, and whether the run is Han: their ink is brought to one axis, figures of the same face
    keep its baseline."""
    return run.font, any("\u3400" <= character <= "\u9fff" for character in run.text)


def _shifts(
    opened: Opened, lines: list[tuple[int, TextRun, float]], grid: ExpectedGrid
) -> dict[tuple[str, bool], float]:
    """Face, and whether it sets Han → how far its baseline lies below the axis of its line.

    By the middle of its Han ink; where all its baselines agree on another place nearby, by them.
    """
    inks: dict[tuple[str, bool], list[float]] = defaultdict(list)
    phases: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for place, run, depth in lines:
        setting = _setting(run)
        phases[setting].append(_phase(depth - 0.38 * grid.size, grid))
        top = opened.trim(place)[3]
        inks[setting] += [
            depth - (top - y)
            for x, y in opened.readings[place].han
            if run.x <= x <= run.end_x and 0 < y - run.y < run.size
        ]
    found = {}
    for setting, values in phases.items():
        shift = 0.38 * grid.size + median(values)
        if len(inks[setting]) < _ENOUGH:
            found[setting] = shift
            continue
        ink = median(inks[setting])
        found[setting] = shift if abs(shift - ink) <= _INK_TOLERANCE else ink
    return found


LINE_GRID = Check(
    identifier="line-grid",
    words=mark("lines on the grid"),
    source="GB/T 9704-2012, 5.2.3",
    strength=Strength.NORMALLY,
    profiles=EVERY,
    messages=(OFF_GRID,),
    look=look,
    needs_facts=True,
)
