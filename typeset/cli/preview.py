"""`paiban preview WEEK`: the pages beside the editor, brought up to date on every save."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typeset.base.errors import InternalError, SourceError, TypesetError
from typeset.base.findings import Message
from typeset.base.messages import mark, translate
from typeset.cli.common import find_root, print_findings, root_option, unexpected_finding
from typeset.cli.complete import complete_rounds, week_argument

if TYPE_CHECKING:
    from typeset.desk.preview_state import PreviewState
    from typeset.texts.edition_text import Edition

BAD_EDITOR = Message(
    "E896",
    mark("the editor's command cannot be used: {command}"),
    mark('write it like "code -g {{file}}:{{line}}"'),
)

_OPENED = mark("{week}: {address}  (Ctrl+C ends it)")
_BUILT = mark("{time}  {pages} pages in {seconds} s, {errors} errors, {warnings} warnings")
_KEPT = mark("{time}  not built; the last good pages stay")


@click.command("preview", help=translate(mark("Show the pages in the browser, new on every save.")))
@week_argument
@root_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help=translate(mark("Port on this machine; 0 takes any that is free.")),
)
@click.option(
    "--no-open",
    "quiet",
    is_flag=True,
    help=translate(mark("Only print the address, open no browser.")),
)
@click.option(
    "--round",
    "round_",
    metavar="N",
    default="",
    shell_complete=complete_rounds,
    help=translate(mark("Compare with this round: its name, or its number from 1.")),
)
@click.option(
    "--editor",
    metavar="COMMAND",
    default="",
    help=translate(mark('Opens a source at a line, such as "code -g {file}:{line}".')),
)
@click.option(
    "--style",
    metavar="NAME",
    default="",
    help=translate(mark("Style sheet: a name in styles/ (the issue's own, else weekly).")),
)
def command(
    week: str,
    root: str | None,
    port: int | None,
    quiet: bool,
    round_: str,
    editor: str,
    style: str,
) -> None:
    """预览一期."""
    try:
        _preview(find_root(root), week, port, round_, _editor(editor), style, opens=not quiet)
    except TypesetError as error:
        print_findings(error.findings)
        sys.exit(error.exit_code)


def _preview(
    root: Path,
    week: str,
    port: int | None,
    round_: str,
    editor: tuple[str, ...],
    style: str,
    *,
    opens: bool,
) -> None:
    from typeset.base.project import font_folders
    from typeset.content.load_issue import find_issue_folder
    from typeset.desk.preview_state import PreviewState
    from typeset.desk.serve_preview import Serving, listen, serve_preview
    from typeset.edition.build_issue import style_folders
    from typeset.texts.page_images import PageImages

    folder = find_issue_folder(root, week)
    images = PageImages()
    state = PreviewState(week, folder, _builder(root, week, style), images)
    base = state.round_id(round_) if round_ else ""
    listening = listen(port)
    _report(state, good=state.rebuild())

    def opened(address: str) -> None:
        click.echo(translate(_OPENED).format(week=week, address=address))
        sys.stdout.flush()
        if opens:
            import webbrowser

            webbrowser.open(address)

    watched = (folder, *style_folders(root), *font_folders(root))
    serving = Serving(state, watched, editor, base, opened, lambda good: _report(state, good=good))
    try:
        serve_preview(serving, listening)
    finally:
        images.close()


def _builder(root: Path, week: str, style: str) -> Callable[[], Edition]:
    """Builds the edition again and again, each time with what the last one left."""
    from typeset.edition.build_issue import Kept, Stopwatch
    from typeset.edition.make_edition import make_edition

    kept = Kept()

    def build() -> Edition:
        try:
            return make_edition(root, week, style, kept, Stopwatch())
        except TypesetError:
            raise
        except Exception as error:
            # The preview outlives a fault of the program, which the next save may not meet.
            raise InternalError([unexpected_finding(error)]) from error

    return build


def _report(state: PreviewState, *, good: bool) -> None:
    """One line for each build, and what is wrong."""
    from typeset.base.findings import Severity

    now = time.strftime("%H:%M:%S")
    findings, current = state.findings, state.current
    if good and current is not None:
        counts = [finding.severity for finding in findings]
        line = translate(_BUILT).format(
            time=now,
            pages=len(current.pages),
            seconds=f"{current.edition.seconds:.2f}",
            errors=counts.count(Severity.ERROR),
            warnings=counts.count(Severity.WARNING),
        )
        click.echo(line)
    else:
        click.echo(translate(_KEPT).format(time=now))
        print_findings(findings)
    sys.stdout.flush()


def _editor(command: str) -> tuple[str, ...]:
    """The words of the editor's command.  Raises SourceError (E896)."""
    try:
        words = tuple(shlex.split(command))
    except ValueError:
        words = ()
    if command and not any("{file}" in word for word in words[1:]):
        raise SourceError([BAD_EDITOR.at(command=command)])
    return words
