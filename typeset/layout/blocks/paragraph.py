"""Paragraphs and headings (段落、标题) as slices.

Source: GB/T 9704-2012, 7.3.3 (two characters in, turnover flush; levels); reference rules 20–24.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em, Pt
from typeset.design.applying.styled import StyledItem, StyledList, StyledParagraph, StyledQuotation
from typeset.design.style.style import ListStyle, ParagraphStyle, TypeArea
from typeset.layout.lines.compose import Setting, SpanText, Typesetter, span_texts
from typeset.layout.lines.line import Line
from typeset.layout.lines.titles import balanced_lines
from typeset.layout.placing.slices import Choice, FlowBlock, SetLine, Slice, within
from typeset.layout.placing.structure import list_parts, quotation_parts

_VARIANT_REACH = 2
_ENDLESS = 1e6


class Measure(Struct, frozen=True):
    """栏宽: width in pt, the grid's character pitch, and the size that pitch is for."""

    width: Pt
    pitch: Pt
    size: Pt

    def pitch_of(self, style: ParagraphStyle) -> Pt:
        """One em of a paragraph: the grid's pitch for text of the grid's size, else its size."""
        return self.pitch if abs(style.size - self.size) < 0.01 else style.size


def measure_of(area: TypeArea) -> Measure:
    """The type area's full measure."""
    return Measure(area.width, area.character_pitch, area.size)


def set_paragraph(
    typesetter: Typesetter, paragraph: StyledParagraph, measure: Measure
) -> FlowBlock:
    """A paragraph as a block of the flow, one slice a line."""
    style = paragraph.style
    if style.balanced:
        lines = balanced_lines(typesetter, paragraph, measure.width, measure.pitch_of(style))
        return _block(paragraph, _choice(paragraph, lines, measure, 0.0), None)
    spans = spans_of(paragraph)
    setting = setting_of(style, measure)
    composed, reopen = typesetter.compose_open(spans, setting)
    best = _choice(paragraph, composed.lines, measure, 0.0)
    if len(composed.lines) < 2:
        return _block(paragraph, best, None, composed.given_up)

    def more() -> tuple[Choice, ...]:
        return tuple(
            _choice(paragraph, variant.lines, measure, variant.cost)
            for variant in typesetter.variants(spans, setting, _VARIANT_REACH, reopen)
        )

    return _block(paragraph, best, more, composed.given_up)


def one_line(
    typesetter: Typesetter, paragraph: StyledParagraph, measure: Measure
) -> tuple[Line, ...]:
    """A paragraph in one line, however long; none where it is empty."""
    setting = Setting(
        measure.pitch_of(paragraph.style), _ENDLESS, 0.0, 0.0, justify=False, heading=False
    )
    return typesetter.compose(spans_of(paragraph), setting).lines


def advance_of(typesetter: Typesetter, paragraph: StyledParagraph, measure: Measure) -> Em:
    """How far behind a label the Han that follows it begins, in em: its marks keep their blank."""
    spans = spans_of(paragraph)
    followed = (*spans, replace(spans[-1], text="国")) if spans else ()
    setting = Setting(
        measure.pitch_of(paragraph.style), _ENDLESS, 0.0, 0.0, justify=False, heading=False
    )
    lines = typesetter.compose(followed, setting).lines
    return lines[0].xs[-1] if lines else 0.0


def spans_of(paragraph: StyledParagraph) -> tuple[SpanText, ...]:
    """What the composer needs of a paragraph's spans."""
    return span_texts(paragraph.spans)


def setting_of(style: ParagraphStyle, measure: Measure, *, right: Em = 0.0) -> Setting:
    """How a paragraph of a style is set in a measure; `right` is taken off at the right."""
    pitch = measure.pitch_of(style)
    return Setting(
        pitch=pitch,
        measure=measure.width / pitch - style.right_indent - right,
        first_indent=style.first_indent,
        left_indent=style.left_indent,
        justify=style.align == "justify",
        heading=style.keep_with_next > 0,
        whole_words=style.keep_with_next > 0,
    )


