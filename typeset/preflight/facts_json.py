"""The expected facts as JSON (应有内容文件), and back."""

from __future__ import annotations

from typing import Any

from typeset.base.records import noun_of, values_of
from typeset.preflight.expected import ExpectedFacts

VERSION = 3


def facts_as_json(facts: ExpectedFacts) -> dict[str, Any]:
    """The JSON object that says the same."""
    return {"version": VERSION, **values_of(facts)}


def facts_from_json(value: Any) -> ExpectedFacts:
    """The facts of a JSON object.  Raises ValueError when it holds none of this version."""
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise ValueError("version")
    return noun_of(ExpectedFacts, value)
