"""References to materials and attachments (见材料2、见附件1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import HAN_DIGITS, number_value
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

NO_SUCH_REFERENCE = Message(
    "E049",
    mark("{reference} is named, but there is none"),
    mark("correct the number, or add what is missing"),
)

_REFERENCE = rf"(?:见|参看|参阅|查阅)((材料|附件)\s*(\d{{1,3}}|[{HAN_DIGITS}]{{1,3}}))(?![号期])"


def check(subject: Subject) -> Iterator[Found]:
    """What is named must exist.

    A reprinted document names its own attachments, so these are looked up only where the issue
    has some.
    """
    text = subject.text
    if "见材料" not in text and "见附件" not in text and "参" not in text and "查阅" not in text:
        return
    materials = {material.number for material in subject.materials}
    attachments = set(range(1, subject.attachments + 1))
    for match in re.finditer(_REFERENCE, text):
        known = materials if match[2] == "材料" else attachments
        if known and number_value(match[3]) not in known:
            yield report(subject, NO_SUCH_REFERENCE, match.start(1), reference=match[1])


RULE = Rule(
    (NO_SUCH_REFERENCE,),
    mark("references to a material or attachment that is not there"),
    "习惯",
    check,
    bad=Example("背景见材料7。"),
    good=Example("背景见材料1。"),
)
