"""The cut (裁切): text keeps away from it, art that reaches it runs over it."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import mm_from_points, points_from_mm
from typeset.preflight.check import HOUSE, PRINT, Check, OnPage, Said, Strength, by_pages, measured
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Box

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
_TOLERANCE = 0.1


def look(opened: Opened) -> Iterator[Said]:
    """Text 5 mm inside, art 3 mm outside; what lies wholly outside are marks of the printer."""
    near: list[OnPage] = []
    short: list[OnPage] = []
    least = 1000.0
    for place, scan in enumerate(opened.scans):
        trim = opened.trim(place)
        inside = [run.box for run in scan.text if run.visible and run.text.strip()]
        distance = min((_distance(box, trim) for box in inside if _on(box, trim)), default=1000.0)
        least = min(least, distance)
        if distance < _SAFE - _TOLERANCE:
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
    return any(-0.3 < edge < _BLEED - _TOLERANCE for edge in over)


CUTTING = Check(
    identifier="cutting",
    words=mark("distance from the cut, and bleed"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=PRINT,
    messages=(NEAR_TRIM, NO_BLEED),
    look=look,
)
