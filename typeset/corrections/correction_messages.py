"""What reading corrections back may have to say (E77x, W77x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NO_COPY = Message(
    "E770",
    mark("{file} cannot be read: {reason}"),
    mark("give the PDF that the reviewer sent back"),
)
NO_PDF_COPY = Message(
    "E771",
    mark("{file} is no PDF, or too damaged or too large to be read: {reason}"),
    mark("ask the reviewer to save the marked proof as a PDF once more"),
)
LOCKED_COPY = Message(
    "E772",
    mark("{file} asks for a password"),
    mark("ask the reviewer to save it without a password"),
)
NOT_MADE = Message(
    "W773",
    mark("{count} corrections of {round} are not made as they were asked for"),
    mark("make them, or settle it with the reviewer"),
)
FAILED_COPY = Message(
    "E774",
    mark("{file} could not be read within the limits of time and memory"),
    mark("open it in another reader and save it as a new PDF; it may be built to do harm"),
)
UNKNOWN_PROOF = Message(
    "E775",
    mark("{file} does not tell which proof it is"),
    mark("say it with --week WEEK and --round NAME"),
)
NO_MARKS = Message(
    "W776",
    mark("{file} has no marks that can be read"),
    mark(
        "if marks are seen in it, they were printed into the pages; ask for the file with"
        " comments, or note them with pen and paper"
    ),
)
LEFT_OUT = Message(
    "W777",
    mark("{file}: {left_out} annotations were left out, {unreadable} have no place on a page"),
    mark("look through the marked copy by eye as well"),
)
OTHER_PAGES = Message(
    "W778",
    mark("{file} has {pages} pages, the proof {expected}; pages were told by their words"),
    mark("see that the places in the list are right"),
)
BAD_LIST = Message(
    "E779",
    mark("the list of corrections cannot be used: {reason}"),
    mark("take back {file} as it was, or move it away and read the marked copies again"),
)
NO_LIST = Message(
    "E776",
    mark("no corrections of {week} have been read yet"),
    mark("read a marked copy first: paiban corrections COPY.pdf"),
)
UNMARKED = Message(
    "H778",
    mark("{file} is the proof as it was made, without a mark"),
    mark("give the copy that the reviewer saved"),
)
