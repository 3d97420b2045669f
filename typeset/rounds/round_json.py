"""Records of rounds as JSON (校次记录存档), and back."""

from __future__ import annotations

import json
from typing import Any

from typeset.base.records import values_of
from typeset.rounds.round import Ingredient, RoundRecord, Sheet

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
    record = RoundRecord(
        index=int(value["index"]),
        name=str(value["name"]),
        week=str(value["week"]),
        title=str(value["title"]),
        made=str(value["made"]),
        style=str(value["style"]),
        pages=int(value["pages"]),
        sheet=Sheet(**{key: float(edge) for key, edge in value["sheet"].items()}),
        ingredients=tuple(Ingredient(**one) for one in value["ingredients"]),
        files={str(name): str(digest) for name, digest in value["files"].items()},
        findings=tuple(dict(one) for one in value["findings"]),
        versos=tuple(int(place) for place in value["versos"]),
    )
    if record.digest != value["digest"]:
        raise ValueError("digest")
    return record
