"""`paiban doctor`: is everything here that an edition needs?"""

from __future__ import annotations

import click

from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run


@click.command(
    "doctor",
    help=translate(
        mark(
            "Examine this machine: Python, packages, faces, programs, rights, port, language,"
            " clock; each fault with its cure."
        )
    ),
)
@root_option
@json_option
def command(root: str | None, as_json: bool) -> None:
    """体检."""

    def work() -> Answer:
        from typeset.doctor.examine import examine
        from typeset.doctor.health import all_findings
        from typeset.doctor.show import show_area, summarise

        areas = list(examine(find_root(root, needs_issues=False)))
        lines = [line for area in areas for line in show_area(area)]
        data = {"areas": [area.as_json() for area in areas]}
        return Answer(list(all_findings(areas)), data, [*lines, summarise(areas)])

    run("doctor", work, as_json=as_json)
