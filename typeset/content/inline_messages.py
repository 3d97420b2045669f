"""What is said of emphasis, scripts, readings and notes in texts (W233 to W239, W290 to W296)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NOTE_EMPTY = Message(
    "W290",
    mark("a note without text is printed as it stands"),
    mark("write its text, or take it away"),
)
