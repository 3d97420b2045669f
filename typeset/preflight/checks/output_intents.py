"""Output intents (输出意图): which press or screen the colours are meant for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

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
