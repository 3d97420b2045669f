"""Embedded files (内嵌文件): none."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

EMBEDDED = Message(
    "E845",
    mark("{count} files are embedded"),
    mark("take them out; a press prints pages only"),
)


def look(opened: Opened) -> Iterator[Said]:
    """Neither as attachment nor as annotation."""
    count = opened.inventory.embedded
    if count:
        yield EMBEDDED.at(count=count)
    else:
        yield measured(mark("no files embedded"))


EMBEDDED_FILES = Check(
    identifier="embedded-files",
    words=mark("embedded files"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(EMBEDDED,),
    look=look,
)
