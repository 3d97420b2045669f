"""The composed line (行) as data."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em
from typeset.layout.lines.shape import Shape


class Line(Struct, frozen=True):
    """行: glyphs placed from the text area's left edge, in em of the paragraph.

    Parallel tuples, one item a glyph in reading order: `shapes` what is drawn, `xs` the left
    edge of the room it takes, `advances` that room, `origins` where the glyph's origin lies,
    `spans` which span of the paragraph it comes from, `offsets` its place in the paragraph's
    text.  `gap` is what was added between Han, `squeeze` the blank taken from marks and gaps;
    `justified` is False for a last line and for one left ragged.
    """

    shapes: tuple[Shape, ...]
    xs: tuple[Em, ...]
    advances: tuple[Em, ...]
    origins: tuple[Em, ...]
    spans: tuple[int, ...]
    offsets: tuple[int, ...]
    gap: Em
    squeeze: Em
    last: bool
    justified: bool

    @property
    def width(self) -> Em:
        """Right edge of the last glyph's room, from the text area's left edge."""
        return self.xs[-1] + self.advances[-1] if self.xs else 0.0

    @property
    def text(self) -> str:
        """The characters of the line in source order."""
        return "".join(shape.text for shape in self.shapes)

    def within(self, spans: int, characters: int) -> Line:
        """The line of a part of a paragraph as one of the whole, with so much before the part."""
        if not spans and not characters:
            return self
        return replace(
            self,
            spans=tuple(span + spans for span in self.spans),
            offsets=tuple(offset + characters for offset in self.offsets),
        )


class Composed(Struct, frozen=True):
    """成段: a paragraph's lines, and the limit that had to be given up, if any."""

    lines: tuple[Line, ...]
    given_up: str
