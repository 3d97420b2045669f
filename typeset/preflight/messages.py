"""What the witness of the finished file may have to say (8xx): contents, and files not examined."""

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
NO_PDF = Message(
    "E881",
    mark("{file} is no PDF, or too damaged to be read: {reason}"),
    mark("export it again from the program that made it"),
)
LOCKED = Message(
    "E882",
    mark("{file} asks for a password"),
    mark("save it without a password"),
)
TOO_LARGE = Message(
    "E883",
    mark("{file} has {size} MB; {most} MB are the most that is examined"),
    mark("split the file"),
)
TOO_MANY_PAGES = Message(
    "E884",
    mark("{file} has {pages} pages; {most} are the most that is examined"),
    mark("split the file"),
)
BROKEN_CHECK = Message(
    "E892",
    mark("{check} could not be measured: {reason}"),
    mark("export the file again from the program that made it"),
)
