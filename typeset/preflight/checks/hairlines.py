"""Thin lines (极细线): none that breaks up on the press."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import HOUSE, PRINT, Check, Said, Strength, by_pages, measured
from typeset.preflight.scanning.opened import Opened

HAIRLINE = Message(
    "W850",
    mark("page {pages}: a line of {width} pt; under 0.25 pt it may break up"),
    mark("make lines 0.25 pt at least"),
)

_LEAST = 0.25
_TOLERANCE = 0.005


def look(opened: Opened) -> Iterator[Said]:
    """Strokes, and filled rectangles that serve as lines; the thinnest of each page."""
    thin = [(place, scan.thin[0]) for place, scan in enumerate(opened.scans) if scan.thin]
    weak = [
        (place, {"width": round(width, 2)}) for place, width in thin if width < _LEAST - _TOLERANCE
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
    look=look,
)
