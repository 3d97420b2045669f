"""Page content (页面内容): it can be read to its end."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import A2U, EVERY, Check, Said, Strength, by_pages, measured
from typeset.preflight.scanning.opened import Opened

TOO_COMPLEX = Message(
    "W888",
    mark("the pages hold more than is looked at; from page {pages} on it was not measured"),
    mark("flatten or simplify the drawings"),
)
PAGE_BROKEN = Message(
    "E889",
    mark("page {pages}: the content is broken ({reason}); what follows was not measured"),
    mark("export the file again with the settings of its profile"),
)


def look(opened: Opened) -> Iterator[Said]:
    """Operators that break off, resources that are not there, and more than is looked at."""
    broken = [
        (place, {"reason": scan.broken}) for place, scan in enumerate(opened.scans) if scan.broken
    ]
    yield from by_pages(PAGE_BROKEN, broken)
    short = [place + 1 for place, scan in enumerate(opened.scans) if not scan.complete]
    if short:
        yield TOO_COMPLEX.at(page=short[0], pages=short[0])
    count = sum(scan.operators for scan in opened.scans)
    yield measured(mark("{count} operators read"), count=count)


PAGE_CONTENT = Check(
    identifier="page-content",
    words=mark("content of the pages"),
    source=A2U,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(PAGE_BROKEN, TOO_COMPLEX),
    look=look,
)
