"""Dates in Han and in Arabic digits (八月与8月混用)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

MIXED_DATES = Message(
    "W022",
    mark("{date} in Han digits, other dates of this text in Arabic ones"),
    mark("write the date in Arabic digits, as in 8月27日"),
)

_HAN = (
    r"(?:[一二三四五六七八九〇零○]{4}年)?[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ARABIC = r"\d{1,2}月\d{1,2}日"
_LUNAR = ("农历", "夏历", "阴历", "腊月", "正月")


def check(subject: Subject) -> Iterator[Found]:
    """Days in Han digits, where other days of the issue are in Arabic ones; lunar days aside."""
    text = subject.text
    if not re.search(_ARABIC, text):
        return
    for match in re.finditer(_HAN, text):
        before = text[max(match.start() - 8, 0) : match.start()]
        if not any(word in before for word in _LUNAR):
            yield report(subject, MIXED_DATES, match.start(), date=match[0])


RULE = Rule(
    (MIXED_DATES,),
    mark("dates in Han digits among Arabic ones"),
    "GB/T 15835-2011, 4.1.1",
    check,
    bad=Example("8月26日开会，八月二十七日公布。"),
    good=Example("8月26日开会，8月27日公布。"),
)
