"""Half-width commas and other points that touch Chinese text (半角标点)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import addresses, is_han, is_inside, is_latin, is_wide
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

HALF_WIDTH_MARK = Message(
    "E001",
    mark("half-width {sign} in Chinese text: {around}"),
    mark("write {full}"),
)

_CLOSING = frozenset("”’）》")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def check(subject: Subject) -> Iterator[Found]:
    """Points that stand directly beside Han or a full-width mark, and belong to no number."""
    text = subject.text
    if not subject.has_any(",;:?!."):
        return
    spans = addresses(text)
    for match in re.finditer(r"[,;:?!.]", text):
        start = match.start()
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        wanted = _ends_sentence if match[0] == "." else _touches
        if not wanted(before, after) or is_inside(spans, start) or is_escaped(subject, start):
            continue
        full = _FULL[match[0]]
        shown = around(text, start, start + 1)
        yield report(
            subject, HALF_WIDTH_MARK, start, start + 1, full, sign=match[0], around=shown, full=full
        )


def _touches(before: str, after: str) -> bool:
    if is_latin(before) and (is_latin(after) or after in {"", " ", "\n", "/"}):
        return False
    return is_wide(before) or is_wide(after)


def _ends_sentence(before: str, after: str) -> bool:
    """A point after a number or a letter is that of 1. or of an abbreviation."""
    return (is_han(before) or before in _CLOSING) and (after in {"", "\n", " "} or is_han(after))


RULE = Rule(
    (HALF_WIDTH_MARK,),
    mark("half-width points in Chinese text"),
    "GB/T 15834-2011, 5.1.1",
    check,
    bad=Example("会议强调,要抓好落实."),
    good=Example("会议强调，要抓好落实。"),
    fixes=True,
)
