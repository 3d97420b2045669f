"""Cross-reference (交叉引用表): a classic table, found where the file says, and no repairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Profile, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

NO_CLASSIC_TABLE = Message(
    "E808",
    mark("the cross-reference is a stream, not a table"),
    mark("export the file again with the settings of its profile"),
)
REPAIRED = Message(
    "E809",
    mark("the file is damaged and was read only after repair: {reason}"),
    mark("export the file again with the settings of its profile"),
)

_TAIL = 2048
_START = re.compile(rb"startxref\s+(\d+)")
_LONGEST = 120


def look(opened: Opened) -> Iterator[Said]:
    """What stands where startxref points, and what the reader had to repair."""
    warnings = [str(warning) for warning in opened.pdf.get_warnings()]
    if warnings:
        yield REPAIRED.at(reason=warnings[0].rpartition(": ")[2][:_LONGEST])
    elif opened.inventory.broken:
        warnings = ["?"]
        yield REPAIRED.at(reason=f"{opened.inventory.broken} objects")
    found = _START.findall(opened.data[-_TAIL:])
    at = int(found[-1]) if found else len(opened.data)
    if opened.data[at : at + 4] == b"xref":
        yield measured(mark("a classic table"))
    elif opened.profile is Profile.PRINT and not warnings:
        yield NO_CLASSIC_TABLE.at()


CROSS_REFERENCE = Check(
    identifier="cross-reference",
    words=mark("table of the file's objects"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NO_CLASSIC_TABLE, REPAIRED),
    look=look,
)
