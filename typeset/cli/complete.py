"""Completion in the shell (命令行补全): weeks and rounds, as Click asks for them.

Switched on by the shell itself: `eval "$(_PAIBAN_COMPLETE=bash_source typeset)"`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from typeset.cli.common import find_root

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def week_argument(function: Decorated) -> Decorated:
    """`WEEK`, given to the command as `week: str`; the shell completes the weeks there are."""
    return click.argument("week", metavar="WEEK", shell_complete=complete_weeks)(function)


def complete_weeks(
    context: click.Context,
    _: click.Parameter,
    incomplete: str,
) -> list[CompletionItem]:
    """The weeks in issues/, the newest first; none where there is no such folder."""
    from typeset.content.load_issue import list_weeks

    root = _root(context)
    weeks = reversed(list_weeks(root)) if root else ()
    return _items(week for week in weeks if week.startswith(incomplete))


def complete_weeks_and_files(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The weeks, and files by the shell's own way where none of them fits."""
    weeks = complete_weeks(context, parameter, incomplete)
    return weeks or _items([incomplete], kind="file")


def complete_rounds(
    context: click.Context,
    _: click.Parameter,
    incomplete: str,
) -> list[CompletionItem]:
    """The rounds of proofs that the week named before has."""
    from typeset.rounds.find_rounds import list_rounds

    # An option without its value keeps Click from giving the arguments their names.
    root, week = _root(context), context.params.get("week") or next(iter(context.args), "")
    if root is None or not week:
        return []
    try:
        rounds = list_rounds(root / "issues" / str(week))
    except Exception:  # noqa: BLE001 (a shell that completes is no place for messages)
        return []
    return _items(one for one in rounds if one.startswith(incomplete))


def _items(values: Iterable[str], kind: str = "plain") -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, type=kind) for value in values]


def _root(context: click.Context) -> Path | None:
    try:
        return find_root(context.params.get("root"))
    except Exception:  # noqa: BLE001 (as above)
        return None
