"""Words (分词): where a title may be broken without splitting a word, a name or a 《》.

Segmentation is rjieba's; what it says of a title is remembered in the user's cache, so that an
edition built again does not load the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from typeset.base.cache import read_cache, write_cache

_CACHE = "words.json"
_MOST_REMEMBERED = 2000
_WHOLE = re.compile(r"《[^》]{1,24}》|“[^”]{1,8}”|（[^）]{1,8}）|[0-9][0-9.,%]*[\u4e00-\u9fff]?")


def word_boundaries(text: str, names: Sequence[str]) -> tuple[int, ...]:
    """Offsets at which the text may be broken between words, in order (never 0 or the end)."""
    inside: set[int] = set()
    for match in _WHOLE.finditer(text):
        inside.update(range(match.start() + 1, match.end()))
    for name in names:
        at = text.find(name) if name else -1
        while at >= 0:
            inside.update(range(at + 1, at + len(name)))
            at = text.find(name, at + 1)
    offset = 0
    found = []
    for word in segment(text):
        offset += len(word)
        if offset < len(text) and offset not in inside:
            found.append(offset)
    return tuple(found)


@lru_cache(maxsize=512)
def segment(text: str) -> tuple[str, ...]:
    """The words of a text, in order; together they are the text."""
    remembered = _remembered()
    known = remembered.get(text)
    if isinstance(known, list) and "".join(map(str, known)) == text:
        return tuple(known)
    import rjieba

    words = tuple(rjieba.cut(text))
    if len(remembered) > _MOST_REMEMBERED:
        remembered.clear()
    remembered[text] = list(words)
    write_cache(_CACHE, remembered)
    return words


@lru_cache(maxsize=1)
def _remembered() -> dict[str, Any]:
    stored = read_cache(_CACHE)
    return dict(stored) if isinstance(stored, dict) else {}
