"""Dates, periods and weeks (日期、起止日期、周) as editors write them."""

from __future__ import annotations

import datetime
import re

from typeset.content.document import Period

_DATE = r"(\d{4})\s*(?:[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日)"
_WHOLE_DATE = re.compile(_DATE)
_PERIOD = re.compile(
    rf"(?P<start>{_DATE})\s*(?:/|至|到|[—–－～~]+|\s-\s|(?<=日)-)\s*"
    rf"(?:(?P<end>{_DATE})|(?:(?P<month>\d{{1,2}})\s*月\s*)?(?P<day>\d{{1,2}})\s*日)"
)
_WEEK = re.compile(r"([12][0-9]{3})-([0-9]{2})")
_LONGEST = 60
"""No date or period is longer; what is, is not matched at all."""


class NoSuchDayError(ValueError):
    """The form is that of a date, but the calendar has no such day."""


def parse_date(text: str) -> datetime.date:
    """Read `2025-09-01` or `2025年9月1日`, brackets around it allowed.

    Raises NoSuchDayError for a day the calendar lacks, ValueError for anything else.
    """
    match = _WHOLE_DATE.fullmatch(_without_brackets(text))
    if match is None:
        raise ValueError(text)
    return _day(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]), text)


def parse_period(text: str) -> Period:
    """Read `2025-09-01/2025-09-05`, `2025年9月1日至9月5日`, `2025年9月1日至5日` and the like.

    Raises as `parse_date` does.  The days are not compared.
    """
    match = _PERIOD.fullmatch(_without_brackets(text))
    if match is None:
        raise ValueError(text)
    start = parse_date(match["start"])
    if match["end"]:
        return Period(start, parse_date(match["end"]))
    month = int(match["month"]) if match["month"] else start.month
    return Period(start, _day(start.year, month, int(match["day"]), text))


def monday_of_week(week: str) -> datetime.date | None:
    """The Monday of an ISO week (ISO 8601) written `2025-36`, or None where there is none."""
    match = _WEEK.fullmatch(week)
    if match is None:
        return None
    try:
        return datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        return None


def period_of_week(monday: datetime.date) -> Period:
    """Monday to Friday."""
    return Period(monday, monday + datetime.timedelta(days=4))


def issue_date_of_week(monday: datetime.date) -> datetime.date:
    """The Friday before, on which the issue of a week goes out."""
    return monday - datetime.timedelta(days=3)


def _without_brackets(text: str) -> str:
    text = text.strip()
    if len(text) > _LONGEST:
        raise ValueError(text)
    return text.strip("（）() ")


def _day(year: int, month: int, day: int, text: str) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError(text) from error
