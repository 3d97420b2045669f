"""A style's tree to a `StyleSheet` (样式取值), guided by the annotations of `design/style.py`.

Nothing here knows a single key of the style sheet: a field's annotation says what its value may
be written in.  Every fault becomes one finding, at the place of the value or its key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.base.units import Unit, parse_ems, parse_lines, parse_points
from typeset.base.yaml_nodes import Scalar, Sequence
from typeset.design import style_messages as messages
from typeset.design.check_style import check_value
from typeset.design.read_style import unknown_key
from typeset.design.style import PARAGRAPH_STYLES, Colour, ParagraphStyle, StyleSheet
from typeset.design.style_keys import TRUTHS, english_key, english_word, nearest_name, shown
from typeset.design.style_tree import Group, Leaf, Tree

_PARSERS = {Unit.POINTS: parse_points, Unit.EMS: parse_ems, Unit.LINES: parse_lines}
_EXAMPLES = {
    Unit.POINTS: "a length such as 37mm, 2cm, 16pt or 三号",
    Unit.EMS: "characters such as 2em or 2字",
    Unit.LINES: "lines such as 1 line or 1行",
    int: "a whole number such as 28",
    float: "a number such as 0.25",
    bool: "true (是) or false (否)",
    str: "a text",
    Colour: "the name of a colour, or shares of ink from 0 to 1: [0, 0, 0, 1]",
}
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_BASED_ON = "based_on"
_TOP_KEYS = ("extends", "description")


def bind_style(name: str, tree: Group) -> tuple[StyleSheet | None, list[Finding]]:
    """The style sheet a merged tree describes, or None and every fault found."""
    binder = _Binder()
    sheet = binder.sheet(name, tree)
    return (None if binder.findings else sheet), binder.findings


@cache
def fields_of(noun: type) -> dict[str, Any]:
    """The annotation of each field, unit marks kept."""
    return get_type_hints(noun, include_extras=True)


class _Binder:
    """One style being read; faults are gathered, never raised out of here."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._colours: dict[str, Colour] = {}

    def sheet(self, name: str, tree: Group) -> StyleSheet | None:
        hints = fields_of(StyleSheet)
        sections = [key for key in hints if key != "name"]
        self._refuse_unknown(tree, (*sections, *_TOP_KEYS))
        values: dict[str, Any] = {"name": name, "colours": self._read_colours(tree)}
        values["paragraphs"] = self._paragraphs(tree)
        for key in sections:
            if key not in values:
                values[key] = self._section(tree, key, hints[key])
        return None if self.findings else StyleSheet(**values)

    # ----------------------------------------------------------------------- groups

    def _section(self, tree: Group, key: str, noun: type) -> Any:
        group = self._group(tree, key, tuple(fields_of(noun)))
        return self._noun(noun, group.entries, group, key) if group else None

    def _group(self, tree: Group, key: str, known: tuple[str, ...]) -> Group | None:
        found = tree.entries.get(key)
        if isinstance(found, Group):
            self._refuse_unknown(found, known)
            return found
        if found is None:
            self._add(messages.MISSING_KEY.at(_file(tree.position), key=key))
        else:
            words = ", ".join(known)
            self._add(messages.NOT_A_GROUP.at(found.position, key=key, known=words))
        return None

    def _noun(self, noun: type, entries: Mapping[str, Tree], group: Group, path: str) -> Any:
        """An instance of a noun from a group's entries; None where a value is at fault."""
        values: dict[str, Any] = {}
        for key, hint in fields_of(noun).items():
            tree = entries.get(key)
            if tree is None:
                self._add(messages.MISSING_KEY.at(group.position, key=f"{path}.{key}"))
                continue
            value = self._value(tree, hint, f"{path}.{key}")
            if not isinstance(value, Finding):
                place = (noun.__name__, key)
                value = (
                    check_value(place, f"{path}.{key}", value, _kind(hint), tree.position) or value
                )
            if isinstance(value, Finding):
                self._add(value)
            else:
                values[key] = value
        return noun(**values) if len(values) == len(fields_of(noun)) else None

    def _refuse_unknown(self, group: Group, known: tuple[str, ...]) -> None:
        for key in group.entries:
            if key not in known:
                self._add(unknown_key(group.written[key], known))

    def _add(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)

    # ----------------------------------------------------------- colours, paragraphs

    def _read_colours(self, tree: Group) -> dict[str, Colour]:
        found = tree.entries.get("colours")
        if not isinstance(found, Group):
            self._group(tree, "colours", ())
            return {}
        for key, value in found.entries.items():
            colour = self._value(value, Colour, f"colours.{key}")
            if isinstance(colour, Finding):
                self._add(colour)
                colour = Colour(0, 0, 0, 1)
            self._colours[key] = colour
        return dict(self._colours)

    def _paragraphs(self, tree: Group) -> dict[str, ParagraphStyle | None]:
        group = self._group(tree, "paragraphs", PARAGRAPH_STYLES)
        if group is None:
            return {}
        known = (*fields_of(ParagraphStyle), _BASED_ON)
        for name in PARAGRAPH_STYLES:
            if name not in group.entries:
                self._add(messages.MISSING_KEY.at(group.position, key=f"paragraphs.{name}"))
            else:
                self._group(group, name, known)
        return {
            name: self._noun(ParagraphStyle, entries, found, f"paragraphs.{name}")
            for name, found in group.entries.items()
            if name in PARAGRAPH_STYLES and isinstance(found, Group)
            if (entries := self._inherited(group, name, ())) is not None
        }

    def _inherited(
        self, group: Group, name: str, before: tuple[str, ...]
    ) -> dict[str, Tree] | None:
        """A paragraph's entries over those of the one it is based on; None after a fault."""
        own = group.entries.get(name)
        if not isinstance(own, Group):
            return None
        basis = own.entries.get(_BASED_ON)
        if basis is None:
            return own.entries
        if not isinstance(basis, Leaf) or not isinstance(basis.value, Scalar):
            self._add(messages.NOT_A_VALUE.at(basis.position, key=_BASED_ON, wanted="body"))
            return None
        wanted = english_key(basis.value.text)
        if wanted in (*before, name):
            ring = (*before, name, wanted)[(*before, name).index(wanted) :]
            if name == min(ring):
                chain = " → ".join(ring)
                self._add(messages.BASED_ON_CYCLE.at(basis.position, chain=chain))
            return None
        key = f"paragraphs.{name}.{_BASED_ON}"
        found = _choice(basis, key, wanted, PARAGRAPH_STYLES)
        if isinstance(found, Finding):
            self._add(found)
            return None
        inherited = self._inherited(group, found, (*before, name))
        return None if inherited is None else {**inherited, **own.entries}

    # ----------------------------------------------------------------------- values

    def _value(self, tree: Tree, hint: Any, key: str) -> Any:
        """The value of a leaf as its annotation wants it, or the Finding that says why not."""
        wanted = _wanted(hint)
        if isinstance(tree, Group):
            return messages.NOT_A_VALUE.at(tree.position, key=key, wanted=wanted)
        node = tree.value
        if isinstance(node, Scalar) and not node.text and not (node.quoted and hint is str):
            return messages.NO_VALUE.at(tree.position, key=key, wanted=wanted)
        if hint is Colour:
            return self._colour(tree, key)
        if isinstance(node, Sequence):
            return messages.BAD_VALUE.at(node.position, key=key, value="[…]", wanted=wanted)
        if get_origin(hint) is Literal:
            return _choice(tree, key, node.text, get_args(hint))
        try:
            return _READERS[_kind(hint)](node.text)
        except (ValueError, KeyError):
            text = shown(node.text)
            return messages.BAD_VALUE.at(node.position, key=key, value=text, wanted=wanted)

    def _colour(self, tree: Leaf, key: str) -> Colour | Finding:
        node = tree.value
        if isinstance(node, Scalar):
            name = _choice(tree, key, node.text, tuple(self._colours))
            return name if isinstance(name, Finding) else self._colours[name]
        wanted = _wanted(Colour)
        shares: list[float] = []
        for item in node.items:
            text = item.text if isinstance(item, Scalar) else "[…]"
            if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= 1:
                return messages.BAD_VALUE.at(
                    item.position, key=key, value=shown(text), wanted=wanted
                )
            shares.append(float(text))
        if len(shares) != len(Colour._fields):
            text = "[" + ", ".join(f"{share:g}" for share in shares[:9]) + "]"
            return messages.BAD_VALUE.at(node.position, key=key, value=text, wanted=wanted)
        return Colour(*shares)


# ------------------------------------------------------------------------------ conversions


def _read_number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _read_whole(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


_READERS: dict[Any, Any] = {
    **_PARSERS,
    int: _read_whole,
    float: _read_number,
    bool: lambda text: TRUTHS[text.lower()],
    str: str,
}


def _kind(hint: Any) -> Any:
    """The unit of an annotated length, else the plain type."""
    return hint.__metadata__[0] if hasattr(hint, "__metadata__") else hint


def _wanted(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return ", ".join(get_args(hint))
    return _EXAMPLES[_kind(hint)]


def _choice(tree: Leaf, key: str, word: str, known: tuple[str, ...]) -> str | Finding:
    """One of the known words, or the finding that names them all, the nearest first."""
    plain = english_word(word)
    if plain in known:
        return plain
    nearest, wanted = nearest_name(word, known), ", ".join(known)
    if not nearest:
        return messages.BAD_VALUE.at(tree.position, key=key, value=shown(word), wanted=wanted)
    return messages.NEAR_VALUE.at(
        tree.position, key=key, value=shown(word), nearest=nearest, wanted=wanted
    )


def _file(position: SourcePosition) -> SourcePosition:
    return SourcePosition(position.file)
