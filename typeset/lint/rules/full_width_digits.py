"""Full-width digits and letters (全角数字、字母)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

FULL_WIDTH_DIGITS = Message(
    "W026",
    mark("full-width {text}"),
    mark("write {right}"),
)

_SHIFT = 0xFEE0


def check(subject: Subject) -> Iterator[Found]:
    """０ to ９, Ａ to Ｚ, ａ to ｚ."""
    if subject.text.isascii():
        return
    for match in re.finditer(r"[０-９Ａ-Ｚａ-ｚ]+", subject.text):
        right = "".join(chr(ord(char) - _SHIFT) for char in match[0])
        if not is_escaped(subject, match.start()):
            yield report(
                subject,
                FULL_WIDTH_DIGITS,
                match.start(),
                match.end(),
                right,
                text=match[0],
                right=right,
            )


RULE = Rule(
    (FULL_WIDTH_DIGITS,),
    mark("full-width digits and letters"),
    "GB/T 15835-2011, 5.1.7",
    check,
    bad=Example("共２５项。"),
    good=Example("共25项。"),
    fixes=True,
)
