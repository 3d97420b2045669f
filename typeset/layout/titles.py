"""Titles (标题回行): fewest lines, broken between words only, shaped as trapezoid or diamond.

Source: GB/T 9704-2012, 7.3.1; reference rule 20.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from typeset.base.units import Em, Pt
from typeset.design.styled import StyledParagraph, StyledSpan
from typeset.layout.char_class import NO_LINE_END, NO_LINE_START, char_class
from typeset.layout.compose import Setting, SpanText, Typesetter
from typeset.layout.line import Line
from typeset.layout.words import word_boundaries

_NEVER_FIRST = frozenset("的和与及等或了着之")
_GOOD_FIRST = ("关于", "在", "以", "为", "把", "将", "向", "对")
_LEAST_RATIO = 0.6
_MOST_COMBINATIONS = 20000


@dataclass(frozen=True, slots=True)
class _Title:
    """A title measured on one endless line: `edges[k]` is the left edge of character k, em."""

    text: str
    edges: tuple[Em, ...]
    rights: tuple[Em, ...]
    breaks: tuple[int, ...]
    preferred: frozenset[int]
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
    whole = typesetter.compose(_texts(paragraph.spans), endless).lines
    if not whole:
        return ()
    title = _measure_title(paragraph, whole[0], typesetter.names)
    cuts = _best_cuts(title, measure)
    if cuts is None:
        setting = replace(endless, measure=measure)
        return typesetter.compose(_texts(paragraph.spans), setting).lines
    lines: list[Line] = []
    for begin, end in pairwise((0, *cuts, len(title.text))):
        spans = _texts(_part(paragraph.spans, begin, end))
        lines.extend(typesetter.compose(spans, endless).lines)
    return tuple(lines)


def _texts(spans: Iterable[StyledSpan]) -> tuple[SpanText, ...]:
    return tuple(SpanText(span.text, span.role, span.western, span.size) for span in spans)


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
    spaces = frozenset(
        k for k in range(1, len(text)) if text[k - 1] in " \u3000" and text[k] not in " \u3000"
    )
    breaks = tuple(k for k in word_boundaries(text, names) if _allowed(text, k))
    return _Title(text, tuple(lefts), tuple(rights), breaks, spaces, tuple(forced))


def _allowed(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or after in " \u3000":
        return False
    return char_class(after) not in NO_LINE_START and char_class(before) not in NO_LINE_END


def _best_cuts(title: _Title, measure: Em) -> tuple[int, ...] | None:
    """The best layout of the fewest lines that a title allows; None where none does."""
    total = title.rights[len(title.text) - 1] if title.text else 0.0
    fewest = max(1, len(title.forced) + 1, -int(-total // measure))
    free = [k for k in title.breaks if k not in title.forced]
    for count in range(fewest, fewest + 3):
        best: tuple[float, tuple[int, ...]] | None = None
        for number, chosen in enumerate(combinations(free, count - 1 - len(title.forced))):
            if number > _MOST_COMBINATIONS:
                break
            cuts = tuple(sorted((*chosen, *title.forced)))
            widths = [
                _width(title, begin, end) for begin, end in pairwise((0, *cuts, len(title.text)))
            ]
            if max(widths) <= measure + 0.01:
                cost = _shape_cost(title, cuts, widths)
                if best is None or cost < best[0]:
                    best = (cost, cuts)
        if best is not None:
            return best[1]
    return None


def _width(title: _Title, begin: int, end: int) -> Em:
    while end > begin and title.text[end - 1] in " \u3000":
        end -= 1
    return title.rights[end - 1] - title.edges[begin] if end > begin else 0.0


def _shape_cost(title: _Title, cuts: tuple[int, ...], widths: list[Em]) -> float:
    """Lower is better: lengths alike, no hourglass, broken where the sense pauses."""
    longest, shortest = max(widths), min(widths)
    ratio = shortest / longest if longest else 1.0
    cost = 10.0 * (1.0 - ratio)
    if ratio < _LEAST_RATIO:
        cost += 20.0 * (_LEAST_RATIO - ratio) / _LEAST_RATIO
    for first, middle, last in zip(widths, widths[1:], widths[2:], strict=False):
        if middle < min(first, last) - 0.5:
            cost += 8.0
    if len(widths) > 1 and abs(widths[0] - widths[-1]) < 0.5 and len(widths) == 2:
        cost += 0.5
    inner_spaces = title.preferred.difference(cuts)
    cost += 6.0 * len(inner_spaces)
    for cut in cuts:
        if cut in title.preferred:
            cost -= 2.0
        elif title.text.startswith("关于", cut):
            cost -= 3.0
        elif title.text[cut - 1] in "的，、；：" or title.text.startswith(_GOOD_FIRST, cut):
            cost -= 0.5
    return cost
