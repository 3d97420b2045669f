"""Text (文字完整): all that was laid out, nothing else, in its order; by two readers."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

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
from typeset.preflight.expected import ExpectedKind
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
