"""The names that other programs use (程序接口): an office, its issues, what is done with them.

    import typeset

    office = typeset.open_office("/srv/weekly")
    issue = office.issue("2025-36")
    for finding in issue.lint():
        print(finding, finding.cure)
    built = issue.build()
    print(built.press, built.pages)

Everything is imported when it is first needed.  What a method finds wrong is either told with its
result or raised as a `TypesetError`, which carries all findings: `SourceError` where the sources
cannot be used, `BuildError` where the result may not be given out.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from typeset.base.errors import BuildError, SourceError, TypesetError
from typeset.base.findings import Finding, Message, Severity
from typeset.base.messages import mark

if TYPE_CHECKING:
    from typeset.corrections.correction import CorrectionCheck
    from typeset.corrections.read_back import ReadBack
    from typeset.edition.build_issue import Built, LaidOut, Printing
    from typeset.importers.manuscript.result import Repair
    from typeset.preflight.report import Report
    from typeset.rounds.freeze_round import FrozenRound
    from typeset.rounds.release_issue import Approved, Released

__all__ = [
    "BuildError",
    "Finding",
    "ImportAccount",
    "IssueFolder",
    "Office",
    "Severity",
    "SourceError",
    "TypesetError",
    "open_office",
    "preflight_file",
]


NO_OFFICE = Message(
    "E905",
    mark("there is no folder issues/ in {folder}"),
    mark("go to the office's folder, or make this one into it: paiban init"),
)


class ImportAccount(Struct, frozen=True):
    """导入结果: the folder written to, the files in it, every repair, and what was found."""

    folder: Path
    files: tuple[str, ...]
    repairs: tuple[Repair, ...]
    findings: tuple[Finding, ...]


class IssueFolder(Struct, frozen=True):
    """一期: `root/issues/WEEK`; `style` names a style sheet, empty for the issue's own."""

    root: Path
    week: str
    style: str = ""

    @property
    def folder(self) -> Path:
        """The folder of its sources.  Raises SourceError (E101) where there is none."""
        from typeset.content.load_issue import find_issue_folder

        return find_issue_folder(self.root, self.week)

    def lint(self, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
        """审校: what a good proof-reader would find, and what is wrong with the sources; all rules,
        or those of some codes."""
        from typeset.content.load_issue import load_issue
        from typeset.lint.lint_issue import lint_issue

        loaded = load_issue(self.root, self.week)
        return (*loaded.findings, *lint_issue(loaded, self.root, codes).findings)

    def lay_out(self) -> LaidOut:
        """排版: the pages as data, before any PDF.  Raises SourceError."""
        from typeset.edition.build_issue import lay_out_issue

        return lay_out_issue(self.root, self.week, self.style)

    def build(
        self,
        out: Path | None = None,
        printing: Printing | None = None,
        *,
        preflight: bool = True,
        rebuild: bool = False,
    ) -> Built:
        """出片: `OUT/WEEK.pdf` to be read and `OUT/WEEK.print.pdf` for the press.

        Raises SourceError where the sources cannot be used, BuildError where the files do not bear
        out their contents; the last good files are then untouched.
        """
        from typeset.edition.build_issue import Printing, build_issue

        wanted = printing or Printing()
        return build_issue(
            self.root,
            self.week,
            self.style,
            out,
            printing=wanted,
            preflight=preflight,
            rebuild=rebuild,
        )

    def freeze(self, name: str = "", day: datetime.date | None = None) -> FrozenRound:
        """出校样: the next round, or the one named (一校 …), dated today.  Raises SourceError."""
        from typeset.rounds.freeze_round import freeze_round

        made = (day or datetime.date.today()).isoformat()  # noqa: DTZ011 (the reader's day)
        return freeze_round(self.root, self.week, made, name, self.style)

    def read_back(self, copies: Sequence[Path], name: str = "") -> ReadBack:
        """回收校样: what reviewers marked in copies of a round's proof.  Raises SourceError."""
        from typeset.corrections.read_back import read_back

        return read_back(self.root, copies, self.week, name)

    def check(self, name: str = "") -> CorrectionCheck:
        """核红: which corrections of a round the sources have now.  Raises SourceError."""
        from typeset.corrections.read_back import check_sources

        return check_sources(self.root, self.week, name, self.style)

    def approve(self, by: str, name: str = "", note: str = "") -> Approved:
        """签批: sign a round, the last where none is named.  Raises SourceError, BuildError."""
        from typeset.rounds.approval import Signature
        from typeset.rounds.release_issue import approve_round

        today = datetime.date.today().isoformat()  # noqa: DTZ011 (the reader's day)
        return approve_round(self.root, self.week, Signature(by, today, note), name)

    def release(self, copies: int | None = None, out: Path | None = None) -> Released:
        """发印: give out what was approved.  Raises SourceError, BuildError."""
        from typeset.rounds.release_issue import release_issue

        return release_issue(self.root, self.week, copies, out)


class Office(Struct, frozen=True):
    """单位文件夹: the folder that holds `issues/`, and the office's own `styles/` and `fonts/`."""

    root: Path

    @property
    def weeks(self) -> tuple[str, ...]:
        """The weeks that have a folder, in their order."""
        from typeset.content.load_issue import list_weeks

        return tuple(list_weeks(self.root))

    def issue(self, week: str, style: str = "") -> IssueFolder:
        """The issue of a week, whether it is there yet or not."""
        return IssueFolder(self.root, week, style)

    def new(self, week: str) -> IssueFolder:
        """新建一期: its folder, with what stays from the last issue.  Raises SourceError."""
        from typeset.content.new_issue import new_issue

        new_issue(self.root, week)
        return self.issue(week)

    def import_files(
        self,
        paths: Sequence[Path],
        into: str,
        *,
        accept_changes: bool = False,
        force: bool = False,
    ) -> ImportAccount:
        """导入: files of others as the source of a week, or as one material more of an issue that
        is there.  Raises SourceError; nothing is written then."""
        from typeset.importers.add_material import add_material, has_issue
        from typeset.importers.import_issue import holds_issue, import_issue, import_material
        from typeset.importers.receiving.gather_files import gather_files
        from typeset.importers.receiving.read_files import read_files
        from typeset.importers.save_import import check_name, check_week, save_import

        check_name(into)
        gathered = gather_files([str(path) for path in paths])
        transcript = read_files(gathered.files, accept_changes=accept_changes)
        if not force and has_issue(into, self.root) and not holds_issue(transcript):
            file = transcript.parts[0].file
            added = add_material(
                into, self.root, lambda number: import_material(transcript, number), file
            )
            findings = (*gathered.findings, *added.result.findings, *added.findings)
            return ImportAccount(added.folder, (added.file,), added.result.repairs, findings)
        check_week(into, self.root, force=force)
        result = import_issue(transcript, into)
        saved = save_import(result, self.root, transcript.parts[0].file, force=force)
        findings = (*gathered.findings, *result.findings, *saved.loaded.findings, *saved.findings)
        return ImportAccount(saved.folder, saved.files, result.repairs, findings)


def open_office(root: Path | str = ".") -> Office:
    """The office whose folder this is.  Raises SourceError (E905) without `issues/` in it."""
    folder = Path(root)
    if not (folder / "issues").is_dir():
        raise SourceError([NO_OFFICE.at(folder=str(folder.resolve()))])
    return Office(folder)


def preflight_file(pdf: Path | str, profile: str = "") -> Report:
    """付印前检查: a finished file as a stranger sees it.

    `profile` is print, reading or archive, empty for what the file says of itself.  Raises
    SourceError where it cannot be examined at all.
    """
    from typeset.preflight.expected import Profile
    from typeset.preflight.run_preflight import preflight_file as examine

    return examine(Path(pdf), Profile(profile) if profile else None)
