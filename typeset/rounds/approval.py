"""Approval of a round (签批): who has said that it may be printed, and what exactly."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

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
