"""The nouns of linting (规则、问题、修改、例)."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition, Value
from typeset.content.document import Period
from typeset.lint.terms import NO_TERMS, Terms


class Edit(Struct, frozen=True):
    """修改: characters of one line of a file that become others, or nothing.

    `line` and `column` count from 1; `before` is what must stand there for the edit to be made.
    """

    file: str
    line: int
    column: int
    before: str
    after: str


class Found(Struct, frozen=True):
    """A finding, and the edits that mend it where that is safe."""

    finding: Finding
    edits: tuple[Edit, ...] = ()


class Example(Struct, frozen=True):
    """例: what a rule is shown with, in the documentation and to the tests.

    `text` is the text of a material, one line a paragraph; the others are set where the rule looks
    elsewhere: the material's title and date, its entry in the contents, the period of the issue,
    the notice, the texts of the issue before.  `manuscript`: `text` is a raw one, whole.
    """

    text: str = ""
    title: str = ""
    entry: str = ""
    date: str = ""
    period: str = ""
    notice: str = ""
    earlier: str = ""
    manuscript: bool = False


Check: TypeAlias = "Callable[[Subject], Iterator[Found]]"


class Rule(Struct, frozen=True):
    """规则: the kinds of finding it gives, the first one its own code; what it looks at, in a few
    words; the clause it rests on (`习惯` where only practice speaks)."""

    messages: tuple[Message, ...]
    summary: str
    clause: str
    check: Check
    bad: Example
    good: Example
    fixes: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(message.code for message in self.messages)


# What the rules read (审校对象): the lines of an issue or a manuscript, each with its places.
#
# All lines stand in one text, one after another, so that a rule searches once and not line by line.


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


# A place in the text to a finding (报告): its line and column, and the edit that mends it.


def report(
    subject: Subject,
    message: Message,
    start: int,
    end: int | None = None,
    after: str | None = None,
    /,
    **values: Value,
) -> Found:
    """A finding at `start` in `subject.text`; `after` mends the text up to `end`."""
    line, offset = subject.line_at(start)
    length = (end if end is not None else start) - start
    return report_in(line, message, offset, offset + length, after, **values)


def report_in(
    line: LintLine,
    message: Message,
    start: int,
    end: int,
    after: str | None = None,
    /,
    **values: Value,
) -> Found:
    """The same for offsets in a line."""
    position = line.position(start)
    finding = Finding(message, tuple(values.items()), position)
    if after is None or not line.is_together(start, end):
        return Found(finding)
    edit = Edit(line.file, position.line, position.column, line.text[start:end], after)
    return Found(finding, (edit,))


def is_escaped(subject: Subject, offset: int) -> bool:
    """Whether a backslash says that the character is meant as it stands."""
    line, inside = subject.line_at(offset)
    return inside in line.escaped


def around(text: str, start: int, end: int, most: int = 6) -> str:
    """The characters with some neighbours of their line, as a message shows them."""
    left = text[max(start - most, 0) : start].rpartition("\n")[2]
    right = text[end : end + most].partition("\n")[0]
    return left + text[start:end] + right
