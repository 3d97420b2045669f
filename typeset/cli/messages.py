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
NO_OFFICE = Message(
    "E905",
    mark("there is no folder issues/ in {folder}"),
    mark("go to the office's folder, or make this one into it: paiban init"),
)
BAD_REQUEST = Message(
    "E903",
    mark("this is no paragraph to set: {reason}"),
    mark('write one a line: {{"id": 1, "text": "…", "measure": 28, "indent": 2}}'),
)
LACKS_PACKAGE = Message(
    "E904",
    mark("the package {package} is missing"),
    mark("run: paiban doctor, which says what is missing and what to do"),
)
UNEXPECTED = Message(
    "E999",
    mark("the program itself failed: {kind}: {reason}"),
    mark("please send {log} to whoever looks after typeset"),
)
