"""Ranges of percentages (百分数范围): 20%～30%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

PERCENT_RANGE = Message(
    "W024",
    mark("{range} lacks a % after its first number"),
    mark("write {right}"),
)

_RANGE = r"(?<![\d.%％])(\d+(?:\.\d+)?)([～~—–－-]|至|到)(\d+(?:\.\d+)?)([%％])"


def check(subject: Subject) -> Iterator[Found]:
    """20～30%."""
    if not subject.has_any("%％"):
        return
    for match in re.finditer(_RANGE, subject.text):
        end = match.end(1)
        right = f"{match[1]}{match[4]}{match[2]}{match[3]}{match[4]}"
        yield report(subject, PERCENT_RANGE, end, end, match[4], range=match[0], right=right)


RULE = Rule(
    (PERCENT_RANGE,),
    mark("ranges of percentages with one sign only"),
    "GB/T 15835-2011, 5.1.3",
    check,
    bad=Example("增长20～30%。"),
    good=Example("增长20%～30%。"),
    fixes=True,
)
