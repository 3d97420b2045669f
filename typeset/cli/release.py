"""`paiban release WEEK`: what was approved, and nothing else, goes to the print shop."""

from __future__ import annotations

from pathlib import Path

import click

from typeset.base.messages import mark, translate
from typeset.base.records import values_of
from typeset.cli.common import Answer, find_root, json_option, root_option, run
from typeset.cli.complete import week_argument
from typeset.cli.proof import shown_path

_RELEASED = mark("{folder}: {files}; approved in {round} by {names}")
_SAME = mark("{folder} holds this very release already; nothing was written")


@click.command(
    "release", help=translate(mark("Give out what was approved: files, job sheet, checksums."))
)
@week_argument
@root_option
@click.option(
    "--copies",
    metavar="N",
    type=click.IntRange(1, 10_000_000),
    default=None,
    help=translate(mark("Copies to be printed, for the job sheet (those of issue.yaml).")),
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=None,
    help=translate(mark("Folder in which the week's folder is made (release/ beside issues/).")),
)
@json_option
def command(
    week: str, root: str | None, copies: int | None, out: Path | None, as_json: bool
) -> None:
    """发印."""

    def work() -> Answer:
        from typeset.rounds.release_issue import release_issue

        done = release_issue(find_root(root), week, copies, out)
        words = _SAME if done.unchanged else _RELEASED
        line = translate(words).format(
            folder=shown_path(done.folder),
            files=", ".join(done.files),
            round=done.record.name,
            names=", ".join(one.who for one in done.approval.signatures),
        )
        data = {
            "week": week,
            "folder": str(done.folder),
            "files": dict(done.files),
            "round": done.record.name,
            "digest": done.record.digest,
            "signatures": [values_of(one) for one in done.approval.signatures],
            "job_sheet": values_of(done.sheet),
            "unchanged": done.unchanged,
        }
        return Answer(done.findings, data, [line])

    run("release", work, as_json=as_json)
