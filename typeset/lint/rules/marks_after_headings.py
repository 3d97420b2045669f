"""Marks that end a title or heading (标题末尾的标点)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_blocks import number_of_heading
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintLine, Part, Subject

MARK_AFTER_HEADING = Message(
    "W009",
    mark("a heading ends in {sign}: {around}"),
    mark("take the mark away"),
)

_AFTER_TITLE = "。，、；,;"
_AFTER_HEADING = "。，、；：,;:"


def check(subject: Subject) -> Iterator[Found]:
    """Titles, entries of the contents, and headings of the first level that stand alone."""
    for line in subject.lines:
        end = len(line.text) - 1
        if end < 1 or line.text[end] not in _AFTER_HEADING or end in line.escaped:
            continue
        is_title = line.part in {Part.TITLE, Part.CONTENTS} and line.text[end] in _AFTER_TITLE
        if is_title or _is_heading(line):
            yield report_in(
                line,
                MARK_AFTER_HEADING,
                end,
                end + 1,
                "",
                sign=line.text[end],
                around=line.text[max(end - 12, 0) :],
            )


def _is_heading(line: LintLine) -> bool:
    """Whether a line is a heading of level 1 and no sentence that only has a number."""
    text = line.text
    if line.part is not Part.BODY or len(text) > HEADING_CHARACTERS:
        return False
    numbered = number_of_heading(text)
    is_first = numbered is not None and numbered[0] == 1
    return is_first and not any(sign in text[:-1] for sign in "。，；：")


RULE = Rule(
    (MARK_AFTER_HEADING,),
    mark("marks that end a title or a heading standing alone"),
    "GB/T 15834-2011, B.4",
    check,
    bad=Example("一、总体要求。\n坚持稳中求进。"),
    good=Example("一、总体要求\n坚持稳中求进。"),
    fixes=True,
)
