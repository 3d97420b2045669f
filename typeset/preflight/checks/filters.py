"""Compression (压缩): no LZW, nothing that readers need not know."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

LZW = Message(
    "E841",
    mark("streams are compressed with {filter}"),
    mark("export the file again with the settings of its profile"),
)
FILTER = Message(
    "E842",
    mark("streams have the filter {filter}, which a press may not know"),
    mark("export the file again with the settings of its profile"),
)

_LZW = {"LZWDecode", "LZW"}
_KNOWN = {
    "FlateDecode", "DCTDecode", "CCITTFaxDecode", "JBIG2Decode", "JPXDecode", "RunLengthDecode",
    "ASCIIHexDecode", "ASCII85Decode", "Fl", "DCT", "CCF", "RL", "AHx", "A85",
}  # fmt: skip


def look(opened: Opened) -> Iterator[Said]:
    """Of all streams."""
    found = opened.inventory.filters
    for name in sorted(found & _LZW):
        yield LZW.at(filter=name)
    for name in sorted(found - _LZW - _KNOWN):
        yield FILTER.at(filter=name)
    yield measured(mark("filters: {names}"), names=", ".join(sorted(found & _KNOWN)) or "—")


FILTERS = Check(
    identifier="filters",
    words=mark("compression"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(LZW, FILTER),
    look=look,
)
