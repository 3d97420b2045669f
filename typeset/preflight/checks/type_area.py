"""Type area (版心): all text but the page number lies in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import Pt, mm_from_points, points_from_mm
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
from typeset.preflight.expected import ExpectedFooter, ExpectedGrid, ExpectedKind, ExpectedPage
from typeset.preflight.scanning.find_footers import Footer, find_footers
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


# Lines on the grid (行网格): 22 lines a page, each on its place, by its baseline and its ink.

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
_CENTRED_MARKS = frozenset("—–…⋯·～⸺")
"""Marks that stand at the middle of the Han ink, on whatever baseline that takes."""


def _look_line_grid(opened: Opened) -> Iterator[Said]:
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
    look=_look_line_grid,
    needs_facts=True,
)


# Page numbers (页码): printed where they belong, in mm, and one after another.

FOOTER_AXIS = Message(
    "E862",
    mark(
        "page {pages}: the page number lies {found} mm below the type area; wanted are {wanted} mm"
    ),
    mark("build the edition again, and report this if it stays"),
)
FOOTER_INSET = Message(
    "E863",
    mark(
        "page {pages}: the page number stands {found} mm in from the outer edge of the "
        "type area; wanted are {wanted} mm"
    ),
    mark("build the edition again, and report this if it stays"),
)
NO_FOOTER = Message(
    "E864",
    mark("page {pages}: the page number {number} is not printed"),
    mark("build the edition again, and report this if it stays"),
)
STRAY_FOOTER = Message(
    "E865",
    mark("page {pages}: a page number is printed where none belongs"),
    mark("build the edition again, and report this if it stays"),
)
NUMBERS_JUMP = Message(
    "E866",
    mark("page {pages}: the page number {found} follows {before}"),
    mark("build the edition again, and report this if it stays"),
)

_TOLERANCE_FOOTERS = points_from_mm(0.3)


def _look_footers(opened: Opened) -> Iterator[Said]:
    """Which pages have one, 7 mm below the type area, one character in, odd right and even left."""
    footers = find_footers(opened)
    yield from _in_order(footers)
    facts = opened.facts
    if facts is None or facts.footer is None or facts.grid is None:
        if not footers:
            yield NotMeasured(mark("no page numbers — n — were found"))
        else:
            yield measured(mark("{count} page numbers in order"), count=len(footers))
        return
    yield from _as_told(opened, footers)
    axes, insets = [], []
    found_axes: list[OnPage] = []
    found_insets: list[OnPage] = []
    for place, footer in footers.items():
        axis = _axis(opened, place, footer, facts.grid)
        if axis is not None:
            axes.append(axis)
            if abs(axis - facts.footer.axis_below) > _TOLERANCE_FOOTERS:
                found_axes.append((place, _millimetres(axis, facts.footer.axis_below)))
        inset = _inset(opened, place, footer, facts.grid, facts.footer)
        insets.append(inset)
        if abs(inset - facts.footer.inset) > _TOLERANCE_FOOTERS:
            found_insets.append((place, _millimetres(inset, facts.footer.inset)))
    yield from by_pages(FOOTER_AXIS, found_axes)
    yield from by_pages(FOOTER_INSET, found_insets)
    if axes and insets:
        words = mark("{count} page numbers, axis {least}–{most} mm below, {inset} mm in")
        low, high, inner = (f"{mm_from_points(v):.2f}" for v in (min(axes), max(axes), insets[0]))
        yield measured(words, count=len(footers), least=low, most=high, inset=inner)


def _in_order(footers: dict[int, Footer]) -> Iterator[Said]:
    found: list[OnPage] = []
    before: int | None = None
    last = -1
    for place, footer in footers.items():
        steps = place - last if before is not None else 0
        if before is not None and not before < footer.number <= before + steps:
            found.append((place, {"found": footer.number, "before": before}))
        before, last = footer.number, place
    yield from by_pages(NUMBERS_JUMP, found)


def _as_told(opened: Opened, footers: dict[int, Footer]) -> Iterator[Said]:
    missing: list[OnPage] = []
    stray: list[OnPage] = []
    for place in range(len(opened.pages)):
        page, footer = opened.expected(place), footers.get(place)
        wanted = page.number if page else None
        if wanted is None and footer is not None:
            stray.append((place, {}))
        elif wanted is not None and (footer is None or footer.number != wanted):
            missing.append((place, {"number": wanted}))
    yield from by_pages(NO_FOOTER, missing)
    yield from by_pages(STRAY_FOOTER, stray)


def _axis(opened: Opened, place: int, footer: Footer, grid: ExpectedGrid) -> Pt | None:
    """How far the ink of the dashes lies below the type area, by the second reader."""
    dashes = [
        (box[1] + box[3]) / 2
        for box in opened.readings[place].dashes
        if footer.left - 1 < box[0] < footer.right + 1 and abs(box[1] - footer.baseline) < 20
    ]
    if not dashes:
        return None
    bottom = opened.trim(place)[3] - grid.top - grid.height
    return bottom - sum(dashes) / len(dashes)


def _inset(
    opened: Opened, place: int, footer: Footer, grid: ExpectedGrid, told: ExpectedFooter
) -> Pt:
    """How far the number stands in from the outer edge of the type area; from the middle where
    the style centres it."""
    page = opened.expected(place)
    left = opened.trim(place)[0] + (page.left if page else 0.0)
    right = left + grid.width
    if told.centred:
        return abs((footer.left + footer.right) / 2 - (left + right) / 2) + told.inset
    recto = footer.number % 2 == 1 or not (opened.facts and opened.facts.duplex)
    return right - footer.right if recto else footer.left - left


def _millimetres(found: Pt, wanted: Pt) -> Values:
    return {
        "found": round(mm_from_points(found), 1),
        "wanted": round(mm_from_points(wanted), 1),
    }


FOOTERS = Check(
    identifier="page-numbers",
    words=mark("page numbers: place and order"),
    source="GB/T 9704-2012, 7.5",
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(FOOTER_AXIS, FOOTER_INSET, NO_FOOTER, STRAY_FOOTER, NUMBERS_JUMP),
    look=_look_footers,
)
