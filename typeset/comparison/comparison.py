"""The text of an edition as one run of characters (字流), each with its place on the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from typeset.base.units import Rectangle
from typeset.texts.edition_text import EditionText, TextLine, TextParagraph, source_of

_AROUND = 12
"""Characters of the paragraph that are shown beside a change."""
_NUMBER = re.compile(r"\d+\Z")
_TURNED = 0


class TextStream(Struct, frozen=True):
    """字流: paragraphs one after the other, a line feed between two; `starts` are where each line
    begins in `text`, `owners` the paragraph of each line."""

    text: str
    lines: tuple[TextLine, ...]
    starts: tuple[int, ...]
    owners: tuple[TextParagraph, ...]

    def find(self, index: int) -> int:
        """The line that holds a character; a line feed belongs to the line before it."""
        return max(0, bisect_right(self.starts, index) - 1)

    def place(self, index: int) -> Place | None:
        """Where a character stands; None in an empty text."""
        if not self.lines:
            return None
        at = self.find(index)
        line, owner = self.lines[at], self.owners[at]
        inside = min(index - self.starts[at], len(line.text))
        source, column = source_of(owner, line, inside) if owner.line else (0, 0)
        return Place(line.page, line.label, line.number, owner.file, source, column)

    def role(self, index: int) -> str:
        """The role of the paragraph that holds a character."""
        return self.owners[self.find(index)].role if self.lines else ""

    def spots(self, start: int, end: int) -> Iterator[Spot]:
        """The rectangles of a stretch, one a line; a point where the stretch is empty."""
        if not self.lines:
            return
        if start == end:
            at = self.find(start)
            line = self.lines[at]
            edge = line.edges[min(start - self.starts[at], len(line.text))]
            yield Spot(line.page, Rectangle(edge, line.box.top, 0.0, line.box.height))
            return
        for at in range(self.find(start), self.find(end - 1) + 1):
            line = self.lines[at]
            low = max(0, start - self.starts[at])
            high = min(end - self.starts[at], len(line.text))
            if low < high:
                yield Spot(line.page, _stretch(line, low, high))

    def around(self, start: int, end: int) -> tuple[str, str]:
        """Some words of the paragraph before and after a stretch."""
        lead = self.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
        return lead, self.text[end : end + _AROUND].partition("\n")[0]


def make_stream(text: EditionText) -> TextStream:
    """All characters of an edition; the page numbers in the contents are left out, since they
    follow from the rest."""
    labels = {line.label for line in text.lines()}
    parts: list[str] = []
    lines: list[TextLine] = []
    starts: list[int] = []
    owners: list[TextParagraph] = []
    length = 0
    for paragraph in text.paragraphs:
        own = [line for line in paragraph.lines if line.text]
        if paragraph.role == "TOCI" and own:
            own[-1] = _without_number(own[-1], labels)
        for line in own:
            lines.append(line)
            starts.append(length)
            owners.append(paragraph)
            parts.append(line.text)
            length += len(line.text)
        parts.append("\n")
        length += 1
    return TextStream("".join(parts), tuple(lines), tuple(starts), tuple(owners))


def _without_number(line: TextLine, labels: set[str]) -> TextLine:
    """A line of the contents without the page that it leads to."""
    found = _NUMBER.search(line.text)
    if found is None:
        return line
    digits = found[0]
    size = next((k for k in range(len(digits), 0, -1) if digits[-k:] in labels), 0)
    kept = len(line.text) - size
    return TextLine(
        page=line.page,
        label=line.label,
        number=line.number,
        text=line.text[:kept],
        box=line.box,
        edges=line.edges[: kept + 1],
        sources=line.sources,
    )


def _stretch(line: TextLine, low: int, high: int) -> Rectangle:
    if line.number == _TURNED and line.edges[0] < 0:
        return line.box
    left = line.edges[low]
    return Rectangle(left, line.box.top, line.edges[high] - left, line.box.height)


# What two states of an edition differ in (比对结果).

ChangeKind: TypeAlias = Literal[
    "added", "removed", "replaced", "moved", "parted", "joined", "picture", "file"
]
"""增, 删, 改, 移, 另起一段, 接排, 画面, 文件 (a picture or an attachment of the issue)."""


class Spot(Struct, frozen=True):
    """A rectangle on a page (place from 0); without width it is a point between characters."""

    place: int
    box: Rectangle


class Place(Struct, frozen=True):
    """处: where a change stands: the page (place from 0 and what a viewer calls it), the line on it
    from 1, and the source's file, line and column (empty and 0 where none is known)."""

    page: int
    label: str
    line: int
    file: str = ""
    source_line: int = 0
    source_column: int = 0


class Change(Struct, frozen=True):
    """改动: the words before and after, a line feed where a paragraph ends; some words of the
    paragraph around them; where they stand on both sides; `name` for files."""

    kind: ChangeKind
    before: str
    after: str
    spots_before: tuple[Spot, ...] = ()
    spots_after: tuple[Spot, ...] = ()
    place_before: Place | None = None
    place_after: Place | None = None
    lead: str = ""
    trail: str = ""
    role: str = ""
    name: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a change of the words, not of what pages show besides."""
        return self.kind not in ("picture", "file")


class Reflow(Struct, frozen=True):
    """移行: lines of unchanged text of a page (place from 0) that stand elsewhere than before:
    `lines` in all, `pages` of them on another page; their rectangles."""

    page: int
    label: str
    lines: int
    pages: int
    boxes: tuple[Rectangle, ...]


class Comparison(Struct, frozen=True):
    """Two states side by side: for each page of either the other's, all changes in order of the
    new text, unchanged lines that moved, and counts of what was only numbered anew."""

    pairs: tuple[tuple[int | None, int | None], ...]
    changes: tuple[Change, ...]
    reflow: tuple[Reflow, ...] = ()
    renumbered: int = 0

    def words(self) -> Iterator[Change]:
        """The changes of the text."""
        return (change for change in self.changes if change.is_text)
