"""Zeros before months and days (虚位)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

LEADING_ZERO = Message(
    "W023",
    mark("a zero before the number in {date}"),
    mark("take the zero away"),
)

_ZERO = r"(?<=年)0(?=[1-9]月)|(?<=月)0(?=[1-9]日)|(?<![\d.:/-])0(?=[1-9]月\d)"


def check(subject: Subject) -> Iterator[Found]:
    """09月01日."""
    text = subject.text
    if "月" not in text:
        return
    for match in re.finditer(_ZERO, text):
        start = match.start()
        yield report(subject, LEADING_ZERO, start, start + 1, "", date=text[start : start + 3])


RULE = Rule(
    (LEADING_ZERO,),
    mark("zeros before months and days"),
    "GB/T 9704-2012, 7.3.5.4",
    check,
    bad=Example("2025年09月01日施行。"),
    good=Example("2025年9月1日施行。"),
    fixes=True,
)
