"""How one text becomes another (对齐): clause by clause, then character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

Step: TypeAlias = tuple[str, int, int, int, int]
"""equal, insert, delete or replace, and the stretches before and after, as difflib gives them."""
_CLAUSE = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]?")
_MOST = 4_000_000
"""Product of two lengths up to which a changed stretch is compared character by character."""


def align_characters(before: str, after: str) -> Iterator[Step]:
    """The steps from one text to the other; stretches that are too long stay whole.

    What both begin and end with is set aside first, so that one change is one step even among
    words that repeat themselves.
    """
    head = _shared(before, after)
    rest = min(len(before), len(after)) - head
    tail = _shared(before[::-1][:rest], after[::-1][:rest])
    if head:
        yield ("equal", 0, head, 0, head)
    for kind, a, b, c, d in _align(
        before[head : len(before) - tail], after[head : len(after) - tail]
    ):
        yield (kind, a + head, b + head, c + head, d + head)
    if tail:
        yield ("equal", len(before) - tail, len(before), len(after) - tail, len(after))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _align(before: str, after: str) -> Iterator[Step]:
    clauses = [
        [match[0] for match in _CLAUSE.finditer(text) if match[0]] for text in (before, after)
    ]
    starts = [_starts(words) for words in clauses]
    matcher = SequenceMatcher(None, clauses[0], clauses[1], autojunk=False)
    for kind, low, high, other_low, other_high in matcher.get_opcodes():
        a, b = starts[0][low], starts[0][high]
        c, d = starts[1][other_low], starts[1][other_high]
        if kind != "replace" or (b - a) * (d - c) > _MOST:
            yield (kind, a, b, c, d)
            continue
        inner = SequenceMatcher(None, before[a:b], after[c:d], autojunk=False)
        for part, i, j, k, m in inner.get_opcodes():
            yield (part, a + i, a + j, c + k, c + m)


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts
