"""Character classes (字符类) that decide where a line may break and what may be squeezed.

Source: CLReq, 3.1 (punctuation marks and their positions), GB/T 15834-2011, 5.1 (marks that may
not start or end a line).  The classes are ordered so that a pair indexes a table.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache


class CharClass(IntEnum):
    """字符类."""

    HAN = 0
    """汉字 and whatever else stands in a full cell: 〇, 々, kana, ①, private use."""
    OPEN = 1
    """前引号、前括号: blank half on the left; never ends a line."""
    CLOSE = 2
    """后引号、后括号: blank half on the right; never starts a line."""
    PAUSE = 3
    """逗号、顿号、分号、冒号; never starts a line."""
    STOP = 4
    """句号、问号、叹号; never starts a line."""
    MIDDLE = 5
    """间隔号 ·; never starts a line."""
    DASH = 6
    """破折号 ——: two cells, never split; at a line's start a penalty."""
    ELLIPSIS = 7
    """省略号 ……: two cells, never split; never starts a line."""
    CONNECTOR = 8
    """连接号 — – - ～; never starts a line."""
    SOLIDUS = 9
    """分隔号 /; never starts a line."""
    POSTFIX = 10
    """％ ‰ ℃ ° ′ ″; never starts a line."""
    PREFIX = 11
    """￥ € № §; never ends a line ($, ¥ and £ are parts of Western runs)."""
    NUMBER = 12
    """A run of digits with its own points, commas and signs."""
    LATIN = 13
    """A run of Western letters."""
    INVISIBLE = 14
    """Characters without width: controls, joiners, direction marks, spaces at the very front."""
    SCRIPT = 15
    """上下标、注码: raised or lowered; never parted from the character before (rule 7)."""


_MEMBERS: dict[CharClass, str] = {
    CharClass.OPEN: "“‘（《〈「『【〖〔［｛",
    CharClass.CLOSE: "”’）》〉」』】〗〕］｝",
    CharClass.PAUSE: "，、；：",
    CharClass.STOP: "。．？！‼⁇⁈⁉",
    CharClass.MIDDLE: "·•・‧",
    CharClass.DASH: "⸺",
    CharClass.ELLIPSIS: "…⋯",
    CharClass.CONNECTOR: "—–～",
    CharClass.SOLIDUS: "／",
    CharClass.POSTFIX: "％‰℃°′″",
    CharClass.PREFIX: "￥€№§",
}

_CLASS_OF = {mark: kind for kind, marks in _MEMBERS.items() for mark in marks}

NO_LINE_START = frozenset(
    {
        CharClass.CLOSE,
        CharClass.PAUSE,
        CharClass.STOP,
        CharClass.MIDDLE,
        CharClass.ELLIPSIS,
        CharClass.CONNECTOR,
        CharClass.SOLIDUS,
        CharClass.POSTFIX,
    }
)
"""行首禁则 (GB/T 15834-2011, 5.1.1–5.1.6; CLReq, 3.1.3)."""

NO_LINE_END = frozenset({CharClass.OPEN, CharClass.PREFIX})
"""行尾禁则 (GB/T 15834-2011, 5.1.3, 5.1.5; CLReq, 3.1.3)."""

WESTERN = frozenset({CharClass.NUMBER, CharClass.LATIN})

CENTRED_MARKS = frozenset("—–…⋯·～⸺")
"""Marks that stand at the middle of the Han ink whatever a face's designer did (rule 12)."""

AMBIGUOUS = frozenset("“”‘’…—·")
"""Marks that belong to the Chinese or the Western face by their neighbours (rule 14)."""

WESTERN_NO_START = frozenset(",.;:!?)]}%/~-")
"""ASCII marks that a line no more starts with than with their full-width kin (rule 1)."""

WESTERN_NO_END = frozenset("([{$£¥")
"""ASCII marks that a line never ends with (rule 1)."""

WESTERN_CONNECTORS = frozenset("/-~")
"""Between Han these stand without the HAN–Latin gap."""

RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
"""上下标: never parted from the character before them, without a gap (rules 7, 13)."""

HALF_WIDTH = frozenset("·•・‧–")
"""Marks of half a cell (GB/T 15834-2011, 5.1.8; reference rule 8)."""


@lru_cache(maxsize=4096)
def char_class(character: str) -> CharClass:
    """The class of a character (a base with its marks counts as its base).

    ASCII letters and the like are LATIN, ASCII and other European digits NUMBER; everything
    with a width that no list names is HAN, so that unknown scripts still come out in cells.
    """
    base = character[0]
    kind = _CLASS_OF.get(base)
    if kind is not None:
        return kind
    if "0" <= base <= "9":
        return CharClass.NUMBER
    if base < "\u3000" and not "\u2460" <= base <= "\u24ff" and not "\u2600" <= base <= "\u27bf":
        category = unicodedata.category(base)
        if category in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}:
            return CharClass.INVISIBLE
        if not "\u2190" <= base <= "\u23ff" and not "\u2500" <= base <= "\u25ff":
            return CharClass.LATIN
    elif unicodedata.category(base) in {"Cf", "Cs", "Mn", "Me"}:
        return CharClass.INVISIBLE
    return CharClass.HAN


def may_start_line(character: str) -> bool:
    """行首禁则: whether a line may start with a character (rule 1)."""
    return character not in WESTERN_NO_START and char_class(character) not in NO_LINE_START


def may_end_line(character: str) -> bool:
    """行尾禁则: whether a line may end with a character (rule 1)."""
    return character not in WESTERN_NO_END and char_class(character) not in NO_LINE_END


def is_han(character: str) -> bool:
    """Whether a character counts as 汉字 where lines are counted by them (last lines, names)."""
    return char_class(character) is CharClass.HAN
