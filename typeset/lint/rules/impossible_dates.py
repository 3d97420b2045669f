"""Days that the calendar lacks (不存在的日期)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

NO_SUCH_DATE = Message(
    "E061",
    mark("there is no such day as {date}"),
    mark("look at the calendar"),
)

_DATE = r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[至到—－–~～-]+(\d{1,2})日)?"
_LEAP_YEAR = 2024


def check(subject: Subject) -> Iterator[Found]:
    """Days with month, with or without a year; 9月1日至35日 too."""
    if "月" not in subject.text:
        return
    for match in re.finditer(_DATE, subject.text):
        year, month = int(match[1] or _LEAP_YEAR), int(match[2])
        days = [int(day) for day in (match[3], match[4]) if day]
        if not all(_exists(year, month, day) for day in days):
            yield report(subject, NO_SUCH_DATE, match.start(), date=match[0])


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


RULE = Rule(
    (NO_SUCH_DATE,),
    mark("days that the calendar lacks"),
    "GB/T 15835-2011, 5.1.4",
    check,
    bad=Example("请于9月31日前报送。"),
    good=Example("请于9月30日前报送。"),
)
