"""Collecting (字块化): the text of a paragraph as clusters, in source order.

Rules run on the text, not on its markup (reference rule 5): a paragraph is cut into spans of
one look, but what stands beside what is judged over span edges.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from typeset.layout.char_class import AMBIGUOUS, CharClass, char_class
from typeset.layout.shape import Cluster

_MARKS = r"[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef]*"
_WESTERN = r"!-~\u00a1-\u00a6\u00a8-\u00af\u00b1-\u00b6\u00b8-\u024f\u0370-\u03ff\u0400-\u04ff"
TOKEN = re.compile(
    rf"——|……|⋯⋯"
    rf"|[{_WESTERN}]+{_MARKS}(?:[’'][a-zA-Z]+)*"
    rf"|[ \t\u00a0]+"
    rf"|(?s:.){_MARKS}"
)
"""A dash or ellipsis of two cells, a Western run, typed spaces, or one character with its marks."""

SPACES = frozenset(" \t\u00a0")

UNITS = frozenset("年月日时分秒号届元万亿")
"""Units never split from their number (reference rule 2)."""

_HAN_DIGITS = "一二三四五六七八九十百千〇零"
NO_BREAK = re.compile(
    rf"第(?:[0-9]+|[{_HAN_DIGITS}]+)"
    rf"|（[{_HAN_DIGITS}]+）"
    rf"|（[0-9]+）"
    r"|〔[0-9]{2,4}〕第?[0-9]+号?"
    r"|[0-9][0-9.,%]*[—–～][0-9]+"
    r"|[A-Z]{2,}(?:/[A-Z]+)? ?[0-9][0-9.]*[—–-][0-9]{4}"
)
"""Stretches that are one box (reference rule 2)."""


class Look(Protocol):
    """What shapes tokens: two roles at one size (a `Shaper`)."""

    def cluster(self, token: str) -> Cluster: ...

    def western(self, token: str) -> Cluster: ...


@dataclass(frozen=True, slots=True)
class LookedSpan:
    """A span of a paragraph: its text and what shapes it."""

    text: str
    look: Look


@dataclass(slots=True)
class Collected:
    """A paragraph cut into clusters; typed spaces are held by the gap they stand in.

    `starts[k]` is the offset of cluster k in `text`, `spans[k]` its span, `spaces[k]` the typed
    spaces that follow it.
    """

    text: str
    clusters: list[Cluster]
    starts: list[int]
    spans: list[int]
    spaces: list[str]

    def inner_boundaries(self, begin: int, end: int) -> range:
        """Clusters k whose gap to k + 1 lies inside text[begin:end]."""
        first = bisect_left(self.starts, begin)
        last = bisect_left(self.starts, end)
        return range(first, last - 1)


def collect(spans: Sequence[LookedSpan], *, measure: float) -> Collected:
    """收集: cut spans into clusters.

    A Western run wider than the measure is cut into its glyphs here, so that no cluster alone
    exceeds a line (reference rule 3).
    """
    text = "".join(span.text for span in spans)
    collected = Collected(text, [], [], [], [])
    clusters, starts = collected.clusters, collected.starts
    owners, spaces = collected.spans, collected.spaces
    mixed = bool(_LATIN_LETTER.search(text))
    offset = 0
    for number, span in enumerate(spans):
        look = span.look.cluster
        for token in TOKEN.findall(span.text):
            first = token[0]
            if first in SPACES and clusters:
                spaces[-1] += token
            elif mixed and first in AMBIGUOUS and _stands_in_latin(text, offset, len(token)):
                clusters.append(span.look.western(token))
                starts.append(offset)
                owners.append(number)
                spaces.append("")
            else:
                cluster = look(token)
                for part in (cluster,) if cluster.width <= measure else _pieces(span, token):
                    clusters.append(part)
                    starts.append(offset)
                    owners.append(number)
                    spaces.append("")
                    offset += len(part.text)
                continue
            offset += len(token)
    return collected


_LATIN_LETTER = re.compile("[A-Za-z]")
_STRONG = re.compile("[A-Za-z\u3400-\u9fff\uff00-\uffef\u3001-\u303f\U00020000-\U0003ffff]")


def _stands_in_latin(text: str, offset: int, length: int) -> bool:
    """Whether the nearest strong character on both sides is Western (rule 14).

    Digits are weak, as in bidirectional text: 2025—2027 in a Chinese sentence keeps the Chinese
    dash.  At a tie Chinese wins.
    """
    before = next((c for c in reversed(text[:offset][-40:]) if _STRONG.match(c)), "")
    match = _STRONG.search(text, offset + length)
    after = match[0] if match else ""
    return (before or after).isascii() and (after or before).isascii() and bool(before or after)


def _pieces(span: LookedSpan, token: str) -> list[Cluster]:
    """A run too wide for any line, character by character."""
    if char_class(token) not in {CharClass.LATIN, CharClass.NUMBER}:
        return [span.look.cluster(token)]
    return [span.look.western(part) for part in re.findall(rf"(?s:.){_MARKS}", token)]
