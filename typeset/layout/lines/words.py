"""Words (分词): where a title may be broken, and how well the sense pauses there.

Segmentation and word classes are rjieba's; what it says of a title is remembered in the user's
cache, so that an edition built again does not load the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from typeset.base.cache import read_cache, write_cache
from typeset.layout.lines.cluster import NO_BREAK

_CACHE = "word-classes.json"
_MOST_REMEMBERED = 2000
_LONGEST_REMEMBERED = 200
_WHOLE = re.compile(r"《[^》]{1,24}》|“[^”]{1,8}”|（[^）]{1,8}）|[0-9][0-9.,%]*[\u4e00-\u9fff]?")

_PARALLEL = 3.0
_BINDING = 3.0
_MODIFIER = 2.0
_OBJECT = 1.5
_COMPOUND = 1.5
_GOOD = -0.5

_PROPER = ("ns", "nr", "nt")
_CLOSE_PAIRS = frozenset({"dv", "dd", "da", "an", "bn", "mn", "mq", "rn", "qn", "nf", "vf", "av"})


class Word(NamedTuple):
    """词: its characters and its class as rjieba names it (n noun, v verb, p preposition …)."""

    text: str
    kind: str


def word_boundaries(text: str, names: Sequence[str]) -> dict[int, float]:
    """Offsets at which the text may be broken between words (never 0 or the end, nor before a
    particle as 的), in order, each with how much the sense dislikes it: 0 neutral, less better."""
    inside = _kept_whole(text, names)
    offset = 0
    found: dict[int, float] = {}
    for before, after in pairwise(segment(text)):
        offset += len(before.text)
        if offset not in inside and not after.kind.startswith(("u", "y")):
            found[offset] = _parting(before, after)
    return found


def has_verb(text: str) -> bool:
    """Whether a text holds a verb, as a clause does and a list of names does not."""
    return any(word.kind.startswith("v") for word in segment(text))


def _kept_whole(text: str, names: Sequence[str]) -> set[int]:
    """Offsets inside 《》, short quotations, numbers, names and fixed terms."""
    inside: set[int] = set()
    for pattern in (_WHOLE, NO_BREAK):
        for match in pattern.finditer(text):
            inside.update(range(match.start() + 1, match.end()))
    for name in (*names, *_fixed_terms()):
        at = text.find(name) if name else -1
        while at >= 0:
            inside.update(range(at + 1, at + len(name)))
            at = text.find(name, at + 1)
    return inside


@lru_cache(maxsize=1)
def _fixed_terms() -> tuple[str, ...]:
    lines = files(__package__).joinpath("fixed_terms.txt").read_text("utf-8").splitlines()
    return tuple(term for line in lines if not line.startswith("#") for term in line.split())


def _parting(before: Word, after: Word) -> float:
    """How much a break between two words hurts the sense of a title."""
    first, second = before.kind, after.kind
    if first.startswith(("p", "c")):
        return _BINDING
    if first[:2] == second[:2] and first[:2] in _PROPER:
        return _PARALLEL
    if first[:1] + second[:1] in _CLOSE_PAIRS:
        return _MODIFIER
    if first == "v" and second[:1] in "nrab":
        return _OBJECT
    if first.startswith("n") and second.startswith(("n", "vn")):
        return _COMPOUND
    if second.startswith("p") or before.text in {"的", "，", "、", "；", "："}:
        return _GOOD
    return 0.0


_SURROGATE = re.compile("[\ud800-\udfff]")


def segment(text: str) -> tuple[Word, ...]:
    """The words of a text, in order; together they are as long as the text."""
    return _segment(_SURROGATE.sub("\ufffd", text))


@lru_cache(maxsize=512)
def _segment(text: str) -> tuple[Word, ...]:
    remembered = _remembered()
    known = remembered.get(text)
    if isinstance(known, list) and "".join(word for word, _ in known) == text:
        return tuple(Word(word, kind) for word, kind in known)
    import rjieba

    words = tuple(Word(word, kind) for word, kind in rjieba.tag(text))
    if len(text) <= _LONGEST_REMEMBERED:
        if len(remembered) > _MOST_REMEMBERED:
            remembered.clear()
        remembered[text] = [list(word) for word in words]
        write_cache(_CACHE, remembered)
    return words


@lru_cache(maxsize=1)
def _remembered() -> dict[str, Any]:
    stored = read_cache(_CACHE)
    return dict(stored) if isinstance(stored, dict) else {}
