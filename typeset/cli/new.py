"""`paiban new`: the folder of a new week, ready to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run

if TYPE_CHECKING:
    from typeset.content.new_issue import NewIssue

COMMAND = "new"


@click.command(
    name=COMMAND,
    help=translate(
        mark(
            "Make the folder of a week (WEEK as in 2025-37): its dates filled in, title, compiler,"
            " categories and notice as in the last issue. What is there is never overwritten."
        )
    ),
)
@click.argument("week", metavar="WEEK")
@root_option
@json_option
def command(week: str, root: str | None, as_json: bool) -> None:
    """新建一期."""
    run(COMMAND, lambda: _new(week, root), as_json=as_json)


def _new(week: str, root: str | None) -> Answer:
    from typeset.base.project import is_checkout
    from typeset.cli.init import made_lines
    from typeset.content.new_issue import new_issue
    from typeset.content.new_office import new_office

    here, told = Path.cwd(), []
    if root is None and not is_checkout() and not (here / "issues").is_dir():
        told = made_lines(here, new_office(here))[:1]
    made = new_issue(find_root(root), week)
    return Answer(made.findings, _data(made), [*told, *_lines(made)])


def _data(made: NewIssue) -> dict[str, Any]:
    issue = made.issue
    return {
        "week": issue.week,
        "folder": str(made.folder),
        "files": list(made.files),
        "period": {"start": issue.period.start, "end": issue.period.end},
        "date": issue.date,
        "like": made.like or None,
    }


def _lines(made: NewIssue) -> Iterator[str]:
    issue = made.issue
    words = mark("{folder}: {files}; {start} to {end}, issue date {date}")
    yield translate(words).format(
        folder=made.folder,
        files=", ".join(made.files),
        start=issue.period.start,
        end=issue.period.end,
        date=issue.date,
    )
    if made.like:
        words = mark("title, compiler, categories and what else stays are those of {week}")
        yield translate(words).format(week=made.like)
    words = mark("now write the text into {file}, then: make issue WEEK={week}")
    yield translate(words).format(file=made.files[-1], week=issue.week)
