"""Annotations (注释): none in the press file; in others those that print and speak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Profile, Said, Strength, by_pages, measured
from typeset.preflight.scanning.graphics_state import common
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Box

ANNOTATION_IN_PRINT = Message(
    "E826",
    mark("page {pages}: {kind} annotations in the printed area"),
    mark("take links and comments out of the press file"),
)
ANNOTATION_FLAGS = Message(
    "E827",
    mark("page {pages}: {kind} annotations that do not print or are hidden"),
    mark("export the file again with the settings of its profile"),
)
ANNOTATION_WORDS = Message(
    "E828",
    mark("page {pages}: {kind} annotations without words for screen readers"),
    mark("export the file again with the settings of its profile"),
)

_PRINTS, _HIDDEN = 4, 1 | 2 | 32
"""Flags Print; Invisible, Hidden, NoView (ISO 32000-1, 12.5.3)."""


def look(opened: Opened) -> Iterator[Said]:
    """Press: none meets the bleed box.  Else: printed, seen, and with words for UA-1."""
    printed, flags, wordless = [], [], []
    count = 0
    for place, annotation in _annotations(opened):
        count += 1
        kind = {"kind": str(annotation.get("/Subtype", "?"))[1:]}
        if opened.profile is Profile.PRINT:
            if _meets(annotation, opened.bleed(place)):
                printed.append((place, kind))
            continue
        flag = int(annotation.get("/F", 0))
        if kind["kind"] != "Popup" and (not flag & _PRINTS or flag & _HIDDEN):
            flags.append((place, kind))
        if opened.profile is Profile.READING and not str(annotation.get("/Contents", "")):
            wordless.append((place, kind))
    yield from by_pages(ANNOTATION_IN_PRINT, printed)
    yield from by_pages(ANNOTATION_FLAGS, flags)
    yield from by_pages(ANNOTATION_WORDS, wordless)
    yield measured(mark("{count} annotations"), count=count)


def _annotations(opened: Opened) -> Iterator[tuple[int, Any]]:
    for place, page in enumerate(opened.pages):
        found = page.obj.get("/Annots")
        if isinstance(found, pikepdf.Array):
            yield from ((place, item) for item in found if isinstance(item, pikepdf.Dictionary))


def _meets(annotation: Any, bleed: Box) -> bool:
    """Whether its rectangle shares room with the bleed box; one without a rectangle does."""
    edges = annotation.get("/Rect")
    if not isinstance(edges, pikepdf.Array) or len(edges) != 4:
        return True
    x, y, right, top = (float(edge) for edge in edges)
    box = (min(x, right), min(y, top), max(x, right), max(y, top))
    shared = common(box, bleed)
    apart = box[2] < bleed[0] or box[0] > bleed[2] or box[3] < bleed[1] or box[1] > bleed[3]
    return not apart and shared[2] >= shared[0]


ANNOTATIONS = Check(
    identifier="annotations",
    words=mark("links, comments and other annotations"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(ANNOTATION_IN_PRINT, ANNOTATION_FLAGS, ANNOTATION_WORDS),
    look=look,
)
