"""A material's blocks as the flow of a text (成块): label, titles, text, ending.

Source: GB/T 9704-2012, 7.3.1 (title), 7.3.7 (label on line 1, title on line 3, by analogy).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import assert_never

from typeset.base.findings import Finding
from typeset.design.applying.styled import (
    StyledAttachmentNote,
    StyledBlock,
    StyledList,
    StyledMaterial,
    StyledParagraph,
    StyledPicture,
    StyledQuotation,
    StyledSignature,
    StyledTable,
)
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.ending import set_attachment_note, set_signature
from typeset.layout.blocks.paragraph import measure_of, set_list, set_paragraph, set_quotation
from typeset.layout.blocks.picture import set_picture
from typeset.layout.blocks.table import set_table
from typeset.layout.filling.report import report_paragraph
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.slices import Choice, FlowBlock, Slice

_AFTER_TITLES = 2
"""Lines of the text that follow the titles on their page."""


class BlockSetter:
    """Sets the blocks of an edition; gathers what there is to say of them."""

    def __init__(self, typesetter: Typesetter, style: StyleSheet) -> None:
        self.findings: list[Finding] = []
        self._typesetter = typesetter
        self._style = style
        self._measure = measure_of(style.type_area)
        self._centre = typesetter.book.first("body").middle

    def material(self, material: StyledMaterial) -> list[FlowBlock]:
        """A material's flow: label on line 1, title on its line, then the text."""
        blocks = [self.paragraph(material.label)]
        blank = self._style.material.title_line - 1 - blocks[0].choice.lines
        for place, paragraph in enumerate(material.front):
            block = self.paragraph(paragraph)
            if place == 0:
                block.blank_before = max(block.blank_before, blank)
            block.keep_with_next = max(block.keep_with_next, _AFTER_TITLES)
            blocks.append(block)
        blocks[-1].blank_after = max(
            blocks[-1].blank_after, round(self._style.material.blank_after_title)
        )
        blocks.extend(self.blocks(material.blocks))
        return blocks

    def blocks(self, styled: Sequence[StyledBlock]) -> list[FlowBlock]:
        """The flow of some blocks; what stays with the text before it is tied to it."""
        flow: list[FlowBlock] = []
        for block in styled:
            flow.extend(self._block(block))
        for before, after in pairwise(flow):
            if after.keep_with_previous:
                before.keep_with_next = max(1, before.keep_with_next)
        return flow

    def paragraph(self, paragraph: StyledParagraph) -> FlowBlock:
        """A paragraph or title; one without any glyph still takes a line."""
        block = set_paragraph(self._typesetter, paragraph, self._measure)
        self.findings.extend(report_paragraph(paragraph, block))
        block.choice = block.choice if block.choice.slices else Choice((Slice(1, ()),), 0.0)
        return block

    def _block(self, block: StyledBlock) -> list[FlowBlock]:
        typesetter, style, measure = self._typesetter, self._style, self._measure
        match block:
            case StyledParagraph():
                return [self.paragraph(block)]
            case StyledTable():
                flow, findings = set_table(typesetter, block, style, measure, self._centre)
            case StyledPicture():
                flow, findings = set_picture(typesetter, block, style, measure)
            case StyledList():
                return self._reported(set_list(typesetter, block, style.lists, measure))
            case StyledQuotation():
                return self._reported(set_quotation(typesetter, block, measure))
            case StyledAttachmentNote():
                return [set_attachment_note(typesetter, block, style, measure)]
            case StyledSignature():
                return [set_signature(typesetter, block, style, measure)]
            case _:
                assert_never(block)
        self.findings.extend(findings)
        return [flow]

    def _reported(self, parts: Iterable[tuple[StyledParagraph, FlowBlock]]) -> list[FlowBlock]:
        flow: list[FlowBlock] = []
        for paragraph, block in parts:
            self.findings.extend(report_paragraph(paragraph, block))
            flow.append(block)
        return flow
