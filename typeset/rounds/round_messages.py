"""What rounds may have to say (E75x, W75x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

ROUND_DAMAGED = Message(
    "E754",
    mark("{file} of round {round} is not as it was when the round was made"),
    mark("bring it back from a copy; if there is none, make a new round"),
)
