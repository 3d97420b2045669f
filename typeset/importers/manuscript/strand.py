"""Runs of the manuscript's characters that know where each came from (字串与出处)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from typeset.base.findings import Finding, Message, SourcePosition, Value
from typeset.importers.manuscript.result import Account, Change, Join, Part, Placement, Span


class Strand(Struct, frozen=True):
    """字串: text, and for each of its characters the offset in the manuscript."""

    text: str
    origins: Sequence[int]

    def cut(self, start: int, end: int | None = None) -> Strand:
        return Strand(self.text[start:end], self.origins[start:end])

    def __add__(self, other: Strand) -> Strand:
        return Strand(self.text + other.text, [*self.origins, *other.origins])


@lru_cache(maxsize=1024)
def _change(after: str, rule: str) -> Change:
    """One value for all equal changes: a manuscript may have as many as characters."""
    return Change(after, rule)


EMPTY = Strand("", ())


class Line(Struct, frozen=True):
    """A line of the manuscript, marks and blanks around it gone; `sharp`: it began with #.

    `indented`: it began with an indent of two characters; `structured`: its file says itself that a
    paragraph begins here.
    """

    number: int
    strand: Strand
    sharp: bool = False
    indented: bool = False
    structured: bool = False

    @property
    def text(self) -> str:
        return self.strand.text

    def with_strand(self, strand: Strand) -> Line:
        return replace(self, strand=strand)


class Ledger(Struct):
    """账本: what is done to the characters, written down while it is done."""

    manuscript: str
    file: str
    parts: Sequence[Part] = ()
    added: Sequence[Span] = ()
    roles: Mapping[int, str] = {}
    pictures: frozenset[str] = frozenset()
    changes: dict[int, Change] = {}
    placements: list[Placement] = []
    joins: list[Join] = []
    inserted: dict[str, str] = {}
    findings: list[Finding] = []
    line_starts: list[int] = field(default_factory=lambda: [0])

    def leave_out(self, spans: Iterable[Span]) -> None:
        """Leave out what whoever wrote the transcript found to be no text of the issue."""
        for span in spans:
            for offset in range(span.start, span.end):
                self.changes[offset] = _change("", span.rule)

    def left(self, strand: Strand) -> Strand:
        """The strand without what was left out from the start."""
        if not self.changes or not any(origin in self.changes for origin in strand.origins):
            return strand
        kept = [
            (sign, origin)
            for sign, origin in zip(strand.text, strand.origins, strict=True)
            if origin not in self.changes
        ]
        return Strand("".join(sign for sign, _ in kept), [origin for _, origin in kept])

    def drop(self, strand: Strand, spans: Iterable[tuple[int, int]], rule: str) -> Strand:
        """The strand without some spans (start, end), in order."""
        edits = [(start, end, "") for start, end in spans]
        return self.edit(strand, edits, rule) if edits else strand

    def edit(self, strand: Strand, edits: Iterable[tuple[int, int, str]], rule: str) -> Strand:
        """The strand with spans (start, end, after) replaced: nothing, or as many characters."""
        text: list[str] = []
        origins: list[int] = []
        done = 0
        for start, end, after in edits:
            assert len(after) in {0, end - start}
            text += (strand.text[done:start], after)
            origins += strand.origins[done:start]
            for index in range(start, end):
                sign = after[index - start : index - start + 1]
                self.changes[strand.origins[index]] = _change(sign, rule)
            if after:
                origins += strand.origins[start:end]
            done = end
        if not done:
            return strand
        return Strand("".join((*text, strand.text[done:])), [*origins, *strand.origins[done:]])

    def discard(self, strand: Strand, rule: str) -> None:
        """Leave a whole strand out."""
        self.drop(strand, [(0, len(strand.text))], rule)

    def rewrite(self, strand: Strand, value: str, rule: str) -> None:
        """Let a whole strand stand for another text, as a date does for its ISO form."""
        if strand.text == value:
            return
        for offset in strand.origins:
            self.changes[offset] = _change("", rule)
        self.changes[strand.origins[0]] = Change(value, rule)

    def place(self, place: str, strand: Strand) -> None:
        """Say where a strand stands in the issue."""
        self.placements.append(Placement(place, tuple(strand.origins)))

    def insert(self, place: str, text: str) -> None:
        """Say that a text of the issue does not come from the manuscript."""
        self.inserted[place] = text

    def join(self, line: int, next_line: int, rule: str) -> None:
        """Say that a line goes on in a later one."""
        self.joins.append(Join(line, next_line, rule))

    def report(self, message: Message, line: int, /, **values: Value) -> None:
        """A finding in a line of the manuscript."""
        file, line = place_of(line, self.parts, self.file)
        position = SourcePosition(file, line, 1 if line else 0)
        self.findings.append(Finding(message, tuple(values.items()), position))

    def line_of(self, offset: int) -> int:
        """The number of the line an offset lies in."""
        return bisect_right(self.line_starts, offset)

    def is_structured(self, line: int) -> bool:
        """Whether a line comes from a file that says itself where a paragraph ends."""
        found = bisect_right(self.parts, line, key=lambda part: part.first_line)
        return bool(found) and self.parts[found - 1].structured

    def close(self) -> Account:
        """The account as a value."""
        return Account(
            self.manuscript,
            self.changes,
            tuple(self.placements),
            tuple(self.joins),
            self.inserted,
            tuple(self.added),
            tuple(self.parts),
        )


def place_of(line: int, parts: Sequence[Part], file: str) -> tuple[str, int]:
    """The file, and the line in it, of a line of a transcript made from several files."""
    found = [part for part in parts if part.first_line <= line]
    if len(parts) < 2 or not found:
        return file, line
    return found[-1].file, line - found[-1].first_line + 1
