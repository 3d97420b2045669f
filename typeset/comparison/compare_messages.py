"""What comparing may have to say (E76x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NOT_READ = Message(
    "E760",
    mark("{file} cannot be read: {reason}"),
    mark("give two PDFs, or a week and its rounds: paiban compare WEEK [A] [B]"),
)
NOT_COMPARED = Message(
    "E761",
    mark("{file} cannot be compared: {reason}"),
    mark("see whether the file opens in a PDF reader"),
)
BAD_REPORT = Message(
    "E762",
    mark("a report cannot have this name: {file}"),
    mark("give --report a name that ends in .html"),
)
TWO_FILES = Message(
    "E763",
    mark("two PDFs are compared with each other, nothing else"),
    mark("write: paiban compare OLD.pdf NEW.pdf"),
)
