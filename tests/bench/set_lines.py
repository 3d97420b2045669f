"""Lines as any engine sets them, and what is counted on them; knows no engine.

The rules are counted here anew, from the same sources as the composer's (GB/T 15834-2011, 5.1;
CLReq, 3.1; the project's own rules for numbers), so that neither engine marks its own paper.
Lengths are in em; a glyph's `origin` counts from the text area's left edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

OPEN = frozenset("“‘（《〈「『【〖〔［｛")
NEVER_FIRST = frozenset("”’）》〉」』】〗〕］｝，、；：。．？！‼⁇⁈⁉·•・‧…⋯—–～／％%‰℃°′″")
"""行首禁则; a —— is looked at apart, for it may start a line at a price."""
NEVER_LAST = OPEN | frozenset("￥¥$£€№§")
UNITS = "年月日时分秒号届元万亿"

_DIGIT = re.compile(r"[0-9]")
_NUMBER_GOES_ON = re.compile(rf"[0-9.,:%％℃{UNITS}]")
_TRIMMED = 0.25
"""An opening mark whose origin lies further left than this has lost its left half (0.5 em)."""
_ROUNDING = 0.0005


class Glyph(NamedTuple):
    """One character of a line; a typed space has " "."""

    text: str
    origin: float


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a paragraph: its glyphs from left to right, and where its room begins."""

    glyphs: tuple[Glyph, ...]
    left: float

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs).strip()


SetParagraph = Sequence[SetLine]


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What is compared.  `widest` is the widest gap between two Han, in em."""

    lines: int
    widest: float
    above_3: int
    above_5: int
    forbidden_starts: int
    forbidden_ends: int
    dash_starts: int
    split_numbers: int
    split_pairs: int
    untrimmed_opens: int
    open_starts: int
    short_last_lines: int


def measure_lines(paragraphs: Iterable[SetParagraph]) -> LineFigures:
    """Count over all paragraphs."""
    lines = 0
    gaps: list[float] = []
    starts = ends = dashes = numbers = pairs = untrimmed = opens = short = 0
    for paragraph in paragraphs:
        lines += len(paragraph)
        gaps += [widest_gap(line) for line in paragraph]
        for line in paragraph:
            opened = starts_with_open(line)
            opens += opened is not None
            untrimmed += opened is False
        for before, after in pairwise(line.text for line in paragraph):
            if not before or not after:
                continue
            dashes += after.startswith("——")
            starts += after[0] in NEVER_FIRST and not after.startswith("——")
            ends += before[-1] in NEVER_LAST
            numbers += splits_number(before, after)
            pairs += before[-1] == after[0] and after[0] in "—…⋯"
        short += len(paragraph) > 1 and sum(map(is_han, paragraph[-1].text)) < 2
    return LineFigures(
        lines=lines,
        widest=max(gaps, default=0.0),
        above_3=sum(gap > 0.03 + _ROUNDING for gap in gaps),
        above_5=sum(gap > 0.05 + _ROUNDING for gap in gaps),
        forbidden_starts=starts,
        forbidden_ends=ends,
        dash_starts=dashes,
        split_numbers=numbers,
        split_pairs=pairs,
        untrimmed_opens=untrimmed,
        open_starts=opens,
        short_last_lines=short,
    )


def widest_gap(line: SetLine) -> float:
    """The widest gap between two Han that stand side by side, 0 where none do."""
    return max(
        (
            second.origin - first.origin - 1.0
            for first, second in pairwise(line.glyphs)
            if is_han(first.text) and is_han(second.text)
        ),
        default=0.0,
    )


def starts_with_open(line: SetLine) -> bool | None:
    """Whether the opening mark at a line's start has lost its left half; None without one."""
    first = next((glyph for glyph in line.glyphs if glyph.text.strip()), None)
    if first is None or first.text not in OPEN:
        return None
    return first.origin < line.left - _TRIMMED


def splits_number(before: str, after: str) -> bool:
    """Whether a line's end parts a number from its digits, its unit, or 第 from its number."""
    if _DIGIT.match(before[-1]):
        return bool(_NUMBER_GOES_ON.match(after))
    if before[-1] == "第":
        return bool(_DIGIT.match(after))
    return bool(re.search(r"[0-9][.,:]$", before)) and bool(_DIGIT.match(after))


def is_han(text: str) -> bool:
    """Whether a glyph stands for one 汉字."""
    return len(text) == 1 and ("\u3400" <= text <= "\u9fff" or text >= "\U00020000")
