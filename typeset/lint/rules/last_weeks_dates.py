"""Dates left over from the last issue (上一期的日期)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.document import Period
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintLine, Part, Subject

LAST_WEEKS_DATE = Message(
    "W066",
    mark("{date} is a date of the last issue, {week}"),
    mark("write this week's date"),
)


def check(subject: Subject) -> Iterator[Found]:
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


RULE = Rule(
    (LAST_WEEKS_DATE,),
    mark("dates left over from the issue before"),
    "习惯",
    check,
    bad=Example("种树百棵。", notice="请于8月25日至29日学习。", earlier="去年种树九十棵。"),
    good=Example("种树百棵。", notice="请于9月1日至5日学习。", earlier="去年种树九十棵。"),
)
