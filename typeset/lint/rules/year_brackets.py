"""The number of a document (发文字号): 〔2025〕5号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

YEAR_BRACKETS = Message(
    "W011",
    mark("{number} is not how the number of a document is written"),
    mark("write {right}"),
)

_NUMBER = r"([\[［(（【〈《{〔])((?:19|20)\d\d)([\]］)）】〉》}〕])(第?)(\d{1,4})号"


def check(subject: Subject) -> Iterator[Found]:
    """Other brackets around the year, 第 before the number, zeros before it."""
    if "号" not in subject.text:
        return
    for match in re.finditer(_NUMBER, subject.text):
        right = f"〔{match[2]}〕{int(match[5])}号"
        if match[0] != right and not is_escaped(subject, match.start()):
            yield report(
                subject,
                YEAR_BRACKETS,
                match.start(),
                match.end(),
                right,
                number=match[0],
                right=right,
            )


RULE = Rule(
    (YEAR_BRACKETS,),
    mark("brackets, 第 and zeros in the number of a document"),
    "GB/T 9704-2012, 7.2.5",
    check,
    bad=Example("见川办发[2025]第05号文件。"),
    good=Example("见川办发〔2025〕5号文件。"),
    fixes=True,
)
