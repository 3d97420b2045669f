"""Kinds of characters that the rules ask for (字符类别).

Told by comparison: a character set of all Han would cost each regular expression a millisecond.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from typeset.base.findings import Finding, SourcePosition
from typeset.content.comments import COMMENT

WIDE_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—～·")
"""Marks of Chinese text (GB/T 15834-2011)."""
HAN_DIGITS = "一二三四五六七八九十"

_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto):[!-~]+|www\.[!-~]+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]++",
    re.ASCII | re.IGNORECASE,
)
_BEYOND = 1 << 62
_DIGIT_VALUES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}


def is_han(char: str) -> bool:
    """Whether a character is Han; nothing is none."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or char == "〇"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U000323af"
        or "\uf900" <= char <= "\ufaff"
    )


def is_wide(char: str) -> bool:
    """Whether a character belongs to Chinese text."""
    return is_han(char) or char in WIDE_MARKS


def is_latin(char: str) -> bool:
    """Whether a character belongs to a Latin word or a number."""
    return char.isascii() and char.isalnum()


def has_han(text: str) -> bool:
    """Whether any character is Han."""
    return any(map(is_han, text))


def addresses(text: str) -> list[tuple[int, int]]:
    """The spans of web and mail addresses."""
    if "://" not in text and "@" not in text and "www." not in text and "mailto:" not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def is_inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of some spans, which stand in order."""
    index = bisect_right(spans, (offset, _BEYOND)) - 1
    return index >= 0 and offset < spans[index][1]


def find_all(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where some words stand, from left to right; quicker by far than a set of Han in a regular
    expression, which has to be built first."""
    found: list[tuple[int, str]] = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            found.append((start, word))
            start = text.find(word, start + 1)
    return sorted(found)


def number_value(digits: str) -> int:
    """The value of 12, １２ or 十二; Han digits beyond hundreds make no number of a heading."""
    if digits.isdecimal():
        return int(digits)
    total = digit = 0
    for sign in digits:
        if sign in _DIGIT_VALUES:
            digit = digit * 10 + _DIGIT_VALUES[sign]
        else:
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
    return total + digit


# What the editor has looked at and lets stand (例外).
#
# In a material: `% lint: off E001 W075` from that line on, `% lint: on` ends it; without codes all
# rules are meant.  In issue.yaml: `accepted`, a list of `CODE`, `CODE FILE` or `CODE FILE words`,
# where the words stand in the line that was found.

_CODE = re.compile(r"[EWH]\d{3}", re.IGNORECASE)
_SWITCH = re.compile(r"\s*(off|on|关|开)(?![a-z])(.*)", re.IGNORECASE)
_ALL = "*"


class Switch(Struct, frozen=True):
    """开关: from `line` on the named rules are off (or on again)."""

    line: int
    codes: tuple[str, ...]
    is_off: bool


class Accepted(Struct, frozen=True):
    """认可的问题: an item of the list in issue.yaml."""

    code: str
    file: str
    words: str
    position: SourcePosition


def read_switches(lines: Sequence[str]) -> tuple[Switch, ...]:
    """The switches of a text, from top to bottom."""
    switches: list[Switch] = []
    for number, line in enumerate(lines, 1):
        comment = COMMENT.match(line) if "%" in line else None
        words = _SWITCH.match(line, comment.end()) if comment else None
        if words:
            codes = tuple(code.upper() for code in _CODE.findall(words[2])) or (_ALL,)
            switches.append(Switch(number, codes, words[1].lower() in {"off", "关"}))
    return tuple(switches)


def is_off(switches: Sequence[Switch], code: str, line: int) -> bool:
    """Whether a rule is off in a line."""
    off = False
    for switch in switches:
        if switch.line > line:
            break
        if code in switch.codes or _ALL in switch.codes:
            off = switch.is_off
    return off


def read_accepted(items: Sequence[tuple[str, SourcePosition]]) -> tuple[Accepted, ...]:
    """The items of the list; one without a code is no item and never fits."""
    accepted: list[Accepted] = []
    for text, position in items:
        code, _, rest = text.strip().partition(" ")
        first, _, others = rest.strip().partition(" ")
        is_file = first.endswith((".md", ".txt", ".yaml"))
        file, words = (first, others) if is_file else ("", rest)
        accepted.append(Accepted(code.upper(), file, words.strip(), position))
    return tuple(accepted)


def is_accepted(
    accepted: Sequence[Accepted], finding: Finding, texts: Mapping[str, Sequence[str]]
) -> bool:
    """Whether an item of the list fits a finding."""
    return any(_fits(item, finding, texts) for item in accepted)


def _fits(item: Accepted, finding: Finding, texts: Mapping[str, Sequence[str]]) -> bool:
    where = finding.position
    if item.code != finding.code or (item.file and (where is None or where.file != item.file)):
        return False
    if not item.words:
        return True
    lines = texts.get(where.file, ()) if where else ()
    line = lines[where.line - 1] if where and 0 < where.line <= len(lines) else ""
    return item.words in line or any(item.words in str(value) for _, value in finding.values)


def unknown_codes(
    switches: Mapping[str, Sequence[Switch]], accepted: Sequence[Accepted], known: frozenset[str]
) -> Iterator[tuple[str, SourcePosition]]:
    """Codes that no rule has, and where they stand."""
    for file, listed in switches.items():
        for switch in listed:
            for code in switch.codes:
                if code not in known and code != _ALL:
                    yield code, SourcePosition(file, switch.line, 1)
    for item in accepted:
        if item.code not in known:
            yield item.code, item.position
