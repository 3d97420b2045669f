"""Type area (版心): all text but the page number lies in it."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import mm_from_points, points_from_mm
from typeset.preflight.check import EVERY, Check, OnPage, Said, Strength, Values, by_pages, measured
from typeset.preflight.expected import ExpectedGrid, ExpectedKind, ExpectedPage
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Box, Tagging, TextRun

OUTSIDE_AREA = Message(
    "E860",
    mark("page {pages}: text {distance} mm outside the type area (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)

_TOLERANCE = points_from_mm(1)
"""Of the margins (GB/T 9704-2012, 5.2.1)."""
_HALF = 0.5
"""A mark at either end of a line may give up half its width (GB/T 15834-2011, 5.1.10)."""
_ABOVE, _BELOW = 0.88, 0.12
_SHOWN = 12


def look(opened: Opened) -> Iterator[Said]:
    """The em boxes of our own text, in mm."""
    facts = opened.facts
    grid = facts.grid if facts else None
    if grid is None:
        return
    found: list[OnPage] = []
    most, count = 0.0, 0
    for place, scan in enumerate(opened.scans):
        page = opened.expected(place)
        if page is None or page.kind is not ExpectedKind.OWN:
            continue
        trim = opened.trim(place)
        for run in scan.text:
            if run.tagging is Tagging.ARTIFACT or not run.text.strip():
                continue
            count += 1
            over = _over(run, trim, grid, page)
            most = max(most, over)
            if over > _TOLERANCE:
                values: Values = {
                    "distance": round(mm_from_points(over), 1),
                    "text": run.text[:_SHOWN],
                }
                found.append((place, values))
    yield from by_pages(OUTSIDE_AREA, found)
    words = mark("{count} pieces of text, at most {distance} mm outside")
    yield measured(words, count=count, distance=round(mm_from_points(most), 2))


def _over(run: TextRun, trim: Box, grid: ExpectedGrid, page: ExpectedPage) -> float:
    """How far a piece of text goes beyond the type area, in pt."""
    left, top = trim[0] + page.left, trim[3] - grid.top
    # A large title stands on the baseline of its line and may rise above the first one.
    size = min(run.size, grid.size)
    return max(
        left - run.x - _HALF * run.size,
        run.end_x - (left + grid.width) - _HALF * run.size,
        run.y + _ABOVE * size - top,
        top - grid.height - (run.y - _BELOW * size),
        0.0,
    )


TYPE_AREA = Check(
    identifier="type-area",
    words=mark("text inside the type area"),
    source="GB/T 9704-2012, 5.2.1",
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(OUTSIDE_AREA,),
    look=look,
    needs_facts=True,
)
