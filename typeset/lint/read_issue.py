"""A loaded issue to what the rules read (一期的审校对象)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import SourcePosition
from typeset.content.dates import parse_period
from typeset.content.document import (
    AttachmentNote,
    Byline,
    Emphasis,
    ForcedBreak,
    Inlines,
    Issue,
    Link,
    Material,
    Note,
    NoteMark,
    NoteText,
    Official,
    Picture,
    Ruby,
    Signature,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from typeset.content.document_texts import plain_text, texts_of
from typeset.content.manifest import HEADER_KEYS, ISSUE_KEYS
from typeset.lint.rule import (
    Earlier,
    LintEntry,
    LintLine,
    LintMaterial,
    Part,
    Segment,
    Subject,
    join_lines,
)
from typeset.lint.terms import Terms

MANIFEST_FILE = "issue.yaml"
BREAK = "\v"
"""A forced break in a title: no blank, and no character of the text either."""


def read_issue(
    issue: Issue, texts: Mapping[str, Sequence[str]], earlier: Earlier, terms: Terms
) -> Subject:
    """The subject of an issue; `texts` are the lines of its files as they stand."""
    reader = _Reader(texts)
    front = list(reader.front(issue))
    materials = [reader.material(material) for material in issue.materials]
    lines = [*front, *(line for _, own in materials for line in own)]
    text, starts = join_lines(lines)
    manifest = texts.get(MANIFEST_FILE, ())
    period, date = _find_key(manifest, "period"), _find_key(manifest, "date")
    return Subject(
        lines=tuple(lines),
        materials=tuple(material for material, _ in materials),
        entries=tuple(reader.entries(issue)),
        week=issue.week,
        period=issue.period if period and _is_period(period[1]) else None,
        date=issue.date,
        period_position=period[0] if period else None,
        date_position=date[0] if date else SourcePosition(MANIFEST_FILE, 1, 1),
        names=issue.names,
        attachments=len(issue.attachments),
        earlier=earlier if date else replace(earlier, date=None),
        terms=terms,
        text=text,
        starts=starts,
    )


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


def _find_key(lines: Sequence[str], key: str) -> tuple[SourcePosition, str] | None:
    """Where the value of a key of issue.yaml's top level stands, and its words."""
    names = {key, *ISSUE_KEYS.aliases[key]}
    for number, line in enumerate(lines, 1):
        name, colon, value = line.replace("：", ":", 1).partition(":")
        if colon and name.rstrip() in names:
            blanks = len(value) - len(value.lstrip())
            words = value.partition(" #")[0].strip().strip("\"'")
            return SourcePosition(MANIFEST_FILE, number, len(name) + 2 + blanks), words
    return None


class _Pieces(Struct):
    """A line's text while it is put together from inlines."""

    lines: Sequence[str]
    text: str = ""
    segments: list[Segment] = []
    bold: list[tuple[int, int]] = []
    escaped: set[int] = set()
    notes: list[Note] = []
    exact: bool = True

    def add(self, inlines: Inlines) -> None:
        for inline in inlines:
            match inline:
                case Text(text=text, position=position, columns=columns):
                    self._add_text(text, position, columns)
                case Byline() | Superscript() | Subscript() | Ruby():
                    self._add_text(inline.text, inline.position, ())
                case Strong(children=children):
                    start = len(self.text)
                    self.add(children)
                    self.bold.append((start, len(self.text)))
                case Link(children=children) | Emphasis(children=children):
                    self.add(children)
                case Note():
                    self.notes.append(inline)
                case NoteMark():
                    pass
                case ForcedBreak(position=position):
                    self.segments.append(Segment(len(self.text), position.line, position.column))
                    self.text += BREAK

    def _add_text(self, text: str, position: SourcePosition, columns: tuple[int, ...]) -> None:
        runs = _runs(columns) if columns else [(0, position.column, len(text))]
        raw = self.lines[position.line - 1] if 0 < position.line <= len(self.lines) else ""
        for start, column, length in runs:
            if raw[column - 1 : column - 1 + length] != text[start : start + length]:
                self.exact = False
            offset = len(self.text) + start
            self.segments.append(Segment(offset, position.line, column))
            if column > 1 and raw[column - 2 : column - 1] == "\\":
                self.escaped.add(offset)
        self.text += text


def _runs(columns: tuple[int, ...]) -> Iterator[tuple[int, int, int]]:
    """Offset, column and length of the runs of characters that follow one another."""
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[index - 1] + 1:
            yield start, columns[start], index - start
            start = index


