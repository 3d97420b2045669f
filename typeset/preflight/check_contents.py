"""Contents against pages (目录核对): the printed numbers read again from the finished file.

Reads with PDFium, which shares nothing with what made the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from typeset.base.findings import Finding
from typeset.preflight.expected import ExpectedEntry
from typeset.preflight.messages import (
    NUMBER_NOT_LISTED,
    NUMBER_NOT_PRINTED,
    TITLE_NOT_THERE,
    UNREADABLE,
)

if TYPE_CHECKING:
    import pypdfium2

_BLANK = re.compile(r"[\s\u200b\ufeff\ufffe]+")
_LEADERS = r"[.…·‥⋯_]*"
_SHOWN = 24


def check_contents(data: bytes, expected: Sequence[ExpectedEntry]) -> tuple[Finding, ...]:
    """E801–E803 for each entry that the file does not bear out, E804 where it cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return (UNREADABLE.at(reason=str(error)),)
    try:
        return tuple(_check(document, expected))
    finally:
        document.close()


def _check(document: pypdfium2.PdfDocument, expected: Iterable[ExpectedEntry]) -> Iterable[Finding]:
    @cache
    def lines(place: int) -> str:
        if not 0 <= place < len(document):
            return ""
        page = document[place]
        words = page.get_textpage()
        found = words.get_text_bounded()
        words.close()
        page.close()
        return "\n".join(map(_bare, found.splitlines()))

    for entry in expected:
        shown = entry.title[:_SHOWN] or entry.listed[:_SHOWN]
        facts = {"number": entry.number, "title": shown}
        page = lines(entry.page).replace("\n", "")
        if not _is_listed(entry, lines(entry.contents_page)):
            place = entry.contents_page + 1
            yield NUMBER_NOT_LISTED.at(entry.position, page=place, **facts)
        if _bare(entry.title) not in page:
            yield TITLE_NOT_THERE.at(entry.position, page=entry.page + 1, **facts)
        if _bare(entry.footer) not in page:
            yield NUMBER_NOT_PRINTED.at(entry.position, page=entry.page + 1, **facts)


def _is_listed(entry: ExpectedEntry, contents: str) -> bool:
    """Whether the entry's words, over any lines, and its number at a line's end stand there."""
    words = "\n?".join(map(re.escape, _bare(entry.listed)))
    return bool(re.search(rf"{words}{_LEADERS}\n?{entry.number}$", contents, re.MULTILINE))


def _bare(text: str) -> str:
    """A text without blanks and line ends, as different readers put them differently."""
    return _BLANK.sub("", text)
