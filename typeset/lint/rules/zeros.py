"""Zeros, circles and the letter O (〇、0、O)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import around, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

ZERO = Message(
    "W085",
    mark("{sign} in place of {right}: {around}"),
    mark("write {right}"),
)

_YEAR = r"[一二三四五六七八九〇零0OoОо○◯]{4}(?=年)"
_NUMBER = r"(?<=\d)[OoОо](?=\d|年|%)|(?<=\d)[lI](?=\d)"
_FALSE = "零0OoОо○◯"


def check(subject: Subject) -> Iterator[Found]:
    """Years in Han digits with another sign for 〇; letters between digits."""
    text = subject.text
    if subject.has_any("○◯零") or subject.has_any("0OoОо"):
        for match in re.finditer(_YEAR, text):
            if match[0].isdigit() and match[0].isascii():
                continue
            for offset, char in enumerate(match[0], match.start()):
                if char in _FALSE and not _is_arabic(match[0]):
                    yield _found(subject, offset, "〇")
    if subject.has_any("OoОоlI"):
        for match in re.finditer(_NUMBER, text):
            yield _found(subject, match.start(), "1" if match[0] in "lI" else "0")


def _is_arabic(year: str) -> bool:
    """No Han digit in it, so it is 2O25 and not 二O二五."""
    return not any(char in "一二三四五六七八九" for char in year)


def _found(subject: Subject, start: int, right: str) -> Found:
    text = subject.text
    shown = around(text, start, start + 1)
    return report(
        subject, ZERO, start, start + 1, right, sign=text[start], right=right, around=shown
    )


RULE = Rule(
    (ZERO,),
    mark("0, O, ○ and 零 in place of 〇, letters in numbers"),
    "GB/T 15835-2011, 5.2.5",
    check,
    bad=Example("二○二五年，共1O0项。"),
    good=Example("二〇二五年，共100项。"),
    fixes=True,
)
