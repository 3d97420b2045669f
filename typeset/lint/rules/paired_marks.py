"""Quotation marks, brackets and title marks in pairs (成对标点)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import find_all, has_han, is_han, is_latin, is_wide
from typeset.lint.rule import (
    Example,
    Found,
    LintLine,
    Rule,
    Subject,
    around,
    is_escaped,
    report,
    report_in,
)

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


def check_pairs(subject: Subject) -> Iterator[Found]:
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


PAIRS_RULE = Rule(
    (UNPAIRED, NESTED),
    mark("quotation marks, brackets and title marks without partner, or wrongly nested"),
    "GB/T 15834-2011, 4.8, 4.9, 4.15",
    check_pairs,
    bad=Example("学习《关于城市工作的意见，落实“两个维护”。"),
    good=Example("学习《关于城市工作的意见》，落实“两个维护”。"),
)


# Straight quotation marks in Chinese text (直引号).

STRAIGHT_QUOTE = Message(
    "E003",
    mark("straight quotation mark in Chinese text: {around}"),
    mark("write “ before and ” after the words"),
)

_STRAIGHT = "\"＂'＇"


def check_straight_quotes(subject: Subject) -> Iterator[Found]:
    """Straight marks around or beside Han; mended where a line has them in pairs."""
    if not subject.has_any(_STRAIGHT):
        return
    for line in subject.lines:
        for signs in ('"＂', "'＇"):
            yield from _straight_quotes_of(line, signs)


def _straight_quotes_of(line: LintLine, signs: str) -> Iterator[Found]:
    text = line.text
    offsets = [
        offset
        for offset, char in enumerate(text)
        if char in signs and offset not in line.escaped and not _is_apostrophe(text, offset)
    ]
    paired = len(offsets) % 2 == 0 and '"' in signs
    for index in range(0, len(offsets), 2):
        pair = offsets[index : index + 2]
        if not _is_chinese(text, pair[0], pair[-1]):
            continue
        for offset, curly in zip(pair, "“”", strict=False):
            after = curly if paired else None
            shown = around(text, offset, offset + 1)
            yield report_in(line, STRAIGHT_QUOTE, offset, offset + 1, after, around=shown)


def _is_apostrophe(text: str, offset: int) -> bool:
    return text[offset] in "'＇" and is_latin(text[offset - 1 : offset])


def _is_chinese(text: str, start: int, end: int) -> bool:
    beside = text[max(start - 1, 0) : start] + text[end + 1 : end + 2]
    return has_han(text[start : end + 1]) or any(map(is_wide, beside))


STRAIGHT_QUOTES_RULE = Rule(
    (STRAIGHT_QUOTE,),
    mark("straight quotation marks"),
    "GB/T 15834-2011, 5.1.3",
    check_straight_quotes,
    bad=Example('持续推进"光盘行动"。'),
    good=Example("持续推进“光盘行动”。"),
    fixes=True,
)


# The number of a document (发文字号): 〔2025〕5号.

YEAR_BRACKETS = Message(
    "W011",
    mark("{number} is not how the number of a document is written"),
    mark("write {right}"),
)

_NUMBER = r"([\[［(（【〈《{〔])((?:19|20)\d\d)([\]］)）】〉》}〕])(第?)(\d{1,4})号"


def check_year_brackets(subject: Subject) -> Iterator[Found]:
    """Other brackets around the year, 第 before the number, zeros before it."""
    if "号" not in subject.text:
        return
    for match in re.finditer(_NUMBER, subject.text):
        right = f"〔{match[2]}〕{int(match[5])}号"
        if match[0] != right and not is_escaped(subject, match.start()):
            yield report(
                subject,
                YEAR_BRACKETS,
                match.start(),
                match.end(),
                right,
                number=match[0],
                right=right,
            )


YEAR_BRACKETS_RULE = Rule(
    (YEAR_BRACKETS,),
    mark("brackets, 第 and zeros in the number of a document"),
    "GB/T 9704-2012, 7.2.5",
    check_year_brackets,
    bad=Example("见川办发[2025]第05号文件。"),
    good=Example("见川办发〔2025〕5号文件。"),
    fixes=True,
)


# Marks between titles or quotations in a row (书名号、引号之间的顿号).

MARK_BETWEEN = Message(
    "H008",
    mark("{sign} between {around}"),
    mark("leave it out: titles and quotations in a row need no mark between them"),
)

_ROW = 300
"""Characters on each side in which the row is looked for."""


def check_marks_between(subject: Subject) -> Iterator[Found]:
    """、 or ， between 》《 and ”“; where brackets stand among the items, 、 is better kept."""
    text = subject.text
    if not any(marks in text for marks in ("》、《", "》，《", "”、“", "”，“")):
        return
    for match in re.finditer(r"》[、，]《|”、“", text):
        start = match.start() + 1
        if _has_bracket_near(text, start) or is_escaped(subject, start):
            continue
        yield report(subject, MARK_BETWEEN, start, start + 1, "", sign=match[0][1], around=match[0])


def _has_bracket_near(text: str, offset: int) -> bool:
    """Whether the same row, up to its sentence's ends, has a bracket between two items."""
    before, after = text[max(offset - _ROW, 0) : offset], text[offset : offset + _ROW]
    left = max(before.rfind(sign) for sign in "。；\n")
    ends = [end for sign in "。；\n" if (end := after.find(sign)) >= 0]
    return "）、" in before[left + 1 :] + after[: min(ends, default=_ROW)]


MARKS_BETWEEN_RULE = Rule(
    (MARK_BETWEEN,),
    mark("marks between titles or quotations in a row"),
    "GB/T 15834-2011, 4.5.3.5",
    check_marks_between,
    bad=Example("建设“数字成渝”、“美丽成渝”。"),
    good=Example("建设“数字成渝”“美丽成渝”。"),
    fixes=True,
)
