"""Contents (目录): each number against the page, each link against the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, HOUSE, Check, Profile, Said, Strength, measured
from typeset.preflight.check_contents import check_contents
from typeset.preflight.expected import ExpectedEntry
from typeset.preflight.messages import (
    NUMBER_NOT_LISTED,
    NUMBER_NOT_PRINTED,
    TITLE_NOT_THERE,
    UNREADABLE,
)
from typeset.preflight.scanning.destinations import Destinations
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.texts import bare

LINK_PLACE = Message(
    "E867",
    mark("the contents entry “{title}” links to sheet side {found} instead of {wanted}"),
    mark("please report this: the file is not to be used"),
)
NO_LINK = Message(
    "E868",
    mark("the contents entry “{title}” has no link"),
    mark("please report this: the file is not to be used"),
)

_NUMBERS = re.compile(r"^[\d.、]+|[\d.…·‥⋯_]+$")
"""The entry's own number, the leader and the page number around its words."""
_SHOWN = 24


def look(opened: Opened) -> Iterator[Said]:
    """By PDFium for the words and numbers; by the annotations for the links of a reading file."""
    entries = opened.facts.entries if opened.facts else ()
    yield from check_contents(opened.data, entries)
    links = list(_links(opened, entries)) if opened.profile is Profile.READING else []
    if opened.profile is Profile.READING:
        yield from _judge(entries, links)
    yield measured(mark("{count} entries, {links} links"), count=len(entries), links=len(links))


def _links(
    opened: Opened, entries: tuple[ExpectedEntry, ...]
) -> Iterator[tuple[int, str, int | None]]:
    """Contents page, words under the link, page it leads to."""
    destinations = Destinations(opened)
    for place in sorted({entry.contents_page for entry in entries}):
        if place >= len(opened.pages):
            continue
        annotations = opened.pages[place].obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            if str(annotation.get("/Subtype")) == "/Link":
                yield place, _words(opened, place, annotation), destinations.page_of(annotation)


def _words(opened: Opened, place: int, annotation: Any) -> str:
    left, bottom, right, top = (float(edge) for edge in annotation.get("/Rect", (0, 0, 0, 0)))
    inside = [
        run.text
        for run in opened.scans[place].text
        if left - 1 <= run.x
        and run.end_x <= right + run.size
        and bottom <= run.y + 0.3 * run.size <= top
    ]
    return _NUMBERS.sub("", bare("".join(inside)))


def _judge(
    entries: tuple[ExpectedEntry, ...], links: list[tuple[int, str, int | None]]
) -> Iterator[Said]:
    listed = {entry: bare(entry.listed) for entry in entries}
    linked: set[ExpectedEntry] = set()
    for place, words, page in links:
        if not words:
            continue
        about = [
            entry
            for entry, text in listed.items()
            if entry.contents_page == place and (words in text or text in words)
        ]
        linked.update(about)
        if about and page not in {entry.page for entry in about}:
            entry = about[0]
            yield LINK_PLACE.at(
                entry.position,
                page=place + 1,
                title=entry.listed[:_SHOWN],
                found=page + 1 if page is not None else "—",
                wanted=entry.page + 1,
            )
    for entry in entries:
        if entry not in linked:
            yield NO_LINK.at(
                entry.position, page=entry.contents_page + 1, title=entry.listed[:_SHOWN]
            )


CONTENTS = Check(
    identifier="contents",
    words=mark("contents against the pages"),
    source=HOUSE,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(
        NUMBER_NOT_LISTED,
        TITLE_NOT_THERE,
        NUMBER_NOT_PRINTED,
        UNREADABLE,
        LINK_PLACE,
        NO_LINK,
    ),
    look=look,
    needs_facts=True,
)
