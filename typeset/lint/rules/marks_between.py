"""Marks between titles or quotations in a row (书名号、引号之间的顿号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

MARK_BETWEEN = Message(
    "H008",
    mark("{sign} between {around}"),
    mark("leave it out: titles and quotations in a row need no mark between them"),
)

_ROW = 300
"""Characters on each side in which the row is looked for."""


def check(subject: Subject) -> Iterator[Found]:
    """、 or ， between 》《 and ”“; where brackets stand among the items, 、 is better kept."""
    text = subject.text
    if not any(marks in text for marks in ("》、《", "》，《", "”、“", "”，“")):
        return
    for match in re.finditer(r"》[、，]《|”、“", text):
        start = match.start() + 1
        if _has_bracket_near(text, start) or is_escaped(subject, start):
            continue
        yield report(subject, MARK_BETWEEN, start, start + 1, "", sign=match[0][1], around=match[0])


def _has_bracket_near(text: str, offset: int) -> bool:
    """Whether the same row, up to its sentence's ends, has a bracket between two items."""
    before, after = text[max(offset - _ROW, 0) : offset], text[offset : offset + _ROW]
    left = max(before.rfind(sign) for sign in "。；\n")
    ends = [end for sign in "。；\n" if (end := after.find(sign)) >= 0]
    return "）、" in before[left + 1 :] + after[: min(ends, default=_ROW)]


RULE = Rule(
    (MARK_BETWEEN,),
    mark("marks between titles or quotations in a row"),
    "GB/T 15834-2011, 4.5.3.5",
    check,
    bad=Example("建设“数字成渝”、“美丽成渝”。"),
    good=Example("建设“数字成渝”“美丽成渝”。"),
    fixes=True,
)
