"""Quotation marks, brackets and title marks in pairs (成对标点)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import find_all, is_han, is_latin
from typeset.lint.report import around, report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintLine, Subject

UNPAIRED = Message(
    "E004",
    mark("{sign} has no partner: {around}"),
    mark("add its partner, or take it away"),
)
NESTED = Message(
    "W005",
    mark("{sign} stands directly inside {outer}: {around}"),
    mark("write “ ” and ‘ ’ inside it, 《 》 and 〈 〉 inside it"),
)

_PARTNER = {
    "”": "“", "’": "‘", "》": "《", "〉": "〈", "）": "（", ")": "（", "〕": "〔", "】": "【",
    "」": "「", "』": "『",
}  # fmt: skip
_SIGNS = "“”‘’《》〈〉（）()〔〕【】「」『』"


_DEEPEST = 40
"""More signs open at once than any text has; what follows them is not looked at."""


def check(subject: Subject) -> Iterator[Found]:
    """The first fault of each line; a quotation of several paragraphs closes in the last only."""
    by_start: dict[int, list[tuple[int, str]]] = {}
    for offset, sign in find_all(subject.text, _SIGNS):
        index = bisect_right(subject.starts, offset) - 1
        by_start.setdefault(index, []).append((offset - subject.starts[index], sign))
    for index, signs in by_start.items():
        line = subject.lines[index]
        after = subject.lines[index + 1] if index + 1 < len(subject.lines) else None
        goes_on = after is not None and after.file == line.file and after.text.startswith("“")
        found = _check_line(line, signs, goes_on=goes_on)
        if found is not None and not line.escaped & {offset for offset, _ in signs}:
            yield found


def _check_line(line: LintLine, signs: list[tuple[int, str]], *, goes_on: bool) -> Found | None:
    opened: list[tuple[str, int]] = []
    nested: Found | None = None
    for offset, sign in signs:
        if sign in _PARTNER:
            if opened and opened[-1][0] == _PARTNER[sign]:
                opened.pop()
            elif not _may_stand_alone(line.text, sign, offset):
                lost = _lost_opening(opened, _PARTNER[sign])
                return _unpaired(line, *(lost or (sign, offset)))
            continue
        if len(opened) == _DEEPEST:
            break
        nested = nested or _nested(line, opened, sign, offset)
        opened.append(("（" if sign == "(" else sign, offset))
    for sign, offset in opened:
        if line.text[offset] == "(" and not is_han(line.text[offset + 1 : offset + 2]):
            continue
        if not (sign == "“" and goes_on):
            return _unpaired(line, sign, offset)
    return nested


def _lost_opening(opened: list[tuple[str, int]], wanted: str) -> tuple[str, int] | None:
    """The innermost opening sign that was still waiting, where the wanted one waits outside it."""
    outside = any(sign == wanted for sign, _ in opened)
    return opened[-1] if outside else None


def _may_stand_alone(text: str, sign: str, offset: int) -> bool:
    """1） or a) as a number, an apostrophe, a bracket of other notation."""
    if sign in {")", "）"}:
        label = text[max(offset - 3, 0) : offset].strip()
        return sign == ")" or (offset <= 3 and label.isalnum()) or _is_label(text, offset)
    return sign == "’" and (is_latin(text[offset - 1 : offset]) or text[offset + 1 :][:1].isdigit())


def _is_label(text: str, offset: int) -> bool:
    return bool(re.search(r"[，。；：、\s]\w{1,2}\Z", text[max(offset - 4, 0) : offset]))


def _nested(line: LintLine, opened: list[tuple[str, int]], sign: str, offset: int) -> Found | None:
    quotes = [outer for outer, _ in opened if outer in "“‘"] if sign in "“‘" else []
    if sign == "《" and opened:
        quotes = [opened[-1][0]]
    if not quotes or quotes[-1] != sign:
        return None
    shown = around(line.text, offset, offset + 1)
    return report_in(line, NESTED, offset, offset + 1, sign=sign, outer=sign, around=shown)


def _unpaired(line: LintLine, sign: str, offset: int) -> Found:
    shown = around(line.text, offset, offset + 1)
    return report_in(line, UNPAIRED, offset, offset + 1, sign=sign, around=shown)


RULE = Rule(
    (UNPAIRED, NESTED),
    mark("quotation marks, brackets and title marks without partner, or wrongly nested"),
    "GB/T 15834-2011, 4.8, 4.9, 4.15",
    check,
    bad=Example("学习《关于城市工作的意见，落实“两个维护”。"),
    good=Example("学习《关于城市工作的意见》，落实“两个维护”。"),
)
