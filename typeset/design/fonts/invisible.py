"""Characters that leave nothing on paper (不可见字符): controls, direction marks, joiners, halves.

They are taken out of the text before it is set, so that none leaves a gap, a box or a broken word
in the file's text.  A zero-width space stays: it is where a word may be parted.
"""

from __future__ import annotations

import unicodedata

_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\t\u200b")


def is_invisible(character: str) -> bool:
    """Whether a character is taken out before the text is set."""
    return unicodedata.category(character) in _CATEGORIES and character not in _KEPT


def visible(text: str) -> str:
    """A text without them."""
    if text.isprintable():
        return text
    return "".join(character for character in text if not is_invisible(character))


def is_variation_selector(character: str) -> bool:
    """Whether a character asks for a variant of the one before (变体选择符)."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
