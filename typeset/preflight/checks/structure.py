"""Bookmarks (书签): each leads to a page, and to the one where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    EVERY,
    HOUSE,
    UA1,
    Check,
    NotMeasured,
    Said,
    Strength,
    by_pages,
    measured,
)
from typeset.preflight.expected import ExpectedKind, Profile
from typeset.preflight.scanning.destinations import Destinations
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.texts import bare

OUTLINE_TARGET = Message(
    "E873",
    mark("the bookmark “{title}” leads nowhere"),
    mark("make the outline again"),
)
NO_OUTLINE = Message(
    "W874",
    mark("the file has no bookmarks"),
    mark("make the outline, so that readers find their way"),
)
OUTLINE_TITLE = Message(
    "E875",
    mark("the bookmark “{title}” leads to sheet side {pages}, where these words do not stand"),
    mark("make the outline again"),
)

_LEAST_PAGES = 4
_SHOWN = 24


def look(opened: Opened) -> Iterator[Said]:
    """A reading file has them; the words are looked for where the contents are told."""
    bookmarks = Destinations(opened).bookmarks()
    if not bookmarks and opened.profile is Profile.READING and len(opened.pages) >= _LEAST_PAGES:
        yield NO_OUTLINE.at()
    told = {entry.contents_page for entry in opened.facts.entries} if opened.facts else None
    for title, page in bookmarks:
        if page is None:
            yield OUTLINE_TARGET.at(title=title[:_SHOWN])
        elif told and page not in told and not _stands(opened, page, title):
            yield OUTLINE_TITLE.at(page=page + 1, pages=page + 1, title=title[:_SHOWN])
    yield measured(mark("{count} bookmarks"), count=len(bookmarks))


def _stands(opened: Opened, page: int, title: str) -> bool:
    """Whether the words, or the label or title among them, stand on the page.

    A foreign page may bring its title as a picture.
    """
    told = opened.expected(page)
    if told is not None and told.kind is ExpectedKind.FOREIGN:
        return True
    text = bare("".join(run.text for run in opened.scans[page].text))
    return bare(title) in text or any(part in text for part in title.split())


BOOKMARKS = Check(
    identifier="bookmarks",
    words=mark("bookmarks"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=EVERY,
    messages=(NO_OUTLINE, OUTLINE_TARGET, OUTLINE_TITLE),
    look=look,
)


# Tags (结构标记): what screen readers need.

NOT_TAGGED = Message(
    "E876",
    mark("for screen readers the file lacks {what}"),
    mark("export the file again with the settings of its profile"),
)
UNTAGGED_MARKS = Message(
    "E877",
    mark("page {pages}: {count} marks are neither tagged nor artifacts"),
    mark("export the file again with the settings of its profile"),
)
HEADING_SKIP = Message(
    "E878",
    mark("headings go from H{before} to H{after}"),
    mark("number the headings without a gap"),
)
NO_ALTERNATIVE = Message(
    "E879",
    mark("{count} figures have no words for those who cannot see them"),
    mark("give each picture a caption"),
)

_MOST = 200_000
_HEADING = re.compile(r"/H([1-6])")


def _look_tags(opened: Opened) -> Iterator[Said]:
    """Tagged at all, language, title shown; every mark tagged; headings without gaps; figures told.

    Of a press file only where it claims PDF/UA.
    """
    if opened.profile is Profile.PRINT and not (opened.xmp and "pdfuaid:part" in opened.xmp.values):
        yield NotMeasured(mark("the file does not claim PDF/UA"))
        return
    for what in _lacking(opened.root):
        yield NOT_TAGGED.at(what=what)
    marks = [
        (place, {"count": scan.untagged})
        for place, scan in enumerate(opened.scans)
        if scan.untagged
    ]
    yield from by_pages(UNTAGGED_MARKS, marks)
    elements, figures, before = 0, 0, 0
    for element in _elements(opened.root.get("/StructTreeRoot")):
        elements += 1
        kind = str(element.get("/S", ""))
        heading = _HEADING.fullmatch(kind)
        if heading:
            level = int(heading[1])
            if level > before + 1:
                yield HEADING_SKIP.at(before=before, after=level)
            before = level
        if kind == "/Figure" and not (element.get("/Alt") or element.get("/ActualText")):
            figures += 1
    if figures:
        yield NO_ALTERNATIVE.at(count=figures)
    yield measured(mark("{count} elements of structure"), count=elements)


def _lacking(root: Any) -> Iterator[str]:
    if not _true(root.get("/MarkInfo"), "/Marked"):
        yield "MarkInfo"
    if not isinstance(root.get("/StructTreeRoot"), pikepdf.Dictionary):
        yield "StructTreeRoot"
    if not str(root.get("/Lang", "")):
        yield "Lang"
    if not _true(root.get("/ViewerPreferences"), "/DisplayDocTitle"):
        yield "DisplayDocTitle"


def _true(holder: Any, key: str) -> bool:
    found: Any = holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None
    return found is True


def _elements(root: Any) -> Iterator[Any]:
    """Elements in reading order; a loop is broken off."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting and len(seen) < _MOST:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
            continue
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        if "/S" in node:
            yield node
        waiting.append(node.get("/K"))


TAGS = Check(
    identifier="tags",
    words=mark("tags for screen readers"),
    source=UA1,
    strength=Strength.MUST,
    profiles=frozenset({Profile.PRINT, Profile.READING}),
    messages=(NOT_TAGGED, UNTAGGED_MARKS, HEADING_SKIP, NO_ALTERNATIVE),
    look=_look_tags,
)
