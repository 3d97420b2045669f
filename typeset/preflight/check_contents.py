"""Contents against pages (目录核对): the printed numbers read again from the finished file.

Reads with PDFium, which shares nothing with what made the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from typeset.base.findings import Finding, Message
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
        page = lines(entry.page).replace("\n", "")
        if not _is_listed(entry, lines(entry.contents_page)):
            yield _finding(NUMBER_NOT_LISTED, entry, entry.contents_page)
        if _bare(entry.title) not in page:
            yield _finding(TITLE_NOT_THERE, entry, entry.page)
        if _bare(entry.footer) not in page:
            yield _finding(NUMBER_NOT_PRINTED, entry, entry.page)


def _finding(message: Message, entry: ExpectedEntry, place: int) -> Finding:
    shown = entry.title[:_SHOWN] or entry.listed[:_SHOWN]
    return message.at(entry.position, page=place + 1, number=entry.number, title=shown)


def _is_listed(entry: ExpectedEntry, contents: str) -> bool:
    """Whether the entry's words, over any lines, and its number at a line's end stand there."""
    words = "\n?".join(map(re.escape, _bare(entry.listed)))
    return bool(re.search(rf"{words}{_LEADERS}\n?{entry.number}$", contents, re.MULTILINE))


def _bare(text: str) -> str:
    """A text without blanks and line ends, as different readers put them differently."""
    return _BLANK.sub("", text)
