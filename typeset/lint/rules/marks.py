"""Half-width commas and other points that touch Chinese text (半角标点)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import (
    HAN_DIGITS,
    addresses,
    find_all,
    has_han,
    is_han,
    is_inside,
    is_latin,
    is_wide,
)
from typeset.lint.rule import Example, Found, Rule, Subject, around, is_escaped, report
from typeset.lint.rules.signs import is_in_name

HALF_WIDTH_MARK = Message(
    "E001",
    mark("half-width {sign} in Chinese text: {around}"),
    mark("write {full}"),
)

_CLOSING = frozenset("”’）》")
_AFTER_NUMBER = re.compile(rf"(?m)^第?[{HAN_DIGITS}]{{1,3}}[.,](?=[ \u3000]*\S)")
"""What W010 mends: 一. is written 一、 and never 一。."""
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def check_half_width_marks(subject: Subject) -> Iterator[Found]:
    """Points that stand directly beside Han or a full-width mark, and belong to no number."""
    text = subject.text
    if not subject.has_any(",;:?!."):
        return
    spans = addresses(text)
    numbers = {match.end() - 1 for match in _AFTER_NUMBER.finditer(text)}
    for match in re.finditer(r"[,;:?!.]", text):
        start = match.start()
        if start in numbers and _is_number_mark(text, start):
            continue
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        if match[0] == "." and is_in_name(text, start, start + 1):
            continue
        wanted = _ends_sentence if match[0] == "." else _touches
        if not wanted(before, after) or is_inside(spans, start) or is_escaped(subject, start):
            continue
        full = _FULL[match[0]]
        shown = around(text, start, start + 1)
        yield report(
            subject, HALF_WIDTH_MARK, start, start + 1, full, sign=match[0], around=shown, full=full
        )


def _is_number_mark(text: str, offset: int) -> bool:
    """Whether a mark behind a number is told by W010: a point always, a comma with a blank
    behind it."""
    return text[offset] == "." or text[offset + 1] in " \u3000"


def _touches(before: str, after: str) -> bool:
    if is_latin(before) and (is_latin(after) or after in {"", " ", "\n", "/"}):
        return False
    return is_wide(before) or is_wide(after)


def _ends_sentence(before: str, after: str) -> bool:
    """A point after a number or a letter is that of 1. or of an abbreviation."""
    return (is_han(before) or before in _CLOSING) and (after in {"", "\n", " "} or is_han(after))


HALF_WIDTH_MARKS_RULE = Rule(
    (HALF_WIDTH_MARK,),
    mark("half-width points in Chinese text"),
    "GB/T 15834-2011, 5.1.1",
    check_half_width_marks,
    bad=Example("会议强调,要抓好落实."),
    good=Example("会议强调，要抓好落实。"),
    fixes=True,
)


# Half-width brackets in Chinese text (半角括号).

HALF_WIDTH_BRACKET = Message(
    "E002",
    mark("half-width bracket {sign} in Chinese text: {around}"),
    mark("write {full}"),
)

_FULL_HALF_WIDTH_BRACKETS = {"(": "（", ")": "）"}


def check_half_width_brackets(subject: Subject) -> Iterator[Found]:
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
            if sign in _FULL_HALF_WIDTH_BRACKETS and not is_escaped(subject, offset):
                full = _FULL_HALF_WIDTH_BRACKETS[sign]
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


HALF_WIDTH_BRACKETS_RULE = Rule(
    (HALF_WIDTH_BRACKET,),
    mark("half-width brackets in Chinese text"),
    "GB/T 15834-2011, 5.1.3",
    check_half_width_brackets,
    bad=Example("参观了汽车(集团)公司。"),
    good=Example("参观了汽车（集团）公司。"),
    fixes=True,
)


# Points in a row (标点连用).

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


def check_marks_in_row(subject: Subject) -> Iterator[Found]:
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


MARKS_IN_ROW_RULE = Rule(
    (MARKS_IN_ROW,),
    mark("points in a row"),
    "GB/T 15834-2011, 5.1.1",
    check_marks_in_row,
    bad=Example("会议指出，，要抓好落实。"),
    good=Example("会议指出，要抓好落实。"),
    fixes=True,
)


# Ellipses of other signs (省略号).

ELLIPSIS = Message(
    "W006",
    mark("{sign} is no ellipsis: {around}"),
    mark("write …… (six points)"),
)

_ELLIPSIS = "……"


def check_ellipsis(subject: Subject) -> Iterator[Found]:
    """`...`, 。。。 and … beside Chinese text; two ellipses in a row leave out whole paragraphs."""
    text = subject.text
    if not subject.has_any(".。…·"):
        return
    for match in re.finditer(r"\.{3,}|。{3,}|…+|·{3,}", text):
        start, end = match.span()
        if match[0] in {_ELLIPSIS, _ELLIPSIS * 2} or is_escaped(subject, start):
            continue
        if not (is_wide(text[start - 1 : start]) or is_wide(text[end : end + 1])):
            continue
        shown = around(text, start, end)
        yield report(subject, ELLIPSIS, start, end, _ELLIPSIS, sign=match[0], around=shown)


ELLIPSIS_RULE = Rule(
    (ELLIPSIS,),
    mark("ellipses of other signs"),
    "GB/T 15834-2011, 4.11, 5.1.5",
    check_ellipsis,
    bad=Example("苹果、梨、桃..."),
    good=Example("苹果、梨、桃……"),
    fixes=True,
)


# Dashes of other signs (破折号).

DASH = Message(
    "W007",
    mark("{sign} is no dash: {around}"),
    mark("write —— (two em long)"),
)

_DASH = "——"


def check_dashes(subject: Subject) -> Iterator[Found]:
    """`--`, －－, three em dashes and the like between Chinese text or at its edge."""
    text = subject.text
    if not subject.has_any("-－–—―─"):
        return
    for match in re.finditer(r"[-－–—―─]{2,}", text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if match[0] == _DASH or is_escaped(subject, start) or not _stands_in_chinese(before, after):
            continue
        shown = around(text, start, end)
        yield report(subject, DASH, start, end, _DASH, sign=match[0], around=shown)


def _stands_in_chinese(before: str, after: str) -> bool:
    edge = {"", "\n"}
    return (is_wide(before) or before in edge) and is_wide(after)


DASHES_RULE = Rule(
    (DASH,),
    mark("dashes of other signs"),
    "GB/T 15834-2011, 4.10, 5.1.4",
    check_dashes,
    bad=Example("一个目标--高质量发展。"),
    good=Example("一个目标——高质量发展。"),
    fixes=True,
)
