"""File identifier (文件标识): two strings in the trailer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

NO_IDENTIFIER = Message(
    "E807",
    mark("the trailer lacks its identifier of two strings"),
    mark("export the file again with the settings of its profile"),
)


def look(opened: Opened) -> Iterator[Said]:
    """ID of two strings, neither empty."""
    found: Any = opened.pdf.trailer.get("/ID")
    sound = isinstance(found, pikepdf.Array) and len(found) == 2
    if sound and all(isinstance(part, pikepdf.String) and bytes(part) for part in found):
        yield measured(mark("identifier {identifier}"), identifier=bytes(found[0]).hex()[:16])
    else:
        yield NO_IDENTIFIER.at()


FILE_IDENTIFIER = Check(
    identifier="file-identifier",
    words=mark("identifier of the file"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NO_IDENTIFIER,),
    look=look,
)
