"""Arguments in, one call, lines out.

One file a command group; a command's module is imported only when that command is called, so
asking for help or fonts never waits for the layout.
"""

from __future__ import annotations

import sys

from typeset.cli.commands import PROGRAM


def main() -> None:
    """Entry of the console script; ends the process with the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (a checkout runs on whatever is there)
        sys.exit(f"{PROGRAM}: Python 3.11 is needed, this is {sys.version.split()[0]}")
    try:
        from typeset.cli.entry import run_command_line
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "typeset":
            raise
        from typeset.doctor.show import run_without_click

        sys.exit(run_without_click(error.name, sys.argv[1:]))
    run_command_line()


def main_by_old_name() -> None:
    """Entry of the script `typeset`, kept for those who call it by its path."""
    from typeset.cli.old_name import tell_new_name

    tell_new_name()
    main()
