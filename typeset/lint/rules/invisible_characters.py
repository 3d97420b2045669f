"""Invisible characters (不可见字符)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

INVISIBLE = Message(
    "E086",
    mark("an invisible character {code}: {around}"),
    mark("delete it"),
)

_SHOWN = 6
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)


def check(subject: Subject) -> Iterator[Found]:
    """Controls, soft hyphens, zero-width blanks and joiners, marks of direction."""
    text = subject.text
    if text.isascii() and text.isprintable():
        return
    for match in re.finditer(_UNSEEN, text):
        start, end = match.span()
        code = f"U+{ord(match[0][0]):04X}"
        left, right = text[max(start - _SHOWN, 0) : start], text[end : end + _SHOWN]
        shown = left.rpartition("\n")[2] + right.partition("\n")[0]
        yield report(subject, INVISIBLE, start, end, "", code=code, around=shown)


RULE = Rule(
    (INVISIBLE,),
    mark("invisible characters"),
    "习惯",
    check,
    bad=Example("抓好\u200b落实。"),
    good=Example("抓好落实。"),
    fixes=True,
)
