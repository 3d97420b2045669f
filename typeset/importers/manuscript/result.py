"""The noun of importing (导入结果): the issue, and an account of every character."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from typeset.base.findings import Finding
from typeset.content.document import Issue, Material
from typeset.importers.manuscript.transcript import Part, Span


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
