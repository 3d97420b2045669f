"""The test bed: a folder of its own with the edition's sources, caches, faces, and both engines."""

from __future__ import annotations

import compileall
import json
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.bench.editions import WEEK, import_manuscript, save_edition
from tests.bench.process import PROJECT, Run, run_process
from tests.bench.typst_engine import compile_cold, families_of
from tests.bench.typst_source import Families, edition_source
from typeset.base.project import font_folders
from typeset.content.document import Issue
from typeset.design.applying.apply_style import apply_style
from typeset.design.applying.foreign_files import Files
from typeset.design.applying.styled import StyledIssue
from typeset.design.fonts.font_book import FontBook
from typeset.design.fonts.load_fonts import load_fonts
from typeset.design.style.load_style import read_whole_style
from typeset.design.style.style import StyleSheet
from typeset.edition.build_issue import DEFAULT_STYLE, style_folders


@dataclass(frozen=True)
class Bed:
    """A folder for measuring, and the edition that is measured in it."""

    folder: Path
    issue: Issue

    @property
    def root(self) -> Path:
        return self.folder / "root"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def fonts(self) -> Path:
        """The faces of the edition and no others, so that no engine reads what it does not use."""
        return self.folder / "fonts"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @cached_property
    def sheet(self) -> StyleSheet:
        return read_whole_style(DEFAULT_STYLE, style_folders(self.root)).sheet

    @cached_property
    def book(self) -> FontBook:
        return load_fonts(font_folders(self.root)).book

    @cached_property
    def families(self) -> Families:
        """The face of each role as Typst knows it."""
        roles = {role: self.book.first(role).path for role in self.book.roles}
        return families_of(roles, self.fonts)

    def link_fonts(self) -> None:
        """Put the faces that the edition's characters need into `fonts`."""
        self._styled(self.issue)
        for role in self.book.roles:
            self.book.first(role)
        self.fonts.mkdir()
        for face in self.book.faces_in_use().values():
            (self.fonts / face.path.name).symlink_to(face.path.resolve())

    def _styled(self, issue: Issue) -> StyledIssue:
        return apply_style(issue, self.sheet, self.book, Files({}, {}))[0]

    # ------------------------------------------------------------------------- engines

    def build(self) -> Run:
        """`paiban issue` as a process.  Raises BenchError."""
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "typeset",
            "issue",
            "--no-preflight",
            WEEK,
            "--root",
            self.root,
            "--json",
        ]
        return run_process(command, {"TYPESET_CACHE": str(self.cache)})

    def write_typst(self, issue: Issue) -> Path:
        """The same edition as a Typst source."""
        path = self.folder / "edition.typ"
        text = edition_source(self._styled(issue), self.sheet, self.families)
        path.write_text(text, encoding="utf-8")
        return path

    def run_typst(self, source: Path) -> Run:
        """One cold Typst process.  Raises BenchError."""
        return compile_cold(source, source.with_suffix(".pdf"), self.fonts)

    # -------------------------------------------------------------------------- states

    def forget(self) -> None:
        """No cache and no finished file."""
        for folder in (self.cache, self.out):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    def keep(self, name: str) -> None:
        """Remember cache and finished files as they are, under a name."""
        for folder in (self.cache, self.out):
            shutil.copytree(folder, self.folder / name / folder.name)

    def restore(self, name: str) -> None:
        """Cache and finished files as they were when kept."""
        for folder in (self.cache, self.out):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.folder / name / folder.name, folder)


def make_bed(folder: Path) -> Bed:
    """Import the manuscript into a folder and make everything ready.

    The project is compiled first, as installing it does, even where Python may write no bytecode.
    """
    compileall.compile_dir(PROJECT / "typeset", quiet=2)
    root = folder / "root"
    root.mkdir()
    bed = Bed(folder, import_manuscript(root))
    save_edition(bed.issue, bed.root)
    bed.forget()
    bed.link_fonts()
    return bed


def answer_of(run: Run) -> dict[str, Any]:
    """What `--json` said."""
    answer: dict[str, Any] = json.loads(run.output)
    return answer
