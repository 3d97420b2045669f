"""Arguments in, one call, lines out.

One file a command group; a command's module is imported only when that command is called, so
asking for help or fonts never waits for the layout.
"""

from __future__ import annotations

import sys

from typeset.base.messages import mark

PROGRAM = "paiban"
"""排版: the command's name; `typeset` is a builtin of bash, zsh and ksh."""

COMMANDS: dict[str, tuple[str, str]] = {
    "issue": ("typeset.cli.issue", mark("Build the edition of a week as one PDF.")),
    "preview": ("typeset.cli.preview", mark("Show the pages in the browser, new on every save.")),
    "proof": ("typeset.cli.proof", mark("Make a proof round: stamped, numbered, frozen.")),
    "compare": ("typeset.cli.compare", mark("Show what changed since a proof round.")),
    "import": ("typeset.cli.import_text", mark("Turn a manuscript of any kind into source.")),
    "lint": ("typeset.cli.lint", mark("Look for what a good proof-reader would find.")),
    "init": ("typeset.cli.init", mark("Make a folder into an office's.")),
    "new": ("typeset.cli.new", mark("Make the folder of a new week.")),
    "corrections": (
        "typeset.cli.corrections",
        mark("Read back what reviewers marked in a proof."),
    ),
    "preflight": (
        "typeset.cli.preflight",
        mark("Examine a finished PDF, before it is printed."),
    ),
    "fonts": ("typeset.cli.fonts", mark("Show the faces in use, or install the open ones.")),
    "approve": ("typeset.cli.approve", mark("Sign a proof round: it may be printed.")),
    "release": (
        "typeset.cli.release",
        mark("Give out what was approved: files, job sheet, checksums."),
    ),
    "impose": (
        "typeset.cli.impose",
        mark("Put the pages of a finished PDF on sheets, for any binding."),
    ),
    "doctor": (
        "typeset.cli.doctor",
        mark("Is everything here that an edition needs? Each fault with its cure."),
    ),
    "inspect": ("typeset.cli.inspect", mark("Print pages or lines as text.")),
}
"""Command → (the module whose `command` serves it, one line of help)."""


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
