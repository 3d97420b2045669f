"""`paiban import`: what others send becomes the source of an issue, or one material more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run

if TYPE_CHECKING:
    from typeset.base.findings import Finding
    from typeset.content.document import Material
    from typeset.importers.manuscript.result import ImportResult, MaterialResult, Repair, Transcript

    Result: TypeAlias = ImportResult | MaterialResult

COMMAND = "import"

RULES = {
    "invisible-character": mark("characters that cannot be seen dropped"),
    "outer-blank": mark("blanks around a line dropped"),
    "number-sign": mark("# at the start of a line dropped"),
    "page-number": mark("page numbers dropped"),
    "rule": mark("drawn lines dropped"),
    "picture": mark("pictures left out"),
    "marker": mark("material numbers, now in the names of the files"),
    "contents-label": mark("the word 目录, which the style sets"),
    "contents-number": mark("numbers of the contents, which the style sets"),
    "contents-title": mark("contents entries that equal the material's title"),
    "leader": mark("leaders and page numbers of the contents, which are computed"),
    "label": mark("labels and brackets, which the style sets"),
    "date-form": mark("dates in the form of the source"),
    "no-such-day": mark("impossible dates left out"),
    "repeated": mark("repetitions in the front matter dropped"),
    "left-out": mark("lines that belong nowhere left out"),
    "bold-sign": mark("stray ** dropped"),
    "half-width-mark": mark("half-width marks made full-width"),
    "space": mark("blanks inside a line dropped or made plain"),
    "line-wrap": mark("titles cut by a line's end joined"),
    "page-break": mark("paragraphs cut by a page's end joined"),
    "ending": mark("attachments named and signature at the end of a text recognised"),
    "table": mark("tables in the notation of the source"),
    "automatic-number": mark("automatic numbers made real"),
    "sign": mark("signs written out that were drawn or coded"),
    "note": mark("numbers of notes put in"),
    "link": mark("addresses of links written out"),
    "picture-taken": mark("pictures brought into the issue's folder"),
    "page-title": mark("titles taken from the head of a page"),
    "deletion": mark("tracked deletions left out"),
    "header": mark("headers and footers left out"),
    "field": mark("page numbers and other fields left out"),
    "toc": mark("the automatic table of contents left out"),
    "hidden": mark("hidden words left out"),
    "placeholder": mark("words of empty form fields left out"),
    "ruby": mark("readings above the characters left out"),
    "navigation": mark("what stands around the article left out"),
    "front-matter": mark("facts in the head of the file left out"),
    "comment": mark("comments left out"),
    "markdown-sign": mark("signs of Markdown left out"),
    "default": mark("put in, for the manuscript does not say it"),
}
"""Rule of a repair → its words."""

_LONGEST = 30


@click.command(
    name=COMMAND,
    help=translate(
        mark(
            "Turn Word files, saved web pages, Markdown or plain text into the source of a week"
            " (WEEK as in 2025-36): a whole issue, or one material more for an issue that is there."
            " FILE may be a folder, a .zip, or - for standard input."
            " Every repair is listed; nothing is lost, and nothing is overwritten."
        )
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.argument("week", metavar="WEEK")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["material", "issue"]),
    help=translate(mark("What to make of it; without this its content decides.")),
)
@click.option(
    "--accept-changes",
    is_flag=True,
    help=translate(mark("Take in tracked insertions, leave out tracked deletions and comments.")),
)
@click.option(
    "--force",
    is_flag=True,
    help=translate(mark("Replace an issue that is there; its folder is kept as a backup.")),
)
@root_option
@json_option
def command(
    files: tuple[str, ...],
    week: str,
    kind: str | None,
    accept_changes: bool,
    force: bool,
    root: str | None,
    as_json: bool,
) -> None:
    """导入."""

    def work() -> Answer:
        from typeset.importers.receiving.gather_files import gather_files
        from typeset.importers.receiving.read_files import read_files
        from typeset.importers.save_import import check_name

        folder = find_root(root)
        check_name(week)
        gathered = gather_files(files)
        transcript = read_files(gathered.files, accept_changes=accept_changes)
        if _is_material(transcript, week, folder, kind, force=force):
            return _add_material(transcript, week, folder, gathered.findings)
        return _make_issue(transcript, week, folder, gathered.findings, force=force)

    run(COMMAND, work, as_json=as_json)


def _is_material(
    transcript: Transcript, week: str, root: Path, kind: str | None, *, force: bool
) -> bool:
    """Whether to add one material: as asked for, else for one text and an issue that is there."""
    from typeset.importers.add_material import has_issue
    from typeset.importers.import_issue import holds_issue

    if kind is not None:
        return kind == "material"
    return not force and has_issue(week, root) and not holds_issue(transcript)


def _make_issue(
    transcript: Transcript, week: str, root: Path, left_out: Sequence[Finding], *, force: bool
) -> Answer:
    from typeset.importers.import_issue import import_issue
    from typeset.importers.save_import import check_week, save_import

    check_week(week, root, force=force)
    result = import_issue(transcript, week)
    saved = save_import(result, root, transcript.parts[0].file, force=force)
    findings = (*left_out, *result.findings, *saved.loaded.findings, *saved.findings)
    materials = result.issue.materials
    data = _data(result, "issue", week, saved.folder, materials)
    data |= {"files": list(saved.files), "backup": str(saved.backup) if saved.backup else None}
    summary = [*_repair_lines(result), *_summary(result, str(saved.folder), len(materials))]
    return Answer(findings, data, [*summary, *_backup_line(saved.backup)])


def _add_material(
    transcript: Transcript, week: str, root: Path, left_out: Sequence[Finding]
) -> Answer:
    from typeset.importers.add_material import add_material
    from typeset.importers.import_issue import import_material

    manuscript = transcript.parts[0].file
    added = add_material(week, root, lambda number: import_material(transcript, number), manuscript)
    result = added.result
    data = _data(result, "material", week, added.folder, [result.material])
    data |= {"files": [added.file], "backup": str(added.backup) if added.backup else None}
    summary = [*_repair_lines(result), *_summary(result, str(added.folder / added.file), 1)]
    findings = (*left_out, *result.findings, *added.findings)
    return Answer(findings, data, [*summary, *_backup_line(added.backup)])


def _data(
    result: Result, kind: str, week: str, folder: Path, materials: Sequence[Material]
) -> dict[str, Any]:
    return {
        "kind": kind,
        "week": week,
        "folder": str(folder),
        "encoding": result.encoding,
        "counts": result.counts.as_json(),
        "joins": [join.as_json() for join in result.account.joins],
        "repairs": [repair.as_json() for repair in result.repairs],
        "pictures": list(result.pictures),
        "materials": [_material(material) for material in materials],
    }


def _material(material: Material) -> dict[str, Any]:
    from typeset.content.document_texts import plain_text

    return {
        "number": material.number,
        "file": material.file,
        "kicker": plain_text(material.kicker),
        "title": plain_text(material.title),
        "subtitles": [plain_text(line) for line in material.subtitles],
        "date": material.date.isoformat() if material.date else None,
        "blocks": len(material.blocks),
    }


def _repair_lines(result: Result) -> Iterator[str]:
    """The repairs by rule, each with its line and what stood around it."""
    by_rule: dict[str, list[Repair]] = {}
    for repair in result.repairs:
        by_rule.setdefault(repair.rule, []).append(repair)
    for rule, words in RULES.items():
        repairs = by_rule.get(rule, [])
        if repairs:
            yield f"{translate(words)} ({len(repairs)})"
            yield from (_repair_line(repair) for repair in repairs)
    if unknown := by_rule.keys() - RULES.keys():
        raise ValueError(f"no words for {min(unknown)}")


def _repair_line(repair: Repair) -> str:
    if not repair.line:
        return f"  {repair.left}: {_shown(repair.after)}"
    before = _shown(repair.left + repair.before + repair.right)
    after = _shown(repair.left + repair.after + repair.right)
    place = f"{repair.file}:{repair.line}" if repair.file else str(repair.line)
    return f"  {place}: {before} → {after or '∅'}"


def _shown(text: str) -> str:
    """A text in one line, printable, its middle left out where it is long."""
    line = "⏎".join(part for part in text.split("\n") if part)
    line = "".join(char if char.isprintable() else f"<{ord(char):04X}>" for char in line)
    if len(line) <= 2 * _LONGEST:
        return line
    return f"{line[:_LONGEST]}…{line[-_LONGEST:]}"


def _summary(result: Result, made: str, materials: int) -> Iterator[str]:
    counts = result.counts
    account = mark(
        "characters: {characters_in} in + {added} added = {line_ends} line ends + {kept} kept"
        " + {changed} changed + {dropped} dropped;"
        " {characters_out} out = kept + changed + {inserted} put in"
    )
    yield translate(account).format(**counts.as_json())
    words = mark("{made}: {materials} materials, {repairs} repairs, {joins} lines joined")
    yield translate(words).format(
        made=made,
        materials=materials,
        repairs=len(result.repairs),
        joins=len(result.account.joins),
    )


def _backup_line(backup: Path | None) -> Iterator[str]:
    if backup is not None:
        yield translate(mark("what was there is kept in {backup}")).format(backup=backup)
