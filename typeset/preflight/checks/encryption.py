"""Encryption (加密): none, whoever may open the file."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

ENCRYPTED = Message(
    "E806",
    mark("the file is encrypted"),
    mark("save it without a password and without restrictions"),
)


def look(opened: Opened) -> Iterator[Said]:
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
    look=look,
)
