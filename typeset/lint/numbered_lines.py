"""Lines that start with the number of a heading (带序号的段落)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_blocks import number_of_heading
from typeset.lint.subject import LintLine, LintMaterial, Part

_DIGITS = re.compile(r"[一二三四五六七八九十百零〇]+|\d+")
_SIGNS = "零一二三四五六七八九"


class NumberedLine(Struct, frozen=True):
    """A line, its level, its number as typed, the digits in it, its index in the body."""

    line: LintLine
    level: int
    number: str
    digits: str
    index: int

    @property
    def is_alone(self) -> bool:
        """Whether it is a heading with no text in the same paragraph."""
        text = self.line.text
        ends = text.find("。", len(self.number))
        is_short = len(text) <= HEADING_CHARACTERS and text[-1] not in "；;"
        return is_short and ends < 0


def numbered_lines(material: LintMaterial) -> Iterator[NumberedLine]:
    """Headings and list items alike: whatever counts."""
    for index, line in enumerate(material.body):
        if line.part is not Part.BODY or 0 in line.escaped:
            continue
        numbered = number_of_heading(line.text)
        digits = _DIGITS.search(numbered[1]) if numbered else None
        if numbered and digits:
            yield NumberedLine(line, numbered[0], numbered[1], digits[0], index)


def write_number(like: NumberedLine, value: int) -> str:
    """A number written as another one is: 二、 or （三） or 4. ."""
    digits = str(value) if like.digits.isascii() else _han_number(value)
    return like.number.replace(like.digits, digits)


def _han_number(value: int) -> str:
    """一 to 九百九十九."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_SIGNS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _SIGNS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_SIGNS[ones] if ones else "")
