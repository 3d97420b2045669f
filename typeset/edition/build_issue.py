"""The whole flow (流程), top to bottom: sources → document → styled issue → pages → two PDFs.

Each stage is one call; what it found is carried along, and an error stops the flow before
anything is written.  The stages are imported when they are needed: where nothing has changed,
none of them is.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.cache import (
    BuildRecord,
    digest_file,
    digest_inputs,
    others_changed,
    recall_build,
    record_name,
    remember_build,
)
from typeset.base.errors import BuildError, SourceError
from typeset.base.findings import Finding, has_errors
from typeset.base.project import font_folders, project_folder
from typeset.lint.surroundings import digest_surroundings

if TYPE_CHECKING:
    from typeset.content.document import IssueKind
    from typeset.content.load_issue import LoadedIssue
    from typeset.design.applying.foreign_files import Files
    from typeset.design.fonts.font_book import FontBook
    from typeset.design.fonts.fonts import Face
    from typeset.design.style.style import StyleSheet
    from typeset.edition.list_attachments import ListedFile
    from typeset.layout.lines.compose import Typesetter
    from typeset.layout.placing.page import Pages
    from typeset.output.attachments.prepare_attachments import Progress
    from typeset.output.pdf.draw_artwork import DrawnFiles
    from typeset.output.print_condition import PrintCondition
    from typeset.preflight.expected import ExpectedFacts

LANGUAGE = "zh-CN"
DEFAULT_STYLE = "weekly"
STYLES: Mapping[IssueKind, str] = {"weekly": DEFAULT_STYLE, "document": "document"}
"""The style of each kind of issue where none is named."""


class Stopwatch(Struct):
    """用时: seconds of each stage, in the order in which they ran."""

    stages: dict[str, float] = {}

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start


class Lint(StrEnum):
    """审校: not asked for, its findings only listed (a draft), or its errors stop the build."""

    OFF = "off"
    LIST = "list"
    STOP = "stop"


class LaidOut(Struct, frozen=True):
    """An issue as pages, before any PDF: the pages, the faces its marks name, all findings."""

    loaded: LoadedIssue
    style: StyleSheet
    pages: Pages
    faces: Mapping[str, Face]
    files: Files
    condition: PrintCondition
    findings: tuple[Finding, ...]


class Printing(Struct, frozen=True):
    """印刷要求: the shop's profile and the name of its condition (FOGRA39 where nothing is given),
    and whether the text of the press file becomes outlines (转曲)."""

    profile: Path | None = None
    condition: str = ""
    outline_text: bool = False


class UsedFace(Struct, frozen=True):
    """A face as the summary names it: its identifier, its licence, where it comes from."""

    identifier: str
    licence: str
    provenance: str


class Built(Struct, frozen=True):
    """A finished edition: its files, what is in them, what was found, and how long each stage took.

    `path` is the reading file, `press` the one for the print shop.  `unchanged`: all inputs and the
    files were as the last build left them, so nothing was made.
    """

    path: Path
    press: Path
    pages: int
    characters: int
    faces: tuple[UsedFace, ...]
    findings: tuple[Finding, ...]
    seconds: Mapping[str, float]
    attachments: tuple[ListedFile, ...] = ()
    unchanged: bool = False


class Kept(Struct):
    """留用: what one layout leaves for the next of the same process, while it still holds good: the
    faces, and the typesetter with the paragraphs that it has composed."""

    book: FontBook | None = None
    typesetter: Typesetter | None = None

    def take_book(self, fresh: FontBook) -> FontBook:
        """The earlier book of the same faces, with all it has measured, else the fresh one."""
        if self.book is None or self.book.chains != fresh.chains:
            self.book, self.typesetter = fresh, None
        return self.book

    def take_typesetter(self, fresh: Typesetter) -> Typesetter:
        """The earlier typesetter where it works as the fresh one does, else the fresh one."""
        known = self.typesetter
        if known is None or (known.book, known.rules, known.names) != (
            fresh.book,
            fresh.rules,
            fresh.names,
        ):
            self.typesetter = known = fresh
        known.next_edition()
        return known


def lay_out_issue(
    root: Path,
    week: str,
    style: str = "",
    watch: Stopwatch | None = None,
    *,
    lint: Lint = Lint.OFF,
    kept: Kept | None = None,
    printing: Printing = Printing(),
    progress: Progress | None = None,
) -> LaidOut:
    """The issue `root/issues/WEEK` as pages; `style` names a sheet, else the issue's own.

    `kept` is what earlier layouts left, and is brought up to date.
    Raises SourceError with everything that was found, when any of it is an error; BuildError where
    the linter stops it.
    """
    watch, kept = watch or Stopwatch(), kept or Kept()
    with watch.stage("import"):
        from typeset.content.load_issue import load_issue
        from typeset.design.fonts.load_fonts import load_fonts, remember_fonts
        from typeset.design.style.load_style import read_whole_style
        from typeset.layout.lines.compose import Typesetter
        from typeset.output.attachments.measure_files import measure_files
        from typeset.output.print_condition import load_condition
    with watch.stage("read"):
        loaded = load_issue(root, week)
    linted = () if lint is Lint.OFF else _lint(loaded, root, lint, watch)
    issue = loaded.issue
    with watch.stage("style"):
        name = style or issue.style or STYLES[issue.kind]
        loaded_style = read_whole_style(name, style_folders(root))
    with watch.stage("fonts"):
        fonts = load_fonts(font_folders(root))
        book = kept.take_book(fonts.book)
    with watch.stage("files"):
        condition = load_condition(printing.profile, printing.condition, font_folders(root))
        measured = measure_files(
            issue, loaded.folder, condition.profile, progress, font_folders(root)
        )
    sheet = loaded_style.sheet
    findings = (*loaded.findings, *loaded_style.findings, *fonts.findings, *measured.findings)
    if has_errors(findings):
        raise SourceError(findings)
    with watch.stage("apply"):
        apply_style, paginate = _makers(issue.kind)
        styled, lacking = apply_style(issue, sheet, book, measured.files)
    findings = (*findings, *lacking)
    if has_errors(findings):
        raise SourceError(findings)
    with watch.stage("layout"):
        typesetter = kept.take_typesetter(Typesetter(book, sheet.lines, styled.names))
        pages = paginate(styled, sheet, typesetter, LANGUAGE)
        remember_fonts(book)
    findings = (*linted, *findings, *pages.findings)
    return LaidOut(loaded, sheet, pages, book.faces_in_use(), measured.files, condition, findings)


def _makers(kind: IssueKind) -> tuple[Callable[..., Any], Callable[..., Pages]]:
    """What gives a kind of issue its style, and what makes pages of it."""
    if kind == "document":
        from typeset.design.applying.style_document import style_document
        from typeset.layout.kinds.official import paginate_document

        return style_document, paginate_document
    from typeset.design.applying.apply_style import apply_style
    from typeset.layout.kinds.edition import paginate_edition

    return apply_style, paginate_edition


def build_issue(
    root: Path,
    week: str,
    style: str = "",
    out: Path | None = None,
    *,
    printing: Printing = Printing(),
    rebuild: bool = False,
    lint: Lint = Lint.OFF,
    preflight: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Build the edition of a week as `OUT/WEEK.pdf`, to be read on screens, and
    `OUT/WEEK.print.pdf`, for the press (`root/out` where no folder is given).

    `preflight` examines both files as a stranger would and adds what it finds; the files are
    written all the same.  Where nothing has changed since the last build nothing is done, unless
    `rebuild` asks for it.
    Raises SourceError when the sources cannot be used, BuildError when the linter finds errors or
    the finished file does not bear out its contents; the last good files are then untouched.
    """
    watch = Stopwatch()
    folder = out or root / "out"
    paths = [folder / f"{week}.pdf", folder / f"{week}.print.pdf"]
    with watch.stage("recall"):
        where = os.fspath(root.resolve()), os.fspath(folder.absolute())
        around = "" if lint is Lint.OFF else digest_surroundings(root, week)
        name = record_name(*where, week, style, lint, around, repr((printing, preflight)))
        inputs = digest_inputs([root / "issues" / week, *style_folders(root), *font_folders(root)])
        if printing.profile is not None:
            inputs += digest_file(printing.profile)
        record = None if rebuild else recall_build(name, inputs, paths)
        if record is not None and others_changed(record):
            record = None
    if record is not None:
        return _recalled(paths, record, watch)
    laid = lay_out_issue(root, week, style, watch, lint=lint, printing=printing, progress=progress)
    drawn = draw_laid(laid, printing, watch)
    with watch.stage("check"):
        from typeset.edition.tell_facts import tell_facts, tell_outlined
        from typeset.preflight.check_contents import check_contents

        findings = (*laid.findings, *missing_profile(laid.condition))
        facts = tell_facts(laid.pages, laid.style, findings)
        known = tell_outlined(facts) if printing.outline_text else facts
        found = check_contents(drawn.reading, facts.entries)
    findings = (*findings, *found)
    if has_errors(found):
        raise BuildError(findings)
    if preflight:
        with watch.stage("preflight"):
            findings += examine_drawn(paths, drawn, (facts, known))
    with watch.stage("write"):
        from typeset.edition.list_attachments import list_attachments, listed_as_json
        from typeset.output.write_results import write_results
        from typeset.preflight.expected import remember_facts

        write_results(dict(zip(paths, (drawn.reading, drawn.press), strict=True)), week)
        remember_facts(drawn.reading, facts)
        remember_facts(drawn.press, known)
        summary = {
            "pages": len(laid.pages.pages),
            "characters": count_characters(laid.pages),
            "faces": [[face.identifier, face.licence, face.provenance] for face in drawn.faces],
            "attachments": [
                listed_as_json(one)
                for one in list_attachments(
                    laid.loaded.issue.attachments,
                    laid.files.attachments,
                    laid.pages.pages,
                    laid.style.numbers,
                )
            ],
        }
        summary["others"] = _attached_issues(laid)
        record = BuildRecord(findings, summary)
        remember_build(name, inputs, paths, record)
    return replace(_recalled(paths, record, watch), unchanged=False)


