"""A style file before its values are read (样式树): groups of keys, each leaf with its place."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.read_yaml import Mapping, Node, Scalar, Sequence, narrow_colons, read_yaml
from typeset.base.text_lines import split_lines
from typeset.design.style import style_keys as messages
from typeset.design.style.style_form_messages import FAULTS
from typeset.design.style.style_keys import STRENGTHS, english_key, nearest_name, shown


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


# What stands above, below and at the foot of the text (行内与脚注样式), as data.
#
# Read by annotations like `style.py`, so without postponed ones.


# One style file to a tree (读取样式文件), and trees laid over each other (样式继承).

NOT_UTF8 = Message(
    "E307",
    mark("this is not UTF-8 text"),
    mark("save the file as UTF-8 in your editor"),
)
REPEATED_KEY = Message(
    "E322",
    mark("the key {key} stands twice, first in line {line}"),
    mark("take one of the two out"),
)
UNKNOWN_KEY = Message(
    "E323",
    mark("unknown key {key}; did you mean {nearest}?"),
    mark("known here: {known}"),
)
UNKNOWN_KEY_ALONE = Message(
    "E324",
    mark("unknown key {key}"),
    mark("known here: {known}"),
)
TOP_IS_NO_GROUP = Message(
    "E335",
    mark("a style is a group of keys"),
    mark("begin with: extends: weekly"),
)

_LEAF_KEYS = ("value", "clause", "strength")


def read_style(data: bytes, file: str) -> tuple[Group | None, tuple[Finding, ...]]:
    """The tree of a style file's bytes; None where its form is broken, and what was found.

    An empty file is an empty group.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (NOT_UTF8.at(SourcePosition(file, line)),)
    parsed = read_yaml(narrow_colons(split_lines(text)), file, FAULTS)
    if parsed.findings:
        return None, parsed.findings
    root = parsed.root
    if root is None or _is_empty(root):
        return Group({}, SourcePosition(file, 1, 1)), ()
    if not isinstance(root, Mapping):
        return None, (TOP_IS_NO_GROUP.at(root.position),)
    findings: list[Finding] = []
    tree = _group(root, findings)
    return tree, tuple(findings)


def overlay(parent: Group, child: Group) -> Group:
    """The child's tree laid over its parent's: groups merge, of values the child's wins.

    A key with nothing after it takes nothing away from a parent's group.
    """
    entries, written = dict(parent.entries), parent.written | child.written
    for key, tree in child.entries.items():
        inherited = entries.get(key)
        if not isinstance(inherited, Group):
            entries[key] = tree
        elif isinstance(tree, Group):
            entries[key] = overlay(inherited, tree)
        elif not _is_empty(tree.value):
            entries[key] = tree
    return Group(entries, child.position, written)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.quoted


def _group(node: Mapping, findings: list[Finding]) -> Group:
    group = Group({}, node.position)
    for key, value in node.entries:
        name = english_key(key.text)
        if name in group.written:
            line = group.written[name].position.line
            findings.append(REPEATED_KEY.at(key.position, key=shown(key.text), line=line))
            continue
        group.written[name] = key
        group.entries[name] = _tree(value, key, findings)
    return group


def _tree(node: Node, key: Scalar, findings: list[Finding]) -> Tree:
    if isinstance(node, Scalar | Sequence):
        return Leaf(node, node.position if not _is_empty(node) else key.position)
    if any(english_key(inner.text) == "value" for inner, _ in node.entries):
        return _leaf(node, findings)
    return _group(node, findings)


def _leaf(node: Mapping, findings: list[Finding]) -> Leaf:
    """`{value: 37mm, clause: 5.2.1, strength: 规定}`."""
    found: dict[str, Scalar | Sequence] = {}
    places: dict[str, SourcePosition] = {}
    for key, value in node.entries:
        name = english_key(key.text)
        if name in places:
            line = places[name].line
            findings.append(REPEATED_KEY.at(key.position, key=shown(key.text), line=line))
        elif name not in _LEAF_KEYS:
            findings.append(unknown_key(key, _LEAF_KEYS))
        elif isinstance(value, Mapping):
            findings.append(
                messages.NOT_A_VALUE.at(value.position, key=shown(key.text), wanted="37mm")
            )
        else:
            found[name] = value
        places[name] = key.position
    strength = _text(found.get("strength"))
    if strength and strength not in STRENGTHS:
        findings.append(
            messages.BAD_VALUE.at(
                found["strength"].position,
                key="strength",
                value=shown(strength),
                wanted=", ".join(STRENGTHS),
            )
        )
    value = found.get("value") or Scalar("", node.position)
    return Leaf(value, value.position, _text(found.get("clause")), strength)


def _text(node: Scalar | Sequence | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def unknown_key(key: Scalar, known: tuple[str, ...]) -> Finding:
    """The finding for a key nobody knows, with the nearest that is known."""
    name, words = shown(key.text), ", ".join(known)
    nearest = nearest_name(key.text, known)
    if nearest:
        return UNKNOWN_KEY.at(key.position, key=name, nearest=nearest, known=words)
    return UNKNOWN_KEY_ALONE.at(key.position, key=name, known=words)
