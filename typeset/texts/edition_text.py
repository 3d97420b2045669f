"""An edition as it is looked at (样张): its very file, its pages, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct

from typeset.base.findings import Finding
from typeset.base.units import Pt, Rectangle
from typeset.design.style.style import StyleSheet
from typeset.layout.placing.page import (
    Disc,
    ForeignPage,
    GlyphRun,
    Page,
    Pages,
    PlacedPicture,
    Rule,
)


class Edition(Struct, frozen=True):
    """样张.

    `texts` are the lines of each source file by its name in the issue's folder, `digests` the
    sha256 of each picture, attachment and face by the path or identifier that marks name.
    `seconds` is what the build took.
    """

    week: str
    data: bytes
    pages: Pages
    style: StyleSheet
    findings: tuple[Finding, ...]
    texts: Mapping[str, tuple[str, ...]]
    digests: Mapping[str, str]
    seconds: float


class Round(Struct, frozen=True):
    """校次: a frozen proof of an issue, by name, as a file's bytes."""

    name: str
    data: bytes


# The text of an edition (文本) paragraph by paragraph, line by line, as it stands on the pages.
#
# What proofs are numbered by, compared by and corrected by.  Lengths in pt from the trimmed page's
# top-left corner, y downwards.


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


# Shown pages (所示各页): pages with names that change only when what they show does.
#
# A browser keeps a page's image for as long as its name lives, so only changed pages are painted.

_LOOKS = tuple(
    name for name in GlyphRun.__struct_fields__ if name not in ("structure", "position", "texts")
)


class ShownPage(Struct, frozen=True):
    """A page with the names of its image and of its layer of words; `grey` when it has no
    colour."""

    page: Page
    image: str
    layer: str
    grey: bool


def name_pages(
    edition: Edition, earlier: Edition | None, names: Sequence[ShownPage], mark: str
) -> tuple[ShownPage, ...]:
    """The pages of an edition: those that look as the earlier's at the same place keep their
    names, the others get new ones, which begin with `mark`."""
    shown: list[ShownPage] = []
    for place, page in enumerate(edition.pages.pages):
        old = names[place] if earlier is not None and place < len(names) else None
        fresh = f"{mark}-{place + 1}"
        alike = (
            old is not None
            and earlier is not None
            and looks_same(page, old.page, edition.digests, earlier.digests)
        )
        image = old.image if old is not None and alike else fresh
        layer = old.layer if old is not None and old.page == page else fresh
        shown.append(ShownPage(page, image, layer, is_grey(page)))
    return tuple(shown)


def looks_same(
    page: Page, other: Page, digests: Mapping[str, str], other_digests: Mapping[str, str]
) -> bool:
    """Whether two pages show the same, wherever their words come from."""
    if page is other:
        return True
    if len(page.marks) != len(other.marks):
        return False
    return all(
        one == two
        for one, two in zip(_looks(page, digests), _looks(other, other_digests), strict=True)
    )


def is_grey(page: Page) -> bool:
    """Whether a page has black ink only, so that its image may be grey."""
    for mark in page.marks:
        match mark:
            case GlyphRun(colour=colour) | Rule(colour=colour):
                if any(tuple(colour)[:3]):
                    return False
            case PlacedPicture() | ForeignPage():
                return False
    return True


def _looks(page: Page, digests: Mapping[str, str]) -> Iterator[object]:
    for mark in page.marks:
        match mark:
            case GlyphRun():
                looks = tuple(getattr(mark, name) for name in _LOOKS)
                yield (looks, digests.get(mark.face))
            case Rule(box=box, colour=colour):
                yield (box, colour)
            case Disc(x=x, y=y, radius=radius, colour=colour):
                yield (x, y, radius, colour)
            case PlacedPicture(box=box, path=path):
                yield (box, path, digests.get(path))
            case ForeignPage(box=box, shown=shown, pack=pack, page_index=index, turn=turn):
                yield (box, shown, pack, index, turn)
            case _:
                assert_never(mark)
