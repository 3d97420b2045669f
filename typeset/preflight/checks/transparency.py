"""Transparency (透明): blended in CMYK if at all; kept out of the press file."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Profile, Said, Strength, by_pages, measured
from typeset.preflight.scanning.colour_spaces import read_space
from typeset.preflight.scanning.opened import Opened

GROUP_SPACE = Message(
    "E838",
    mark("a transparency group blends in {space}"),
    mark("blend in CMYK, or flatten transparency"),
)
TRANSPARENT = Message(
    "W839",
    mark("page {pages}: transparency ({kinds}); shops that ask for PDF/X-1a refuse it"),
    mark("flatten transparency"),
)

_CMYK = {"DeviceCMYK", "ICCCMYK"}


def look(opened: Opened) -> Iterator[Said]:
    """Spaces of transparency groups; masks, opacities and blend modes of the press file."""
    spaces = [
        read_space(space).base for space in opened.inventory.group_spaces if space is not None
    ]
    press = opened.profile is Profile.PRINT
    if press:
        unfit = {base for base in spaces if base not in _CMYK}
    else:
        unfit = {base for base in spaces if base == "DeviceRGB" and opened.intent_space != "RGB"}
    for base in sorted(unfit):
        yield GROUP_SPACE.at(space=base)
    if press:
        found = [
            (place, {"kinds": ", ".join(sorted(scan.transparency))})
            for place, scan in enumerate(opened.scans)
            if scan.transparency
        ]
        yield from by_pages(TRANSPARENT, found)
    yield measured(mark("{count} transparency groups"), count=len(opened.inventory.group_spaces))


TRANSPARENCY = Check(
    identifier="transparency",
    words=mark("transparency"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(GROUP_SPACE, TRANSPARENT),
    look=look,
)
