"""Page boxes (页面框): where the sheet is cut, and that all boxes lie inside each other."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import mm_from_points, points_from_mm
from typeset.preflight.check import (
    A2U,
    EVERY,
    HOUSE,
    NO_FACTS,
    PRINT,
    X4,
    Check,
    NotMeasured,
    OnPage,
    Said,
    Strength,
    by_pages,
    measured,
)
from typeset.preflight.expected import Profile
from typeset.preflight.scanning.find_footers import find_footers
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Box

NO_TRIM = Message(
    "E822",
    mark("page {pages}: {what}; exactly one of TrimBox and ArtBox must say where the sheet is cut"),
    mark("export the file again with the settings of its profile"),
)
BOXES_NOT_NESTED = Message(
    "E823",
    mark("page {pages}: {inner} is not inside {outer}"),
    mark("export the file again with the settings of its profile"),
)
SIZES_DIFFER = Message(
    "W824",
    mark("page {pages}: trimmed to {size} mm, other than the first page ({first} mm)"),
    mark("give all pages one size"),
)
NO_MEDIA = Message(
    "E825",
    mark("page {pages}: no usable MediaBox"),
    mark("export the file again with the settings of its profile"),
)

_TOLERANCE = 1e-3
_SAME_SIZE = 0.5


def look(opened: Opened) -> Iterator[Said]:
    """TrimBox xor ArtBox; Media ⊇ Bleed ⊇ Trim; one size throughout."""
    missing: list[int] = []
    cuts: list[OnPage] = []
    nesting: list[OnPage] = []
    sizes: list[OnPage] = []
    press = opened.profile is Profile.PRINT
    first = _size(opened.trim(0)) if opened.pages else ""
    for place in range(len(opened.pages)):
        if opened.box(place, "/MediaBox") is None:
            missing.append(place)
            continue
        trim, art = opened.box(place, "/TrimBox"), opened.box(place, "/ArtBox")
        if press and (trim is None) == (art is None):
            cuts.append((place, {"what": "TrimBox + ArtBox" if trim else "—"}))
        nesting += [
            (place, {"inner": inner, "outer": outer}) for inner, outer in _outside(opened, place)
        ]
        if _differ(opened.trim(place), opened.trim(0)):
            sizes.append((place, {"size": _size(opened.trim(place)), "first": first}))
    yield from by_pages(NO_MEDIA, ((place, {}) for place in missing))
    yield from by_pages(NO_TRIM, cuts)
    yield from by_pages(BOXES_NOT_NESTED, nesting)
    yield from by_pages(SIZES_DIFFER, sizes)
    yield measured(mark("{count} pages, trimmed to {size} mm"), count=len(opened.pages), size=first)


def _outside(opened: Opened, place: int) -> Iterator[tuple[str, str]]:
    names = ("/TrimBox", "/ArtBox", "/BleedBox")
    found = {name: opened.box(place, name) for name in names}
    outer = [("/BleedBox", found["/BleedBox"]), ("/MediaBox", opened.media(place))]
    for name in names:
        box = found[name]
        for other, holder in outer:
            if box and holder and name != other and not _inside(box, holder):
                yield name[1:], other[1:]


def _inside(box: Box, holder: Box) -> bool:
    low = all(box[side] >= holder[side] - _TOLERANCE for side in (0, 1))
    return low and all(box[side] <= holder[side] + _TOLERANCE for side in (2, 3))


def _differ(box: Box, other: Box) -> bool:
    return any(
        abs((box[side + 2] - box[side]) - (other[side + 2] - other[side])) > _SAME_SIZE
        for side in (0, 1)
    )


def _size(box: Box) -> str:
    width, height = (mm_from_points(box[side + 2] - box[side]) for side in (0, 1))
    return f"{width:.1f} × {height:.1f}"


PAGE_BOXES = Check(
    identifier="page-boxes",
    words=mark("page boxes and size"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NO_MEDIA, NO_TRIM, BOXES_NOT_NESTED, SIZES_DIFFER),
    look=look,
)


# Number and order of pages (页数与单双页): as laid out, odd numbers on rectos.

PAGE_MULTIPLE = Message(
    "E857",
    mark("{count} pages, which is no multiple of {multiple}"),
    mark("add blank pages"),
)
WRONG_SIDE = Message(
    "E858",
    mark("page {pages}: the odd page number {number} stands on a verso, or an even one on a recto"),
    mark("add or take out a blank page"),
)
PAGE_COUNT = Message(
    "E859",
    mark("{found} pages where {wanted} were laid out"),
    mark("build the edition again, and report this if it stays"),
)


def _look_page_count(opened: Opened) -> Iterator[Said]:
    """The count told, the multiple the binding asks for, the side of a leaf that numbers are on."""
    count = len(opened.pages)
    words = mark("{count} pages, {sheets} sheets of two sides")
    yield measured(words, count=count, sheets=(count + 1) // 2)
    facts = opened.facts
    if facts is None:
        yield NotMeasured(NO_FACTS)
        return
    if facts.pages and len(facts.pages) != count:
        yield PAGE_COUNT.at(found=count, wanted=len(facts.pages))
    if count % max(1, facts.page_multiple):
        yield PAGE_MULTIPLE.at(count=count, multiple=facts.page_multiple)
    if facts.duplex and facts.footer:
        footers = find_footers(opened)
        wrong = [
            (place, {"number": footer.number})
            for place, footer in footers.items()
            if footer.number % 2 == place % 2
        ]
        yield from by_pages(WRONG_SIDE, wrong)


PAGE_COUNTING = Check(
    identifier="page-count",
    words=mark("number and order of pages"),
    source="GB/T 9704-2012, 7.5",
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(PAGE_COUNT, PAGE_MULTIPLE, WRONG_SIDE),
    look=_look_page_count,
)


# Page content (页面内容): it can be read to its end.

TOO_COMPLEX = Message(
    "W888",
    mark("the pages hold more than is looked at; from page {pages} on it was not measured"),
    mark("flatten or simplify the drawings"),
)
PAGE_BROKEN = Message(
    "E889",
    mark("page {pages}: the content is broken ({reason}); what follows was not measured"),
    mark("export the file again with the settings of its profile"),
)


def _look_page_content(opened: Opened) -> Iterator[Said]:
    """Operators that break off, resources that are not there, and more than is looked at."""
    broken = [
        (place, {"reason": scan.broken}) for place, scan in enumerate(opened.scans) if scan.broken
    ]
    yield from by_pages(PAGE_BROKEN, broken)
    short = [place + 1 for place, scan in enumerate(opened.scans) if not scan.complete]
    if short:
        yield TOO_COMPLEX.at(page=short[0], pages=short[0])
    count = sum(scan.operators for scan in opened.scans)
    yield measured(mark("{count} operators read"), count=count)


PAGE_CONTENT = Check(
    identifier="page-content",
    words=mark("content of the pages"),
    source=A2U,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(PAGE_BROKEN, TOO_COMPLEX),
    look=_look_page_content,
)


# Page labels (页签): what a viewer shows is what is printed.

LABEL = Message(
    "W872",
    mark("page {pages}: the viewer shows {label} where {number} is printed"),
    mark("build the edition again, and report this if it stays"),
)


def _look_page_labels(opened: Opened) -> Iterator[Said]:
    """Of the pages with a printed number, where the file has labels at all."""
    if "/PageLabels" not in opened.root:
        yield NotMeasured(mark("the file has no page labels"))
        return
    found: list[OnPage] = []
    count = 0
    for place, footer in find_footers(opened).items():
        label = opened.pages[place].label
        count += 1
        if label != str(footer.number):
            found.append((place, {"label": label, "number": footer.number}))
    yield from by_pages(LABEL, found)
    yield measured(mark("{count} labels compared"), count=count)


PAGE_LABELS = Check(
    identifier="page-labels",
    words=mark("page labels"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=EVERY,
    messages=(LABEL,),
    look=_look_page_labels,
)


# The cut (裁切): text keeps away from it, art that reaches it runs over it.

NEAR_TRIM = Message(
    "W855",
    mark("page {pages}: text {distance} mm from the cut; 5 mm are wanted"),
    mark("move the text inwards"),
)
NO_BLEED = Message(
    "W856",
    mark("page {pages}: art reaches the cut but not 3 mm beyond it"),
    mark("let art run 3 mm over the edge, or keep it off"),
)

_SAFE, _BLEED = points_from_mm(5), points_from_mm(3)
_TOLERANCE_CUTTING = 0.1


def _look_cutting(opened: Opened) -> Iterator[Said]:
    """Text 5 mm inside, art 3 mm outside; what lies wholly outside are marks of the printer."""
    near: list[OnPage] = []
    short: list[OnPage] = []
    least = 1000.0
    for place, scan in enumerate(opened.scans):
        trim = opened.trim(place)
        inside = [run.box for run in scan.text if run.visible and run.text.strip()]
        distance = min((_distance(box, trim) for box in inside if _on(box, trim)), default=1000.0)
        least = min(least, distance)
        if distance < _SAFE - _TOLERANCE_CUTTING:
            near.append((place, {"distance": round(mm_from_points(distance), 1)}))
        if any(_runs_short(box, trim) for box in scan.art):
            short.append((place, {}))
    yield from by_pages(NEAR_TRIM, near)
    yield from by_pages(NO_BLEED, short)
    if least < 1000:
        words = mark("text keeps {distance} mm from the cut")
        yield measured(words, distance=round(mm_from_points(least), 1))


def _on(box: Box, trim: Box) -> bool:
    return box[0] < trim[2] and box[2] > trim[0] and box[1] < trim[3] and box[3] > trim[1]


def _distance(box: Box, trim: Box) -> float:
    return min(box[0] - trim[0], box[1] - trim[1], trim[2] - box[2], trim[3] - box[3])


def _runs_short(box: Box, trim: Box) -> bool:
    """Whether at some edge the art reaches the cut but not the bleed."""
    over = (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])
    return any(-0.3 < edge < _BLEED - _TOLERANCE_CUTTING for edge in over)


CUTTING = Check(
    identifier="cutting",
    words=mark("distance from the cut, and bleed"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=PRINT,
    messages=(NEAR_TRIM, NO_BLEED),
    look=_look_cutting,
)
