"""Proof rounds (校次): a frozen proof of an issue and what it was made from.

The usual order of an editorial office: 一校, 二校, 三校, then 核红 (were the corrections made?) and
清样 (the clean proof that is signed).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.records import noun_of, values_of
from typeset.base.units import Pt

ROUND_NAMES = ("一校", "二校", "三校", "核红", "清样")
CLEAN = "清样"
SHORT_DIGEST = 12
"""Hexadecimal digits of a digest that are shown."""

PROOF_FILE, EDITION_FILE = "proof.pdf", "edition.pdf"
PRESS_FILE = "edition.print.pdf"
TEXT_FILE, RECORD_FILE = "text.json", "round.json"
SOURCES_FOLDER = "sources"

IngredientKind: TypeAlias = Literal["source", "style", "face", "profile", "program"]


class Ingredient(Struct, frozen=True):
    """成分: something that an edition is made from, by a name that is the same on every machine."""

    kind: IngredientKind
    path: str
    sha256: str


class Sheet(Struct, frozen=True):
    """校样纸: the size of a proof's page in pt; the edition's page lies on it with its top-left
    corner at `recto` (or `verso`) from the left edge and `top` from the upper one."""

    width: Pt
    height: Pt
    recto: Pt = 0.0
    verso: Pt = 0.0
    top: Pt = 0.0


class RoundRecord(Struct, frozen=True):
    """校次记录: what is known of a round without opening its files.

    `index` counts the rounds of an issue from 1; `made` is a day as 2025-09-01; `files` are the
    sha256 of the files in the round's folder by name; `findings` are as `--json` prints them;
    `versos` are the places (from 0) of the pages that are left-hand ones.
    """

    index: int
    name: str
    week: str
    title: str
    made: str
    style: str
    pages: int
    sheet: Sheet
    ingredients: tuple[Ingredient, ...]
    files: Mapping[str, str]
    findings: tuple[Mapping[str, Any], ...]
    versos: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        """摘要: one digest of all that the round was made from."""
        return digest_ingredients(self.ingredients)

    @property
    def folder(self) -> str:
        """The name of the round's folder, as 1-一校."""
        return f"{self.index}-{self.name}"

    @property
    def has_errors(self) -> bool:
        """Whether any of its findings is an error."""
        return any(one.get("severity") == "error" for one in self.findings)


def digest_ingredients(ingredients: Iterable[Ingredient]) -> str:
    """sha256 over all ingredients, in whatever order they come."""
    digest = hashlib.sha256()
    for one in sorted((one.kind, one.path, one.sha256) for one in ingredients):
        digest.update("\0".join(one).encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()


def short(digest: str) -> str:
    """A digest as it is shown."""
    return digest[:SHORT_DIGEST]


# Records of rounds as JSON (校次记录存档), and back.

_FORMAT = 1
DAMAGE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading a record may raise where it is none."""


def write_record(record: RoundRecord) -> bytes:
    """The bytes of round.json; easy to read for a person too."""
    value = {"format": _FORMAT, "digest": record.digest, **values_of(record)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_record_bytes(data: bytes) -> RoundRecord:
    """The record that was written.

    Raises one of `DAMAGE` where it is not one, or its digest is not that of its ingredients.
    """
    value: Any = json.loads(data)
    if value["format"] != _FORMAT:
        raise ValueError("format")
    record = noun_of(RoundRecord, value)
    if record.digest != value["digest"]:
        raise ValueError("digest")
    return record


# What rounds may have to say (E75x, W75x).

ROUND_DAMAGED = Message(
    "E754",
    mark("{file} of round {round} is not as it was when the round was made"),
    mark("bring it back from a copy; if there is none, make a new round"),
)
