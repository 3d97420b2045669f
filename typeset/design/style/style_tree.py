"""A style file before its values are read (样式树): groups of keys, each leaf with its place."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from typeset.base.source_position import SourcePosition
from typeset.base.yaml_nodes import Scalar, Sequence


class Leaf(Struct, frozen=True):
    """A value as written, with the clause it comes from and its strength (规定, 一般 …)."""

    value: Scalar | Sequence
    position: SourcePosition
    clause: str = ""
    strength: str = ""


class Group(Struct, frozen=True):
    """A group of keys, by their English names.

    `written` says how each key was typed and where, for messages.
    """

    entries: dict[str, Tree]
    position: SourcePosition
    written: dict[str, Scalar] = {}


Tree: TypeAlias = Leaf | Group
