"""Nodes of a YAML file (节点): every value a text, every node with its place."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from typing import TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, Message
from typeset.base.source_position import SourcePosition


class Scalar(Struct, frozen=True):
    """A text; empty where nothing was written, unless `quoted` says that nothing is meant."""

    text: str
    position: SourcePosition
    quoted: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    position: SourcePosition


class Mapping(Struct, frozen=True):
    """A group of `key: value`, in the order written, repeated keys included."""

    entries: tuple[tuple[Scalar, Node], ...]
    position: SourcePosition


Node: TypeAlias = Scalar | Sequence | Mapping


class ParsedYaml(Struct, frozen=True):
    """The top node, or None where the file is empty or its form broken, and what was found."""

    root: Node | None
    findings: tuple[Finding, ...]


class SourceLines(Struct, frozen=True):
    """Lines of YAML proper; `shifts` has, by line from 0, the column from which columns differ
    from those typed, and by how much."""

    lines: list[str]
    shifts: MappingType[int, tuple[int, int]] = {}

    def column_typed(self, line: int, column: int) -> int:
        """The column, from 0, that the author sees."""
        start, shift = self.shifts.get(line, (0, 0))
        return column + shift if column >= start else column


class YamlFaults(Struct, frozen=True):
    """The words a package has for each fault of form.

    `control_character` names its `{code}`; `depth` and `nodes` their `{limit}`; `merge` is the
    key `<<`, `second` another document in the file.
    """

    control_character: Message
    form: Message
    tab: Message
    quote: Message
    bracket: Message
    indent: Message
    anchor: Message
    tag: Message
    merge: Message
    depth: Message
    nodes: Message
    second: Message


class YamlLimits(Struct, frozen=True):
    """上限: lists and groups inside each other; keys, values and list items in all."""

    depth: int = 40
    nodes: int = 20_000
