"""The period and the folder's week (起止日期与周次)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.dates import monday_of_week
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

PERIOD_ELSEWHERE = Message(
    "W063",
    mark("the period {period} does not touch the week {week} ({monday} to {sunday})"),
    mark("correct the period in issue.yaml, or the folder's name"),
)


def check(subject: Subject) -> Iterator[Found]:
    """A period of which no day lies in the week the folder is named after."""
    monday = monday_of_week(subject.week)
    period = subject.period
    if monday is None or period is None:
        return
    sunday = monday + datetime.timedelta(days=6)
    if period.end < monday or period.start > sunday:
        values = (
            ("period", f"{period.start.isoformat()}/{period.end.isoformat()}"),
            ("week", subject.week),
            ("monday", monday.isoformat()),
            ("sunday", sunday.isoformat()),
        )
        yield Found(Finding(PERIOD_ELSEWHERE, values, subject.period_position))


RULE = Rule(
    (PERIOD_ELSEWHERE,),
    mark("a period outside the week the folder is named after"),
    "习惯",
    check,
    bad=Example("种树百棵。", period="2025-08-25/2025-08-29"),
    good=Example("种树百棵。", period="2025-09-01/2025-09-05"),
)
