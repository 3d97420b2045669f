"""Entries of the contents and the materials they name (目录对应材料)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from typeset.importers.recognising.read_front_matter import Category, Entry

_LEAST_LIKE = 0.25
_MOST_COMPARED = 100
"""Beyond this the order alone decides, so that the time stays in bounds."""


def match_entries(categories: Sequence[Category], titles: Mapping[int, str]) -> dict[int, int]:
    """The material of each entry, by the entry's place among all; one without is left out.

    `titles` are the words above each material.  A label 材料N decides; then the words that are
    most alike; what is left is taken in its order.
    """
    entries = [entry for category in categories for entry in category.entries]
    matched = _labelled(entries, titles)
    free = [number for number in titles if number not in matched.values()]
    open_ = [index for index in range(len(entries)) if index not in matched]
    words = {index: _pairs(entries[index].strand.text) for index in open_}
    others = {number: _pairs(titles[number]) for number in free}
    likeness = sorted(
        (-_likeness(words[index], others[number]), index, number)
        for index in open_[:_MOST_COMPARED]
        for number in free[:_MOST_COMPARED]
    )
    for score, index, number in likeness:
        if -score >= _LEAST_LIKE and index in open_ and number in free:
            matched[index] = number
            open_.remove(index)
            free.remove(number)
    if len(open_) == len(free) or not matched:
        matched |= dict(zip(open_, free, strict=False))
    return matched


def _labelled(entries: Sequence[Entry], titles: Mapping[int, str]) -> dict[int, int]:
    matched: dict[int, int] = {}
    for index, entry in enumerate(entries):
        if entry.material in titles and entry.material not in matched.values():
            matched[index] = entry.material
    return matched


def _likeness(pairs: Counter[str], others: Counter[str]) -> float:
    """The share of an entry's pairs of characters that the title has too."""
    return (pairs & others).total() / max(pairs.total(), 1)


def _pairs(text: str) -> Counter[str]:
    words = "".join(char for char in text if char.isalnum())
    return Counter(words[index : index + 2] for index in range(len(words) - 1))