def _attached_issues(laid: LaidOut) -> list[list[str]]:
    """The finished files of other issues that are attached, each with its digest."""
    files = [file for one in laid.loaded.issue.attachments for file in one.files if file.week]
    if not files:
        return []
    from typeset.output.attachments.prepare_attachments import issue_path

    paths = [issue_path(laid.loaded.folder, file) for file in files]
    return [[os.fspath(path), digest_file(path)] for path in paths]


def _lint(loaded: LoadedIssue, root: Path, lint: Lint, watch: Stopwatch) -> tuple[Finding, ...]:
    """What the linter finds.  Raises BuildError where its errors are to stop the build."""
    with watch.stage("lint"):
        from typeset.lint.lint_issue import lint_issue
        from typeset.lint.messages import STOPPED

        findings = lint_issue(loaded, root).findings
    if lint is Lint.STOP and has_errors(findings):
        raise BuildError([*loaded.findings, *findings, STOPPED.at()])
    return findings


def draw_laid(laid: LaidOut, printing: Printing, watch: Stopwatch) -> DrawnFiles:
    """Both files of an issue that was laid out."""
    with watch.stage("draw"):
        from typeset.output.pdf.draw_artwork import draw_files

        outline = printing.outline_text
        return draw_files(laid.pages, laid.faces, laid.condition, outline_text=outline)


