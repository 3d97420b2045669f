"""Arguments in, one call, lines out.

One file a command group; a command's module is imported only when that command is called, so
asking for help or fonts never waits for the layout.
"""

from __future__ import annotations

from typeset.base.messages import mark

COMMANDS: dict[str, tuple[str, str]] = {
    "issue": ("typeset.cli.issue", mark("Build the edition of a week as one PDF.")),
    "preview": ("typeset.cli.preview", mark("Show the pages in the browser, new on every save.")),
    "import": ("typeset.cli.import_text", mark("Turn a manuscript of any kind into source.")),
    "lint": ("typeset.cli.lint", mark("Look for what a good proof-reader would find.")),
    "new": ("typeset.cli.new", mark("Make the folder of a new week.")),
    "preflight": (
        "typeset.cli.preflight",
        mark("Examine a finished PDF, before it is printed."),
    ),
    "fonts": ("typeset.cli.fonts", mark("Show the faces in use, or install the open ones.")),
    "inspect": ("typeset.cli.inspect", mark("Print pages or lines as text.")),
}
"""Command → (the module whose `command` serves it, one line of help)."""


def main() -> None:
    """Entry of the console script; ends the process with the exit code."""
    from typeset.cli.entry import run_command_line

    run_command_line()
