"""Years of two digits (两位数年份)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

SHORT_YEAR = Message(
    "W021",
    mark("{year} is a year of two digits"),
    mark("write all four digits"),
)


def check(subject: Subject) -> Iterator[Found]:
    """Two digits and 年, with a month behind."""
    for match in re.finditer(r"(?<![\d.])[’']?\d\d年(?=\d{1,2}月)", subject.text):
        yield report(subject, SHORT_YEAR, match.start(), year=match[0])


RULE = Rule(
    (SHORT_YEAR,),
    mark("years of two digits"),
    "GB/T 15835-2011, 5.1.4",
    check,
    bad=Example("25年9月启动。"),
    good=Example("2025年9月启动。"),
)
