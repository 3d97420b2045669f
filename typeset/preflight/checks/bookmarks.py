"""Bookmarks (书签): each leads to a page, and to the one where its words stand."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, HOUSE, Check, Profile, Said, Strength, measured
from typeset.preflight.expected import ExpectedKind
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
