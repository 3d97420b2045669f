"""`paiban preflight FILE`: a finished PDF, ours or any other, examined by the witness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, json_option, run

if TYPE_CHECKING:
    from typeset.preflight.report import CheckResult, Report

COMMAND = "preflight"
PROFILES = ("print", "reading", "archive")


@click.command(COMMAND, help=translate(mark("Examine a finished PDF, before it is printed.")))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default=None,
    help=translate(mark("What the file is for (what it says of itself, else print).")),
)
@click.option(
    "--facts",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=None,
    help=translate(mark("Facts of the build as JSON (those of the last build of this file).")),
)
@click.option(
    "--html",
    metavar="REPORT",
    type=click.Path(path_type=Path),
    default=None,
    help=translate(mark("Write the report as one HTML file.")),
)
@json_option
def command(
    file: Path, profile: str | None, facts: Path | None, html: Path | None, as_json: bool
) -> None:
    """付印前检查."""

    def work() -> Answer:
        from typeset.preflight.expected import Profile
        from typeset.preflight.run_preflight import preflight_file

        report = preflight_file(file, Profile(profile) if profile else None, facts)
        if html is not None:
            _write_html(html, report)
        lines = [f"{report.name}: {report.verdict}", *map(_line, report.results)]
        return Answer(report.findings, _data(report), lines)

    run(COMMAND, work, as_json=as_json)


def _line(result: CheckResult) -> str:
    """One line a check: what it looks at, what came of it, what was measured."""
    said = "; ".join(map(str, (*result.measured, *result.not_measured)))
    words, state = translate(result.check.words), translate(result.state)
    return f"  {words}: {state}" + (f" ({said})" if said else "")


def _data(report: Report) -> dict[str, Any]:
    return {
        "file": report.name,
        "sha256": report.digest,
        "bytes": report.size,
        "pages": report.pages,
        "profile": report.profile.value,
        "profile_guessed": report.guessed,
        "faces_substituted": report.substituted,
        "verdict": report.verdict,
        "checks": [_check(result) for result in report.results],
    }


def _check(result: CheckResult) -> dict[str, Any]:
    check = result.check
    return {
        "check": check.identifier,
        "words": translate(check.words),
        "source": check.source,
        "strength": check.strength.value,
        "state": result.state.value,
        "codes": [finding.code for finding in result.findings],
        "more": result.more,
        "measured": [str(item) for item in result.measured],
        "not_measured": [str(item) for item in result.not_measured],
    }


def _write_html(path: Path, report: Report) -> None:
    """Raises SourceError when the report cannot be written."""
    from typeset.output.messages import NOT_WRITTEN
    from typeset.output.write_file import write_file
    from typeset.preflight.write_html import report_as_html

    try:
        write_file(path, report_as_html(report).encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([NOT_WRITTEN.at(file=str(path), reason=reason)]) from error
