"""Nodes of issue.yaml (节点): every value a text, every node with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; empty where nothing was written."""

    text: str
    position: SourcePosition


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    position: SourcePosition


@dataclass(frozen=True, slots=True)
class Mapping:
    """A group of `key: value`, in the order written, repeated keys included."""

    entries: tuple[tuple[Scalar, Node], ...]
    position: SourcePosition


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class ParsedYaml:
    """The top node, or None where the form was broken, and what was found."""

    root: Node | None
    findings: tuple[Finding, ...]
