"""What the linter says to its users: 0xx, by what it looks at.

00x and 01x punctuation, 02x numerals, 04x structure, 05x contents, 06x dates, 07x words,
08x characters, 09x the linter's own affairs.
"""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ------------------------------------------------------------------------- punctuation


# ---------------------------------------------------------------------------- numerals


# --------------------------------------------------------------------------- structure


# ----------------------------------------------------------------- contents and dates


# ------------------------------------------------------------------------------- words

TERM_ERROR = Message("E071", mark("{wrong} should be {right}"), mark("write {right}{why}"))

# -------------------------------------------------------------------------- characters


# ------------------------------------------------------------------------ its own affairs

UNKNOWN_CODE = Message(
    "W091",
    mark("there is no rule {code}"),
    mark("known: {known}"),
)
STOPPED = Message(
    "H095",
    mark("the edition was not built"),
    mark("correct the errors, accept them in issue.yaml, or build it all the same with --draft"),
)
