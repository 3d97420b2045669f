"""`paiban approve WEEK`: somebody says that a round may be printed."""

from __future__ import annotations

import getpass

import click

from typeset.base.messages import mark, translate
from typeset.base.records import values_of
from typeset.cli.common import Answer, find_root, json_option, root_option, run
from typeset.cli.complete import complete_rounds, week_argument
from typeset.cli.proof import today

_APPROVED = mark("{round} of {week} (digest {digest}) is approved by: {names}")
_NEXT = mark("  next: paiban release {week}")


@click.command("approve", help=translate(mark("Sign a proof round: it may be printed.")))
@week_argument
@root_option
@click.option(
    "--round",
    "name",
    metavar="NAME",
    default="",
    shell_complete=complete_rounds,
    help=translate(mark("The round that is approved (the last one).")),
)
@click.option(
    "--by",
    metavar="NAME",
    default=None,
    help=translate(mark("Who approves (the name you are logged in by).")),
)
@click.option(
    "--note",
    metavar="TEXT",
    default="",
    help=translate(mark("What else is to be said; it stands on the job sheet.")),
)
@json_option
def command(
    week: str, root: str | None, name: str, by: str | None, note: str, as_json: bool
) -> None:
    """签批."""

    def work() -> Answer:
        from typeset.rounds.approval import Signature
        from typeset.rounds.release_issue import approve_round
        from typeset.rounds.round import short

        who = _user() if by is None else by
        done = approve_round(find_root(root), week, Signature(who, today(), note), name)
        record, approval = done.record, done.approval
        line = translate(_APPROVED).format(
            round=record.name,
            week=week,
            digest=short(record.digest),
            names=", ".join(f"{one.who} ({one.when})" for one in approval.signatures),
        )
        data = {"week": week, **values_of(approval)}
        return Answer(done.findings, data, [line, translate(_NEXT).format(week=week)])

    run("approve", work, as_json=as_json)


def _user() -> str:
    """The name somebody is logged in by; empty where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
