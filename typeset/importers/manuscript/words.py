"""Words as evidence (词语): whether a blank or a line's end cuts a word in two."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, as a character set."""

_LAST_HAN = re.compile(rf"[{HAN}]{{1,8}}\Z")
_FIRST_HAN = re.compile(rf"[{HAN}]{{1,8}}")
_LONE = re.compile(rf"(?:\A|[^{HAN}])([{HAN}])\Z")


def cuts_word(left: str, right: str) -> bool:
    """Whether a word reaches over the border of two texts.

    A word whose two parts are words themselves (中共中央 国务院) is no evidence: a typist may
    have put a blank between them.
    """
    before, after = _LAST_HAN.search(left), _FIRST_HAN.match(right)
    if before is None or after is None:
        return False
    import rjieba  # loads its dictionary: only where there is a doubt

    border = len(before[0])
    start = 0
    for word in rjieba.cut(before[0] + after[0]):
        end = start + len(word)
        if start < border < end:
            parts = word[: border - start], word[border - start :]
            return not all(len(part) > 1 and rjieba.has_word(part) for part in parts)
        start = end
    return False


def last_word(text: str) -> str:
    """The last word of a text that ends in Han; empty where it ends otherwise."""
    end = _LAST_HAN.search(text)
    if end is None:
        return ""
    import rjieba

    return str(rjieba.cut(end[0])[-1])


def first_word(text: str) -> str:
    """The first word of a text that starts with Han; empty where it starts otherwise."""
    start = _FIRST_HAN.match(text)
    if start is None:
        return ""
    import rjieba

    return str(rjieba.cut(start[0])[0])


def joined_elsewhere(left: str, right: str, manuscript: str) -> bool:
    """Whether a single character before the border stands joined to what follows elsewhere.

    So names are known that no dictionary has: 王 晓晖, where 王晓晖 stands more than once.
    """
    lone, after = _LONE.search(left), _FIRST_HAN.match(right)
    if lone is None or after is None or len(after[0]) < 2:
        return False
    return lone[1] + after[0][:2] in _repeated_triples(manuscript)


@lru_cache(maxsize=1)
def _repeated_triples(text: str) -> frozenset[str]:
    """Every three characters that stand together more than once in a text."""
    triples = Counter(text[index : index + 3] for index in range(len(text) - 2))
    return frozenset(triple for triple, times in triples.items() if times > 1)


def width(text: str) -> float:
    """The length of a text in em: Latin letters and digits take half of one."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
