"""Page labels (页签): what a viewer shows is what is printed."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    EVERY,
    HOUSE,
    Check,
    NotMeasured,
    OnPage,
    Said,
    Strength,
    by_pages,
    measured,
)
from typeset.preflight.scanning.find_footers import find_footers
from typeset.preflight.scanning.opened import Opened

LABEL = Message(
    "W872",
    mark("page {pages}: the viewer shows {label} where {number} is printed"),
    mark("build the edition again, and report this if it stays"),
)


def look(opened: Opened) -> Iterator[Said]:
    """Of the pages with a printed number, where the file has labels at all."""
    if "/PageLabels" not in opened.root:
        yield NotMeasured(mark("the file has no page labels"))
        return
    found: list[OnPage] = []
    count = 0
    for place, footer in find_footers(opened).items():
        label = opened.pages[place].label
        count += 1
        if label != str(footer.number):
            found.append((place, {"label": label, "number": footer.number}))
    yield from by_pages(LABEL, found)
    yield measured(mark("{count} labels compared"), count=count)


PAGE_LABELS = Check(
    identifier="page-labels",
    words=mark("page labels"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=EVERY,
    messages=(LABEL,),
    look=look,
)
