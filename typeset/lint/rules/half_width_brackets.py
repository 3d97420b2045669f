"""Half-width brackets in Chinese text (半角括号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import addresses, has_han, is_inside, is_latin, is_wide
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

HALF_WIDTH_BRACKET = Message(
    "E002",
    mark("half-width bracket {sign} in Chinese text: {around}"),
    mark("write {full}"),
)

_FULL = {"(": "（", ")": "）"}


def check(subject: Subject) -> Iterator[Found]:
    """Half-width brackets of each pair that holds Han, touches Han, or is half full-width."""
    text = subject.text
    if not subject.has_any("()"):
        return
    spans = addresses(text)
    for start, end in _pairs(text):
        if is_inside(spans, start) or not _is_chinese(text, start, end):
            continue
        for offset in (start, end):
            sign = text[offset]
            if sign in _FULL and not is_escaped(subject, offset):
                full = _FULL[sign]
                shown = around(text, offset, offset + 1)
                yield report(
                    subject,
                    HALF_WIDTH_BRACKET,
                    offset,
                    offset + 1,
                    full,
                    sign=sign,
                    around=shown,
                    full=full,
                )


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for match in re.finditer(r"[()（）\n]", text):
        if match[0] == "\n":
            opened.clear()
        elif match[0] in "(（":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def _is_chinese(text: str, start: int, end: int) -> bool:
    if text[start] == "（" and text[end] == "）":
        return False
    before, after = text[start - 1 : start], text[end + 1 : end + 2]
    if before == "]":
        return False
    if text[start] == "（" or text[end] == "）" or has_han(text[start + 1 : end]):
        return True
    return not is_latin(before) and (is_wide(before) or is_wide(after))


RULE = Rule(
    (HALF_WIDTH_BRACKET,),
    mark("half-width brackets in Chinese text"),
    "GB/T 15834-2011, 5.1.3",
    check,
    bad=Example("参观了汽车(集团)公司。"),
    good=Example("参观了汽车（集团）公司。"),
    fixes=True,
)
