"""Text (文字完整): all that was laid out, nothing else, in its order; by two readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    EVERY,
    HOUSE,
    Check,
    OnPage,
    Said,
    Strength,
    Values,
    by_pages,
    measured,
)
from typeset.preflight.check_contents import check_contents
from typeset.preflight.expected import ExpectedEntry, ExpectedKind, Profile
from typeset.preflight.messages import (
    NUMBER_NOT_LISTED,
    NUMBER_NOT_PRINTED,
    TITLE_NOT_THERE,
    UNREADABLE,
)
from typeset.preflight.scanning.destinations import Destinations
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Tagging
from typeset.preflight.texts import bare, first_difference, lacking

TEXT_MISSING = Message(
    "E869",
    mark("page {pages}: {reader} does not find {count} characters of the text (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)
TEXT_STRANGE = Message(
    "E870",
    mark("page {pages}: {reader} finds {count} characters that nobody wrote (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)
TEXT_ORDER = Message(
    "E871",
    mark("page {pages}: the text reads in another order from “{text}” on"),
    mark("build the edition again, and report this if it stays"),
)

_SHOWN = 12


def look(opened: Opened) -> Iterator[Said]:
    """Page by page; a foreign page may hold more than is told of it."""
    missing: list[OnPage] = []
    strange: list[OnPage] = []
    order: list[OnPage] = []
    total = 0
    for place, scan in enumerate(opened.scans):
        page = opened.expected(place)
        if page is None:
            continue
        wanted = page.text + page.furniture
        total += len(wanted)
        own = bare("".join(run.text for run in scan.text))
        second = normalize("NFKC", bare(opened.readings[place].text))
        for reader, found, sought in (
            ("ToUnicode", own, wanted),
            ("PDFium", second, normalize("NFKC", wanted)),
        ):
            lost = lacking(sought, found)
            if reader == "PDFium":
                # It reads a hyphen at a line's end as U+0002, for a word that goes on.
                lost = lost.replace("-", "", opened.readings[place].text.count("\x02"))
            if lost:
                missing.append((place, _values(reader, lost)))
            more = lacking(found, sought) if page.kind is not ExpectedKind.FOREIGN else ""
            if more:
                strange.append((place, _values(reader, more)))
        content = bare("".join(run.text for run in scan.text if run.tagging is Tagging.CONTENT))
        tagged = not lacking(page.text, content) and page.kind is not ExpectedKind.FOREIGN
        at = first_difference(page.text, content) if tagged else None
        if at is not None:
            order.append((place, {"text": page.text[at : at + _SHOWN]}))
    yield from by_pages(TEXT_MISSING, missing)
    yield from by_pages(TEXT_STRANGE, strange)
    yield from by_pages(TEXT_ORDER, order)
    yield measured(mark("{count} characters found by two readers"), count=total)


def _values(reader: str, text: str) -> Values:
    return {"reader": reader, "count": len(text), "text": text[:_SHOWN]}


TEXT_COMPLETE = Check(
    identifier="text",
    words=mark("text complete, nothing added"),
    source=HOUSE,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(TEXT_MISSING, TEXT_STRANGE, TEXT_ORDER),
    look=look,
    needs_facts=True,
)


# Contents (目录): each number against the page, each link against the title.

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
_SHOWN_CONTENTS = 24


def _look_contents(opened: Opened) -> Iterator[Said]:
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
                title=entry.listed[:_SHOWN_CONTENTS],
                found=page + 1 if page is not None else "—",
                wanted=entry.page + 1,
            )
    for entry in entries:
        if entry not in linked:
            yield NO_LINK.at(
                entry.position, page=entry.contents_page + 1, title=entry.listed[:_SHOWN_CONTENTS]
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
    look=_look_contents,
    needs_facts=True,
)
