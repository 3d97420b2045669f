"""Dashes of other signs (破折号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_wide
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

DASH = Message(
    "W007",
    mark("{sign} is no dash: {around}"),
    mark("write —— (two em long)"),
)

_DASH = "——"


def check(subject: Subject) -> Iterator[Found]:
    """`--`, －－, three em dashes and the like between Chinese text or at its edge."""
    text = subject.text
    if not subject.has_any("-－–—―─"):
        return
    for match in re.finditer(r"[-－–—―─]{2,}", text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if match[0] == _DASH or is_escaped(subject, start) or not _is_chinese(before, after):
            continue
        shown = around(text, start, end)
        yield report(subject, DASH, start, end, _DASH, sign=match[0], around=shown)


def _is_chinese(before: str, after: str) -> bool:
    edge = {"", "\n"}
    return (is_wide(before) or before in edge) and is_wide(after)


RULE = Rule(
    (DASH,),
    mark("dashes of other signs"),
    "GB/T 15834-2011, 4.10, 5.1.4",
    check,
    bad=Example("一个目标--高质量发展。"),
    good=Example("一个目标——高质量发展。"),
    fixes=True,
)
