"""Number and order of pages (页数与单双页): as laid out, odd numbers on rectos."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    EVERY,
    NO_FACTS,
    Check,
    NotMeasured,
    Said,
    Strength,
    by_pages,
    measured,
)
from typeset.preflight.scanning.find_footers import find_footers
from typeset.preflight.scanning.opened import Opened

PAGE_MULTIPLE = Message(
    "E857",
    mark("{count} pages, which is no multiple of {multiple}"),
    mark("add blank pages"),
)
WRONG_SIDE = Message(
    "E858",
    mark("page {pages}: the odd page number {number} stands on a verso, or an even one on a recto"),
    mark("add or take out a blank page"),
)
PAGE_COUNT = Message(
    "E859",
    mark("{found} pages where {wanted} were laid out"),
    mark("build the edition again, and report this if it stays"),
)


def look(opened: Opened) -> Iterator[Said]:
    """The count told, the multiple the binding asks for, the side of a leaf that numbers are on."""
    count = len(opened.pages)
    words = mark("{count} pages, {sheets} sheets of two sides")
    yield measured(words, count=count, sheets=(count + 1) // 2)
    facts = opened.facts
    if facts is None:
        yield NotMeasured(NO_FACTS)
        return
    if facts.pages and len(facts.pages) != count:
        yield PAGE_COUNT.at(found=count, wanted=len(facts.pages))
    if count % max(1, facts.page_multiple):
        yield PAGE_MULTIPLE.at(count=count, multiple=facts.page_multiple)
    if facts.duplex and facts.footer:
        footers = find_footers(opened)
        wrong = [
            (place, {"number": footer.number})
            for place, footer in footers.items()
            if footer.number % 2 == place % 2
        ]
        yield from by_pages(WRONG_SIDE, wrong)


PAGE_COUNTING = Check(
    identifier="page-count",
    words=mark("number and order of pages"),
    source="GB/T 9704-2012, 7.5",
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(PAGE_COUNT, PAGE_MULTIPLE, WRONG_SIDE),
    look=look,
)
