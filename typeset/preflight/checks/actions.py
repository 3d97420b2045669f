"""Actions (动作): nothing runs by itself; a reading file may lead to addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Profile, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

ACTION = Message(
    "E830",
    mark("the file would do something by itself or at a click: {kinds}"),
    mark("take the actions out"),
)

_HARMLESS = {"URI", "GoTo"}


def look(opened: Opened) -> Iterator[Said]:
    """No action, JavaScript, AA or OpenAction; reading and archive files may have URI and GoTo."""
    found = Counter(opened.inventory.actions)
    names = opened.root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        found["JavaScript"] += 1
    if ("/OpenAction" in opened.root and not isinstance(opened.root.OpenAction, pikepdf.Array)) or (
        "/OpenAction" in opened.root and opened.profile is Profile.PRINT
    ):
        found["OpenAction"] += 1
    allowed = set() if opened.profile is Profile.PRINT else _HARMLESS
    kinds = [f"{kind} ×{times}" for kind, times in sorted(found.items()) if kind not in allowed]
    if kinds:
        yield ACTION.at(kinds=", ".join(kinds))
    else:
        yield measured(mark("{count} links to addresses"), count=found["URI"])


ACTIONS = Check(
    identifier="actions",
    words=mark("actions and scripts"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(ACTION,),
    look=look,
)
