"""How one text becomes another (对齐): paragraph by paragraph, clause by clause, then character by
character.

What both begin and end with is set aside first, so a single insertion, deletion or replacement is
always a single step, wherever it stands and whatever is repeated around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from msgspec.structs import replace

from typeset.base.units import Rectangle
from typeset.comparison.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Reflow,
    Spot,
    TextStream,
    make_stream,
)
from typeset.texts.edition_text import EditionText, TextLine

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


# Changes (改动) between two texts: what was put in, taken out and moved, and where; text that only
# stands on another line or page is told apart.

_KINDS: dict[str, ChangeKind] = {"insert": "added", "delete": "removed", "replace": "replaced"}
_SHORTEST_MOVE = 6
"""Characters that must have gone from one place to another to be called moved."""
_NOTE_SIGNS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NEAR = 0.5
"""pt by which equal lines may lie apart and still stand where they stood."""

PageDifference = Callable[[int, int], Rectangle | None]
"""What two pages of equal text (before, after) show differently."""


def find_text_changes(
    before: EditionText,
    after: EditionText,
    counts: tuple[int, int],
    difference: PageDifference | None = None,
) -> Comparison:
    """Compare two texts; `counts` are the pages of both files."""
    old, new = make_stream(before), make_stream(after)
    steps = list(align_characters(old.text, new.text))
    changed = [step for step in steps if step[0] != "equal"]
    renumbered = [step for step in changed if _is_renumbered(old, new, step)]
    changes = [
        change for step in changed if step not in renumbered for change in _changes(old, new, step)
    ]
    changes = _find_moved(changes)
    pairs = _pairs(old, new, steps, counts)
    if difference is not None:
        changes += _pictures(before, after, pairs, difference)
    reflow = tuple(_reflow(old, new, steps))
    return Comparison(tuple(pairs), tuple(changes), reflow, len(renumbered))


def _is_renumbered(old: TextStream, new: TextStream, step: Step) -> bool:
    """Whether only the sign of a note changed, which is counted anew on each page."""
    kind, a, b, c, d = step
    signs = old.text[a:b] + new.text[c:d]
    return kind == "replace" and b - a == d - c == 1 and _NOTE_SIGNS.issuperset(signs)


def _changes(old: TextStream, new: TextStream, step: Step) -> Iterator[Change]:
    """The entries of a step: one, but one for each paragraph that came or went."""
    kind, a, b, c, d = step
    if kind == "replace":
        yield _change(old, new, step)
        return
    text, start = (new.text[c:d], c) if kind == "insert" else (old.text[a:b], a)
    if not text.strip("\n"):
        made = _change(old, new, step)
        yield replace(made, kind="parted" if kind == "insert" else "joined")
        return
    at = start
    for piece in text.split("\n"):
        if piece:
            own = (a, a, at, at + len(piece)) if kind == "insert" else (at, at + len(piece), c, c)
            yield _change(old, new, (kind, *own))
        at += len(piece) + 1


def _change(old: TextStream, new: TextStream, step: Step) -> Change:
    kind, a, b, c, d = step
    shown = (old, a, b) if kind == "delete" else (new, c, d)
    lead, trail = shown[0].around(*shown[1:])
    return Change(
        kind=_KINDS[kind],
        before=old.text[a:b].strip("\n") or old.text[a:b],
        after=new.text[c:d].strip("\n") or new.text[c:d],
        spots_before=tuple(old.spots(a, b)),
        spots_after=tuple(new.spots(c, d)),
        place_before=old.place(a),
        place_after=new.place(c),
        lead=lead,
        trail=trail,
        role=shown[0].role(shown[1]),
    )


def _find_moved(changes: Sequence[Change]) -> list[Change]:
    """What went from one place and came at another, as one change where it came."""
    gone: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "removed" and len(change.before) >= _SHORTEST_MOVE:
            gone.setdefault(change.before, []).append(change)
    found: list[Change] = []
    taken: list[Change] = []
    for change in changes:
        sources = gone.get(change.after) if change.kind == "added" else None
        if not sources:
            found.append(change)
            continue
        source = sources.pop(0)
        taken.append(source)
        found.append(
            replace(
                change,
                kind="moved",
                before=source.before,
                spots_before=source.spots_before,
                place_before=source.place_before,
            )
        )
    return [change for change in found if not any(change is one for one in taken)]


def _reflow(old: TextStream, new: TextStream, steps: Sequence[Step]) -> Iterator[Reflow]:
    """Unchanged lines of the new text that did not stand so before, page by page."""
    origin: list[int] = [-1] * len(new.text)
    for kind, a, b, c, _ in steps:
        if kind == "equal":
            origin[c : c + b - a] = range(a, b)
    pages: dict[int, list[tuple[TextLine, bool]]] = {}
    for at, line in enumerate(new.lines):
        start = new.starts[at]
        sources = origin[start : start + len(line.text)]
        if -1 in sources:
            continue
        places = {old.find(source) for source in sources}
        olds = [old.lines[place] for place in sorted(places)]
        stays = len(olds) == 1 and (olds[0].page, olds[0].number) == (line.page, line.number)
        if not stays:
            turned = all(one.page != line.page for one in olds)
            pages.setdefault(line.page, []).append((line, turned))
    for page, lines in sorted(pages.items()):
        yield Reflow(
            page,
            lines[0][0].label,
            len(lines),
            sum(turned for _, turned in lines),
            tuple(line.box for line, _ in lines),
        )


def _pairs(
    old: TextStream, new: TextStream, steps: Sequence[Step], counts: tuple[int, int]
) -> list[tuple[int | None, int | None]]:
    """Each page of the new file with that of the old one which most of its text comes from; an
    old page that no new one has taken stands where it stood."""
    votes: dict[int, Counter[int]] = {}
    old_pages, new_pages = _pages_of(old), _pages_of(new)
    for kind, a, b, c, _ in steps:
        if kind == "equal":
            for index in range(b - a):
                votes.setdefault(new_pages[c + index], Counter())[old_pages[a + index]] += 1
    partners = {page: found.most_common(1)[0][0] for page, found in votes.items()}
    pairs: list[tuple[int | None, int | None]] = []
    taken = -1
    for page in range(counts[1]):
        # A page without text in common, as a blank one, goes with the next that none else wants.
        following = -1 if taken + 1 in partners.values() else taken + 1
        partner = partners.get(page, following)
        if partner <= taken or partner >= counts[0]:
            pairs.append((None, page))
            continue
        pairs += [(missing, None) for missing in range(taken + 1, partner)]
        pairs.append((partner, page))
        taken = partner
    pairs += [(missing, None) for missing in range(taken + 1, counts[0])]
    return pairs


def _pages_of(stream: TextStream) -> list[int]:
    """The page of each character."""
    pages: list[int] = []
    for line, start in zip(stream.lines, stream.starts, strict=True):
        if len(pages) < start:
            pages += [pages[-1]] * (start - len(pages))
        pages += [line.page] * len(line.text)
    return pages + [pages[-1] if pages else 0] * (len(stream.text) - len(pages))


def _pictures(
    before: EditionText,
    after: EditionText,
    pairs: Sequence[tuple[int | None, int | None]],
    difference: PageDifference,
) -> Iterator[Change]:
    """Pages whose words stand as they stood, but which look different."""
    olds, news = _by_page(before), _by_page(after)
    for one, other in pairs:
        if one is None or other is None:
            continue
        if not _same_places(olds.get(one, []), news.get(other, [])):
            continue
        box = difference(one, other)
        if box is not None:
            yield Change("picture", "", "", (Spot(one, box),), (Spot(other, box),))


def _by_page(text: EditionText) -> dict[int, list[TextLine]]:
    pages: dict[int, list[TextLine]] = {}
    for line in text.lines():
        pages.setdefault(line.page, []).append(line)
    return pages


def _same_places(old: Sequence[TextLine], new: Sequence[TextLine]) -> bool:
    return len(old) == len(new) and all(
        one.text == other.text
        and abs(one.box.top - other.box.top) < _NEAR
        and all(abs(a - b) < _NEAR for a, b in zip(one.edges, other.edges, strict=True))
        for one, other in zip(old, new, strict=True)
    )
