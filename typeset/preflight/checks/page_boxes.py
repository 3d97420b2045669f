"""Page boxes (页面框): where the sheet is cut, and that all boxes lie inside each other."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import mm_from_points
from typeset.preflight.check import (
    EVERY,
    X4,
    Check,
    OnPage,
    Profile,
    Said,
    Strength,
    by_pages,
    measured,
)
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
