"""File header (文件头): the version that the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Profile, Said, Strength, measured
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
