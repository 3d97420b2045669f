"""The noun between a file and its import (誊本): the file's text in a manuscript's own notation.

Every reader gives one.  Bold is `**…**`, a table has pipes, a picture is `![](file)`, a line that
looks like a title starts with `# `.  What the reader put in by itself is in `added`, what it leaves
out of the source is in the text all the same and named in `dropped`: so one account covers all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from typeset.base.findings import Finding, Message, Value
from typeset.base.source_position import SourcePosition

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
    """The file that a transcript, or a piece of it from the line `first_line` on, comes from."""

    first_line: int
    file: str


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
            (Part(1, file),),
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
