"""What the list of attachments may have to say (E18x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

BAD_PAGES = Message(
    "E180",
    mark("{text} does not name pages"),
    mark("write pages: 1-3,7 (from 1, the lower first)"),
)
UNKNOWN_ROTATION = Message(
    "E181",
    mark("{text} is not a rotation"),
    mark("write rotate: auto, 0, 90, 180 or 270 (degrees clockwise)"),
)
UNKNOWN_NUMBERING = Message(
    "E182",
    mark("{text} is not a way to number the pages of an attachment"),
    mark("write number: continue (连续) or number: own (自编)"),
)
NOT_A_TRUTH = Message(
    "E183",
    mark("{text} is neither true nor false"),
    mark("write {key}: true (是) or {key}: false (否)"),
)
SEVERAL_SOURCES = Message(
    "E184",
    mark("an attachment has more than one of file, files and issue"),
    mark("keep one of them; several files belong under files"),
)
NO_SOURCE = Message(
    "E185",
    mark("an attachment names no file"),
    mark("add file: attachments/plan.pdf, files: with a list, or issue: 2025-35"),
)
NO_SUCH_ISSUE = Message(
    "E186",
    mark("there is no issue {week} beside this one"),
    mark("write the name of a folder in issues, as 2025-35"),
)
OWN_ISSUE = Message(
    "E187",
    mark("an issue cannot be an attachment of itself"),
    mark("write the name of another week"),
)
KEYS_OF_FILE = Message(
    "E188",
    mark("{key} belongs to one file, but this attachment has several"),
    mark("write it beside each file under files"),
)
