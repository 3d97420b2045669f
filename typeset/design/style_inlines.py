"""Inlines to spans (行内着样): bold has become a face, links and forced breaks ride on spans."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

from typeset.base.source_position import SourcePosition
from typeset.content.document import (
    Byline,
    ForcedBreak,
    Inline,
    Inlines,
    Link,
    Strong,
    Text,
)
from typeset.design.style import ParagraphStyle, StyleSheet
from typeset.design.styled import StyledParagraph, StyledSpan

_NAMES = re.compile(r"[^\s（）()、，,]+")


class InlineStylist:
    """A style at work on inlines; gathers the names that bylines hold, which never break."""

    def __init__(self, style: StyleSheet) -> None:
        self._style = style
        self.names: list[str] = []

    def words(
        self, text: str, name: str, position: SourcePosition, *, role: str = "P"
    ) -> StyledParagraph:
        """A paragraph of plain words in the style of a name."""
        return self.paragraph((Text(text, position),), name, position, role=role)

    def paragraph(
        self,
        inlines: Inlines,
        name: str,
        position: SourcePosition,
        *,
        role: str = "P",
        outline: int = 0,
    ) -> StyledParagraph:
        """A paragraph of inlines in the style of a name; `role` and `outline` as in the noun."""
        style = self._style.paragraphs[name]
        spans = tuple(self.spans(inlines, style, position))
        return StyledParagraph(spans, name, style, role, position, outline)

    def spans(
        self, inlines: Inlines, style: ParagraphStyle, position: SourcePosition
    ) -> list[StyledSpan]:
        """Spans of one look each; a forced break is a mark on the span that follows it."""
        spans: list[StyledSpan] = []
        self._flatten(inlines, style, position, spans, strong=False, address="")
        merged: list[StyledSpan] = []
        forced = False
        for span in spans:
            if span.forced_break and not span.text:
                forced = True
                continue
            merged.append(replace(span, forced_break=True) if forced else span)
            forced = False
        return merged

    def _flatten(
        self,
        inlines: Inlines,
        style: ParagraphStyle,
        position: SourcePosition,
        spans: list[StyledSpan],
        *,
        strong: bool,
        address: str,
    ) -> None:
        for inline in inlines:
            self._inline(inline, style, position, spans, strong=strong, address=address)

    def _inline(
        self,
        inline: Inline,
        style: ParagraphStyle,
        position: SourcePosition,
        spans: list[StyledSpan],
        *,
        strong: bool,
        address: str,
    ) -> None:
        where = inline.position if inline.position.file else position
        role = style.strong if strong else style.face
        western = style.strong_western if strong else style.western
        plain = StyledSpan("", role, western, style.size, style.colour, where, address=address)
        match inline:
            case Text(text=text, columns=columns):
                spans.append(replace(plain, text=text, columns=columns))
            case Byline(text=text):
                self.names.extend(_NAMES.findall(text))
                spans.append(replace(plain, text=text))
            case Strong(children=children):
                self._flatten(children, style, where, spans, strong=True, address=address)
            case Link(children=children, address=target):
                self._flatten(children, style, where, spans, strong=strong, address=target)
            case ForcedBreak():
                spans.append(replace(plain, forced_break=True))
            case _:
                assert_never(inline)