def _block(
    paragraph: StyledParagraph,
    choice: Choice,
    more: Callable[[], tuple[Choice, ...]] | None,
    given_up: str = "",
) -> FlowBlock:
    style = paragraph.style
    return FlowBlock(
        choice=choice,
        source=paragraph,
        more=more,
        keep_with_next=style.keep_with_next,
        whole=style.keep_with_next > 0,
        blank_before=round(style.blank_before),
        blank_after=round(style.blank_after),
        given_up=given_up,
    )


def _choice(
    paragraph: StyledParagraph, lines: tuple[Line, ...], measure: Measure, cost: float
) -> Choice:
    style = paragraph.style
    pitch = measure.pitch_of(style)
    step = max(1, round(style.line_step))
    return Choice(
        tuple(
            Slice(
                step,
                (SetLine(line, paragraph, shift_of(style, line, measure), 0.0, pitch),),
            )
            for line in lines
        ),
        cost,
    )


def shift_of(style: ParagraphStyle, line: Line, measure: Measure) -> Pt:
    """How far a line is moved right for centred and right-aligned text, in pt."""
    pitch = measure.pitch_of(style)
    room = measure.width - (line.width + style.right_indent) * pitch
    if style.align == "centre":
        start = line.xs[0] if line.xs else 0.0
        return (room - start * pitch) / 2
    return room if style.align == "right" else 0.0


# Lists and quotations (列表、引文) as blocks of the flow, one a paragraph.
#
# Source: GB/T 9704-2012, 7.3.3 (two characters in, turnover flush) where the style sets items as
# paragraphs; where it hangs them, turnover lines stand under the words.

_EPSILON = 1e-6


def set_list(
    typesetter: Typesetter, styled: StyledList, rules: ListStyle, measure: Measure
) -> Iterator[tuple[StyledParagraph, FlowBlock]]:
    """Each item's words and their block; all blocks have the list as their source."""
    places = iter(list_parts(styled).items)
    for item, room, shift in _items(typesetter, styled, rules, measure):
        label_part, text_part = next(places)
        style = item.text.style
        start = style.left_indent + style.first_indent
        left = start + room if rules.hanging else style.left_indent
        hung = replace(
            item.text,
            style=replace(style, left_indent=left, first_indent=start + room - left),
        )
        pitch = measure.pitch_of(style)
        label = tuple(
            SetLine(line, item.label, (start + shift) * pitch, 0.0, pitch, label_part)
            for line in one_line(typesetter, item.label, measure)
        )
        block = set_paragraph(typesetter, hung, measure)
        yield item.text, within(block, styled, text_part, label)


def set_quotation(
    typesetter: Typesetter, styled: StyledQuotation, measure: Measure
) -> Iterator[tuple[StyledParagraph, FlowBlock]]:
    """Each paragraph and its block; all blocks have the quotation as their source."""
    for paragraph, part in zip(styled.paragraphs, quotation_parts(styled).paragraphs, strict=True):
        block = set_paragraph(typesetter, paragraph, measure)
        yield paragraph, within(block, styled, part)


def _items(
    typesetter: Typesetter, styled: StyledList, rules: ListStyle, measure: Measure
) -> Iterator[tuple[StyledItem, Em, Em]]:
    """Every item in reading order, the room for the labels of its list, in em, and how far its own
    is moved right.  Where the words hang the room is whole cells of the grid, so that they stand
    under one another, and the labels end together, figures on their mark (GB/T 1.1)."""
    widths = [advance_of(typesetter, item.label, measure) for item in styled.items]
    longest = max(widths, default=0.0)
    widest = max(rules.label_room, longest)
    for item, width in zip(styled.items, widths, strict=True):
        room = float(math.ceil(widest - _EPSILON)) if rules.hanging else max(width, 0.0)
        yield item, room, longest - width if rules.hanging else 0.0
        for inner in item.lists:
            yield from _items(typesetter, inner, rules, measure)
