"""Titles (标题回行): fewest lines, broken between words only, shaped as trapezoid or diamond.

Source: GB/T 9704-2012, 7.3.1; reference rule 20.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em, Pt
from typeset.design.applying.styled import StyledParagraph, StyledSpan
from typeset.layout.lines.char_class import may_end_line, may_start_line
from typeset.layout.lines.compose import Setting, Typesetter, span_texts
from typeset.layout.lines.line import Line
from typeset.layout.lines.words import has_verb, word_boundaries

_NEVER_FIRST = frozenset("的和与及等或了着之得地们")
_LEAST_RATIO = 0.6
_MOST_LAYOUTS = 20000
_MOST_LINES = 6
_LEAST_CLAUSE = 4
_DASH = "——"
_CLAUSE_ENDS = re.compile(
    rf"(?<=[^：]{{{_LEAST_CLAUSE}}})：(?=[^：]{{{_LEAST_CLAUSE}}})"
    rf"|(?<=.{{{_LEAST_CLAUSE}}})(?={_DASH}.|（[^（）]*〔[^（）]*）)"
)

# What a layout costs; a line of half the longest one's length costs 5.
_UNEQUAL = 10.0
_TOO_UNEQUAL = 20.0
_HOURGLASS = 8.0
_BOX = 0.5
_CLAUSE_INSIDE_LINE = 6.0
_AFTER_CLAUSE = -2.0
_BEFORE_SUBJECT = -3.0


class _Title(Struct, frozen=True):
    """A title measured on one endless line.

    `edges[k]` and `rights[k]` are the edges of character k in em, `breaks` the offsets where it
    may be broken with what the sense says of each, `pauses` those between two clauses, `forced`
    those of the source's ` / `.
    """

    text: str
    edges: tuple[Em, ...]
    rights: tuple[Em, ...]
    breaks: dict[int, float]
    pauses: frozenset[int]
    forced: tuple[int, ...]


def balanced_lines(
    typesetter: Typesetter, paragraph: StyledParagraph, width: Pt, pitch: Pt
) -> tuple[Line, ...]:
    """The lines of a title of some width, each set by itself.

    Falls back to ordinary breaking where words and names leave no way.
    """
    style = paragraph.style
    measure = width / pitch - style.left_indent - style.right_indent
    endless = Setting(pitch, 1e6, 0.0, 0.0, justify=False, heading=True)
    whole = typesetter.compose(span_texts(paragraph.spans), endless).lines
    if not whole:
        return ()
    title = _measure_title(paragraph, whole[0], typesetter.names)
    cuts = _best_cuts(title, measure)
    if cuts is None:
        setting = replace(endless, measure=measure)
        return typesetter.compose(span_texts(paragraph.spans), setting).lines
    lines: list[Line] = []
    for begin, end in pairwise((0, *cuts, len(title.text))):
        spans = span_texts(_part(paragraph.spans, begin, end))
        lines.extend(line.within(0, begin) for line in typesetter.compose(spans, endless).lines)
    return tuple(lines)


def _part(spans: Iterable[StyledSpan], begin: int, end: int) -> Iterator[StyledSpan]:
    """The spans of text[begin:end]; spans outside come empty, so that their numbers stay."""
    offset = 0
    for span in spans:
        first = max(begin - offset, 0)
        last = max(min(end - offset, len(span.text)), first)
        yield replace(span, text=span.text[first:last])
        offset += len(span.text)


def _measure_title(paragraph: StyledParagraph, line: Line, names: Sequence[str]) -> _Title:
    text = paragraph.text
    lefts = [0.0] * (len(text) + 1)
    rights = [0.0] * (len(text) + 1)
    for offset, x, advance, shape in zip(
        line.offsets, line.xs, line.advances, line.shapes, strict=True
    ):
        for k in range(offset, offset + len(shape.text)):
            lefts[k], rights[k] = x, x + advance
    forced = []
    offset = 0
    for span in paragraph.spans:
        if span.forced_break and offset:
            forced.append(offset)
        offset += len(span.text)
    boundaries = word_boundaries(text, names)
    bound = frozenset(_bound(paragraph.spans))
    breaks = {k: cost for k, cost in boundaries.items() if k not in bound and _allowed(text, k)}
    return _Title(text, tuple(lefts), tuple(rights), breaks, _pauses(text), tuple(forced))


def _bound(spans: Iterable[StyledSpan]) -> Iterator[int]:
    """Offsets before scripts, and inside them and characters with a reading (rule 7)."""
    offset = 0
    for span in spans:
        end = offset + len(span.text)
        if span.rise or span.reading:
            yield from range(offset + (not span.rise), end)
        offset = end


def _pauses(text: str) -> frozenset[int]:
    """Behind a colon that ends a clause, before a dash of two cells or a 文号 in brackets, and at
    spaces between two clauses.  中共中央 国务院 are two names, and no pause."""
    found = {match.end() for match in _CLAUSE_ENDS.finditer(text)}
    for match in re.finditer("[ \u3000]+", text):
        before = text[: match.start()].split()[-1:]
        after = text[match.end() :].split()[:1]
        if before and after and len(before[0]) > _LEAST_CLAUSE and has_verb(before[0]):
            found.add(match.end())
    return frozenset(found)


def _allowed(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if text.startswith(_DASH, at):
        return True
    if text.startswith(_DASH, max(0, at - 2)) or after in _NEVER_FIRST or after in " \u3000":
        return False
    return may_start_line(after) and may_end_line(before)


def _best_cuts(title: _Title, measure: Em) -> tuple[int, ...] | None:
    """The best layout of the fewest lines that a title allows; None where none does."""
    total = title.rights[len(title.text) - 1] if title.text else 0.0
    fewest = max(1, len(title.forced) + 1, math.ceil(total / measure - 1e-6))
    for count in range(fewest, min(fewest + 3, _MOST_LINES + 1 + len(title.forced))):
        best: tuple[float, tuple[int, ...]] | None = None
        for cuts in islice(_layouts(title, measure, 0, count), _MOST_LAYOUTS):
            edges = pairwise((0, *cuts, len(title.text)))
            cost = _shape_cost(title, cuts, [_width(title, begin, end) for begin, end in edges])
            if best is None or cost < best[0]:
                best = (cost, cuts)
        if best is not None:
            return best[1]
    return None


def _layouts(title: _Title, measure: Em, begin: int, count: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut the text from `begin` into so many lines that fit."""
    end = len(title.text)
    if count == 1:
        if not any(cut > begin for cut in title.forced) and _fits(title, begin, end, measure):
            yield ()
        return
    for cut in sorted({*title.breaks, *title.forced}):
        if cut <= begin:
            continue
        if not _fits(title, begin, cut, measure):
            break
        if _fits(title, cut, end, measure * (count - 1)):
            yield from ((cut, *rest) for rest in _layouts(title, measure, cut, count - 1))
        if cut in title.forced:
            break


