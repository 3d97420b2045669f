"""Straight quotation marks in Chinese text (直引号)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import has_han, is_latin, is_wide
from typeset.lint.report import around, report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintLine, Subject

STRAIGHT_QUOTE = Message(
    "E003",
    mark("straight quotation mark in Chinese text: {around}"),
    mark("write “ before and ” after the words"),
)

_SIGNS = "\"＂'＇"


def check(subject: Subject) -> Iterator[Found]:
    """Straight marks around or beside Han; mended where a line has them in pairs."""
    if not subject.has_any(_SIGNS):
        return
    for line in subject.lines:
        for signs in ('"＂', "'＇"):
            yield from _check_line(line, signs)


def _check_line(line: LintLine, signs: str) -> Iterator[Found]:
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


RULE = Rule(
    (STRAIGHT_QUOTE,),
    mark("straight quotation marks"),
    "GB/T 15834-2011, 5.1.3",
    check,
    bad=Example('持续推进"光盘行动"。'),
    good=Example("持续推进“光盘行动”。"),
    fixes=True,
)
