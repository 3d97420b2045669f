"""Hyphenation (西文断词): where a Latin word may be parted with a hyphen.

The patterns are Pyphen's (of LibreOffice), taken under its MPL licence; they are loaded only for a
paragraph that has no good lines without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from typeset.design.style.style import LineRules

_WORD = re.compile("(?<![A-Za-z0-9])[A-Za-z][a-z]+(?![A-Za-z0-9])")
"""A word in small letters; abbreviations and made-up names are never parted."""


def hyphen_places(text: str, rules: LineRules) -> Iterator[int]:
    """Offsets in a Western run before which a hyphen may end a line, in order.

    A word of fewer letters than the style's `least_hyphenated` is left whole.
    """
    if not rules.hyphenation:
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) >= rules.least_hyphenated:
            for place in _places(rules.hyphenation, word.lower()):
                if rules.hyphen_after <= place <= len(word) - rules.hyphen_before:
                    yield match.start() + place


@lru_cache(maxsize=4096)
def _places(language: str, word: str) -> tuple[int, ...]:
    return tuple(_patterns(language).positions(word))


@lru_cache(maxsize=2)
def _patterns(language: str) -> Any:
    from pyphen import Pyphen

    return Pyphen(lang=language)
