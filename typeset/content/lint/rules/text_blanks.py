"""Blanks inside the text (文中空格)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.messages import mark
from typeset.content.lint.characters import WIDE_MARKS, is_han
from typeset.content.lint.messages import BLANK_IN_TEXT
from typeset.content.lint.report import around, report
from typeset.content.lint.rule import Example, Found, Rule
from typeset.content.lint.subject import LintLine, Part, Subject
from typeset.content.parse_byline import find_byline

_SHORTEST = 30
"""A shorter line may be a signature or a line of names, where blanks part the words."""
_LONGEST = 24
"""A shorter bracket may hold names, parted by blanks."""
_FIXED = ("中共中央 国务院", "国务院 中央军委", "中共中央办公厅 国务院办公厅")


def check(subject: Subject) -> Iterator[Found]:
    """In paragraphs: between Han or beside a full-width mark.  Titles part their words by blanks,
    bylines their names."""
    text = subject.text
    for match in re.finditer(r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=[^\x00-\x7f])", text):
        start, end = match.span()
        line, offset = subject.line_at(start)
        if line.part is not Part.BODY or len(line.text) < _SHORTEST or _is_fine(line, offset):
            continue
        before, after = text[start - 1], text[end]
        if (is_han(before) or before in WIDE_MARKS) and (is_han(after) or after in WIDE_MARKS):
            shown = around(text, start, end)
            yield report(subject, BLANK_IN_TEXT, start, end, "", around=shown)


def _is_fine(line: LintLine, offset: int) -> bool:
    byline = find_byline(line.text)
    if byline is not None and offset > byline:
        return True
    opened = line.text.rfind("（", 0, offset)
    if (
        opened > line.text.rfind("）", 0, offset)
        and line.text.find("）", offset) - opened < _LONGEST
    ):
        return True
    near = line.text[max(offset - 8, 0) : offset + 9]
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
