"""Nouns as JSON and back (记录): rounds, approvals, corrections, facts and caches."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def values_of(noun: Any) -> dict[str, Any]:
    """A noun as plain values of JSON, nouns inside it too."""
    values: dict[str, Any] = msgspec.to_builtins(noun)
    return values


def noun_of(kind: type[T], values: Any) -> T:
    """The noun that the values of JSON were made from; keys that it does not know are passed over.

    Raises ValueError where a key is missing or a value has another type: nothing is turned.
    """
    return msgspec.convert(values, kind)


def write_record(noun: Any, **first: Any) -> bytes:
    """A noun as JSON that a person can read too; `first` are keys before its own."""
    text = json.dumps({**first, **values_of(noun)}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()
