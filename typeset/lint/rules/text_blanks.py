"""Blanks inside the text (文中空格)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.parse_byline import find_byline
from typeset.lint.characters import WIDE_MARKS, is_han
from typeset.lint.report import around, report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Part, Subject

BLANK_IN_TEXT = Message(
    "W075",
    mark("a blank inside the text: {around}"),
    mark("take the blank away"),
)

_SHORTEST = 30
"""A shorter line may be a signature or a line of names, where blanks part the words."""
_LONGEST = 24
"""A shorter bracket may hold names, parted by blanks."""
_FIXED = ("中共中央 国务院", "国务院 中央军委", "中共中央办公厅 国务院办公厅")


def check(subject: Subject) -> Iterator[Found]:
    """In paragraphs: between Han or beside a full-width mark.  Titles part their words by blanks,
    bylines their names."""
    if not subject.has_any(" \u3000\xa0"):
        return
    for line in subject.lines:
        text = line.text
        if line.part is not Part.BODY or len(text) < _SHORTEST:
            continue
        byline = find_byline(text) or len(text)
        for match in re.finditer(r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=[^\x00-\x7f])", text):
            start, end = match.span()
            is_chinese = _is_chinese(text[start - 1]) and _is_chinese(text[end])
            if start < byline and is_chinese and not _is_fine(text, start):
                shown = around(text, start, end)
                yield report_in(line, BLANK_IN_TEXT, start, end, "", around=shown)


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in WIDE_MARKS


def _is_fine(text: str, offset: int) -> bool:
    """Whether the blank parts fixed words, or names in a short bracket."""
    left, right = text[max(offset - _LONGEST, 0) : offset], text[offset : offset + _LONGEST]
    opened, closed = left.rfind("（"), right.find("）")
    if opened > left.rfind("）") and closed >= 0 and len(left) - opened + closed < _LONGEST:
        return True
    near = left[-8:] + right[:9]
    return any(words in near for words in _FIXED)


_REST = "会后抓好落实，各支部要把落实情况逐条写明，按时报送。"

RULE = Rule(
    (BLANK_IN_TEXT,),
    mark("blanks inside paragraphs"),
    "习惯",
    check,
    bad=Example(f"把问题 带到会上讨论，{_REST}"),
    good=Example(f"把问题带到会上讨论，{_REST}"),
    fixes=True,
)
