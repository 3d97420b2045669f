"""XMP metadata (元数据): what each profile must say of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    EVERY,
    NO_CLAIM,
    X4,
    Check,
    NotMeasured,
    Profile,
    Said,
    Strength,
    measured,
)
from typeset.preflight.scanning.opened import Opened

NO_XMP = Message(
    "E815",
    mark("the file has no XMP metadata"),
    mark("export the file again with the settings of its profile"),
)
XMP_COMPRESSED = Message(
    "E816",
    mark("the XMP metadata is compressed"),
    mark("export the file again with the settings of its profile"),
)
XMP_UNREADABLE = Message(
    "E817",
    mark("the XMP metadata cannot be read: {reason}"),
    mark("export the file again with the settings of its profile"),
)
XMP_VALUE = Message(
    "E818",
    mark("XMP {key} is “{found}”; wanted is {wanted}"),
    mark("export the file again with the settings of its profile"),
)
XMP_REPEATED = Message(
    "E819",
    mark("XMP says {key} more than once"),
    mark("export the file again with the settings of its profile"),
)

_ANY = ""
_PRESS = {
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "xmpMM:DocumentID": _ANY,
    "xmpMM:VersionID": _ANY,
    "xmpMM:RenditionClass": _ANY,
    "xmp:CreateDate": _ANY,
    "xmp:ModifyDate": _ANY,
    "xmp:MetadataDate": _ANY,
    "xmp:CreatorTool": _ANY,
}
_ARCHIVE = {"pdfaid:part": "2", "pdfaid:conformance": "U", "dc:title": _ANY}
_READING = {"pdfuaid:part": "1"}
WANTED: Mapping[Profile, Mapping[str, str]] = {
    Profile.PRINT: _PRESS | _ARCHIVE,
    Profile.READING: _ARCHIVE | _READING,
    Profile.ARCHIVE: _ARCHIVE,
}
"""Profile → key → value; any but an empty one where none is named."""


def look(opened: Opened) -> Iterator[Said]:
    """Present, uncompressed, readable, each key there once with its value."""
    if opened.claims_nothing:
        yield NotMeasured(NO_CLAIM)
        return
    if opened.metadata is None:
        yield NO_XMP.at()
        return
    if "/Filter" in opened.metadata:
        yield XMP_COMPRESSED.at()
    if opened.xmp is None:
        yield XMP_UNREADABLE.at(reason=opened.xmp_fault)
        return
    for key in opened.xmp.repeated:
        yield XMP_REPEATED.at(key=key)
    wanted = WANTED[opened.profile]
    for key, value in wanted.items():
        found = opened.xmp.values.get(key, "")
        if not found or (value and found != value):
            yield XMP_VALUE.at(key=key, found=found or "-", wanted=value or "…")
    yield measured(mark("{count} values"), count=len(opened.xmp.values))


XMP = Check(
    identifier="xmp",
    words=mark("XMP metadata"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NO_XMP, XMP_COMPRESSED, XMP_UNREADABLE, XMP_VALUE, XMP_REPEATED),
    look=look,
)
