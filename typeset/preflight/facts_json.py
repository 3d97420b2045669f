"""The expected facts as JSON (应有内容文件), and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from typeset.base.source_position import SourcePosition
from typeset.preflight.expected import (
    ExpectedEntry,
    ExpectedFacts,
    ExpectedFooter,
    ExpectedGrid,
    ExpectedKind,
    ExpectedPage,
    Substitution,
)

VERSION = 2


def facts_as_json(facts: ExpectedFacts) -> dict[str, Any]:
    """The JSON object that says the same."""
    return {"version": VERSION, **asdict(facts)}


def facts_from_json(value: Any) -> ExpectedFacts:
    """The facts of a JSON object.  Raises ValueError when it holds none of this version."""
    try:
        return _read(value)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _read(value: Mapping[str, Any]) -> ExpectedFacts:
    if value["version"] != VERSION:
        raise ValueError(value["version"])
    grid, footer = value["grid"], value["footer"]
    return ExpectedFacts(
        entries=tuple(_entry(entry) for entry in value["entries"]),
        pages=tuple(
            ExpectedPage(**{**page, "kind": ExpectedKind(page["kind"])}) for page in value["pages"]
        ),
        grid=ExpectedGrid(**grid) if grid else None,
        footer=ExpectedFooter(**footer) if footer else None,
        duplex=bool(value["duplex"]),
        page_multiple=int(value["page_multiple"]),
        text_inks=tuple(_ink(ink) for ink in value["text_inks"]),
        substitutions=tuple(Substitution(**item) for item in value["substitutions"]),
        claims=bool(value["claims"]),
    )


def _entry(value: Mapping[str, Any]) -> ExpectedEntry:
    where = value["position"]
    return ExpectedEntry(**{**value, "position": SourcePosition(**where) if where else None})


def _ink(value: Any) -> tuple[float, float, float, float]:
    cyan, magenta, yellow, black = map(float, value)
    return cyan, magenta, yellow, black
