"""Justifying (齐行): a line's clusters placed so that it ends at the measure.

Source: CLReq, 3.3.2; reference rules 10, 16, 17 and 19.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from typeset.base.units import Em
from typeset.design.style.style import LineRules
from typeset.layout.lines.char_class import CharClass
from typeset.layout.lines.line import Line
from typeset.layout.lines.shape import Shape
from typeset.layout.lines.spacing import Prepared
from typeset.layout.lines.stages import Sums, opening_gaps, stages

_EPSILON = 1e-7


class Adjustment(NamedTuple):
    """How a line is made to fit: the share (0 to 1) each stage gives, then what word spaces and
    HAN–Latin gaps gain, and by how much the last gaps open."""

    end: float = 0.0
    word: float = 0.0
    bracket: float = 0.0
    pause: float = 0.0
    western: float = 0.0
    stop: float = 0.0
    word_grow: float = 0.0
    western_grow: float = 0.0
    opened: Em = 0.0


def place_line(
    prepared: Prepared,
    sums: Sums,
    rules: LineRules,
    start: int,
    end: int,
    *,
    left: Em,
    measure: Em,
    justify: bool,
    last: bool,
) -> Line:
    """The line of clusters start to end, its first room beginning `left` em in.

    A last line, or one that is not justified, is only ever squeezed to fit.
    """
    natural = sums.width[end + 1] - prepared.gap[end] - prepared.end_trim[end]
    natural -= sums.width[start] + prepared.start_trim[start]
    over = natural - measure
    adjustment = Adjustment()
    justified = False
    if over > _EPSILON:
        adjustment = _squeeze(prepared, sums, start, end, over)
        justified = not last
    elif justify and not last:
        stretched = _stretch(sums, rules, start, end, -over)
        if stretched is not None:
            adjustment, justified = stretched, True
    gaps = _gaps(prepared, sums, start, end, adjustment)
    placed = _place(prepared, start, end, left, adjustment, gaps)
    shapes, xs, advances, origins, spans, offsets = zip(*placed, strict=True)
    over = max(0.0, over)
    return Line(
        shapes, xs, advances, origins, spans, offsets, adjustment.opened, over, last, justified
    )


def _squeeze(prepared: Prepared, sums: Sums, start: int, end: int, over: Em) -> Adjustment:
    shares = []
    for amount, _, _ in stages(prepared, sums, start, end):
        taken = min(over, amount) if amount > 0.0 else 0.0
        shares.append(taken / amount if taken > 0.0 else 0.0)
        over -= taken
    return Adjustment(*shares)


def _stretch(sums: Sums, rules: LineRules, start: int, end: int, slack: Em) -> Adjustment | None:
    """Word spaces, then HAN–Latin gaps, then all others (reference rule 17).

    None where the gap would pass the style's widest: the line stays ragged.
    """
    word = sums.word_grow[end] - sums.word_grow[start]
    if slack <= word:
        return Adjustment(word_grow=slack / word if word else 0.0)
    slack -= word
    western = sums.grow[end] - sums.grow[start] - word
    if slack <= western:
        return Adjustment(word_grow=1.0, western_grow=slack / western)
    slack -= western
    count = opening_gaps(sums, start, end)
    if not count:
        return None if slack > _EPSILON else Adjustment(word_grow=1.0, western_grow=1.0)
    gap = slack / count
    if gap > rules.widest_gap + _EPSILON:
        return None
    return Adjustment(word_grow=1.0, western_grow=1.0, opened=gap)


def _gaps(prepared: Prepared, sums: Sums, start: int, end: int, adjustment: Adjustment) -> list[Em]:
    """The gap after each cluster of the line, the last one's 0."""
    gaps = prepared.gap[start:end]
    opened = adjustment.opened
    if opened:
        opens: Sequence[float] = prepared.stretchable
        han, words = (counts[end] - counts[start] for counts in (sums.gaps, sums.words))
        if words > han:
            opens = prepared.word_stretch
        elif not han:
            opens = prepared.western_stretch
        gaps = [
            gap + opened if open_ else gap
            for gap, open_ in zip(gaps, opens[start:end], strict=True)
        ]
    if adjustment.word or adjustment.western or adjustment.word_grow or adjustment.western_grow:
        for k in range(start, end):
            gaps[k - start] += (
                adjustment.word_grow * prepared.word_stretch[k]
                + adjustment.western_grow * prepared.western_stretch[k]
                - adjustment.word * prepared.word_shrink[k]
                - adjustment.western * prepared.western_shrink[k]
            )
    gaps.append(0.0)
    return gaps


_Placed: TypeAlias = tuple[Shape, Em, Em, Em, int, int]
"""A glyph in its line: an item of each parallel tuple of `Line`."""


def _place(
    prepared: Prepared,
    start: int,
    end: int,
    left: Em,
    adjustment: Adjustment,
    gaps: Sequence[Em],
) -> list[_Placed]:
    collected = prepared.collected
    clusters, starts, owners = collected.clusters, collected.starts, collected.spans
    typed = collected.spaces
    placed: list[_Placed] = []
    add = placed.append
    han = CharClass.HAN
    x = left
    for k in range(start, end + 1):
        cluster = clusters[k]
        width = cluster.width
        if cluster.kind is han and len(cluster.shapes) == 1:
            shape = cluster.shapes[0]
            add((shape, x, width, x + shape.origin, owners[k], starts[k]))
        else:
            before, after = _trims(prepared, k, start, end, adjustment)
            offset = starts[k]
            for shape, at in zip(cluster.shapes, cluster.offsets, strict=True):
                advance = shape.width - before - after
                add((shape, x + at, advance, x + at - before + shape.origin, owners[k], offset))
                offset += len(shape.text)
            width -= before + after
        x += width
        gap = gaps[k - start]
        if typed[k]:
            # Typed spaces stay in the line's text as one glyph without ink.
            space = Shape(typed[k], "", 0, 0, gap, 0.0, 0.0, gap, 0.0, 0.0, 0.0, 0.0)
            add((space, x, max(gap, 0.0), x, owners[k], starts[k] + len(cluster.text)))
        x += gap
    hyphen = collected.hyphens.get(end)
    if hyphen:
        shape = hyphen.shapes[0]._replace(text="", drawn="-")
        after = starts[end] + len(clusters[end].text) - 1
        add((shape, x, hyphen.width, x + shape.origin, owners[end], after))
    return placed


def _trims(
    prepared: Prepared, k: int, start: int, end: int, adjustment: Adjustment
) -> tuple[Em, Em]:
    """The blank a mark gives up on its left and right in this line."""
    kind = prepared.collected.clusters[k].kind
    if kind is CharClass.OPEN:
        if k == start and prepared.start_trim[k]:
            return prepared.start_trim[k], 0.0
        return adjustment.bracket * prepared.left_cap[k], 0.0
    if kind not in (CharClass.CLOSE, CharClass.PAUSE, CharClass.STOP):
        return 0.0, 0.0
    if k == end:
        return 0.0, prepared.end_trim[k] + adjustment.end * prepared.end_spare[k]
    shares = {CharClass.PAUSE: adjustment.pause, CharClass.STOP: adjustment.stop}
    return 0.0, shares.get(kind, adjustment.bracket) * prepared.right_cap[k]
