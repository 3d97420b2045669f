"""What stands over and under a line: readings (注音) and 着重号, within the line pitch."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from typeset.base.units import Pt
from typeset.design.applying.styled import StyledParagraph, StyledSpan
from typeset.layout.lines.glyph_shape import Shape
from typeset.layout.lines.line import Line
from typeset.layout.lines.shape import Shaper
from typeset.layout.placing.page import Disc, GlyphRun, Spoken


def is_dotted(character: str) -> bool:
    """Whether a 着重号 stands under a character: under Han, not under marks, letters or figures
    (GB/T 15834-2011, 4.12)."""
    return unicodedata.category(character) in {"Lo", "Co"} or character == "〇"


def dots(
    line: Line, paragraph: StyledParagraph, left: Pt, baseline: Pt, pitch: Pt
) -> Iterator[Disc]:
    """The 着重号 of a line, each under the middle of its character's cell."""
    if not any(span.dot for span in paragraph.spans):
        return
    for k, shape in enumerate(line.shapes):
        span = paragraph.spans[line.spans[k]]
        if span.dot and shape.face and is_dotted(shape.text[:1] or " "):
            x = left + (line.origins[k] + shape.advance / 2) * pitch
            yield Disc(x, baseline + span.dot.below, span.dot.diameter / 2, span.colour)


def with_readings(
    runs: Sequence[tuple[int, GlyphRun]],
    line: Line,
    spans: Sequence[StyledSpan],
    left: Pt,
    baseline: Pt,
    pitch: Pt,
    shapers: dict[str, Shaper],
) -> Iterator[GlyphRun]:
    """Runs with the number of their span, each stretch that has a reading followed by it; both are
    spoken as 喆（zhé）.  `shapers` by Western role."""
    for owner, group in groupby(runs, key=lambda one: one[0]):
        span = spans[owner]
        if span.reading is None:
            yield from (run for _, run in group)
            continue
        own = [run for _, run in group]
        spoken = Spoken(f"{span.text}（{span.reading.text}）")
        for run in (*own, *_reading(span, owner, line, left, baseline, pitch, shapers, own[0])):
            yield replace(run, spoken=spoken)


def _reading(
    span: StyledSpan,
    owner: int,
    line: Line,
    left: Pt,
    baseline: Pt,
    pitch: Pt,
    shapers: dict[str, Shaper],
    base: GlyphRun,
) -> Iterator[GlyphRun]:
    """A syllable over each character where there are as many, else all over the whole."""
    if span.reading is None:
        return
    places = [k for k, one in enumerate(line.spans) if one == owner and line.shapes[k].face]
    syllables = span.reading.text.split()
    over = [(part, k, k) for part, k in zip(syllables, places, strict=False)]
    if len(syllables) != len(places):
        over = [(" ".join(syllables), places[0], places[-1])]
    size = span.reading.size
    for words, first, last in over:
        cluster = shapers[span.western].western(words)
        end = line.origins[last] + line.shapes[last].advance
        middle = left + (line.origins[first] + end) / 2 * pitch
        x = middle - cluster.width * size / 2
        drawn = [
            (shape, offset)
            for shape, offset in zip(cluster.shapes, cluster.offsets, strict=True)
            if shape.face
        ]
        for _, group in groupby(drawn, key=lambda one: (one[0].face, one[0].drop)):
            yield _run(list(group), span, x, baseline - span.reading.rise, size, base)


def _run(
    drawn: Sequence[tuple[Shape, float]],
    span: StyledSpan,
    x: Pt,
    y: Pt,
    size: Pt,
    base: GlyphRun,
) -> GlyphRun:
    shape, start = drawn[0]
    return GlyphRun(
        x=x + start * size,
        y=y + shape.drop * size,
        face=shape.face,
        size=size,
        colour=span.colour,
        codes=tuple(one.code for one, _ in drawn),
        identifiers=tuple(one.identifier for one, _ in drawn),
        offsets=tuple((offset - start) * size for _, offset in drawn),
        advances=tuple(one.advance * size for one, _ in drawn),
        texts=tuple(one.drawn or one.text for one, _ in drawn),
        structure=base.structure,
        position=base.position,
    )
