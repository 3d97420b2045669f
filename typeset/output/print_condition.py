"""Print condition (印刷条件): the press that a file is made for, as an ICC profile of its inks.

FOGRA39 (coated offset paper) where nothing else is asked for; a shop may give its own profile.
Source: ISO 15930-7 (output intent); ICC.1, 7.2 (header), 10.15 (description).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.output.pdf.pdf_objects import Stream

BAD_PROFILE = Message(
    "E608",
    mark("{file} cannot be read as a colour profile: {reason}"),
    mark("ask the print shop for its ICC profile anew"),
)
NOT_A_PRESS = Message(
    "E609",
    mark("{file} is not the profile of a four-colour press ({kind})"),
    mark("ask the print shop for the CMYK output profile of its press and paper"),
)

DEFAULT_PROFILE = "FOGRA39L_coated.icc"
DEFAULT_CONDITION = "FOGRA39"
_DEFAULT_WORDS = "Coated FOGRA39 (ISO 12647-2:2004)"
_MOST_BYTES = 16_000_000
_HEADER = 128
_INKS = 4


class PrintCondition(Struct, frozen=True):
    """印刷条件: its short name, its words, the profile's bytes, and the same as a stream.

    Without a profile (`UNKNOWN_CONDITION`) colours are divided by formula, and the files claim
    neither PDF/X nor PDF/A.
    """

    identifier: str
    words: str
    profile: bytes
    stream: Stream


UNKNOWN_CONDITION = PrintCondition("", "", b"", Stream(b""))


def load_condition(file: Path | None, name: str, folders: Iterable[Path]) -> PrintCondition:
    """The condition of a profile's file, under a name (else the one the profile gives itself); of
    the default profile in one of the `folders` of faces where no file is given, and where that is
    not installed either, the unknown condition.

    Raises SourceError: E608 when the file cannot be read as a profile, E609 when it is not that of
    a four-colour press.
    """
    if file is None:
        found = _default_file(folders)
        if found is None:
            return UNKNOWN_CONDITION
        return _condition(_read(found), name or DEFAULT_CONDITION, _DEFAULT_WORDS)
    profile = _read(file)
    if profile[12:20] != b"prtrCMYK":
        kind = profile[12:20].decode("ascii", "replace")
        raise SourceError([NOT_A_PRESS.at(file=file.name, kind=kind)])
    words = _description(profile) or file.stem
    return _condition(profile, name or words, words)


def _condition(profile: bytes, name: str, words: str) -> PrintCondition:
    return PrintCondition(name, words, profile, Stream(profile, {"N": _INKS}))


def _default_file(folders: Iterable[Path]) -> Path | None:
    for folder in folders:
        for place in (folder, folder / "open"):
            path = place / DEFAULT_PROFILE
            if path.is_file():
                return path
    return None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            profile = file.read(_MOST_BYTES)
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([BAD_PROFILE.at(file=path.name, reason=reason)]) from error
    size = int.from_bytes(profile[:4], "big")
    if len(profile) < _HEADER or profile[36:40] != b"acsp" or size != len(profile):
        raise SourceError([BAD_PROFILE.at(file=path.name, reason="ICC?")])
    return profile


def _description(profile: bytes) -> str:
    """The profile's own name: a text of version 2 or the first of version 4's texts."""
    count = int.from_bytes(profile[128:132], "big")
    for place in range(132, 132 + 12 * min(count, 100), 12):
        if profile[place : place + 4] != b"desc":
            continue
        start = int.from_bytes(profile[place + 4 : place + 8], "big")
        if profile[start : start + 4] == b"desc":
            length = int.from_bytes(profile[start + 8 : start + 12], "big")
            text = profile[start + 12 : start + 12 + length].decode("latin-1")
        else:
            length = int.from_bytes(profile[start + 20 : start + 24], "big")
            begin = start + int.from_bytes(profile[start + 24 : start + 28], "big")
            text = profile[begin : begin + length].decode("utf-16-be", "replace")
        return "".join(filter(str.isprintable, text)).strip()[:200]
    return ""
