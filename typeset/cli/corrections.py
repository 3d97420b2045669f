"""`paiban corrections COPY.pdf`: what reviewers marked, by file, line and words; and 核红."""

from __future__ import annotations

from pathlib import Path

import click

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run, style_option

COMMAND = "corrections"
_HEAD = mark("{week} {round}: {total} corrections, {added} of them new; kept in {path}")


@click.command(
    COMMAND,
    help=translate(
        mark(
            "Read back what reviewers marked in copies of a proof, as a list by file, line and"
            " words. With --check: what became of it in the sources as they are now."
        )
    ),
)
@click.argument("copies", metavar="[COPY.pdf]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--week",
    metavar="WEEK",
    default="",
    help=translate(mark("The week, where the copy does not tell it.")),
)
@click.option(
    "--round",
    "wanted",
    metavar="NAME",
    default="",
    help=translate(mark("The round, by name or number, where the copy does not tell it.")),
)
@click.option(
    "--check",
    "checked",
    metavar="WEEK",
    default="",
    help=translate(mark("Say of each correction of a week whether it was made.")),
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=None,
    help=translate(mark("Write the list as one HTML file, to be printed.")),
)
@root_option
@style_option
@json_option
def command(
    copies: tuple[Path, ...],
    week: str,
    wanted: str,
    checked: str,
    report: Path | None,
    root: str | None,
    style: str,
    as_json: bool,
) -> None:
    """校改单、核红."""
    if bool(checked) == bool(copies):
        raise click.UsageError(translate(mark("give marked copies, or --check with a week")))

    def work() -> Answer:
        if checked:
            return _check(find_root(root), checked, wanted, style, report)
        return _read(find_root(root), copies, week, wanted, report)

    run(COMMAND, work, as_json=as_json)


def _read(
    root: Path, copies: tuple[Path, ...], week: str, wanted: str, report: Path | None
) -> Answer:
    from typeset.corrections.print_corrections import list_as_json, list_as_lines
    from typeset.corrections.read_back import read_back
    from typeset.corrections.write_corrections import list_as_html

    back = read_back(root, copies, week, wanted)
    found = back.corrections
    head = translate(_HEAD).format(
        week=found.week,
        round=found.round_name,
        total=len(found.corrections),
        added=len(back.added),
        path=back.path,
    )
    if report is not None:
        _write(report, list_as_html(found))
    data = {
        "week": found.week,
        "round": found.round_name,
        "path": str(back.path),
        "added": [one.number for one in back.added],
        "corrections": list_as_json(found),
    }
    return Answer(back.findings, data, [head, *list_as_lines(found.corrections)])


def _check(root: Path, week: str, wanted: str, style: str, report: Path | None) -> Answer:
    from typeset.corrections.print_corrections import check_as_json, check_as_lines
    from typeset.corrections.read_back import check_sources, findings_of
    from typeset.corrections.write_corrections import check_as_html

    check = check_sources(root, week, wanted, style)
    if report is not None:
        _write(report, check_as_html(check))
    return Answer(findings_of(check), check_as_json(check), list(check_as_lines(check)))


def _write(path: Path, text: str) -> None:
    """Raises SourceError when the report cannot be written."""
    from typeset.output.messages import NOT_WRITTEN
    from typeset.output.write_file import write_file

    try:
        write_file(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([NOT_WRITTEN.at(file=str(path), reason=reason)]) from error
