"""One paragraph set by itself, for other programs (逐行检视): `paiban inspect lines`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from typeset.base.findings import SourcePosition
from typeset.base.units import Em
from typeset.content.document import Inlines
from typeset.content.normalise import Edit, normalise
from typeset.design.applying.apply_style import kinds_of
from typeset.design.applying.style_blocks import InlineStylist
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import measure_of, spans_of
from typeset.layout.lines.compose import Setting, Typesetter
from typeset.layout.lines.line import Line


class InspectedGlyph(Struct, frozen=True):
    """A glyph as it stands.

    `x` is the left edge of its room, `ink` (left, bottom, right, top), in em from the text area's
    left edge and the baseline, y upwards; `face` is empty where none has the character.
    """

    char: str
    x: Em
    advance: Em
    face: str
    ink: tuple[Em, Em, Em, Em]


class InspectedLine(Struct, frozen=True):
    """A line: whether it is the paragraph's last, whether it was filled to the measure, the gap
    between its Han."""

    last: bool
    justified: bool
    gap: Em
    glyphs: tuple[InspectedGlyph, ...]


class InspectedParagraph(Struct, frozen=True):
    """What was mended in the text before it was set, its lines, and the limit given up, if any."""

    edits: tuple[Edit, ...]
    lines: tuple[InspectedLine, ...]
    given_up: str


class LineInspector:
    """Sets paragraphs as body text of a style, in any measure."""

    def __init__(self, style: StyleSheet, book: FontBook) -> None:
        self._style = style
        self._book = book
        self._typesetters: dict[tuple[str, ...], Typesetter] = {}

    def inspect(
        self, inlines: Inlines, measure: Em, indent: Em, names: Sequence[str] = ()
    ) -> InspectedParagraph:
        """The lines of a paragraph in a measure of some em, its first line indented."""
        inlines, edits = normalise(inlines, kinds_of(self._style.normalisation))
        stylist = InlineStylist(self._style)
        paragraph = stylist.paragraph(inlines, "body", SourcePosition(""))
        body = paragraph.style
        setting = Setting(
            measure_of(self._style.type_area).pitch_of(body),
            measure,
            indent,
            0.0,
            justify=body.align == "justify",
            heading=False,
        )
        composed = self._typesetter((*names, *stylist.names)).compose(spans_of(paragraph), setting)
        lines = tuple(_line(line) for line in composed.lines)
        return InspectedParagraph(edits, lines, composed.given_up)

    def _typesetter(self, names: tuple[str, ...]) -> Typesetter:
        if names not in self._typesetters:
            self._typesetters[names] = Typesetter(self._book, self._style.lines, names)
        return self._typesetters[names]


def _line(line: Line) -> InspectedLine:
    glyphs = tuple(
        InspectedGlyph(
            shape.text,
            x,
            advance,
            shape.face,
            (
                origin - shape.origin + shape.left,
                shape.bottom,
                origin - shape.origin + shape.right,
                shape.top,
            ),
        )
        for shape, x, advance, origin in zip(
            line.shapes, line.xs, line.advances, line.origins, strict=True
        )
    )
    return InspectedLine(line.last, line.justified, line.gap, glyphs)
