"""The text of an edition (文本) paragraph by paragraph, line by line, as it stands on the pages.

What proofs are numbered by, compared by and corrected by.  Lengths in pt from the trimmed page's
top-left corner, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from typeset.base.geometry import Rectangle
from typeset.base.units import Pt


class SourceMark(Struct, frozen=True):
    """出处标记: from character `index` of a line on, the text comes from a `line` and `column` of
    the paragraph's source file (both from 1)."""

    index: int
    line: int
    column: int


class TextLine(Struct, frozen=True):
    """一行: its page (place from 0, and the label a viewer shows), its number on that page from 1
    as a proof's margin has it (0 for lines that lie turned), its words without blanks, its
    rectangle, the x of the edges of its characters (one more than there are), and where its words
    come from."""

    page: int
    label: str
    number: int
    text: str
    box: Rectangle
    edges: tuple[Pt, ...]
    sources: tuple[SourceMark, ...] = ()


class TextParagraph(Struct, frozen=True):
    """一段: a paragraph, heading, cell, note or entry with its role in the logical tree, the source
    file and the line that it begins on (0 where the style or the build has written it)."""

    role: str
    file: str
    line: int
    lines: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """All its words without blanks."""
        return "".join(line.text for line in self.lines)

    def find_line(self, index: int) -> tuple[TextLine, int]:
        """The line that holds character `index` of the paragraph, and its place in that line; the
        end of the last line for what lies beyond.  Raises IndexError where there are no lines."""
        for line in self.lines:
            if index < len(line.text):
                return line, index
            index -= len(line.text)
        return self.lines[-1], len(self.lines[-1].text)


class EditionText(Struct, frozen=True):
    """全文: all paragraphs in reading order; page numbers and leaders are left out."""

    paragraphs: tuple[TextParagraph, ...]

    def lines(self) -> Iterator[TextLine]:
        """All lines, paragraph by paragraph."""
        for paragraph in self.paragraphs:
            yield from paragraph.lines


def source_of(paragraph: TextParagraph, line: TextLine, index: int) -> tuple[int, int]:
    """Line and column of the source for character `index` of a line; (0, 0) where none is known."""
    known = [mark for mark in line.sources if mark.index <= index]
    if not known:
        return (paragraph.line, 0)
    mark = known[-1]
    return mark.line, mark.column + index - mark.index if mark.column else 0
