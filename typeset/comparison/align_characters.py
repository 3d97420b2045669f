"""How one text becomes another (对齐): paragraph by paragraph, clause by clause, then character by
character.

What both begin and end with is set aside first, so a single insertion, deletion or replacement is
always a single step, wherever it stands and whatever is repeated around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

Step: TypeAlias = tuple[str, int, int, int, int]
"""equal, insert, delete or replace, and the stretches before and after, as difflib gives them."""
_PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+\Z")
_CLAUSE = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]|[^，。；：、！？\n]+\Z")
_STOPS = frozenset("，。；：、！？")
_MOST = 4_000_000
"""Product of two lengths up to which a changed stretch is compared character by character."""
_FARTHEST = 4_000
"""Characters that an insertion or deletion is moved by at most, to where it reads best."""
_Pair: TypeAlias = tuple[int, int, int, int]


def align_characters(before: str, after: str) -> Iterator[Step]:
    """The steps from one text to the other; paragraphs end with a line feed, if any.

    Equal stretches that are no longer than the changes on both sides of them belong to the change:
    困难 → 难题 is one replacement, not a deletion and an insertion.
    """
    changed = list(_changed(before, after, 0, 0, (_PARAGRAPH, _CLAUSE)))
    merged = _merge(before, changed)
    at, other = 0, 0
    for index, pair in enumerate(merged):
        last = index + 1 == len(merged)
        end = (len(before), len(after)) if last else (merged[index + 1][0], merged[index + 1][2])
        a, b, c, d = _best(before, after, pair, (at, other), end)
        if a > at:
            yield ("equal", at, a, other, c)
        yield (_kind(a, b, c, d), a, b, c, d)
        at, other = b, d
    if at < len(before):
        yield ("equal", at, len(before), other, len(after))


def _kind(a: int, b: int, c: int, d: int) -> str:
    if a == b:
        return "insert"
    return "delete" if c == d else "replace"


def _changed(
    before: str, after: str, at: int, other: int, levels: Sequence[re.Pattern[str]]
) -> Iterator[_Pair]:
    """Changed stretches of two texts, moved by where the texts begin; `levels` are the pieces
    still to be tried, large ones first."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    at, other = at + head, other + head
    if not before and not after:
        return
    if not before or not after:
        yield (at, at + len(before), other, other + len(after))
        return
    if not levels:
        if len(before) * len(after) > _MOST:
            yield (at, at + len(before), other, other + len(after))
            return
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                yield (at + a, at + b, other + c, other + d)
        return
    pieces = [levels[0].findall(text) for text in (before, after)]
    starts = [_starts(words) for words in pieces]
    matcher = SequenceMatcher(None, pieces[0], pieces[1], autojunk=False)
    for kind, low, high, other_low, other_high in matcher.get_opcodes():
        if kind == "equal":
            continue
        a, b = starts[0][low], starts[0][high]
        c, d = starts[1][other_low], starts[1][other_high]
        yield from _changed(before[a:b], after[c:d], at + a, other + c, levels[1:])


def _common(before: str, after: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(before), len(after))
    if before[:high] == after[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _merge(before: str, changed: Sequence[_Pair]) -> list[_Pair]:
    """Changes with what stands between them, where that is shorter than both and in one
    paragraph."""
    merged: list[_Pair] = []
    for a, b, c, d in changed:
        fresh: _Pair = (a, b, c, d)
        while merged:
            p, q, r, s = merged[-1]
            between = before[q : fresh[0]]
            weights = max(q - p, s - r), max(fresh[1] - fresh[0], fresh[3] - fresh[2])
            if "\n" in between or len(between) > min(weights):
                break
            merged.pop()
            fresh = (p, fresh[1], r, fresh[3])
        merged.append(fresh)
    return merged


def _best(
    before: str, after: str, pair: _Pair, low: tuple[int, int], high: tuple[int, int]
) -> _Pair:
    """An insertion or deletion moved to where it is a whole paragraph or clause, if it can be,
    between the changes before and after it."""
    a, b, c, d = pair
    if a != b and c != d:
        return pair
    text, start, end = (after, c, d) if a == b else (before, a, b)
    room = min(a - low[0], c - low[1], _FARTHEST), min(high[0] - b, high[1] - d, _FARTHEST)
    shift, most = 0, _worth(text, start, end)
    for sign, steps in zip((-1, 1), room, strict=True):
        moved = 0
        for _ in range(steps):
            if not _can_move(text, start + moved, end + moved, sign):
                break
            moved += sign
            worth = _worth(text, start + moved, end + moved)
            if worth > most:
                shift, most = moved, worth
    return (a + shift, b + shift, c + shift, d + shift)


def _can_move(text: str, start: int, end: int, sign: int) -> bool:
    if sign < 0:
        return start > 0 and text[start - 1] == text[end - 1]
    return end < len(text) and text[start] == text[end]


def _worth(text: str, start: int, end: int) -> int:
    """How well a stretch stands by itself: whole paragraphs, whole clauses, anything else."""
    begins = start == 0 or text[start - 1] == "\n"
    if begins and (end == len(text) or text[end - 1] == "\n"):
        return 3
    if text[start] == "\n" and (end == len(text) or text[end] == "\n"):
        return 3
    if begins or (end < len(text) and text[end] == "\n"):
        return 1
    starts_clause = text[start - 1] in _STOPS
    return 2 if starts_clause and text[end - 1] in _STOPS else 0
