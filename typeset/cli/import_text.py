"""`typeset import`: a manuscript becomes the source of an issue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run

if TYPE_CHECKING:
    from typeset.content.document import Material
    from typeset.content.importers.result import ImportResult, Repair
    from typeset.content.importers.save_import import SavedImport

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
    "table": mark("tables in the notation of the source"),
    "default": mark("put in, for the manuscript does not say it"),
}
"""Rule of a repair → its words."""

_LONGEST = 30


@click.command(
    name=COMMAND,
    help=translate(
        mark(
            "Turn a pasted or OCR text into the source of a week (WEEK as in 2025-36)."
            " Every repair is listed; nothing is lost, and nothing is overwritten."
        )
    ),
)
@click.argument("file", metavar="FILE")
@click.argument("week", metavar="WEEK")
@click.option(
    "--force",
    is_flag=True,
    help=translate(mark("Replace an issue that is there; its folder is kept as a backup.")),
)
@root_option
@json_option
def command(file: str, week: str, force: bool, root: str | None, as_json: bool) -> None:
    """导入."""
    run(COMMAND, lambda: _import(file, week, root, force=force), as_json=as_json)


def _import(file: str, week: str, root: str | None, *, force: bool) -> Answer:
    from typeset.content.importers.plain_text import import_plain_text
    from typeset.content.importers.read_manuscript import read_manuscript
    from typeset.content.importers.save_import import check_week, save_import

    folder = find_root(root)
    check_week(week, folder, force=force)
    result = import_plain_text(read_manuscript(Path(file)), week, file)
    saved = save_import(result, folder, file, force=force)
    findings = (*result.findings, *saved.loaded.findings, *saved.findings)
    return Answer(
        findings, _data(result, saved), [*_repair_lines(result), *_summary(result, saved)]
    )


def _data(result: ImportResult, saved: SavedImport) -> dict[str, Any]:
    return {
        "week": result.issue.week,
        "folder": str(saved.folder),
        "files": list(saved.files),
        "backup": str(saved.backup) if saved.backup else None,
        "encoding": result.encoding,
        "counts": result.counts.as_json(),
        "joins": [join.as_json() for join in result.account.joins],
        "repairs": [repair.as_json() for repair in result.repairs],
        "materials": [_material(material) for material in result.issue.materials],
    }


def _material(material: Material) -> dict[str, Any]:
    from typeset.content.document import plain_text

    return {
        "number": material.number,
        "file": material.file,
        "kicker": plain_text(material.kicker),
        "title": plain_text(material.title),
        "subtitles": [plain_text(line) for line in material.subtitles],
        "date": material.date.isoformat() if material.date else None,
        "blocks": len(material.blocks),
    }


def _repair_lines(result: ImportResult) -> Iterator[str]:
    """The repairs by rule, each with its line and what stood around it."""
    by_rule: dict[str, list[Repair]] = {}
    for repair in result.repairs:
        by_rule.setdefault(repair.rule, []).append(repair)
    for rule, words in RULES.items():
        repairs = by_rule.get(rule, [])
        if repairs:
            yield f"{translate(words)} ({len(repairs)})"
            yield from (_repair_line(repair) for repair in repairs)


def _repair_line(repair: Repair) -> str:
    if not repair.line:
        return f"  {repair.left}: {_shown(repair.after)}"
    before = _shown(repair.left + repair.before + repair.right)
    after = _shown(repair.left + repair.after + repair.right)
    return f"  {repair.line}: {before} → {after or '∅'}"


def _shown(text: str) -> str:
    """A text in one line, printable, its middle left out where it is long."""
    line = "⏎".join(part for part in text.split("\n") if part)
    line = "".join(char if char.isprintable() else f"<{ord(char):04X}>" for char in line)
    if len(line) <= 2 * _LONGEST:
        return line
    return f"{line[:_LONGEST]}…{line[-_LONGEST:]}"


def _summary(result: ImportResult, saved: SavedImport) -> Iterator[str]:
    counts = result.counts
    account = mark(
        "characters: {characters_in} in = {line_ends} line ends + {kept} kept + {changed} changed"
        " + {dropped} dropped; {characters_out} out = kept + changed + {inserted} put in"
    )
    yield translate(account).format(**counts.as_json())
    words = mark("{folder}: {materials} materials, {repairs} repairs, {joins} lines joined")
    yield translate(words).format(
        folder=saved.folder,
        materials=len(result.issue.materials),
        repairs=len(result.repairs),
        joins=len(result.account.joins),
    )
    if saved.backup is not None:
        yield translate(mark("the old folder is kept in {backup}")).format(backup=saved.backup)
