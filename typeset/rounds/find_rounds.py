"""Rounds (校次) that lie in an issue's `proofs` folder."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from typeset.base.disk import is_refusal, reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.rounds.round import (
    DAMAGE,
    EDITION_FILE,
    RECORD_FILE,
    ROUND_DAMAGED,
    RoundRecord,
    read_record_bytes,
)
from typeset.texts.edition_text import Round

BAD_RECORD = Message(
    "E753",
    mark("the record of round {round} cannot be read: {reason}"),
    mark("bring its folder back from a copy; if there is none, make a new round"),
)
ROUND_UNREADABLE = Message(
    "E757",
    mark("{file} of round {round} cannot be read: {reason}"),
    mark("look at its permissions and at the disk"),
)
NO_ROUNDS = Message(
    "E893",
    mark("there is no round {round}: this issue has no proofs yet"),
    mark("leave --round out, or make a round first"),
)
NO_SUCH_ROUND = Message(
    "E894",
    mark("there is no round {round}; there are: {rounds}"),
    mark("give one of these names, or its number counted from 1"),
)

FOLDER = "proofs"
ROUND_BYTES = 500_000_000
_RECORD_BYTES = 50_000_000
_NAMED = re.compile(r"([1-9]\d{0,3})-(.+)")


def list_rounds(issue: Path) -> tuple[str, ...]:
    """Names of the rounds of an issue's folder, in their order."""
    return tuple(_folders(issue))


def next_index(issue: Path) -> int:
    """The number of the round to be made: one more than the highest there is."""
    return 1 + max(
        (int(path.name.partition("-")[0]) for path in _folders(issue).values()), default=0
    )


def round_folder(issue: Path, wanted: str = "") -> Path:
    """The folder of a round by its name, or its number from 1; of the last where none is named.

    Raises SourceError (E893, E894) with the names of those there are.
    """
    folders = _folders(issue)
    names = list(folders)
    if wanted.isdecimal() and 0 < int(wanted) <= len(names):
        wanted = names[int(wanted) - 1]
    if not names:
        raise SourceError([NO_ROUNDS.at(round=wanted or "1")])
    wanted = wanted or names[-1]
    if wanted not in folders:
        raise SourceError([NO_SUCH_ROUND.at(round=wanted, rounds=", ".join(names))])
    return folders[wanted]


def read_record(issue: Path, wanted: str = "") -> RoundRecord:
    """The record of a round.  Raises SourceError where there is none (E893, E894, E753)."""
    folder = round_folder(issue, wanted)
    try:
        with (folder / RECORD_FILE).open("rb") as file:
            record = read_record_bytes(file.read(_RECORD_BYTES))
    except (OSError, *DAMAGE) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:100]
        raise SourceError([BAD_RECORD.at(round=folder.name, reason=reason)]) from error
    if record.folder != folder.name:
        raise SourceError([BAD_RECORD.at(round=folder.name, reason=record.folder)])
    return record


def read_round(issue: Path, wanted: str = "") -> Round:
    """A round's edition, to be compared with.

    Raises SourceError where there is no such round, or where its file is gone or was changed
    (E754).
    """
    record = read_record(issue, wanted)
    return Round(record.name, read_round_file(issue, record, EDITION_FILE))


def read_round_file(issue: Path, record: RoundRecord, name: str) -> bytes:
    """A file of a round as it was when the round was made.  Raises SourceError (E754, E757)."""
    try:
        with (issue / FOLDER / record.folder / name).open("rb") as file:
            data = file.read(ROUND_BYTES)
    except OSError as error:
        if is_refusal(error):
            reason = reason_of(error)
            told = ROUND_UNREADABLE.at(file=name, round=record.name, reason=reason)
            raise SourceError([told]) from error
        data = b""
    if hashlib.sha256(data).hexdigest() != record.files.get(name):
        raise SourceError([ROUND_DAMAGED.at(file=name, round=record.name)])
    return data


def _folders(issue: Path) -> dict[str, Path]:
    """Folders of rounds by the rounds' names, links out of the issue left out."""
    folder = issue / FOLDER
    found: list[tuple[int, str, Path]] = []
    for path in folder.glob("*/"):
        named = _NAMED.fullmatch(path.name)
        inside = path.resolve().is_relative_to(folder.resolve())
        if named and inside and (path / RECORD_FILE).is_file():
            found.append((int(named[1]), named[2], path))
    return {name: path for _, name, path in sorted(found)}
