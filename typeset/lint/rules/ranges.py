"""Ranges of time and of numbers (起止、范围): — and ～."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

RANGE = Message(
    "W012",
    mark("{range} is not how a range is written"),
    mark("write {right}"),
)

_UNITS = "%|％|‰|万|亿|元|个|人|天|岁|公里|米|倍|吨|次|名|家|小时|分钟|℃|项|件"
_YEARS = r"(?<![\d-])((?:19|20)\d\d年?)(?:-{1,2}|[–－~～])((?:19|20)\d\d年)"
_DAYS = r"(?<![\d.\-])(\d{1,2}[月日]?)(?:-{1,2}|[–－~])(\d{1,2}[月日])"
_AMOUNTS = rf"(?<![\d.A-Za-z\-])(\d+(?:\.\d+)?[%％]?)(?:-{{1,2}}|[–－~])(\d+(?:\.\d+)?)(?={_UNITS})"


def check(subject: Subject) -> Iterator[Found]:
    """Hyphens, en dashes and half-width ~ in ranges; ～ between years."""
    text = subject.text
    if not subject.has_any("-–－~～"):
        return
    taken: set[int] = set()
    for pattern, sign in ((_YEARS, "—"), (_DAYS, "—"), (_AMOUNTS, "～")):
        for match in re.finditer(pattern, text):
            start, end = match.end(1), match.start(2)
            if start in taken or is_escaped(subject, start):
                continue
            taken.add(start)
            right = f"{match[1]}{sign}{match[2]}"
            yield report(subject, RANGE, start, end, sign, range=match[0], right=right)


RULE = Rule(
    (RANGE,),
    mark("ranges of time and of numbers"),
    "GB/T 15834-2011, 4.13; GB/T 15835-2011, 5.1.3",
    check,
    bad=Example("2025-2027年，每年增长5~8个。"),
    good=Example("2025—2027年，每年增长5～8个。"),
    fixes=True,
)
