"""Words of the preview's page (预览用语), by the names that its scripts and HTML know them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from typeset.base.findings import Finding, SourcePosition
from typeset.base.messages import mark
from typeset.base.units import Rectangle
from typeset.comparison.comparison import Comparison, Spot
from typeset.layout.placing.page import GlyphRun, Page, PlacedPicture
from typeset.texts.edition_text import Edition

WORDS: dict[str, str] = {
    "preview": mark("Preview"),
    "pages": mark("Pages"),
    "page": mark("Page {label}"),
    "pageOf": mark("Page {label}, {place} of {count}"),
    "previousPage": mark("Previous page"),
    "nextPage": mark("Next page"),
    "goToPage": mark("Go to page"),
    "zoomIn": mark("Zoom in"),
    "zoomOut": mark("Zoom out"),
    "zoom": mark("Zoom"),
    "fitWidth": mark("Fit width"),
    "fitPage": mark("Fit page"),
    "single": mark("Single pages"),
    "spread": mark("Spreads"),
    "overlays": mark("Overlays"),
    "area": mark("Type area"),
    "grid": mark("Grid {columns} × {rows}"),
    "lines": mark("Line numbers"),
    "trim": mark("Trim and bleed"),
    "compare": mark("Compare"),
    "compareWith": mark("Compare with"),
    "noCompare": mark("Nothing"),
    "start": mark("State at start"),
    "sideBySide": mark("Side by side"),
    "blink": mark("Blink"),
    "before": mark("before"),
    "now": mark("now"),
    "theme": mark("Light or dark"),
    "themeAuto": mark("As the system"),
    "themeLight": mark("Light"),
    "themeDark": mark("Dark"),
    "download": mark("Open the PDF"),
    "help": mark("Keyboard"),
    "more": mark("More"),
    "findings": mark("Findings"),
    "changes": mark("Changes"),
    "panel": mark("Findings and changes"),
    "noFindings": mark("Nothing to report."),
    "noChanges": mark("No changes."),
    "comparing": mark("Comparing …"),
    "cannotCompare": mark("This cannot be compared."),
    "chooseBase": mark("Choose what to compare with."),
    "cure": mark("cure: {cure}"),
    "error": mark("error"),
    "warning": mark("warning"),
    "hint": mark("hint"),
    "added": mark("added"),
    "removed": mark("removed"),
    "replaced": mark("replaced"),
    "moved": mark("moved"),
    "parted": mark("new paragraph begun"),
    "joined": mark("paragraphs joined"),
    "picture": mark("picture or layout"),
    "source": mark("Source"),
    "sourceOf": mark("{file}, line {line}: {text}"),
    "copyText": mark("Copy text"),
    "copyPlace": mark("Copy place"),
    "openEditor": mark("Open in editor"),
    "copied": mark("Copied."),
    "opened": mark("Sent to the editor."),
    "notOpened": mark("The editor could not be started."),
    "close": mark("Close"),
    "upToDate": mark("Up to date"),
    "builtIn": mark("built in {seconds} s"),
    "broken": mark("Not built"),
    "brokenLong": mark(
        "The source cannot be built as it is. The pages are those of the last good build."
    ),
    "brokenFirst": mark("The edition cannot be built yet. Its pages appear as soon as it can."),
    "lost": mark("Connection lost"),
    "lostLong": mark("Connection lost: the preview does not answer. The pages may be old."),
    "found": mark("Connected again."),
    "updated": mark("Pages changed: {pages}"),
    "connecting": mark("Connecting …"),
    "keyPages": mark("previous, next page"),
    "keyFindings": mark("next, previous finding or change"),
    "keyCompare": mark("compare, or stop comparing"),
    "keyGrid": mark("grid"),
    "keySpread": mark("single pages, spreads"),
    "keyZoom": mark("larger, smaller, fit width"),
    "keyBlink": mark("side by side, blink"),
    "keyPanel": mark("findings and changes"),
    "keyHelp": mark("this list"),
}


# Page data (页面数据): what the preview's page in the browser is told about an edition, as JSON.
#
# Lengths in pt from the page's top-left corner, y downwards, rounded to 0.01.

Data: TypeAlias = dict[str, Any]
_ASCENT, _DESCENT = 0.86, 0.14
"""How far a Han character reaches above and below its baseline, in em."""


def describe_edition(edition: Edition) -> Data:
    """What all pages share: trimmed size, bleed, the grid of the type area."""
    pages, area = edition.pages, edition.style.type_area
    return {
        "title": pages.title,
        "width": _round(pages.width),
        "height": _round(pages.height),
        "bleed": _round(pages.bleed),
        "grid": {
            "columns": area.characters_per_line,
            "rows": area.lines_per_page,
            "columnWidth": area.character_pitch,
            "rowHeight": area.line_pitch,
            "size": area.size,
        },
        "seconds": round(edition.seconds, 3),
    }


def describe_page(page: Page) -> Data:
    """What the page list tells of one page."""
    return {
        "kind": page.kind,
        "label": page.label,
        "number": page.number,
        "side": page.side,
        "area": _box(page.type_area),
    }


def describe_layer(page: Page, texts: Mapping[str, Sequence[str]]) -> Data:
    """The words of a page, run by run in reading order, and the paragraphs they come from.

    A run is `[paragraph, x, y, size, width, words]`; a paragraph (−1: none) has its file, line,
    source text and the rectangles of its lines.
    """
    paragraphs: dict[tuple[str, int], int] = {}
    places: list[SourcePosition] = []
    boxes: list[list[Rectangle]] = []
    runs: list[list[Any]] = []
    for placed in page.marks:
        if not isinstance(placed, (GlyphRun, PlacedPicture)):
            continue
        index = -1
        if placed.position is not None and placed.position.line:
            key = (placed.position.file, placed.position.line)
            index = paragraphs.setdefault(key, len(paragraphs))
            if index == len(places):
                places.append(placed.position)
                boxes.append([])
            _grow(boxes[index], mark_box(placed))
        if isinstance(placed, GlyphRun):
            box = mark_box(placed)
            numbers = map(_round, (placed.x, placed.y, placed.size, box.width))
            runs.append([index, *numbers, "".join(placed.texts)])
    return {
        "runs": runs,
        "paragraphs": [
            {
                "file": place.file,
                "line": place.line,
                "text": _source(texts, place),
                "boxes": [_box(box) for box in own],
            }
            for place, own in zip(places, boxes, strict=True)
        ],
    }


def describe_findings(findings: Iterable[Finding], pages: Sequence[Page]) -> list[Data]:
    """Findings as `--json` has them, each with its spot: `{page, boxes}` (page from 0) or null."""
    spots = find_spots(pages)
    return [{**finding.as_json(), "spot": _spot_of(finding, pages, spots)} for finding in findings]


def find_spots(pages: Sequence[Page]) -> dict[tuple[str, int], tuple[int, list[Rectangle]]]:
    """Where each line of a source first shows: the page (from 0) and the rectangles there."""
    spots: dict[tuple[str, int], tuple[int, list[Rectangle]]] = {}
    for place, page in enumerate(pages):
        for placed in page.marks:
            if isinstance(placed, (GlyphRun, PlacedPicture)) and placed.position is not None:
                key = (placed.position.file, placed.position.line)
                first, boxes = spots.setdefault(key, (place, []))
                if first == place:
                    _grow(boxes, mark_box(placed))
    return spots


def describe_comparison(comparison: Comparison) -> Data:
    """Pairs of pages, and changes with the spots of both sides."""
    return {
        "pairs": comparison.pairs,
        "changes": [
            {
                "kind": change.kind,
                "before": change.before,
                "after": change.after,
                "lead": change.lead,
                "trail": change.trail,
                "spotsBefore": [_spot(spot) for spot in change.spots_before],
                "spotsAfter": [_spot(spot) for spot in change.spots_after],
            }
            for change in comparison.changes
        ],
    }


def mark_box(mark: GlyphRun | PlacedPicture) -> Rectangle:
    """The rectangle that a mark covers on its page."""
    if isinstance(mark, PlacedPicture):
        return mark.box
    width = mark.offsets[-1] + mark.advances[-1] if mark.offsets else 0.0
    height = (_ASCENT + _DESCENT) * mark.size
    return Rectangle(mark.x, mark.y - _ASCENT * mark.size, width, height)


def _grow(boxes: list[Rectangle], box: Rectangle) -> None:
    """Add a rectangle to those of a paragraph, one a line."""
    if boxes:
        last = boxes[-1]
        middle = box.top + box.height / 2
        if last.top < middle < last.bottom:
            left, top = min(last.left, box.left), min(last.top, box.top)
            right, bottom = max(last.right, box.right), max(last.bottom, box.bottom)
            boxes[-1] = Rectangle(left, top, right - left, bottom - top)
            return
    boxes.append(box)


def _spot_of(
    finding: Finding,
    pages: Sequence[Page],
    spots: Mapping[tuple[str, int], tuple[int, list[Rectangle]]],
) -> Data | None:
    where = finding.position
    if where is not None and where.line:
        found = spots.get((where.file, where.line))
        if found is not None:
            return {"page": found[0], "boxes": [_box(box) for box in found[1]]}
    place = _place(finding, pages)
    return None if place is None else {"page": place, "boxes": []}


def _place(finding: Finding, pages: Sequence[Page]) -> int | None:
    """The page of a finding: layout names it by its printed number, a check of the file by its
    place counted from 1."""
    if finding.page is None:
        return None
    if finding.code[1] == "5":
        return next((k for k, page in enumerate(pages) if page.number == finding.page), None)
    return finding.page - 1 if 0 < finding.page <= len(pages) else None


def _source(texts: Mapping[str, Sequence[str]], place: SourcePosition) -> str:
    lines = texts.get(place.file, ())
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def _spot(spot: Spot) -> list[float]:
    return [spot.place, *_box(spot.box)]


def _box(box: Rectangle) -> list[float]:
    return [_round(edge) for edge in (box.left, box.top, box.width, box.height)]


def _round(value: float) -> float:
    return round(value, 2)
