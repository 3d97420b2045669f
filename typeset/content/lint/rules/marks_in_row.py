"""Points in a row (标点连用)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.messages import mark
from typeset.content.lint.messages import MARKS_IN_ROW
from typeset.content.lint.report import around, is_escaped, report
from typeset.content.lint.rule import Example, Found, Rule
from typeset.content.lint.subject import Subject


def check(subject: Subject) -> Iterator[Found]:
    """，， and 。， and the like; the same mark twice is mended."""
    text = subject.text
    for match in re.finditer(r"[，、；：]{2,}|[，、；：]+[。！？]|。[，、；：。](?!。)", text):
        start, end = match.span()
        if is_escaped(subject, start) or text[start - 1 : start] == "。" or match[0] == "：：":
            continue
        same = len(set(match[0])) == 1
        after = "" if same else None
        first = start + 1 if same else start
        shown = around(text, start, end)
        yield report(subject, MARKS_IN_ROW, first, end, after, sign=match[0], around=shown)


RULE = Rule(
    (MARKS_IN_ROW,),
    mark("points in a row"),
    "GB/T 15834-2011, 5.1.1",
    check,
    bad=Example("会议指出，，要抓好落实。"),
    good=Example("会议指出，要抓好落实……"),
    fixes=True,
)
