"""Screens and transfer curves (网点与传递曲线): left to the press."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

HALFTONE = Message(
    "E840",
    mark("the file brings transfer curves or screens of its own: {kinds}"),
    mark("take them out"),
)


def look(opened: Opened) -> Iterator[Said]:
    """No TR, no TR2 but Default, no HTP, no named halftone."""
    found = sorted(set(opened.inventory.halftones))
    if found:
        yield HALFTONE.at(kinds=", ".join(found))
    else:
        yield measured(mark("no screens or curves of its own"))


HALFTONES = Check(
    identifier="halftones",
    words=mark("screens and transfer curves"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(HALFTONE,),
    look=look,
)
