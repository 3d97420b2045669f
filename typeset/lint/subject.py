"""What the rules read (审校对象): the lines of an issue or a manuscript, each with its places.

All lines stand in one text, one after another, so that a rule searches once and not line by line.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from typeset.base.source_position import SourcePosition
from typeset.content.document import Period
from typeset.lint.terms import NO_TERMS, Terms


class Part(StrEnum):
    """部位: where in the issue a line stands."""

    TITLE = "title"
    BODY = "body"
    CELL = "cell"
    CAPTION = "caption"
    CONTENTS = "contents"
    NOTICE = "notice"
    FACT = "fact"
    MARKER = "marker"


class Segment(Struct, frozen=True):
    """Characters that follow one another in the file too: from `offset` in the text on."""

    offset: int
    line: int
    column: int


class LintLine(Struct, frozen=True):
    """行: a paragraph, title, cell … without its notation.

    `segments` say where its characters stand; none of them where that is not known exactly, and
    `line` then is the nearest line.  `bold` are the spans inside `**`, `escaped` the offsets of
    characters that a backslash made plain: they are meant as they stand.
    """

    file: str
    line: int
    part: Part
    text: str
    segments: tuple[Segment, ...] = ()
    material: int = 0
    bold: tuple[tuple[int, int], ...] = ()
    escaped: frozenset[int] = frozenset()

    def position(self, offset: int) -> SourcePosition:
        """Where a character stands."""
        if not self.segments:
            return SourcePosition(self.file, self.line, 1)
        segment = self.segments[self._index(offset)]
        return SourcePosition(self.file, segment.line, segment.column + offset - segment.offset)

    def is_together(self, start: int, end: int) -> bool:
        """Whether the characters from `start` to `end` stand together in the file."""
        return bool(self.segments) and self._index(start) == self._index(max(end - 1, start))

    def _index(self, offset: int) -> int:
        return bisect_right(self.segments, offset, key=lambda segment: segment.offset) - 1


class LintMaterial(Struct, frozen=True):
    """A material: the texts of its kicker, title and subtitles, its own date, its body."""

    number: int
    titles: tuple[str, ...]
    body: tuple[LintLine, ...]
    date: datetime.date | None = None
    date_position: SourcePosition | None = None
    position: SourcePosition | None = None


class LintEntry(Struct, frozen=True):
    """An entry of the contents: the material it names, its own words."""

    material: int
    text: str
    position: SourcePosition


class Earlier(Struct, frozen=True):
    """前几期: where each paragraph of the last issues stood, and the dates of the last one."""

    paragraphs: Mapping[str, str] = {}
    week: str = ""
    period: Period | None = None
    date: datetime.date | None = None


class Subject(Struct, frozen=True):
    """审校对象.

    `week` is the folder's name, empty for a manuscript; `period`, `date` and their positions are
    None where nothing is written.  `text` holds the text of every line, a line end between them.
    """

    lines: tuple[LintLine, ...]
    materials: tuple[LintMaterial, ...] = ()
    entries: tuple[LintEntry, ...] = ()
    week: str = ""
    period: Period | None = None
    date: datetime.date | None = None
    period_position: SourcePosition | None = None
    date_position: SourcePosition | None = None
    names: tuple[str, ...] = ()
    attachments: int = 0
    earlier: Earlier = Earlier()
    terms: Terms = NO_TERMS
    text: str = ""
    starts: tuple[int, ...] = ()

    def line_at(self, offset: int) -> tuple[LintLine, int]:
        """The line that an offset of `text` lies in, and the offset in it."""
        index = bisect_right(self.starts, offset) - 1
        return self.lines[index], offset - self.starts[index]

    def has_any(self, characters: str) -> bool:
        """Whether any of some characters stands anywhere: the question that is asked first."""
        return any(character in self.text for character in characters)


def join_lines(lines: list[LintLine]) -> tuple[str, tuple[int, ...]]:
    """The `text` and `starts` of a subject."""
    starts: list[int] = []
    length = 0
    for line in lines:
        starts.append(length)
        length += len(line.text) + 1
    return "\n".join(line.text for line in lines), tuple(starts)
