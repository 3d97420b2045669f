"""Invisible characters (不可见字符)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.parse_ending import find_byline
from typeset.lint.characters import HAN_DIGITS, WIDE_MARKS, has_han, is_han
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
_ARTICLE_NUMBER = re.compile(rf"第[{HAN_DIGITS}百零〇\d]{{1,6}}[编章节条款]\Z")
_SPOKEN = frozenset({"问", "答"})
_SET_WIDE = re.compile(r"(?:[^\s\x00-\x7f] )+[^\s\x00-\x7f]\Z")
"""题 记, a word set wide at the head of its line."""
_LONE_LEFT = re.compile(r"(?:^|[^\w]|[ \u3000])\w\Z")
_LONE_RIGHT = re.compile(r"[ \u3000]+\w(?:[^\w]|$)")
_ROLE = r"(?:记者|通讯员|作者|撰稿|摄影|编辑|责编|校对|供稿|编审|统稿|执笔)"
_AFTER_ROLE = re.compile(rf"{_ROLE}(?:[ \u3000：]?\w{{2,4}}[ \u3000、]?){{0,4}}\Z")
_ORGAN = r"(?:部|委|局|署|办|会|院|厅|府|行|中心|社|联|团中央|中央)"
_ORGAN_LEFT = re.compile(rf"\w{{2,}}{_ORGAN}\Z")
_ORGAN_RIGHT = re.compile(rf"[ \u3000]+\w{{2,12}}?{_ORGAN}")
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
    return any(words in near for words in _FIXED) or _parts_words(text[:offset], left, right)


def _parts_words(head: str, left: str, right: str) -> bool:
    """第N条, 问 and 答 at the head of a line; 王 芳 and 时 间; 记者 and the names behind it; organs
    that issue jointly."""
    is_head = _ARTICLE_NUMBER.match(head) or head in _SPOKEN or _SET_WIDE.match(head)
    is_wide = _LONE_LEFT.search(left) and _LONE_RIGHT.match(right)
    is_role = _AFTER_ROLE.search(left) or re.match(rf"[ \u3000]+{_ROLE}", right)
    is_organ = _ORGAN_LEFT.search(left) and _ORGAN_RIGHT.match(right)
    return bool(is_head or is_wide or is_role or is_organ)


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


# The interpunct in names (间隔号): 买买提·艾力.

NAME_DOT = Message(
    "W089",
    mark("{sign} between the parts of a name: {around}"),
    mark("write ·"),
)

_DOTS = re.compile(
    r"(?<=\w\w)(?:[•‧・∙⋅．.]|[ \u3000]+[·•‧・∙⋅][ \u3000]*|[·•‧・∙⋅][ \u3000]+)(?=\w\w)"
)
_TRANSCRIBED = frozenset(
    "马阿艾安巴拜班比波布穆大达丹德迪丁杜多尔尼努帕哈海合黑胡吉加江杰居卡凯克孔库拉来勒里力丽利莉列罗洛"
    "麦买满米莫木牧姆纳娜乃奈妮诺欧皮普其恰切曲热日茹如萨赛桑沙什史斯苏塔泰坦提图吐托瓦外万维乌吾西希"
    "夏肖谢娅雅亚扬耶叶伊依因尤玉约扎泽孜则卓甫肉逊尔洪提江汗古姑"
)
"""Characters that names of other languages are written with."""


def check_name_dots(subject: Subject) -> Iterator[Found]:
    """Bullets and other dots between Han; a point only where both sides are written as names of
    other languages are (GB/T 15834-2011, 4.14)."""
    text = subject.text
    if not subject.has_any("•‧・∙⋅．.·"):
        return
    for match in _DOTS.finditer(text):
        start, end = match.span()
        is_between_han = is_han(text[start - 1]) and is_han(text[end])
        if not is_between_han or is_escaped(subject, start):
            continue
        if match[0] in "．." and not is_in_name(text, start, end):
            continue
        yield report(
            subject,
            NAME_DOT,
            start,
            end,
            "·",
            sign=match[0].strip(),
            around=around(text, start, end),
        )


def is_in_name(text: str, start: int, end: int) -> bool:
    """Whether two characters before and behind a point are those of transcribed names."""
    beside = text[max(start - 2, 0) : start] + text[end : end + 2]
    return len(beside) == 4 and all(char in _TRANSCRIBED for char in beside)


NAME_DOTS_RULE = Rule(
    (NAME_DOT,),
    mark("other dots than · between the parts of a name"),
    "GB/T 15834-2011, 4.14",
    check_name_dots,
    bad=Example("表彰了迪丽努尔•吐尔逊和买买提.艾力。"),
    good=Example("表彰了迪丽努尔·吐尔逊和买买提·艾力。"),
    fixes=True,
)
