"""Dates of materials and of the issue (材料日期与印发日期)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

DATED_LATER = Message(
    "W065",
    mark("the material is dated {date}, after the issue's own date {issue_date}"),
    mark("correct one of the dates"),
)


def check(subject: Subject) -> Iterator[Found]:
    """A material dated after the issue that prints it."""
    if subject.date is None:
        return
    for material in subject.materials:
        if material.date is not None and material.date > subject.date:
            values = (
                ("date", material.date.isoformat()),
                ("issue_date", subject.date.isoformat()),
            )
            yield Found(Finding(DATED_LATER, values, material.date_position))


RULE = Rule(
    (DATED_LATER,),
    mark("a material dated after its issue"),
    "习惯",
    check,
    bad=Example("种树百棵。", date="2025-09-15"),
    good=Example("种树百棵。", date="2025-08-15"),
)
