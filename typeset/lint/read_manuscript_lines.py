"""Lines that start with the number of a heading (带序号的段落)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, SourcePosition
from typeset.content.document_texts import plain_text
from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_blocks import number_of_heading
from typeset.importers.manuscript.decode import decode_manuscript
from typeset.importers.manuscript.result import LINE_END, ImportResult
from typeset.importers.plain_text import import_plain_text
from typeset.lint.rule import LintEntry, LintLine, LintMaterial, Part, Segment, Subject, join_lines
from typeset.lint.terms import Terms

_DIGITS = re.compile(r"[一二三四五六七八九十百零〇]+|\d+")
_SIGNS = "零一二三四五六七八九"


class NumberedLine(Struct, frozen=True):
    """A line, its level, its number as typed, the digits in it, its index in the body."""

    line: LintLine
    level: int
    number: str
    digits: str
    index: int

    @property
    def is_alone(self) -> bool:
        """Whether it is a heading with no text in the same paragraph."""
        text = self.line.text
        ends = text.find("。", len(self.number))
        is_short = len(text) <= HEADING_CHARACTERS and text[-1] not in "；;"
        return is_short and ends < 0


def numbered_lines(material: LintMaterial) -> Iterator[NumberedLine]:
    """Headings and list items alike: whatever counts."""
    for index, line in enumerate(material.body):
        if line.part is not Part.BODY or 0 in line.escaped:
            continue
        numbered = number_of_heading(line.text)
        digits = _DIGITS.search(numbered[1]) if numbered else None
        if numbered and digits:
            yield NumberedLine(line, numbered[0], numbered[1], digits[0], index)


def write_number(like: NumberedLine, value: int) -> str:
    """A number written as another one is: 二、 or （三） or 4. ."""
    digits = str(value) if like.digits.isdecimal() else _han_number(value)
    return like.number.replace(like.digits, digits)


def _han_number(value: int) -> str:
    """一 to 九百九十九."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_SIGNS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _SIGNS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_SIGNS[ones] if ones else "")


# A raw manuscript to what the rules read (原始文稿的审校对象).
#
# Where a line belongs is asked of the importer; what stands in it is taken as it was typed.

_ANY_WEEK = "2025-01"
"""The importer wants a week; what it makes of it is not used."""
_BLANKS = " \t\u3000\xa0"
_BOLD = "**"
_TITLES = ("kicker", "title", "subtitle")


class ReadManuscript(Struct, frozen=True):
    """The subject, its lines as they stand, and what forbids to import it."""

    subject: Subject
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_manuscript_lines(data: bytes, file: str, terms: Terms) -> ReadManuscript:
    """Read a manuscript.  Raises SourceError where it is no text at all."""
    text = decode_manuscript(data, file).text
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    raw = LINE_END.split(text)
    try:
        result: ImportResult | None = import_plain_text(data, _ANY_WEEK, file)
        findings: tuple[Finding, ...] = ()
    except SourceError as error:
        result, findings = None, error.findings
    groups = _Groups(file, raw, starts)
    if result is not None:
        for placement in result.account.placements:
            groups.place(placement.place, placement.origins)
    lines = list(groups.lines())
    subject = _subject(lines, result, groups, terms)
    return ReadManuscript(subject, tuple(raw), findings)


class _Group(Struct):
    """Lines that are one paragraph or title, and what they are."""

    first: int
    last: int
    part: Part = Part.BODY
    material: int = 0


class _Groups(Struct):
    file: str
    raw: list[str]
    starts: list[int]
    by_line: dict[int, _Group] = {}
    by_place: dict[str, int] = {}
    front_end: int = 0

    def place(self, place: str, origins: tuple[int, ...]) -> None:
        """Take what the importer says of some characters over to their lines, from 0."""
        if not origins:
            return
        first, last = self._line_of(min(origins)), self._line_of(max(origins))
        part, material = _part_of(place)
        if part is Part.MARKER and not self.front_end:
            self.front_end = first
        self.by_place.setdefault(place, first)
        group = _Group(first, last, part, material)
        for line in range(first, last + 1):
            self.by_line.setdefault(line, group)

    def lines(self) -> Iterator[LintLine]:
        """All lines that hold something, paragraphs whole."""
        done = -1
        material = 0
        for number, text in enumerate(self.raw):
            if number <= done or not text.strip(_BLANKS):
                continue
            group = self.by_line.get(number)
            if group is None or group.first != number:
                # Page numbers, repetitions: whatever the importer leaves out.
                part = Part.FACT if self.by_line else Part.BODY
                group = _Group(number, number, part, material)
            done, material = group.last, group.material
            yield self._line(group)

    def _line(self, group: _Group) -> LintLine:
        pieces = _Pieces()
        for number in range(group.first, group.last + 1):
            pieces.add(self.raw[number], number + 1, keep=group.part is Part.MARKER)
        pieces.close()
        part = Part.CELL if pieces.text.startswith("|") else group.part
        return LintLine(
            self.file, group.first + 1, part, pieces.text, tuple(pieces.segments),
            group.material, tuple(pieces.bold),
        )  # fmt: skip

    def _line_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def position(self, place: str) -> SourcePosition:
        """Where the importer found something."""
        return SourcePosition(self.file, self.by_place.get(place, 0) + 1, 1)


