"""Days that the calendar lacks (不存在的日期)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.dates import monday_of_week, parse_period
from typeset.content.document import Period
from typeset.lint.rule import Example, Found, LintLine, Part, Rule, Subject, report, report_in

NO_SUCH_DATE = Message(
    "E061",
    mark("there is no such day as {date}"),
    mark("look at the calendar"),
)

_DATE = r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[至到—－–~～-]+(\d{1,2})日)?"
_LEAP_YEAR = 2024


def check_impossible_dates(subject: Subject) -> Iterator[Found]:
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


IMPOSSIBLE_DATES_RULE = Rule(
    (NO_SUCH_DATE,),
    mark("days that the calendar lacks"),
    "GB/T 15835-2011, 5.1.4",
    check_impossible_dates,
    bad=Example("请于9月31日前报送。"),
    good=Example("请于9月30日前报送。"),
)


# Dates left over from the last issue (上一期的日期).

LAST_WEEKS_DATE = Message(
    "W066",
    mark("{date} is a date of the last issue, {week}"),
    mark("write this week's date"),
)


def check_last_weeks_dates(subject: Subject) -> Iterator[Found]:
    """The same period or date as the issue before, or its period in the title or the notice."""
    earlier = subject.earlier
    if not earlier.week:
        return
    if subject.period is not None and subject.period == earlier.period:
        shown = f"{subject.period.start.isoformat()}/{subject.period.end.isoformat()}"
        values = (("date", shown), ("week", earlier.week))
        yield Found(Finding(LAST_WEEKS_DATE, values, subject.period_position))
    if subject.date is not None and subject.date == earlier.date:
        values = (("date", subject.date.isoformat()), ("week", earlier.week))
        yield Found(Finding(LAST_WEEKS_DATE, values, subject.date_position))
    if earlier.period is not None and earlier.period != subject.period:
        for line in subject.lines:
            if line.part in {Part.NOTICE, Part.FACT}:
                yield from _check_line(line, earlier.period, earlier.week)


def _check_line(line: LintLine, period: Period, week: str) -> Iterator[Found]:
    """Forms of the last period: 8月25日至29日, 8月25日至8月29日."""
    start, end = period.start, period.end
    first = f"{start.month}月{start.day}日"
    for joint in ("至", "到", "—", "－", "～", "-"):
        for last in (f"{end.day}日", f"{end.month}月{end.day}日"):
            shown = f"{first}{joint}{last}"
            offset = line.text.find(shown)
            if offset >= 0:
                finish = offset + len(shown)
                yield report_in(line, LAST_WEEKS_DATE, offset, finish, date=shown, week=week)


LAST_WEEKS_DATES_RULE = Rule(
    (LAST_WEEKS_DATE,),
    mark("dates left over from the issue before"),
    "习惯",
    check_last_weeks_dates,
    bad=Example("种树百棵。", notice="请于8月25日至29日学习。", earlier="去年种树九十棵。"),
    good=Example("种树百棵。", notice="请于9月1日至5日学习。", earlier="去年种树九十棵。"),
)


# Dates in Han and in Arabic digits (八月与8月混用).

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


def check_mixed_dates(subject: Subject) -> Iterator[Found]:
    """Days in Han digits, where other days of the issue are in Arabic ones; lunar days aside."""
    text = subject.text
    if not re.search(_ARABIC, text):
        return
    for match in re.finditer(_HAN, text):
        before = text[max(match.start() - 8, 0) : match.start()]
        if not any(word in before for word in _LUNAR):
            yield report(subject, MIXED_DATES, match.start(), date=match[0])


MIXED_DATES_RULE = Rule(
    (MIXED_DATES,),
    mark("dates in Han digits among Arabic ones"),
    "GB/T 15835-2011, 4.1.1",
    check_mixed_dates,
    bad=Example("8月26日开会，八月二十七日公布。"),
    good=Example("8月26日开会，8月27日公布。"),
)


# The period on the cover and above the contents (起止日期的写法).

PERIOD_FORMS = Message(
    "W064",
    mark("the period is written in two forms: {first} (line {line}) and {second}"),
    mark("write it alike on the cover and above the contents"),
)

_LONGEST = 60


def check_period_forms(subject: Subject) -> Iterator[Found]:
    """In a manuscript: lines above the materials that hold a period only."""
    first: LintLine | None = None
    for line in subject.lines:
        if line.part is not Part.FACT or not _is_period(line.text):
            continue
        if first is None:
            first = line
        elif _bare(line.text) != _bare(first.text):
            yield report_in(
                line, PERIOD_FORMS, 0, len(line.text),
                first=first.text, second=line.text, line=first.position(0).line,
            )  # fmt: skip


def _bare(text: str) -> str:
    return "".join(text.split()).strip("（）()")


def _is_period(text: str) -> bool:
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return False
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


_START = "学习清单\n\n（2025年9月1日至9月5日）\n\n编写组\n\n2025年8月29日\n\n学习清单\n\n"
_END = "\n\n一、文件\n\n1.植树的通知\n\n材料1\n\n植树的通知\n\n种树百棵。"

PERIOD_FORMS_RULE = Rule(
    (PERIOD_FORMS,),
    mark("the period in two forms on the cover and above the contents (manuscripts)"),
    "习惯",
    check_period_forms,
    bad=Example(f"{_START}（2025年9月1日至5日）{_END}", manuscript=True),
    good=Example(f"{_START}（2025年9月1日至9月5日）{_END}", manuscript=True),
)


# The period and the folder's week (起止日期与周次).

PERIOD_ELSEWHERE = Message(
    "W063",
    mark("the period {period} does not touch the week {week} ({monday} to {sunday})"),
    mark("correct the period in issue.yaml, or the folder's name"),
)


def check_period_week(subject: Subject) -> Iterator[Found]:
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


PERIOD_WEEK_RULE = Rule(
    (PERIOD_ELSEWHERE,),
    mark("a period outside the week the folder is named after"),
    "习惯",
    check_period_week,
    bad=Example("种树百棵。", period="2025-08-25/2025-08-29"),
    good=Example("种树百棵。", period="2025-09-01/2025-09-05"),
)


# Weekdays beside dates (星期).

WRONG_WEEKDAY = Message(
    "E062",
    mark("{date} is a {right}, not a {weekday}"),
    mark("correct the day or the weekday"),
)

_DATED = (
    r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
    r"\s?[（(，,、]?\s?((?:星期|周|礼拜)([一二三四五六日天]))"
)
_WEEKDAYS = "一二三四五六日"


def check_weekdays(subject: Subject) -> Iterator[Found]:
    """9月1日（星期二); a date without a year is one of the issue's year."""
    text = subject.text
    if not any(word in text for word in ("星期", "周", "礼拜")):
        return
    for match in re.finditer(_DATED, text):
        year = int(match[1]) if match[1] else subject.date.year if subject.date else 0
        try:
            date = datetime.date(year, int(match[2]), int(match[3]))
        except ValueError:
            continue
        right = _WEEKDAYS[date.weekday()]
        if match[5].replace("天", "日") != right:
            shown = match[0].split(match[4])[0].rstrip("（(，,、 ")
            yield report(
                subject, WRONG_WEEKDAY, match.start(),
                date=shown, right=f"星期{right}", weekday=match[4],
            )  # fmt: skip


WEEKDAYS_RULE = Rule(
    (WRONG_WEEKDAY,),
    mark("weekdays that do not fit their date"),
    "习惯",
    check_weekdays,
    bad=Example("2025年9月1日（星期二）召开。"),
    good=Example("2025年9月1日（星期一）召开。"),
)
