"""The commands by name (命令表): known without importing any of them."""

from __future__ import annotations

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
