"""Words the style writes (行文): numerals, dates and periods.

Source: GB/T 9704-2012, 7.3.5.4 (dates: Arabic digits, full year, no leading zero);
GB/T 15835-2011, 5 (numerals).
"""

from __future__ import annotations

import datetime
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from typeset.content.document import Period
from typeset.design.fonts.font_book import FontBook, Found
from typeset.design.style.style import NumberForms

_DIGITS = "零一二三四五六七八九"
_RINGED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def han_number(number: int) -> str:
    """汉字数字 of 1 to 99: 一, 十, 十一, 二十, 二十一."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def date_words(date: datetime.date) -> str:
    """成文日期: 2025年8月29日."""
    return f"{date.year}年{date.month}月{date.day}日"


def period_words(period: Period) -> str:
    """起止日期: 2025年9月1日至9月5日; the year is repeated only where it changes."""
    start, end = period.start, period.end
    if start == end:
        return date_words(start)
    close = f"{end.month}月{end.day}日"
    if end.year != start.year:
        close = f"{end.year}年{close}"
    return f"{date_words(start)}至{close}"


def note_sign(number: int) -> str:
    """注码: ① to ㊿, then （51）."""
    for first, last, start in _RINGED:
        if first <= number <= last:
            return chr(start + number - first)
    return f"（{number}）"


def item_words(form: str, number: int) -> str:
    """The label of a list's item by its form: `{n}` 1, `{circled}` ①, `{letter}` a."""
    return form.format(n=number, circled=note_sign(number), letter=_letter(number))


def _letter(number: int) -> str:
    """A to z; Arabic beyond."""
    return chr(ord("a") + number - 1) if 0 < number <= 26 else str(number)


def attachment_label(forms: NumberForms, number: int, count: int) -> str:
    """附件序号: 附件1; one alone may have none (GB/T 9704-2012, 7.3.7)."""
    form = forms.single_attachment if count == 1 else forms.attachment
    return form.format(n=number)


# Characters no face has, put together (拼合) from others: ² from a raised 2, ㎡ from m and ², ⑪
# from a ring and digits.
#
# Source: the decompositions of the Unicode Character Database.

RINGS = "○◯"
"""What a number can be put into, the first that a face has."""

_FORMS = {"<super>": "super", "<sub>": "sub", "<circle>": "ringed"}
_PLAIN = {"<compat>", "<square>", "<wide>", "<narrow>", "<font>"}
_LONGEST = 4


class Element(NamedTuple):
    """A part of a character: another character, and where it stands: `` on the line, `super`,
    `sub`, or `ringed`, inside a ring."""

    character: str
    place: str


class FoundElement(NamedTuple):
    """An element with the face that has it."""

    element: Element
    found: Found


@lru_cache(maxsize=512)
def elements_of(character: str) -> tuple[Element, ...]:
    """What a character is put together from; empty where it is of one piece."""
    words = unicodedata.decomposition(character).split()
    if not words:
        return ()
    place = ""
    if words[0].startswith("<"):
        form = words.pop(0)
        place = _FORMS.get(form, "")
        if not place and form not in _PLAIN:
            return ()
    elements: list[Element] = []
    for word in words:
        part = chr(int(word, 16))
        inner = () if place else elements_of(part)
        elements.extend(inner if any(one.place for one in inner) else (Element(part, place),))
    digits = all(element.character.isdigit() for element in elements)
    if len(elements) > _LONGEST or (place == "ringed" and not digits):
        return ()
    return tuple(elements)


def spell_out(
    book: FontBook, character: str, roles: tuple[str, str]
) -> tuple[FoundElement, ...] | None:
    """A character's elements, each from the first face of some roles that has it; a ring first.
    None where the character cannot be put together."""
    elements = elements_of(character)
    if not elements:
        return None
    if elements[0].place == "ringed":
        ring = next((one for one in RINGS if _find(book, one, roles)), "")
        elements = (Element(ring, ""), *elements) if ring else ()
    placed = [(element, _find(book, element.character, roles)) for element in elements]
    found = tuple(FoundElement(element, one) for element, one in placed if one is not None)
    return found if found and len(found) == len(elements) else None


def _find(book: FontBook, character: str, roles: tuple[str, str]) -> Found | None:
    western = character < "\u2000"
    first, second = roles if western else roles[::-1]
    return book.find(first, character) or book.find(second, character)
