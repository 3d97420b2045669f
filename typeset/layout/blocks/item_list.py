"""Lists and quotations (列表、引文) as blocks of the flow, one a paragraph.

Source: GB/T 9704-2012, 7.3.3 (two characters in, turnover flush) where the style sets items as
paragraphs; where it hangs them, turnover lines stand under the words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec.structs import replace

from typeset.base.units import Em
from typeset.design.applying.styled import StyledItem, StyledList, StyledParagraph, StyledQuotation
from typeset.design.style.style import ListStyle
from typeset.layout.blocks.paragraph import Measure, advance_of, one_line, set_paragraph
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.slices import FlowBlock, SetLine, within
from typeset.layout.placing.structure import list_parts, quotation_parts

_EPSILON = 1e-6


def set_list(
    typesetter: Typesetter, styled: StyledList, rules: ListStyle, measure: Measure
) -> Iterator[tuple[StyledParagraph, FlowBlock]]:
    """Each item's words and their block; all blocks have the list as their source."""
    places = iter(list_parts(styled).items)
    for item, room in _items(typesetter, styled, rules, measure):
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
            SetLine(line, item.label, start * pitch, 0.0, pitch, label_part)
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
) -> Iterator[tuple[StyledItem, Em]]:
    """Every item in reading order, and the room for the labels of its list, in em: whole cells of
    the grid where the words hang, so that they stand under one another."""
    widths = [advance_of(typesetter, item.label, measure) for item in styled.items]
    widest = max((rules.label_room, *widths))
    for item, width in zip(styled.items, widths, strict=True):
        room = float(math.ceil(widest - _EPSILON)) if rules.hanging else max(width, 0.0)
        yield item, room
        for inner in item.lists:
            yield from _items(typesetter, inner, rules, measure)
