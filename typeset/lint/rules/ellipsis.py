"""Ellipses of other signs (省略号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_wide
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

ELLIPSIS = Message(
    "W006",
    mark("{sign} is no ellipsis: {around}"),
    mark("write …… (six points)"),
)

_ELLIPSIS = "……"


def check(subject: Subject) -> Iterator[Found]:
    """`...`, 。。。 and … beside Chinese text; two ellipses in a row leave out whole paragraphs."""
    text = subject.text
    if not subject.has_any(".。…·"):
        return
    for match in re.finditer(r"\.{3,}|。{3,}|…+|·{3,}", text):
        start, end = match.span()
        if match[0] in {_ELLIPSIS, _ELLIPSIS * 2} or is_escaped(subject, start):
            continue
        if not (is_wide(text[start - 1 : start]) or is_wide(text[end : end + 1])):
            continue
        shown = around(text, start, end)
        yield report(subject, ELLIPSIS, start, end, _ELLIPSIS, sign=match[0], around=shown)


RULE = Rule(
    (ELLIPSIS,),
    mark("ellipses of other signs"),
    "GB/T 15834-2011, 4.11, 5.1.5",
    check,
    bad=Example("苹果、梨、桃..."),
    good=Example("苹果、梨、桃……"),
    fixes=True,
)
