"""`paiban issue WEEK`: build the edition of a week."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typeset.base.findings import Severity
from typeset.base.messages import mark, translate
from typeset.base.records import values_of
from typeset.cli.common import Answer, find_root, json_option, root_option, run, style_option
from typeset.cli.complete import week_argument
from typeset.cli.progress import Progress

if TYPE_CHECKING:
    from typeset.edition.list_attachments import ListedFile

_UNCHANGED = mark("nothing has changed since the last build; --rebuild builds it all the same")
_SUMMARY = mark(
    "{path}, {press}: {pages} pages, {characters} characters, {faces} faces, "
    "{errors} errors, {warnings} warnings, {hints} hints, {seconds} s"
)

_LISTED = mark("{path}: list of the attachments, {files} files")


@click.command(
    "issue",
    help=translate(mark("Build the edition of a week: one PDF to read, one for the press.")),
)
@week_argument
@root_option
@style_option
@click.option(
    "--out",
    metavar="DIR",
    default=None,
    help=translate(mark("Folder for the finished files (out/ beside issues/).")),
)
@click.option(
    "--icc",
    "profile",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=None,
    help=translate(mark("The print shop's ICC profile (FOGRA39, coated paper).")),
)
@click.option(
    "--condition",
    metavar="NAME",
    default="",
    help=translate(mark("Name of the printing condition (the one the profile gives itself).")),
)
@click.option(
    "--outline-text",
    is_flag=True,
    help=translate(mark("Text of the press file as outlines, for shops that ask for it.")),
)
@click.option(
    "--rebuild",
    is_flag=True,
    help=translate(mark("Build even if nothing has changed since the last build.")),
)
@click.option(
    "--lint",
    is_flag=True,
    help=translate(mark("Proof-read the sources first; errors stop the build (make issue does).")),
)
@click.option(
    "--draft",
    is_flag=True,
    help=translate(mark("Proof-read, but build whatever is found.")),
)
@click.option(
    "--no-preflight",
    is_flag=True,
    help=translate(mark("Do not examine the finished files.")),
)
@click.option(
    "--manifest",
    "has_list",
    is_flag=True,
    help=translate(mark("Write a list of the attachments too: WEEK.attachments.html.")),
)
@json_option
def command(
    week: str,
    root: str | None,
    style: str,
    out: str | None,
    rebuild: bool,
    lint: bool,
    draft: bool,
    no_preflight: bool,
    has_list: bool,
    as_json: bool,
    **printing: Any,
) -> None:
    """排出一期；printing 是印刷要求."""

    def work() -> Answer:
        from typeset.edition.build_issue import Lint, Printing, build_issue

        folder = Path(out) if out else None
        reading = Lint.LIST if draft else Lint.STOP if lint else Lint.OFF
        with Progress(quiet=as_json) as progress:
            built = build_issue(
                find_root(root),
                week,
                style,
                folder,
                printing=Printing(**printing),
                rebuild=rebuild,
                lint=reading,
                preflight=not no_preflight,
                progress=progress,
            )
        seconds = sum(built.seconds.values())
        counts = {
            severity: sum(finding.severity is severity for finding in built.findings)
            for severity in Severity
        }
        line = translate(_SUMMARY).format(
            path=_shown(built.path),
            press=built.press.name,
            pages=built.pages,
            characters=built.characters,
            faces=len(built.faces),
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            hints=counts[Severity.HINT],
            seconds=f"{seconds:.2f}",
        )
        data = {
            "week": week,
            "file": str(built.path),
            "press_file": str(built.press),
            "pages": built.pages,
            "characters": built.characters,
            "faces": [
                {"face": face.identifier, "licence": face.licence, "from": face.provenance}
                for face in built.faces
            ],
            "attachments": [_attached(one) for one in built.attachments],
            "unchanged": built.unchanged,
            "seconds": {name: round(value, 4) for name, value in built.seconds.items()},
        }
        lines = [line, translate(_UNCHANGED)] if built.unchanged else [line]
        if has_list:
            from typeset.edition.list_attachments import write_attachment_list

            path = write_attachment_list(built.path.parent, week, built.attachments, built.findings)
            data["attachment_list"] = str(path)
            lines.append(translate(_LISTED).format(path=_shown(path), files=len(built.attachments)))
        return Answer(built.findings, data, lines, is_fine=draft)

    run("issue", work, as_json=as_json)


def _attached(listed: ListedFile) -> dict[str, Any]:
    """A file attached, without the place that issue.yaml lists it at."""
    values = values_of(listed)
    del values["column"]
    return values


def _shown(path: Path) -> str:
    """The path as an editor would type it from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
