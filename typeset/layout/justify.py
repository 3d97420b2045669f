"""Justifying (齐行): a line's clusters placed so that it ends at the measure.

Source: CLReq, 3.3.2; reference rules 10, 16, 17 and 19.
"""

from __future__ import annotations

from typing import NamedTuple

from typeset.base.units import Em
from typeset.design.style import LineRules
from typeset.layout.char_class import CharClass
from typeset.layout.line import Line
from typeset.layout.shape import Shape
from typeset.layout.spacing import Prepared
from typeset.layout.stages import Sums, stages

_EPSILON = 1e-7


class Adjustment(NamedTuple):
    """How a line is made to fit: the share (0 to 1) each stage gives or gains, and the gap that
    opens between Han."""

    end: float = 0.0
    word: float = 0.0
    bracket: float = 0.0
    pause: float = 0.0
    western: float = 0.0
    stop: float = 0.0
    grow: float = 0.0
    gap: Em = 0.0


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
    return _place(prepared, start, end, left, adjustment, max(0.0, over), last, justified)


def _squeeze(prepared: Prepared, sums: Sums, start: int, end: int, over: Em) -> Adjustment:
    shares = []
    for amount, _, _ in stages(prepared, sums, start, end):
        taken = min(over, amount) if amount > 0.0 else 0.0
        shares.append(taken / amount if taken > 0.0 else 0.0)
        over -= taken
    return Adjustment(*shares)


def _stretch(sums: Sums, rules: LineRules, start: int, end: int, slack: Em) -> Adjustment | None:
    """None where the gap would pass the style's error limit: the line stays ragged."""
    grow = sums.grow[end] - sums.grow[start]
    if slack <= grow:
        return Adjustment(grow=slack / grow if grow else 0.0)
    count = sums.gaps[end] - sums.gaps[start]
    if not count:
        return None
    gap = (slack - grow) / count
    if gap > rules.error_gap + _EPSILON:
        return None
    return Adjustment(grow=1.0, gap=gap)


def _place(
    prepared: Prepared,
    start: int,
    end: int,
    left: Em,
    adjustment: Adjustment,
    squeeze: Em,
    last: bool,
    justified: bool,
) -> Line:
    collected = prepared.collected
    clusters, starts, owners = collected.clusters, collected.starts, collected.spans
    typed = collected.spaces
    gaps, stretchable = prepared.gap, prepared.stretchable
    shapes: list[Shape] = []
    xs: list[Em] = []
    advances: list[Em] = []
    origins: list[Em] = []
    spans: list[int] = []
    offsets: list[int] = []
    han = CharClass.HAN
    opened = adjustment.gap
    x = left
    for k in range(start, end + 1):
        cluster = clusters[k]
        if cluster.kind is han:
            shape = cluster.shapes[0]
            shapes.append(shape)
            xs.append(x)
            advances.append(cluster.width)
            origins.append(x + shape.origin)
            spans.append(owners[k])
            offsets.append(starts[k])
            x += cluster.width
        else:
            before, after = _trims(prepared, k, start, end, adjustment)
            offset = starts[k]
            for shape, at in zip(cluster.shapes, cluster.offsets, strict=True):
                shapes.append(shape)
                xs.append(x + at)
                advances.append(shape.width - before - after)
                origins.append(x + at - before + shape.origin)
                spans.append(owners[k])
                offsets.append(offset)
                offset += len(shape.text)
            x += cluster.width - before - after
        if k < end:
            gap = gaps[k]
            if stretchable[k]:
                gap += opened
            if gap and not stretchable[k]:
                gap += adjustment.grow * (prepared.western_stretch[k] + prepared.word_stretch[k])
                gap -= adjustment.western * prepared.western_shrink[k]
                gap -= adjustment.word * prepared.word_shrink[k]
        else:
            gap = 0.0
        if typed[k]:
            _put_space(shapes, xs, advances, origins, typed[k], x, gap)
            spans.append(owners[k])
            offsets.append(starts[k] + len(cluster.text))
        x += gap
    return Line(
        tuple(shapes),
        tuple(xs),
        tuple(advances),
        tuple(origins),
        tuple(spans),
        tuple(offsets),
        opened,
        squeeze,
        last,
        justified,
    )


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
    share = (
        adjustment.pause
        if kind is CharClass.PAUSE
        else adjustment.stop
        if kind is CharClass.STOP
        else adjustment.bracket
    )
    return 0.0, share * prepared.right_cap[k]


def _put_space(
    shapes: list[Shape],
    xs: list[Em],
    advances: list[Em],
    origins: list[Em],
    text: str,
    x: Em,
    gap: Em,
) -> None:
    """Typed spaces are kept in the line's text as one glyph without ink."""
    shapes.append(Shape(text, "", 0, 0, gap, 0.0, 0.0, gap, 0.0, 0.0, 0.0, 0.0))
    xs.append(x)
    advances.append(max(gap, 0.0))
    origins.append(x)
