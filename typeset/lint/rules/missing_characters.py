"""Traces of missing characters (缺字)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_han
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

MISSING = Message(
    "W083",
    mark("{sign} holds or stands for what is missing: {around}"),
    mark("look it up in the original"),
)

_TRACES = (
    r"（[ \u3000]*）|《[ \u3000]*》|“[ \u3000]*”|〔[ \u3000]*〕"
    r"|\ufffd+|[\ue000-\uf8ff]+|\?{2,}|[□■▯]+"
)


def check(subject: Subject) -> Iterator[Found]:
    """Empty brackets and quotation marks, the sign of a lost character, private characters, and
    boxes and question marks between Han."""
    text = subject.text
    for match in re.finditer(_TRACES, text):
        start, end = match.span()
        beside = text[start - 1 : start], text[end : end + 1]
        needs_han = match[0][0] in "?□■▯"
        if needs_han and not all(map(is_han, beside)):
            continue
        if not is_escaped(subject, start):
            shown = around(text, start, end)
            yield report(subject, MISSING, start, sign=_shown(match[0]), around=shown)


def _shown(text: str) -> str:
    return text if text.isprintable() else f"U+{ord(text[0]):04X}"


RULE = Rule(
    (MISSING,),
    mark("traces of missing characters"),
    "习惯",
    check,
    bad=Example("学习《》的要求。"),
    good=Example("学习《准则》的要求。"),
)
