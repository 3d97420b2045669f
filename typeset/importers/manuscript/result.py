"""The noun between a file and its import (誊本): the file's text in a manuscript's own notation.

Every reader gives one.  Bold is `**…**`, a table has pipes, a picture is `![](file)`, a line that
looks like a title starts with `# `.  What the reader put in by itself is in `added`, what it leaves
out of the source is in the text all the same and named in `dropped`: so one account covers all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition, Value
from typeset.content.document import Issue, Material

LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
"""Line ends of every system, page breaks among them (Unicode 5.8, newline guidelines)."""

NOTATION = "notation"
"""Rule of what is put in as a sign of the notation only, and not worth telling."""


class Span(Struct, frozen=True):
    """Characters of a transcript from `start` up to `end`, and why they are there or not."""

    start: int
    end: int
    rule: str


class Part(Struct, frozen=True):
    """The file that a transcript, or a piece of it from the line `first_line` on, comes from.

    `structured`: the file itself says where a paragraph ends (Word, HTML, Markdown); lines of plain
    text and of OCR may be cut anywhere.
    """

    first_line: int
    file: str
    structured: bool = False


class Transcript(Struct, frozen=True):
    """誊本.  `parts` name the files, in order; `encoding` is that of a text, or the kind of file.

    `roles` say what a line above a text is, where the file itself does: kicker, title, subtitle.
    `pictures` are the bytes of new pictures by their path in the issue's folder.
    """

    text: str
    parts: tuple[Part, ...]
    encoding: str
    added: tuple[Span, ...] = ()
    dropped: tuple[Span, ...] = ()
    roles: Mapping[int, str] = {}
    pictures: Mapping[str, bytes] = {}
    findings: tuple[Finding, ...] = ()


def own_text(transcript: Transcript) -> str:
    """The characters of a transcript that its source holds, those to be dropped too."""
    parts: list[str] = []
    done = 0
    for span in transcript.added:
        parts.append(transcript.text[done : span.start])
        done = span.end
    return "".join([*parts, transcript.text[done:]])


def has_words(transcript: Transcript) -> bool:
    """Whether anything would be left for the issue."""
    done = 0
    for span in (*transcript.dropped, Span(len(transcript.text), len(transcript.text), "")):
        if transcript.text[done : span.start].strip():
            return True
        done = span.end
    return False


class TranscriptWriter(Struct):
    """Writes a transcript character by character; lines count from 1."""

    pieces: list[str] = []
    added: list[Span] = []
    dropped: list[Span] = []
    roles: dict[int, str] = {}
    findings: list[Finding] = []
    length: int = 0
    line: int = 1
    at_line_start: bool = True

    def take(self, text: str) -> None:
        """Text of the source that the issue shall hold."""
        if text:
            text = LINE_END.sub("\n", text)
            self.pieces.append(text)
            self.length += len(text)
            self.line += text.count("\n")
            self.at_line_start = text.endswith("\n")

    def add(self, text: str, rule: str = NOTATION) -> None:
        """Text that the source does not hold in words."""
        self._note(self.added, text, rule)

    def drop(self, text: str, rule: str) -> None:
        """Text of the source that the issue shall not hold."""
        self._note(self.dropped, LINE_END.sub(" ", text), rule)

    def end_line(self) -> None:
        """End a line, an empty one too."""
        self.take("\n")

    def break_line(self) -> None:
        """End a line unless nothing stands in it."""
        if not self.at_line_start:
            self.end_line()

    def begin_title(self, role: str) -> None:
        """Begin a line above a text."""
        self.roles[self.line] = role
        self.add("# ")

    def report(self, message: Message, **values: Value) -> None:
        """A finding in the line being written; the file's name is put in later."""
        self.findings.append(Finding(message, tuple(values.items()), SourcePosition("", self.line)))

    def finish(
        self, file: str, encoding: str, pictures: Mapping[str, bytes] | None = None
    ) -> Transcript:
        """The transcript."""
        return Transcript(
            "".join(self.pieces),
            (Part(1, file, structured=True),),
            encoding,
            tuple(self.added),
            tuple(self.dropped),
            self.roles,
            pictures or {},
            tuple(self.findings),
        )

    def _note(self, spans: list[Span], text: str, rule: str) -> None:
        if not text:
            return
        start = self.length
        self.take(text)
        if spans and spans[-1].end == start and spans[-1].rule == rule:
            start = spans.pop().start
        spans.append(Span(start, self.length, rule))


# The noun of importing (导入结果): the issue, and an account of every character.


class Repair(Struct, frozen=True):
    """修改: characters of the manuscript that became others, or nothing.

    `line` and `column` count from 1 in the manuscript, 0 where nothing stood there (what the
    importer put in by itself).  `left` and `right` are the neighbours, for the reader's eye.  In a
    Word file or a web page a line is a paragraph; `file` is named where there are several.
    """

    line: int
    column: int
    before: str
    after: str
    rule: str
    left: str = ""
    right: str = ""
    file: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The object that `--json` prints for a repair."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


class Join(Struct, frozen=True):
    """接行: a line continued by a later one, cut by a page's or a title line's end."""

    line: int
    next_line: int
    rule: str

    def as_json(self) -> dict[str, str | int]:
        """The object that `--json` prints for a join."""
        return {"line": self.line, "next_line": self.next_line, "rule": self.rule}


class Counts(Struct, frozen=True):
    """字数: `characters_in + added = line_ends + kept + changed + dropped` and
    `characters_out = kept + changed + inserted`.

    `added` are numbers that Word or a browser counts, and signs of the notation for what it shows.

    A text replaced by a longer or shorter one counts as changed as far as both reach, the rest
    as inserted or dropped.  Line ends are counted apart: a paragraph ends at one, or they vanish.
    """

    characters_in: int
    line_ends: int
    kept: int
    changed: int
    dropped: int
    inserted: int
    characters_out: int
    added: int = 0

    def as_json(self) -> dict[str, int]:
        """The object that `--json` prints for the counts."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


class Placement(Struct, frozen=True):
    """去处: where characters of the manuscript stand in the issue, by their offsets in it."""

    place: str
    origins: tuple[int, ...]


class Change(Struct, frozen=True):
    """What one character of the manuscript became: others, or nothing (empty)."""

    after: str
    rule: str


class Account(Struct, frozen=True):
    """字账: the manuscript, the changes by offset, the places, and what was put in by itself.

    `added` are characters of the manuscript that its file did not hold as such; `parts` name its
    files where there are several.

    Nothing here is trusted: `check_account` compares it with the source that was written.
    """

    manuscript: str
    changes: dict[int, Change]
    placements: tuple[Placement, ...]
    joins: tuple[Join, ...]
    inserted: dict[str, str]
    added: tuple[Span, ...] = ()
    parts: tuple[Part, ...] = ()


class ImportResult(Struct, frozen=True):
    """An issue made from a manuscript; what an importer gives and `save_import` takes.

    `pictures` are the bytes of its new pictures by their path in the issue's folder.
    """

    issue: Issue
    account: Account
    repairs: tuple[Repair, ...]
    counts: Counts
    encoding: str
    findings: tuple[Finding, ...] = ()
    pictures: Mapping[str, bytes] = {}


class MaterialResult(Struct, frozen=True):
    """A single material made from a manuscript, for an issue that is there; as `ImportResult`."""

    material: Material
    account: Account
    repairs: tuple[Repair, ...]
    counts: Counts
    encoding: str
    findings: tuple[Finding, ...] = ()
    pictures: Mapping[str, bytes] = {}
