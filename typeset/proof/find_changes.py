"""Changes (改动) between two files: the characters that were put in or taken out, and where.

Text that only moved to another line or page is no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typeset.base.geometry import Rectangle
from typeset.proof.align_characters import Step, align_characters
from typeset.proof.page_images import PageCharacters

Kind: TypeAlias = Literal["added", "removed", "replaced", "picture"]
_FURNITURE = frozenset("—–-0123456789")
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle on a page (place from 0); without width it is a point between characters."""

    place: int
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the words before and after, and where they stand in both files."""

    kind: Kind
    before: str
    after: str
    spots_before: tuple[Spot, ...]
    spots_after: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files side by side: for each page of either the other's, and all changes in order."""

    pairs: tuple[tuple[int | None, int | None], ...]
    changes: tuple[Change, ...]


@dataclass(slots=True)
class _Run:
    """All characters of a file in reading order, page numbers left out."""

    text: str = ""
    places: list[int] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


PageDifference: TypeAlias = Callable[[int, int], Rectangle | None]
"""What two pages of equal text (before, after) show differently."""


def find_changes(
    before: Sequence[PageCharacters],
    after: Sequence[PageCharacters],
    bottom: float,
    difference: PageDifference,
) -> Comparison:
    """Compare two files; `bottom` is the lower edge of their type area in pt from the top."""
    runs = (_run(before, bottom), _run(after, bottom))
    steps = list(align_characters(runs[0].text, runs[1].text))
    changes = [_change(runs, step) for step in steps if step[0] != "equal"]
    pairs = _pairs(runs, steps, len(before), len(after))
    for old, new in pairs:
        if old is not None and new is not None and _same_places(before[old], after[new]):
            box = difference(old, new)
            if box is not None:
                changes.append(Change("picture", "", "", (Spot(old, box),), (Spot(new, box),)))
    return Comparison(tuple(pairs), tuple(changes))


def _run(pages: Sequence[PageCharacters], bottom: float) -> _Run:
    run = _Run()
    kept: list[str] = []
    for place, page in enumerate(pages):
        for character, box in zip(page.text, page.boxes, strict=True):
            if box[1] > bottom and character in _FURNITURE:
                continue
            kept.append(character)
            run.places.append(place)
            run.boxes.append(box)
    run.text = "".join(kept)
    return run


def _change(runs: tuple[_Run, _Run], step: Step) -> Change:
    kind, a, b, c, d = step
    kinds: dict[str, Kind] = {"insert": "added", "delete": "removed", "replace": "replaced"}
    return Change(
        kinds[kind],
        runs[0].text[a:b],
        runs[1].text[c:d],
        tuple(_spots(runs[0], a, b)),
        tuple(_spots(runs[1], c, d)),
    )


def _spots(run: _Run, start: int, end: int) -> Iterator[Spot]:
    """One rectangle a line; a point where there are no characters."""
    if start == end:
        if run.boxes:
            at = min(start, len(run.boxes) - 1)
            left, top, right, bottom = run.boxes[at]
            edge = left if at == start else right
            yield Spot(run.places[at], Rectangle(edge, top, 0.0, bottom - top))
        return
    place, edges = run.places[start], run.boxes[start]
    for index in range(start + 1, end):
        box = run.boxes[index]
        if run.places[index] == place and box[0] >= edges[0] and _beside(box, edges):
            edges = (edges[0], min(edges[1], box[1]), max(edges[2], box[2]), max(edges[3], box[3]))
        else:
            yield _spot(place, edges)
            place, edges = run.places[index], box
    yield _spot(place, edges)


def _spot(place: int, edges: tuple[float, float, float, float]) -> Spot:
    left, top, right, bottom = edges
    return Spot(place, Rectangle(left, top, right - left, bottom - top))


def _beside(box: tuple[float, ...], edges: tuple[float, ...]) -> bool:
    """Whether a character stands on the line of those before it."""
    middle = (box[1] + box[3]) / 2
    height = max(edges[3] - edges[1], box[3] - box[1], 6.0)
    return edges[1] - height / 2 < middle < edges[3] + height / 2


def _pairs(
    runs: tuple[_Run, _Run], steps: Sequence[Step], old_count: int, new_count: int
) -> list[tuple[int | None, int | None]]:
    """Each page of the new file with that of the old one which most of its text comes from; an
    old page that no new one has taken stands where it stood."""
    votes: dict[int, Counter[int]] = {}
    for kind, a, b, c, _ in steps:
        if kind == "equal":
            for index in range(b - a):
                new, old = runs[1].places[c + index], runs[0].places[a + index]
                votes.setdefault(new, Counter())[old] += 1
    partners = {new: counts.most_common(1)[0][0] for new, counts in votes.items()}
    pairs: list[tuple[int | None, int | None]] = []
    taken = -1
    for new in range(new_count):
        # A page without text in common, as a blank one, goes with the next that none else wants.
        following = -1 if taken + 1 in partners.values() else taken + 1
        old = partners.get(new, following)
        if old <= taken or old >= old_count:
            pairs.append((None, new))
            continue
        pairs += [(missing, None) for missing in range(taken + 1, old)]
        pairs.append((old, new))
        taken = old
    pairs += [(missing, None) for missing in range(taken + 1, old_count)]
    return pairs


def _same_places(old: PageCharacters, new: PageCharacters) -> bool:
    return old.text == new.text and all(
        abs(one - other) < _NEAR
        for before, after in zip(old.boxes, new.boxes, strict=True)
        for one, other in zip(before, after, strict=True)
    )
