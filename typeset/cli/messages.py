"""What the command line says (9xx: usage and the machine)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

USAGE = Message("E901", mark("{reason}"), mark("see: {command} --help"))
NO_ROOT = Message(
    "E902",
    mark("there is no folder {folder}"),
    mark("give --root the folder that holds issues/"),
)
UNEXPECTED = Message(
    "E999",
    mark("the program itself failed: {kind}: {reason}"),
    mark("please send {log} to whoever looks after typeset"),
)
