"""Resolution of pictures (图像分辨率): pixels an inch as they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    HOUSE,
    PRINT,
    Check,
    NotMeasured,
    OnPage,
    Said,
    Strength,
    Values,
    by_pages,
    measured,
)
from typeset.preflight.scanning.opened import Opened

LOW_RESOLUTION = Message(
    "E847",
    mark("page {pages}: a picture of {pixels} pixels has {resolution} ppi; 225 is the least"),
    mark("use a larger picture, or print it smaller"),
)
COARSE = Message(
    "W848",
    mark("page {pages}: a picture of {pixels} pixels has {resolution} ppi; 300 is wanted"),
    mark("use a larger picture, or print it smaller"),
)
COARSE_LINE_ART = Message(
    "W849",
    mark("page {pages}: line art of {pixels} pixels has {resolution} ppi; 1200 is wanted"),
    mark("scan line art at 1200 ppi"),
)

_LEAST, _WANTED, _WANTED_LINE_ART = 225, 300, 1200
_ROUNDING = 0.5
_SMALLEST = 4
"""Pictures of fewer pixels are areas of one tone."""


def look(opened: Opened) -> Iterator[Said]:
    """The lesser of both directions; line art has one bit.  What others sent is never an error."""
    images = [(place, image) for place, scan in enumerate(opened.scans) for image in scan.images]
    found: dict[str, list[OnPage]] = {
        "low": [],
        "coarse": [],
        "art": [],
    }
    for place, image in images:
        if max(image.pixels) <= _SMALLEST:
            continue
        resolution = image.resolution + _ROUNDING
        wanted = _WANTED_LINE_ART if image.bits == 1 else _WANTED
        if resolution >= wanted:
            continue
        is_low = resolution < _LEAST and not opened.is_foreign(place)
        kind = "low" if is_low else "art" if image.bits == 1 else "coarse"
        width, height = image.pixels
        values: Values = {"pixels": f"{width} × {height}", "resolution": int(image.resolution)}
        found[kind].append((place, values))
    yield from by_pages(LOW_RESOLUTION, found["low"])
    yield from by_pages(COARSE, found["coarse"])
    yield from by_pages(COARSE_LINE_ART, found["art"])
    if not images:
        yield NotMeasured(mark("there are no pictures"))
        return
    least = int(min(image.resolution for _, image in images) + _ROUNDING)
    yield measured(mark("{count} pictures, {least} ppi at least"), count=len(images), least=least)


IMAGE_RESOLUTION = Check(
    identifier="image-resolution",
    words=mark("resolution of pictures"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=PRINT,
    messages=(LOW_RESOLUTION, COARSE, COARSE_LINE_ART),
    look=look,
)


# Thin lines (极细线): none that breaks up on the press.

HAIRLINE = Message(
    "W850",
    mark("page {pages}: a line of {width} pt; under 0.25 pt it may break up"),
    mark("make lines 0.25 pt at least"),
)

_LEAST_HAIRLINES = 0.25
_TOLERANCE = 0.005


def _look_hairlines(opened: Opened) -> Iterator[Said]:
    """Strokes, and filled rectangles that serve as lines; the thinnest of each page."""
    thin = [(place, scan.thin[0]) for place, scan in enumerate(opened.scans) if scan.thin]
    weak = [
        (place, {"width": round(width, 2)})
        for place, width in thin
        if width < _LEAST_HAIRLINES - _TOLERANCE
    ]
    yield from by_pages(HAIRLINE, weak)
    if thin:
        least = f"{min(width for _, width in thin):.2f}"
        yield measured(mark("the thinnest line has {width} pt"), width=least)


HAIRLINES = Check(
    identifier="hairlines",
    words=mark("thin lines"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=PRINT,
    messages=(HAIRLINE,),
    look=_look_hairlines,
)
