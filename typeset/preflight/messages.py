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
NO_TIME = Message(
    "E885",
    mark("{file} could not be examined in the time allowed"),
    mark("export it again from the program that made it; it may be built to loop"),
)
NO_MEMORY = Message(
    "E886",
    mark("{file} could not be examined in the memory allowed"),
    mark("export it again from the program that made it; it may be built to swell"),
)
CRASHED = Message(
    "E887",
    mark("{file} could not be examined: the examination crashed"),
    mark("export it again from the program that made it"),
)
TOO_COMPLEX = Message(
    "W888",
    mark("the pages hold more than is looked at; from page {pages} on it was not measured"),
    mark("flatten or simplify the drawings"),
)
NO_FILE = Message(
    "E890",
    mark("{file} cannot be read: {reason}"),
    mark("check the name; sources stay where they are"),
)
BAD_FACTS = Message(
    "E891",
    mark("{file} holds no facts of a build: {reason}"),
    mark("leave --facts out, or build the edition again"),
)
BROKEN_CHECK = Message(
    "E892",
    mark("{check} could not be measured: {reason}"),
    mark("export the file again from the program that made it"),
)
