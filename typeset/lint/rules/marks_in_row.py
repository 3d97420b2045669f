"""Points in a row (标点连用)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import find_all
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

MARKS_IN_ROW = Message(
    "E082",
    mark("two marks in a row, {sign}: {around}"),
    mark("keep the right one; look whether words are missing between them"),
)

_POINTS = "，、；："
_STOPS = "。！？"
_PAIRS = [
    *(first + second for first in _POINTS for second in _POINTS + _STOPS),
    *("。" + second for second in _POINTS + "。"),
]


def check(subject: Subject) -> Iterator[Found]:
    """，， and 。， and the like; the same mark twice is mended.  。。。 is an ellipsis (W006)."""
    text = subject.text
    done = 0
    for start, _ in find_all(text, _PAIRS):
        if start < done or is_escaped(subject, start):
            continue
        end = start + 2
        while text[end : end + 1] and text[end] in _POINTS + "。":
            end += 1
        done = end
        signs = text[start:end]
        same = len(set(signs)) == 1
        if same and (signs[0] == "：" or (signs[0] == "。" and len(signs) > 2)):
            continue
        first, after = (start + 1, "") if same else (start, None)
        shown = around(text, start, end)
        yield report(subject, MARKS_IN_ROW, first, end, after, sign=signs, around=shown)


RULE = Rule(
    (MARKS_IN_ROW,),
    mark("points in a row"),
    "GB/T 15834-2011, 5.1.1",
    check,
    bad=Example("会议指出，，要抓好落实。"),
    good=Example("会议指出，要抓好落实。"),
    fixes=True,
)
