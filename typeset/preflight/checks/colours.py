"""Colour spaces (颜色空间): device colours only where an output intent gives them a meaning."""

from __future__ import annotations

from collections.abc import Iterator

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
    by_pages,
    measured,
)
from typeset.preflight.scanning.opened import Opened

DEVICE_COLOUR = Message(
    "E836",
    mark("page {pages}: {space} is used, and no output intent says what it means"),
    mark("convert to CMYK or grey"),
)
RGB = Message(
    "W837",
    mark("page {pages}: {space} is left for the press to convert"),
    mark("convert to CMYK or grey"),
)

_MEANT = {
    "CMYK": {"DeviceCMYK", "DeviceGray"},
    "GRAY": {"DeviceGray"},
    "RGB": {"DeviceRGB", "DeviceGray"},
}
"""Space of the output intent → device colours that it explains (ISO 19005-2, 6.2.4.3)."""
_CONVERTED = {"ICCRGB", "CalRGB", "Lab"}


def look(opened: Opened) -> Iterator[Said]:
    """Of everything painted; the press file leaves nothing to be converted."""
    if opened.claims_nothing:
        yield NotMeasured(NO_CLAIM)
        return
    meant = _MEANT.get(opened.intent_space, set())
    device, converted = [], []
    used: set[str] = set()
    for place, scan in enumerate(opened.scans):
        bases = {ink.base for _, ink, _ in scan.paints}
        used |= bases
        unknown = {base for base in bases if base.startswith("Device")} - meant
        device += [(place, {"space": base}) for base in sorted(unknown)]
        if opened.profile is Profile.PRINT:
            converted += [(place, {"space": base}) for base in sorted(bases & _CONVERTED)]
    yield from by_pages(DEVICE_COLOUR, device)
    yield from by_pages(RGB, converted)
    yield measured(mark("painted in {names}"), names=", ".join(sorted(used)) or "—")


COLOURS = Check(
    identifier="colours",
    words=mark("colour spaces"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(DEVICE_COLOUR, RGB),
    look=look,
)
