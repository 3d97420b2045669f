"""Page numbers (页码): printed where they belong, in mm, and one after another."""

from __future__ import annotations

from collections.abc import Iterator

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
from typeset.preflight.expected import ExpectedFooter, ExpectedGrid
from typeset.preflight.scanning.find_footers import Footer, find_footers
from typeset.preflight.scanning.opened import Opened

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

_TOLERANCE = points_from_mm(0.3)


def look(opened: Opened) -> Iterator[Said]:
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
            if abs(axis - facts.footer.axis_below) > _TOLERANCE:
                found_axes.append((place, _millimetres(axis, facts.footer.axis_below)))
        inset = _inset(opened, place, footer, facts.grid, facts.footer)
        insets.append(inset)
        if abs(inset - facts.footer.inset) > _TOLERANCE:
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
    look=look,
)
