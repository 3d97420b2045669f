"""Weekdays beside dates (星期)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

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


def check(subject: Subject) -> Iterator[Found]:
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


RULE = Rule(
    (WRONG_WEEKDAY,),
    mark("weekdays that do not fit their date"),
    "习惯",
    check,
    bad=Example("2025年9月1日（星期二）召开。"),
    good=Example("2025年9月1日（星期一）召开。"),
)
