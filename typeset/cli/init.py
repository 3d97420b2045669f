"""`paiban init [DIR]`: the folder in which an office keeps its issues."""

from __future__ import annotations

from pathlib import Path

import click

from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, json_option, run

_MADE = mark("{folder} is an office's folder now: {names}")
_THERE = mark("{folder} is an office's folder already; nothing was written")
_NEXT = mark("now: paiban new WEEK, as paiban new 2025-37")


@click.command(
    "init",
    help=translate(
        mark("Make a folder (this one) into an office's: issues/, styles/, fonts/, a Makefile.")
    ),
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """建单位文件夹."""

    def work() -> Answer:
        from typeset.content.new_office import new_office

        place = folder or Path()
        names = new_office(place)
        return Answer((), {"folder": str(place), "made": list(names)}, made_lines(place, names))

    run("init", work, as_json=as_json)


def made_lines(folder: Path, names: tuple[str, ...]) -> list[str]:
    """What was made of a folder, in words."""
    words = _MADE if names else _THERE
    shown = str(folder.resolve())
    return [translate(words).format(folder=shown, names=", ".join(names)), translate(_NEXT)]
