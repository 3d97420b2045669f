"""Trapping (陷印): the file must say whether it is trapped."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.messages import mark
from typeset.preflight.check import PRINT, X4, Check, Said, Strength, measured
from typeset.preflight.file_messages import TRAPPED
from typeset.preflight.scanning.opened import Opened


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
