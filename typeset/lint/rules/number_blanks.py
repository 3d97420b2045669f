"""Blanks between words and numbers (数字旁的空格)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_han
from typeset.lint.report import around, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Part, Subject

BLANK_AT_NUMBER = Message(
    "H088",
    mark("a blank between words and a number: {around}"),
    mark("take the blank away: the page gets its small gap by itself"),
)

_BLANK = r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=\d)|(?<=[\d%])[ \u3000\xa0]+(?=[^\x00-\x7f])"
_WIDEST = 2
_LONGEST = 30


def check(subject: Subject) -> Iterator[Found]:
    """In paragraphs, 2025 年 and 第 5 年; the number must be one, not a part of Latin words."""
    text = subject.text
    for match in re.finditer(_BLANK, text):
        start, end = match.span()
        line, _ = subject.line_at(start)
        if line.part not in {Part.BODY, Part.NOTICE} or end - start > _WIDEST:
            continue
        before, after = text[start - 1], text[end]
        if (is_han(before) or is_han(after)) and _is_number(text, start, end):
            shown = around(text, start, end)
            yield report(subject, BLANK_AT_NUMBER, start, end, "", around=shown)


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether digits only stand on the other side of the blank, and no Latin word beyond them."""
    if is_han(text[start - 1]):
        return re.match(r"[\d.,%+]+(?![!-~]| [!-~])", text[end : end + _LONGEST]) is not None
    before = text[max(start - _LONGEST, 0) : start]
    return re.search(r"(?<![!-~])(?<![!-~] )\d[\d.,%+]*\Z", before) is not None


RULE = Rule(
    (BLANK_AT_NUMBER,),
    mark("blanks between words and numbers"),
    "习惯",
    check,
    bad=Example("落实 355 项任务。"),
    good=Example("落实355项任务。"),
    fixes=True,
)
