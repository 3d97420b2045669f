"""Invisible characters (不可见字符)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.parse_ending import find_byline
from typeset.lint.characters import WIDE_MARKS, has_han, is_han
from typeset.lint.rule import (
    Edit,
    Example,
    Found,
    LintLine,
    Part,
    Rule,
    Subject,
    around,
    is_escaped,
    report,
    report_in,
)

INVISIBLE = Message(
    "E086",
    mark("an invisible character {code}: {around}"),
    mark("delete it"),
)

_SHOWN = 6
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)


def check_invisible_characters(subject: Subject) -> Iterator[Found]:
    """Controls, soft hyphens, zero-width blanks and joiners, marks of direction."""
    text = subject.text
    if text.isascii() and text.isprintable():
        return
    for match in re.finditer(_UNSEEN, text):
        start, end = match.span()
        code = f"U+{ord(match[0][0]):04X}"
        left, right = text[max(start - _SHOWN, 0) : start], text[end : end + _SHOWN]
        shown = left.rpartition("\n")[2] + right.partition("\n")[0]
        yield report(subject, INVISIBLE, start, end, "", code=code, around=shown)


INVISIBLE_CHARACTERS_RULE = Rule(
    (INVISIBLE,),
    mark("invisible characters"),
    "习惯",
    check_invisible_characters,
    bad=Example("抓好\u200b落实。"),
    good=Example("抓好落实。"),
    fixes=True,
)


# Characters that only look like Han (形似字): Kangxi radicals, compatibility ideographs.

LOOK_ALIKE = Message(
    "E084",
    mark("{code} only looks like {right}: {around}"),
    mark("write {right}"),
)

_SUPPLEMENT = dict(
    zip(
        "⺀⺅⺉⺊⺌⺗⺝⺠⺡⺢⺣⺫⺬⺭⻅⻆⻉⻋⻓⻔⻗⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰⻳",
        "冫亻刂卜小心月民氵水灬目示礻见角贝车长门雨青页风飞食马骨鬼鱼鸟麦黄齐龙龟",
        strict=True,
    )
)
"""CJK radicals supplement: Unicode has no mapping for these."""


def check_look_alikes(subject: Subject) -> Iterator[Found]:
    """What becomes another character when it is normalised (Unicode 15, chapters 18.1 and 18.2)."""
    text = subject.text
    for match in re.finditer(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]", text):
        right = _SUPPLEMENT.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        if right == match[0]:
            continue
        start = match.start()
        yield report(
            subject,
            LOOK_ALIKE,
            start,
            start + 1,
            right,
            code=f"U+{ord(match[0]):04X}",
            right=right,
            around=around(text, start, start + 1),
        )


LOOK_ALIKES_RULE = Rule(
    (LOOK_ALIKE,),
    mark("radicals and compatibility characters in place of Han"),
    "习惯",
    check_look_alikes,
    bad=Example("推动城市⾼质量发展。"),
    good=Example("推动城市高质量发展。"),
    fixes=True,
)


# Traces of missing characters (缺字).

MISSING = Message(
    "W083",
    mark("{sign} holds or stands for what is missing: {around}"),
    mark("look it up in the original"),
)

_TRACES = (
    r"（[ \u3000]*）|《[ \u3000]*》|“[ \u3000]*”|〔[ \u3000]*〕"
    r"|\ufffd+|[\ue000-\uf8ff]+|\?{2,}|[□■▯]+"
)


def check_missing_characters(subject: Subject) -> Iterator[Found]:
    """Empty brackets and quotation marks, the sign of a lost character, private characters, and
    boxes and question marks between Han."""
    text = subject.text
    for match in re.finditer(_TRACES, text):
        start, end = match.span()
        beside = text[start - 1 : start], text[end : end + 1]
        needs_han = match[0][0] in "?□■▯"
        if needs_han and not all(map(is_han, beside)):
            continue
        if not is_escaped(subject, start):
            shown = around(text, start, end)
            yield report(subject, MISSING, start, sign=_shown(match[0]), around=shown)


def _shown(text: str) -> str:
    return text if text.isprintable() else f"U+{ord(text[0]):04X}"


MISSING_CHARACTERS_RULE = Rule(
    (MISSING,),
    mark("traces of missing characters"),
    "习惯",
    check_missing_characters,
    bad=Example("学习《》的要求。"),
    good=Example("学习《准则》的要求。"),
)


# Blanks inside the text (文中空格).

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


def check_text_blanks(subject: Subject) -> Iterator[Found]:
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

TEXT_BLANKS_RULE = Rule(
    (BLANK_IN_TEXT,),
    mark("blanks inside paragraphs"),
    "习惯",
    check_text_blanks,
    bad=Example(f"把问题 带到会上讨论，{_REST}"),
    good=Example(f"把问题带到会上讨论，{_REST}"),
    fixes=True,
)


# Stray ** (多余的星号).

STRAY_BOLD = Message(
    "W087",
    mark("** around what needs no emphasis: {around}"),
    mark("take both signs away"),
)

_SIGN = "**"


def check_stray_bold(subject: Subject) -> Iterator[Found]:
    """Pairs around numbers and marks only, as recognition of print puts them; unpaired ones are
    found when the text is read (W220), in a manuscript here."""
    for line in subject.lines:
        for start, end in line.bold:
            words = line.text[start:end]
            if not has_han(words) and not any(char.isalpha() for char in words):
                yield _found(line, start, end)


def _found(line: LintLine, start: int, end: int) -> Found:
    shown = around(line.text, start, end)
    finding = Finding(STRAY_BOLD, (("around", shown),), line.position(start))
    if start == end or not line.is_together(start, end):
        return Found(finding)
    opening, closing = line.position(start), line.position(end - 1)
    edits = (
        Edit(line.file, opening.line, opening.column - len(_SIGN), _SIGN, ""),
        Edit(line.file, closing.line, closing.column + 1, _SIGN, ""),
    )
    return Found(finding, edits)


STRAY_BOLD_RULE = Rule(
    (STRAY_BOLD,),
    mark("stray ** around numbers"),
    "习惯",
    check_stray_bold,
    bad=Example("到**2030**年基本建成。"),
    good=Example("到2030年基本建成。"),
    fixes=True,
)