class _Pieces(Struct):
    """A paragraph's text without # and **."""

    text: str = ""
    segments: list[Segment] = []
    bold: list[tuple[int, int]] = []
    opened: int | None = None

    def add(self, raw: str, line: int, *, keep: bool) -> None:
        start = len(raw) - len(raw.lstrip(_BLANKS if keep else _BLANKS + "#＃"))
        rest = raw.rstrip(_BLANKS)
        while start < len(rest):
            sign = -1 if keep else rest.find(_BOLD, start)
            end = sign if sign >= 0 else len(rest)
            if end > start:
                self.segments.append(Segment(len(self.text), line, start + 1))
                self.text += rest[start:end]
            if sign < 0:
                return
            self._turn()
            start = sign + len(_BOLD)

    def _turn(self) -> None:
        if self.opened is None:
            self.opened = len(self.text)
        else:
            self.bold.append((self.opened, len(self.text)))
            self.opened = None

    def close(self) -> None:
        """An unpaired sign encloses nothing."""
        if self.opened is not None and self.text:
            end = min(self.opened, len(self.text) - 1)
            self.bold.append((end, end))
        if not self.segments:
            self.text = ""


def _part_of(place: str) -> tuple[Part, int]:
    head, _, rest = place.partition("/")
    if head == "notice":
        return Part.NOTICE, 0
    if head == "contents":
        return Part.CONTENTS, 0
    if not head.startswith("材料"):
        return Part.FACT, 0
    number = int(head.removeprefix("材料"))
    if rest == "number":
        return Part.MARKER, number
    if rest.startswith(_TITLES):
        return Part.TITLE, number
    return (Part.BODY if rest.startswith("text") else Part.FACT), number


def _subject(
    lines: list[LintLine], result: ImportResult | None, groups: _Groups, terms: Terms
) -> Subject:
    text, starts = join_lines(lines)
    if result is None:
        body = tuple(line for line in lines if line.part is Part.BODY)
        return Subject(
            tuple(lines), (LintMaterial(1, (), body),), terms=terms, text=text, starts=starts
        )
    issue = result.issue
    has_period = "period" in groups.by_place
    has_date = "date" in groups.by_place
    return Subject(
        lines=tuple(lines),
        materials=tuple(_materials(lines, result, groups)),
        entries=tuple(_entries(result, groups)),
        period=issue.period if has_period else None,
        date=issue.date if has_date else None,
        period_position=groups.position("period") if has_period else None,
        date_position=groups.position("date") if has_date else None,
        names=issue.names,
        terms=terms,
        text=text,
        starts=starts,
    )


def _materials(
    lines: list[LintLine], result: ImportResult, groups: _Groups
) -> Iterator[LintMaterial]:
    for material in result.issue.materials:
        number = material.number
        titles = (material.kicker, material.title, *material.subtitles)
        body = tuple(line for line in lines if line.part is Part.BODY and line.material == number)
        yield LintMaterial(
            number,
            tuple(plain_text(title) for title in titles if title),
            body,
            material.date,
            groups.position(f"材料{number}/date"),
            groups.position(f"材料{number}/number"),
        )


def _entries(result: ImportResult, groups: _Groups) -> Iterator[LintEntry]:
    for index, category in enumerate(result.issue.contents, 1):
        for number, entry in enumerate(category.entries, 1):
            if entry.title:
                place = groups.position(f"contents/{index}/{number}/title")
                yield LintEntry(entry.material, entry.title, place)