def _fits(title: _Title, begin: int, end: int, measure: Em) -> bool:
    return _width(title, begin, end) <= measure + 0.01


def _width(title: _Title, begin: int, end: int) -> Em:
    while end > begin and title.text[end - 1] in " \u3000":
        end -= 1
    return title.rights[end - 1] - title.edges[begin] if end > begin else 0.0


def _shape_cost(title: _Title, cuts: tuple[int, ...], widths: list[Em]) -> float:
    """Lower is better: lengths alike, no hourglass nor box, broken where the sense pauses."""
    longest, shortest = max(widths), min(widths)
    ratio = shortest / longest if longest else 1.0
    cost = _UNEQUAL * (1.0 - ratio)
    if ratio < _LEAST_RATIO:
        cost += _TOO_UNEQUAL * (_LEAST_RATIO - ratio) / _LEAST_RATIO
    for first, middle, last in zip(widths, widths[1:], widths[2:], strict=False):
        if middle < min(first, last) - 0.5:
            cost += _HOURGLASS
    if len(widths) > 1 and longest - shortest < 0.5:
        cost += _BOX
    cost += _CLAUSE_INSIDE_LINE * len(title.pauses.difference(cuts))
    for cut in cuts:
        cost += title.breaks.get(cut, 0.0)
        if cut in title.pauses:
            cost += _AFTER_CLAUSE
        elif title.text.startswith("关于", cut):
            cost += _BEFORE_SUBJECT
    return cost
