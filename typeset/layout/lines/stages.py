"""The stages of squeezing and stretching (压缩与拉伸的次序) of a line, as sums over its clusters.

Source: CLReq, 3.3.2; reference rules 16 and 17.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from operator import add

from msgspec import Struct

from typeset.layout.lines.char_class import CharClass
from typeset.layout.lines.spacing import Prepared

_TIGHT, _EVEN = 0, 1


class Sums(Struct, frozen=True):
    """Prefix sums over clusters: [k] is the sum before cluster k, in em.

    `width` of clusters and gaps, `shrink` of all that squeezing may take, `grow` of what word
    spaces and HAN–Latin gaps may gain (`word_grow` of word spaces alone), `gaps` the number of
    gaps that open last, `words` and `westerns` of word spaces and HAN–Latin gaps, and the parts
    of `shrink` by stage.
    """

    width: list[float]
    shrink: list[float]
    grow: list[float]
    word_grow: list[float]
    gaps: list[int]
    words: list[int]
    westerns: list[int]
    word: list[float]
    bracket: list[float]
    pause: list[float]
    western: list[float]
    stop: list[float]


def sum_up(prepared: Prepared) -> Sums:
    """Prefix sums of a prepared paragraph."""
    clusters = prepared.collected.clusters
    count = len(clusters)
    bracket, pause, stop = [0.0] * count, [0.0] * count, [0.0] * count
    shrink = list(map(add, prepared.western_shrink, prepared.word_shrink))
    for k, right in enumerate(prepared.right_cap):
        blank = right + prepared.left_cap[k]
        if blank:
            kind = clusters[k].kind
            stage = (
                pause if kind is CharClass.PAUSE else stop if kind is CharClass.STOP else bracket
            )
            stage[k] = blank
            shrink[k] += blank
    return Sums(
        width=_sums(cluster[2] + gap for cluster, gap in zip(clusters, prepared.gap, strict=True)),
        shrink=_sums(shrink),
        grow=_sums(map(add, prepared.western_stretch, prepared.word_stretch)),
        word_grow=_sums(prepared.word_stretch),
        gaps=_counts(prepared.stretchable),
        words=_counts(prepared.word_stretch),
        westerns=_counts(prepared.western_stretch),
        word=_sums(prepared.word_shrink),
        bracket=_sums(bracket),
        pause=_sums(pause),
        western=_sums(prepared.western_shrink),
        stop=_sums(stop),
    )


def _sums(values: Iterable[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _counts(values: Iterable[float]) -> list[int]:
    return list(accumulate(map(bool, values), initial=0))


def opening_gaps(sums: Sums, start: int, end: int) -> int:
    """How many gaps of a line open last (rule 17): those between Han; in a line that has more
    word spaces these, at last its HAN–Latin gaps."""
    han = sums.gaps[end] - sums.gaps[start]
    words = sums.words[end] - sums.words[start]
    return max(han, words) or sums.westerns[end] - sums.westerns[start]


def stages(
    prepared: Prepared, sums: Sums, start: int, end: int
) -> tuple[tuple[float, float, int], ...]:
    """(what the stage may take from the line, its dearness, fitness class), in the order of
    reference rule 16: line-end mark, word spaces, brackets, ，、；：, HAN–Latin gaps, 。？！.

    The blank at the line's two ends is counted apart: a mark there has given it up already.
    """
    bracket = sums.bracket[end] - sums.bracket[start] + prepared.left_cap[end]
    if prepared.start_trim[start]:
        bracket -= prepared.left_cap[start]
    return (
        (prepared.end_spare[end], 4.0, _EVEN),
        (sums.word[end] - sums.word[start], 8.0, _EVEN),
        (bracket, 15.0, _EVEN),
        (sums.pause[end] - sums.pause[start], 25.0, _TIGHT),
        (sums.western[end] - sums.western[start], 35.0, _TIGHT),
        (sums.stop[end] - sums.stop[start], 60.0, _TIGHT),
    )
