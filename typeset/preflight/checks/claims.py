"""Output intents (输出意图): which press or screen the colours are meant for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    A2U,
    EVERY,
    NO_CLAIM,
    PRINT,
    X4,
    Check,
    NotMeasured,
    Said,
    Strength,
    measured,
)
from typeset.preflight.expected import Profile
from typeset.preflight.scanning.opened import Opened

NO_INTENT = Message(
    "E810",
    mark("no output intent {kind}: nobody knows which press the inks are meant for"),
    mark("export the file again with the settings of its profile"),
)
INTENTS = Message(
    "E811",
    mark("{count} output intents {kind} where one is allowed"),
    mark("export the file again with the settings of its profile"),
)
INTENT_NAMELESS = Message(
    "E812",
    mark("the output intent does not name its printing condition"),
    mark("export the file again with the settings of its profile"),
)
INTENT_PROFILE = Message(
    "E813",
    mark("the output intent has no embedded profile for {wanted}; found: {found}"),
    mark("embed the profile of the printing condition, e.g. FOGRA39"),
)
INTENTS_DIFFER = Message(
    "E814",
    mark("the output intents for press and archive have different profiles"),
    mark("export the file again with the settings of its profile"),
)

_PRESS, _ARCHIVE = "GTS_PDFX", "GTS_PDFA1"
_COMPONENTS = {"GRAY": 1, "RGB": 3, "CMYK": 4, "Lab": 3}


def look(opened: Opened) -> Iterator[Said]:
    """Exactly one for the press, one at most for the archive, both with the same profile."""
    if opened.claims_nothing:
        yield NotMeasured(NO_CLAIM)
        return
    by_kind: dict[str, list[Any]] = {}
    for intent in opened.intents:
        by_kind.setdefault(str(intent.get("/S"))[1:], []).append(intent)
    wanted = (_PRESS, _ARCHIVE) if opened.profile is Profile.PRINT else (_ARCHIVE,)
    for kind in wanted:
        intents = by_kind.get(kind, [])
        if not intents:
            yield NO_INTENT.at(kind=kind)
        elif len(intents) > 1:
            yield INTENTS.at(count=len(intents), kind=kind)
        else:
            yield from _intent(opened, intents[0], press=kind == _PRESS)
    profiles = {_profile(intent).objgen for intent in opened.intents if _profile(intent)}
    if len(profiles) > 1:
        yield INTENTS_DIFFER.at()


def _profile(intent: Any) -> Any:
    found = intent.get("/DestOutputProfile")
    return found if isinstance(found, pikepdf.Stream) else None


def _intent(opened: Opened, intent: Any, *, press: bool) -> Iterator[Said]:
    condition = str(intent.get("/OutputConditionIdentifier", ""))
    if not condition:
        yield INTENT_NAMELESS.at()
    profile = _profile(intent)
    wanted = "prtr" if press else "prtr, mntr"
    if profile is None:
        yield INTENT_PROFILE.at(wanted=wanted, found="-")
        return
    data = opened.output_profile(intent)
    device, space = (data[at : at + 4].decode("latin-1").strip() for at in (12, 16))
    count = int(profile.get("/N", 0))
    if data[36:40] != b"acsp" or device not in wanted or count != _COMPONENTS.get(space):
        yield INTENT_PROFILE.at(wanted=wanted, found=f"{device or '?'} {space or '?'} N={count}")
    else:
        words = mark("{condition}: profile of class {device}, {space}")
        yield measured(words, condition=condition, device=device, space=space)


OUTPUT_INTENTS = Check(
    identifier="output-intents",
    words=mark("output intents and their profiles"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NO_INTENT, INTENTS, INTENT_NAMELESS, INTENT_PROFILE, INTENTS_DIFFER),
    look=look,
)


# XMP metadata (元数据): what each profile must say of itself.

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
_PRESS_XMP = {
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "xmpMM:DocumentID": _ANY,
    "xmpMM:VersionID": _ANY,
    "xmpMM:RenditionClass": _ANY,
    "xmp:CreateDate": _ANY,
    "xmp:ModifyDate": _ANY,
    "xmp:MetadataDate": _ANY,
    "xmp:CreatorTool": _ANY,
}
_ARCHIVE_XMP = {"pdfaid:part": "2", "pdfaid:conformance": "U", "dc:title": _ANY}
_READING = {"pdfuaid:part": "1"}
WANTED: Mapping[Profile, Mapping[str, str]] = {
    Profile.PRINT: _PRESS_XMP | _ARCHIVE_XMP,
    Profile.READING: _ARCHIVE_XMP | _READING,
    Profile.ARCHIVE: _ARCHIVE_XMP,
}
"""Profile → key → value; any but an empty one where none is named."""


def _look_xmp(opened: Opened) -> Iterator[Said]:
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
    look=_look_xmp,
)


# Info dictionary (文档信息): the same words and dates as in the XMP metadata.

INFO_DIFFERS = Message(
    "E820",
    mark("{key} is “{info}” in Info and “{xmp}” in XMP"),
    mark("export the file again with the settings of its profile"),
)

_PAIRS = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
    "/CreationDate": "xmp:CreateDate",
    "/ModDate": "xmp:ModifyDate",
    "/Trapped": "pdf:Trapped",
}
_DATE = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?"
    r"(?:(Z)|([+-])(\d\d)[:']?(\d\d)?'?)?"
)


def _look_document_info(opened: Opened) -> Iterator[Said]:
    """Each key of Info that XMP knows a name for; dates as moments."""
    if opened.xmp is None:
        return
    info, values, count = opened.pdf.docinfo, opened.xmp.values, 0
    for key, name in _PAIRS.items():
        if key not in info:
            continue
        said, also = str(info[key]).lstrip("/"), values.get(name, "")
        count += 1
        same = moment(said) == moment(also) if key.endswith("Date") else said == also
        if not same:
            yield INFO_DIFFERS.at(key=key[1:], info=said, xmp=also or "-")
    yield measured(mark("{count} entries compared"), count=count)


def moment(text: str) -> datetime | str:
    """A date of Info or XMP as a moment, or the text where it is none."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return text
    numbers = [int(part) if part else None for part in match.groups()[:6]]
    year, month, day, hour, minute, second = numbers
    sign = -1 if match[8] == "-" else 1
    shift = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0)) * sign
    try:
        found = datetime(
            year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0,
            tzinfo=timezone(shift),
        )  # fmt: skip
    except ValueError:
        return text
    return found.astimezone(UTC)


DOCUMENT_INFO = Check(
    identifier="document-info",
    words=mark("Info and XMP say the same"),
    source=A2U,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(INFO_DIFFERS,),
    look=_look_document_info,
)


# Trapping (陷印): the file must say whether it is trapped.

TRAPPED = Message(
    "E821",
    mark("Trapped is {found}; it must be True or False"),
    mark("say whether the file is trapped: False for text in one ink"),
)


def _look_trapping(opened: Opened) -> Iterator[Said]:
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
    look=_look_trapping,
)
