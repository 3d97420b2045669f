"""File header (文件头): the version that the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.expected import Profile
from typeset.preflight.scanning.opened import Opened

HEADER = Message(
    "E805",
    mark("the file calls itself PDF {version}; wanted is {wanted}"),
    mark("export the file again with the settings of its profile"),
)

_HEADER = re.compile(rb"%PDF-(\d\.\d)")
_AT_MOST = "1.7"


def look(opened: Opened) -> Iterator[Said]:
    """1.6 for the press, at most 1.7 otherwise, from the first byte on."""
    head = _HEADER.match(opened.data)
    version = head[1].decode() if head else "?"
    catalogue = str(opened.root.get("/Version", ""))[1:]
    version = max(version, catalogue) if head else version
    press = opened.profile is Profile.PRINT
    if version != "1.6" if press else not "1.0" <= version <= _AT_MOST:
        yield HEADER.at(version=version, wanted="1.6" if press else "1.4–1.7")
    else:
        yield measured(mark("PDF {version}"), version=version)


HEADER_CHECK = Check(
    identifier="header",
    words=mark("version of the format"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(HEADER,),
    look=look,
)


# Encryption (加密): none, whoever may open the file.

ENCRYPTED = Message(
    "E806",
    mark("the file is encrypted"),
    mark("save it without a password and without restrictions"),
)


def _look_encryption(opened: Opened) -> Iterator[Said]:
    """No Encrypt in the trailer."""
    if opened.pdf.is_encrypted:
        yield ENCRYPTED.at()
    else:
        yield measured(mark("not encrypted"))


ENCRYPTION = Check(
    identifier="encryption",
    words=mark("encryption"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(ENCRYPTED,),
    look=_look_encryption,
)


# File identifier (文件标识): two strings in the trailer.

NO_IDENTIFIER = Message(
    "E807",
    mark("the trailer lacks its identifier of two strings"),
    mark("export the file again with the settings of its profile"),
)


def _look_file_identifier(opened: Opened) -> Iterator[Said]:
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
    look=_look_file_identifier,
)


# Cross-reference (交叉引用表): a classic table, found where the file says, and no repairs.

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


def _look_cross_reference(opened: Opened) -> Iterator[Said]:
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
    look=_look_cross_reference,
)


# Compression (压缩): no LZW, nothing that readers need not know.

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


def _look_filters(opened: Opened) -> Iterator[Said]:
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
    look=_look_filters,
)
