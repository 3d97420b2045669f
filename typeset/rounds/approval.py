"""Approval of a round (签批): who has said that it may be printed, and what exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.records import values_of
from typeset.output.write_file import write_file
from typeset.rounds.round import RoundRecord

APPROVAL_FILE = "approval.json"


class Signature(Struct, frozen=True):
    """签字: who, the day as 2025-09-01, and what else was to be said."""

    who: str
    when: str
    note: str = ""


class Approval(Struct, frozen=True):
    """签批: the signatures under a round, which is named by its place, name and digest."""

    index: int
    round: str
    digest: str
    signatures: tuple[Signature, ...] = ()

    def signed(self, signature: Signature) -> Approval:
        """The approval with one signature more."""
        return replace(self, signatures=(*self.signatures, signature))

    def has_signed(self, who: str) -> bool:
        return any(one.who == who for one in self.signatures)


# Approvals as files (签批存档) in the folders of their rounds.

BAD_APPROVAL = Message(
    "E785",
    mark("the approval of {round} cannot be read, or belongs to another round: {reason}"),
    mark("delete approval.json in that round's folder and have the round approved again"),
)

_FORMAT = 1
_MOST_BYTES = 1_000_000


def read_approval(folder: Path, record: RoundRecord) -> Approval | None:
    """The approval that lies in a round's folder; None where nobody has signed.

    Raises SourceError (E785) where it cannot be read or is that of another round.
    """
    try:
        with (folder / APPROVAL_FILE).open("rb") as file:
            value: Any = json.loads(file.read(_MOST_BYTES))
        if value["format"] != _FORMAT:
            raise ValueError("format")
        approval = Approval(
            index=int(value["index"]),
            round=str(value["round"]),
            digest=str(value["digest"]),
            signatures=tuple(
                Signature(str(one["who"]), str(one["when"]), str(one["note"]))
                for one in value["signatures"]
            ),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, LookupError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:100]
        raise SourceError([BAD_APPROVAL.at(round=record.name, reason=reason)]) from error
    meant = (record.index, record.name, record.digest)
    if (approval.index, approval.round, approval.digest) != meant or not approval.signatures:
        raise SourceError([BAD_APPROVAL.at(round=record.name, reason=approval.round)])
    return approval


def write_approval(folder: Path, approval: Approval) -> None:
    """Raises OSError."""
    value = {"format": _FORMAT, **values_of(approval)}
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    write_file(folder / APPROVAL_FILE, text.encode("utf-8", "backslashreplace"))