def missing_profile(condition: PrintCondition) -> tuple[Finding, ...]:
    """W607 where no profile is installed and none was given."""
    if condition.profile:
        return ()
    from typeset.output.messages import NO_DEFAULT_PROFILE
    from typeset.output.print_condition import DEFAULT_PROFILE

    return (NO_DEFAULT_PROFILE.at(file=DEFAULT_PROFILE),)


def examine_drawn(
    paths: Sequence[Path], drawn: DrawnFiles, facts: tuple[ExpectedFacts, ExpectedFacts]
) -> tuple[Finding, ...]:
    """What the witness finds in the two files; what it finds in both is said once."""
    from typeset.preflight.expected import Profile
    from typeset.preflight.run_preflight import FinishedFile, preflight_built

    reading, press = paths
    return preflight_built(
        FinishedFile(reading.name, drawn.reading, Profile.READING, facts[0]),
        FinishedFile(press.name, drawn.press, Profile.PRINT, facts[1]),
    )


def _attached(values: Sequence[Mapping[str, Any]]) -> tuple[ListedFile, ...]:
    if not values:
        return ()
    from typeset.edition.list_attachments import listed_from_json

    return tuple(map(listed_from_json, values))


def _recalled(paths: Sequence[Path], record: BuildRecord, watch: Stopwatch) -> Built:
    reading, press = paths
    return Built(
        reading,
        press,
        int(record.facts["pages"]),
        int(record.facts["characters"]),
        tuple(UsedFace(*face) for face in record.facts["faces"]),
        record.findings,
        watch.stages,
        _attached(record.facts["attachments"]),
        unchanged=True,
    )


def style_folders(root: Path) -> list[Path]:
    """Where style sheets are looked for: those of ROOT, then the project's."""
    return list(dict.fromkeys((root / "styles", project_folder() / "styles")))


def count_characters(pages: Pages) -> int:
    """字数: characters printed, page numbers and leaders aside."""
    from typeset.layout.placing.page import GlyphRun

    return sum(
        len("".join(mark.texts))
        for page in pages.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.structure >= 0
    )
