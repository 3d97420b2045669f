"""A check (检查项) as a noun: what it looks at, on whose word, and what it may say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, Message, Value
from typeset.base.messages import mark, translate
from typeset.preflight.expected import Profile

if TYPE_CHECKING:
    from typeset.preflight.scanning.opened import Opened


PRINT = frozenset({Profile.PRINT})
READING = frozenset({Profile.READING})
EVERY = frozenset(Profile)


class Strength(StrEnum):
    """约束程度: what the source says of its rule."""

    MUST = mark("must")
    """规定"""
    NORMALLY = mark("normally")
    """一般"""
    RECOMMENDED = mark("recommended")
    """推荐"""
    PRACTICE = mark("practice")
    """习惯"""


class Measured(Struct, frozen=True):
    """实测: something measured and found in order; `text` is a template over `values`."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return translate(self.text).format_map(dict(self.values))


class NotMeasured(Struct, frozen=True):
    """未测: why a check could not measure."""

    reason: str

    def __str__(self) -> str:
        return translate(self.reason)


Values: TypeAlias = Mapping[str, Value]
OnPage: TypeAlias = tuple[int, Values]
"""A page (from 0) and the values of a finding on it."""
Said: TypeAlias = Finding | Measured | NotMeasured
Look: TypeAlias = Callable[["Opened"], Iterable[Said]]

NO_FACTS = mark("the facts of the build are not at hand")
NO_CLAIM = mark("the file claims no standard: no colour profile was installed")
HOUSE = "typeset"
"""Source of a rule that is this house's own."""
X4 = "PDF/X-4"
A2U = "PDF/A-2u"
UA1 = "PDF/UA-1"


class Check(Struct, frozen=True):
    """检查项: `source` is a standard (with its clause where sources agree) or this house.

    `messages` hold the codes and the cures; `look` measures an opened file.
    """

    identifier: str
    words: str
    source: str
    strength: Strength
    profiles: frozenset[Profile]
    messages: tuple[Message, ...]
    look: Look
    needs_facts: bool = False


def measured(text: str, **values: Value) -> Measured:
    """Something measured, in words."""
    return Measured(text, tuple(values.items()))


def by_pages(message: Message, found: Iterable[OnPage]) -> Iterator[Finding]:
    """One finding for all pages (from 0) with the same values; they are given as `pages`."""
    pages: dict[tuple[tuple[str, Value], ...], list[int]] = {}
    for page, values in found:
        pages.setdefault(tuple(values.items()), []).append(page + 1)
    for shared, numbers in pages.items():
        yield Finding(message, (("pages", ranges(numbers)), *shared), None, numbers[0])


def ranges(numbers: Iterable[int]) -> str:
    """页次: 1–3, 7 of the numbers 1, 2, 3, 7."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else f"{first}" for first, last in spans)
