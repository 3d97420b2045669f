"""`paiban compare`: what changed since a round, between two rounds, or between two PDFs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError, TypesetError
from typeset.base.findings import Message
from typeset.base.messages import mark, translate
from typeset.cli.common import (
    FINDINGS_EXIT,
    emit_json,
    find_root,
    json_option,
    print_findings,
    report_unexpected,
    root_option,
    style_option,
)

if TYPE_CHECKING:
    from typeset.comparison.compare_states import State
    from typeset.comparison.comparison import Comparison
    from typeset.texts.page_images import PageImages

BAD_REPORT = Message(
    "E762",
    mark("a report cannot have this name: {file}"),
    mark("give --report a name that ends in .html"),
)
TWO_FILES = Message(
    "E763",
    mark("two PDFs are compared with each other, nothing else"),
    mark("write: paiban compare OLD.pdf NEW.pdf"),
)

_NOW = mark("now")
_WRITTEN = mark("report: {file}")
_COLOURS = {"removed": "red", "added": "green"}


@click.command("compare", help=translate(mark("Show what changed since a proof round.")))
@click.argument("week", metavar="WEEK")
@click.argument("first", metavar="[A]", default="")
@click.argument("second", metavar="[B]", default="")
@root_option
@style_option
@click.option(
    "--report",
    metavar="FILE",
    default="",
    help=translate(mark("Also write a report with pages side by side, as FILE.html.")),
)
@json_option
def command(
    week: str,
    first: str,
    second: str,
    root: str | None,
    style: str,
    report: str,
    as_json: bool,
) -> None:
    """比对改动; exit code 0 where nothing changed, 1 where something did (as diff has it)."""
    from typeset.comparison.write_changes import comparison_as_json, list_changes
    from typeset.texts.page_images import PageImages

    images = PageImages()
    try:
        _check_report(report)
        before, after = _states(week, first, second, root, style)
        from typeset.comparison.compare_states import compare_states

        found = compare_states(before, after, images)
        if report:
            _write_report(report, found, (before.name, after.name), images)
    except TypesetError as error:
        if as_json:
            emit_json("compare", error.findings, {})
        else:
            print_findings(error.findings)
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 (an editor never meets a traceback)
        sys.exit(report_unexpected("compare", error, as_json=as_json))
    finally:
        images.close()
    names = before.name, after.name
    if as_json:
        data = {"before": names[0], "after": names[1], **comparison_as_json(found)}
        emit_json("compare", (), data, ok=True)
    else:
        for line in list_changes(found, names, _paint):
            click.echo(line)
        if report:
            click.echo(translate(_WRITTEN).format(file=report))
    sys.exit(FINDINGS_EXIT if found.changes else 0)


def _paint(text: str, how: str) -> str:
    """Coloured on a terminal; click takes colours away where there is none."""
    return click.style(text, fg=_COLOURS[how], bold=True)


def _states(
    week: str, first: str, second: str, root: str | None, style: str
) -> tuple[State, State]:
    """Both sides of what was asked for.  Raises SourceError."""
    from typeset.comparison.compare_states import state_of_edition, state_of_file, state_of_round

    files = [name for name in (week, first, second) if name.lower().endswith(".pdf")]
    if files:
        if files != [week, first] or second:
            raise SourceError([TWO_FILES.at()])
        return state_of_file(Path(week)), state_of_file(Path(first))
    from typeset.content.load_issue import find_issue_folder

    where = find_root(root)
    folder = find_issue_folder(where, week)
    before = state_of_round(folder, first)
    if second:
        return before, state_of_round(folder, second)
    from typeset.edition.build_issue import Kept, Stopwatch
    from typeset.edition.make_edition import make_edition

    edition = make_edition(where, week, style, Kept(), Stopwatch())
    return before, state_of_edition(edition, folder, translate(_NOW))


def _check_report(name: str) -> None:
    """Raises SourceError (E762)."""
    if name and not name.lower().endswith(".html"):
        raise SourceError([BAD_REPORT.at(file=name)])


def _write_report(name: str, found: Comparison, names: tuple[str, str], images: PageImages) -> None:
    """Raises SourceError where the report cannot be written."""
    from typeset.comparison.write_changes import report_as_html
    from typeset.output.messages import NOT_WRITTEN
    from typeset.output.write_file import write_file
    from typeset.texts.page_images import PageImageError

    try:
        write_file(Path(name), report_as_html(found, names, images))
    except (OSError, PageImageError) as error:
        reason = reason_of(error)
        raise SourceError([NOT_WRITTEN.at(file=name, reason=reason)]) from error
