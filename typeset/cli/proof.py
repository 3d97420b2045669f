"""`paiban proof WEEK`: a frozen, stamped proof round."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from typeset.base.findings import Finding, Severity
from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run, style_option
from typeset.cli.complete import week_argument
from typeset.cli.progress import Progress

if TYPE_CHECKING:
    from typeset.rounds.freeze_round import FrozenRound

_NAMES = ("一校", "二校", "三校", "核红", "清样")
_MADE = mark(
    "{round} of {week}: {pages} pages, digest {digest}, {errors} errors, {warnings} warnings"
)
_WHERE = mark("  to mark: {path}")
_PICTURES = mark("  pages as pictures: {path}")
_NEXT = mark("  next: mark it in any PDF program, then: paiban corrections FILE.pdf")


@click.command("proof", help=translate(mark("Make a proof round: stamped, numbered, frozen.")))
@week_argument
@root_option
@style_option
@click.option(
    "--round",
    "name",
    metavar="NAME",
    default="",
    shell_complete=lambda *_: [CompletionItem(name) for name in _NAMES],
    help=translate(mark("一校, 二校, 三校, 核红 or 清样 (the next one).")),
)
@click.option(
    "--wide-margin",
    is_flag=True,
    help=translate(mark("A wider sheet with a ruled column to write in.")),
)
@click.option("--grid", is_flag=True, help=translate(mark("Show the grid of the type area.")))
@click.option(
    "--no-watermark",
    is_flag=True,
    help=translate(mark("Without 校样 behind the text (清样 never has it).")),
)
@click.option(
    "--png",
    is_flag=True,
    help=translate(mark("Also write the pages as pictures, and a sheet of them all.")),
)
@json_option
def command(
    week: str,
    root: str | None,
    style: str,
    name: str,
    wide_margin: bool,
    grid: bool,
    no_watermark: bool,
    png: bool,
    as_json: bool,
) -> None:
    """出一次校样."""

    def work() -> Answer:
        from typeset.rounds.freeze_round import freeze_round
        from typeset.rounds.stamp_pages import ProofLook

        look = ProofLook(wide_margin, grid, not no_watermark)
        with Progress(quiet=as_json) as progress:
            made = freeze_round(find_root(root), week, today(), name, style, look, progress)
        pictures = _draw_pictures(made) if png else None
        return _answer(made, pictures)

    run("proof", work, as_json=as_json)


def today() -> str:
    """The day as 2025-09-01; SOURCE_DATE_EPOCH gives another, for files that can be made again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    return datetime.datetime.now().astimezone().date().isoformat()


def _draw_pictures(made: FrozenRound) -> Path:
    """Pages and contact sheet as pictures, beside the round."""
    from typeset.rounds.stamp_pages import paint_round

    return paint_round(made.folder)


def _answer(made: FrozenRound, pictures: Path | None) -> Answer:
    from typeset.corrections.print_corrections import check_as_json, check_as_lines
    from typeset.corrections.read_back import check_round, findings_of
    from typeset.rounds.round import PROOF_FILE, short

    record, path = made.record, made.folder / PROOF_FILE
    severities = [finding.severity for finding in made.findings]
    lines = [
        translate(_MADE).format(
            round=record.name,
            week=record.week,
            pages=record.pages,
            digest=short(record.digest),
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
        ),
        translate(_WHERE).format(path=shown_path(path)),
    ]
    if pictures is not None:
        lines.append(translate(_PICTURES).format(path=shown_path(pictures)))
    lines.append(translate(_NEXT))
    check = check_round(made.folder.parents[1], record)
    told: tuple[Finding, ...] = ()
    if check is not None:
        lines += check_as_lines(check)
        told = findings_of(check)
    data: dict[str, Any] = {
        "week": record.week,
        "round": record.name,
        "index": record.index,
        "digest": record.digest,
        "folder": str(made.folder),
        "file": str(path),
        "pages": record.pages,
        "corrections": None if check is None else check_as_json(check),
    }
    return Answer((*made.findings, *told), data, lines, is_fine=True)


def shown_path(path: Path) -> str:
    """A path as an editor would type it from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
