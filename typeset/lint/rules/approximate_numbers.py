"""Approximate numbers (概数): 三五天, without a mark inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import number_value
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

APPROXIMATE = Message(
    "W025",
    mark("{text}: a mark inside an approximate number"),
    mark("leave 、 out where a number is meant roughly, as in 三五天"),
)

_DIGITS = "一二三四五六七八九"
_NUMBER = (
    rf"(?m)(?<![第、{_DIGITS}十百])(?<!^)([{_DIGITS}])、([{_DIGITS}])"
    r"(?=[十百千万亿]?(?:个|天|人|年|次|名|岁|里|米|斤|件|分钟|小时|周|倍|成|元|家|户|公里)(?!级|等))"
)


def check(subject: Subject) -> Iterator[Found]:
    """Two neighbours in count with 、 between and a measure word behind: 三、四天."""
    if "、" not in subject.text:
        return
    for match in re.finditer(_NUMBER, subject.text):
        if number_value(match[2]) - number_value(match[1]) == 1:
            shown = subject.text[match.start() : match.end() + 1]
            yield report(subject, APPROXIMATE, match.start() + 1, text=shown)


RULE = Rule(
    (APPROXIMATE,),
    mark("marks inside approximate numbers"),
    "GB/T 15835-2011, 5.2.1",
    check,
    bad=Example("会期三、四天。"),
    good=Example("会期三四天。"),
)