class _Reader(Struct):
    texts: Mapping[str, Sequence[str]]

    # ------------------------------------------------------------------------- the issue

    def front(self, issue: Issue) -> Iterator[LintLine]:
        """What issue.yaml holds."""
        if issue.official is not None:
            yield from self._official(issue.official)
        for value in () if issue.official else (issue.title, issue.compiler):
            yield from self._value(value, MANIFEST_FILE, 1, Part.FACT)
        for category in issue.contents:
            line = category.position.line
            yield from self._value(category.heading, MANIFEST_FILE, line, Part.CONTENTS)
            for entry in category.entries:
                line = entry.position.line
                yield from self._value(entry.title, MANIFEST_FILE, line, Part.CONTENTS)
        yield from self._inlines(issue.notice, MANIFEST_FILE, Part.NOTICE)
        for attachment in issue.attachments:
            line = attachment.position.line
            yield from self._value(attachment.title, MANIFEST_FILE, line, Part.FACT)
            for file in attachment.files:
                line = file.position.line
                yield from self._value(file.title, MANIFEST_FILE, line, Part.FACT)

    def _official(self, official: Official) -> Iterator[LintLine]:
        """The particulars of a document that are words."""
        for fact in (official.addressees, official.annotation, official.copies_to):
            yield from self._inlines((fact,), MANIFEST_FILE, Part.FACT)

    def entries(self, issue: Issue) -> Iterator[LintEntry]:
        """The entries that have words of their own."""
        for category in issue.contents:
            for entry in category.entries:
                if entry.title:
                    line = next(
                        self._value(entry.title, MANIFEST_FILE, entry.position.line, Part.CONTENTS)
                    )
                    yield LintEntry(entry.material, entry.title, line.position(0))

    def _value(
        self, value: str, file: str, first: int, part: Part, material: int = 0
    ) -> Iterator[LintLine]:
        """A text that the document holds without its place: looked for from a line on."""
        if not value:
            return
        lines = self.texts.get(file, ())
        for number in range(max(first, 1), len(lines) + 1):
            column = lines[number - 1].find(value) + 1
            if column:
                segments = (Segment(0, number, column),)
                yield LintLine(file, number, part, value, segments, material)
                return
        yield LintLine(file, max(first, 1), part, value, (), material)

    def _inlines(
        self, inlines: Inlines, file: str, part: Part, material: int = 0
    ) -> Iterator[LintLine]:
        pieces = _Pieces(self.texts.get(file, ()))
        pieces.add(inlines)
        if pieces.text:
            first = pieces.segments[0]
            yield LintLine(
                file, first.line, part, pieces.text,
                tuple(pieces.segments) if pieces.exact else (),
                material, tuple(pieces.bold), frozenset(pieces.escaped),
            )  # fmt: skip
        for note in pieces.notes:
            yield from self._inlines(note.children, file, part, material)

    # --------------------------------------------------------------------------- materials

    def material(self, material: Material) -> tuple[LintMaterial, list[LintLine]]:
        """A material and all its lines, titles first."""
        file, number = material.file, material.number
        titles = [material.kicker, material.title, *material.subtitles]
        lines = [line for one in titles for line in self._inlines(one, file, Part.TITLE, number)]
        for value in (material.document_number, material.source, material.byline):
            lines += self._value(value, file, 1, Part.FACT, number)
        body = list(self._body(material))
        shown = tuple(plain_text(one) for one in titles if one)
        found = LintMaterial(
            number, shown, tuple(body), material.date,
            self._header(file, "date"), SourcePosition(file, 1, 1),
        )  # fmt: skip
        return found, [*lines, *body]

    def _body(self, material: Material) -> Iterator[LintLine]:
        file, number = material.file, material.number
        for block in material.blocks:
            match block:
                case Table(header=header, rows=rows, caption=caption):
                    yield from self._inlines(caption, file, Part.CAPTION, number)
                    for cell in (cell for row in (header, *rows) for cell in row):
                        yield from self._inlines(cell, file, Part.CELL, number)
                case Picture(caption=caption, position=position):
                    captions = list(self._inlines(caption, file, Part.CAPTION, number))
                    yield from captions or [
                        LintLine(file, position.line, Part.CAPTION, "", (), number)
                    ]
                case NoteText(inlines=inlines):
                    yield from self._inlines(inlines, file, Part.CAPTION, number)
                case AttachmentNote(titles=lines) | Signature(names=lines):
                    for inlines in lines:
                        yield from self._inlines(inlines, file, Part.CAPTION, number)
                case _:
                    for inlines in texts_of(block):
                        yield from self._inlines(inlines, file, Part.BODY, number)

    def _header(self, file: str, key: str) -> SourcePosition:
        names = {key, *HEADER_KEYS.aliases[key]}
        for number, line in enumerate(self.texts.get(file, ()), 1):
            name, colon, _ = line.replace("：", ":", 1).partition(":")
            if colon and name.strip() in names:
                return SourcePosition(file, number, 1)
        return SourcePosition(file, 1, 1)
