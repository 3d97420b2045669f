"""The noun of importing (导入结果): the issue, and an account of every character."""

from __future__ import annotations

from dataclasses import dataclass

from typeset.base.findings import Finding
from typeset.content.document import Issue


@dataclass(frozen=True, slots=True)
class Repair:
    """修改: characters of the manuscript that became others, or nothing.

    `line` and `column` count from 1 in the manuscript, 0 where nothing stood there (what the
    importer put in by itself).  `left` and `right` are the neighbours, for the reader's eye.
    """

    line: int
    column: int
    before: str
    after: str
    rule: str
    left: str = ""
    right: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The object that `--json` prints for a repair."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Join:
    """接行: a line continued by a later one, cut by a page's or a title line's end."""

    line: int
    next_line: int
    rule: str

    def as_json(self) -> dict[str, str | int]:
        """The object that `--json` prints for a join."""
        return {"line": self.line, "next_line": self.next_line, "rule": self.rule}


@dataclass(frozen=True, slots=True)
class Counts:
    """字数: `characters_in = line_ends + kept + changed + dropped` and
    `characters_out = kept + changed + inserted`.

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

    def as_json(self) -> dict[str, int]:
        """The object that `--json` prints for the counts."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Placement:
    """去处: where characters of the manuscript stand in the issue, by their offsets in it."""

    place: str
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one character of the manuscript became: others, or nothing (empty)."""

    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Account:
    """字账: the manuscript, the changes by offset, the places, and what was put in by itself.

    Nothing here is trusted: `check_account` compares it with the source that was written.
    """

    manuscript: str
    changes: dict[int, Change]
    placements: tuple[Placement, ...]
    joins: tuple[Join, ...]
    inserted: dict[str, str]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An issue made from a manuscript; what an importer gives and `save_import` takes."""

    issue: Issue
    account: Account
    repairs: tuple[Repair, ...]
    counts: Counts
    encoding: str
    findings: tuple[Finding, ...] = ()
