"""Characters no face has, put together (拼合) from others: ² from a raised 2, ㎡ from m and ², ⑪
from a ring and digits.

Source: the decompositions of the Unicode Character Database.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from typeset.design.fonts.font_book import FontBook, Found

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
