"""Trapping (陷印): the file must say whether it is trapped."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import PRINT, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

TRAPPED = Message(
    "E821",
    mark("Trapped is {found}; it must be True or False"),
    mark("say whether the file is trapped: False for text in one ink"),
)


def look(opened: Opened) -> Iterator[Said]:
    """Trapped is the name True or False."""
    found = str(opened.pdf.docinfo.get("/Trapped", "-"))
    if found in ("/True", "/False"):
        yield measured(mark("Trapped {value}"), value=found[1:])
    else:
        yield TRAPPED.at(found=found.lstrip("/"))


TRAPPING = Check(
    identifier="trapping",
    words=mark("trapping told"),
    source=X4,
    strength=Strength.MUST,
    profiles=PRINT,
    messages=(TRAPPED,),
    look=look,
)
