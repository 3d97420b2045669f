"""Blanks inside names (姓名中的空格): 王 晓晖."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_han
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

NAME_BLANK = Message(
    "E073",
    mark("a blank inside {name}"),
    mark("write {right}"),
)

_MOST_NAMES = 500
"""Candidates that are counted in one text."""


def check(subject: Subject) -> Iterator[Found]:
    """A lone character, a blank, two more, where the three stand joined elsewhere or are a listed
    name.  Names of two characters are often set wide on purpose, and are passed."""
    text = subject.text
    times: dict[str, int] = {}
    for match in re.finditer(r"[ \u3000\xa0]+", text):
        start, end = match.span()
        lone, given = text[start - 1 : start], text[end : end + 2]
        if not is_han(lone) or len(given) < 2 or not all(map(is_han, given)):
            continue
        name = lone + given
        is_alone = not is_han(text[start - 2 : start - 1] if start > 1 else "")
        if is_alone and name not in times and len(times) < _MOST_NAMES:
            times[name] = text.count(name)
        is_known = name in subject.names or (is_alone and times.get(name, 0) > 1)
        if is_known:
            shown = text[start - 1 : end + 2]
            yield report(subject, NAME_BLANK, start, end, "", name=shown, right=name)


RULE = Rule(
    (NAME_BLANK,),
    mark("blanks inside names"),
    "习惯",
    check,
    bad=Example("王 晓晖通报情况。", title="会后王晓晖介绍情况", entry="王晓晖的介绍"),
    good=Example("王晓晖通报情况。", title="会后王晓晖介绍情况", entry="王晓晖的介绍"),
    fixes=True,
)
