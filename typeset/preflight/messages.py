"""What the witness of the finished file may have to say (8xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

TITLE_NOT_THERE = Message(
    "E801",
    mark("the contents lead to page {number}, but “{title}” does not stand there"),
    mark("please report this: the file is not to be used"),
)
NUMBER_NOT_LISTED = Message(
    "E802",
    mark("the contents do not show page {number} beside “{title}”"),
    mark("please report this: the file is not to be used"),
)
NUMBER_NOT_PRINTED = Message(
    "E803",
    mark("the page does not carry its number {number}"),
    mark("please report this: the file is not to be used"),
)
UNREADABLE = Message(
    "E804",
    mark("the finished file cannot be read again: {reason}"),
    mark("please report this: the file is not to be used"),
)
