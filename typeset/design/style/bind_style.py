"""A style's tree to a `StyleSheet` (样式取值), guided by the annotations of `design/style.py`.

Nothing here knows a single key of the style sheet: a field's annotation says what its value may
be written in.  Every fault becomes one finding, at the place of the value or its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args, get_origin

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark, translate
from typeset.base.read_yaml import Scalar, Sequence
from typeset.base.units import Unit, parse_ems, parse_lines, parse_points
from typeset.design.style import style_keys as messages
from typeset.design.style.check_style import check_value
from typeset.design.style.read_style import Group, Leaf, Tree, unknown_key
from typeset.design.style.style import Colour, ParagraphStyle, StyleSheet
from typeset.design.style.style_keys import (
    PARAGRAPH_STYLES,
    TRUTHS,
    english_key,
    english_word,
    nearest_name,
    shown,
)

MISSING_KEY = Message(
    "E325",
    mark("missing: {key}"),
    mark("give it here, or let the style extend one that has it (extends: weekly)"),
)
NOT_A_GROUP = Message(
    "E327",
    mark("{key} must be a group of keys, not a value"),
    mark("known in it: {known}"),
)
NEAR_VALUE = Message(
    "E330",
    mark("{key}: {value} is not known; did you mean {nearest}?"),
    mark("write {wanted}"),
)
BASED_ON_CYCLE = Message(
    "E334",
    mark("paragraphs are based on each other in a circle: {chain}"),
    mark("take based_on out of one of them"),
)

_PARSERS = {Unit.POINTS: parse_points, Unit.EMS: parse_ems, Unit.LINES: parse_lines}
_EXAMPLES = {
    Unit.POINTS: mark("a length such as 37mm, 2cm, 16pt or 三号"),
    Unit.EMS: mark("characters such as 2em or 2字"),
    Unit.LINES: mark("lines such as 1 line or 1行"),
    int: mark("a whole number such as 28"),
    float: mark("a number such as 0.25"),
    bool: mark("true (是) or false (否)"),
    str: mark("a text"),
    Colour: mark("the name of a colour, or shares of ink from 0 to 1: [0, 0, 0, 1]"),
}
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_BASED_ON = "based_on"
_TOP_KEYS = ("extends", "description")


def bind_style(name: str, tree: Group) -> tuple[StyleSheet | None, list[Finding]]:
    """The style sheet a merged tree describes, or None and every fault found."""
    binder = _Binder(tree.position.file)
    sheet = binder.sheet(name, tree)
    return (None if binder.findings else sheet), binder.findings


def fields_of(noun: type) -> dict[str, Any]:
    """The annotation of each field of a noun of `design/style.py`, unit marks kept."""
    return noun.__annotations__


class _Binder:
    """One style being read; faults are gathered, never raised out of here."""

    def __init__(self, file: str) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._colours: dict[str, Colour] = {}

    def sheet(self, name: str, tree: Group) -> StyleSheet | None:
        hints = fields_of(StyleSheet)
        sections = [key for key in hints if key != "name"]
        self._refuse_unknown(tree, (*sections, *_TOP_KEYS))
        self._refuse_missing(tree.entries, sections, "", SourcePosition(self._file))
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
        if found is not None:
            words = ", ".join(known)
            self._add(NOT_A_GROUP.at(found.position, key=key, known=words))
        return None

    def _noun(self, noun: type, entries: Mapping[str, Tree], group: Group, path: str) -> Any:
        """An instance of a noun from a group's entries; None where a value is at fault."""
        values: dict[str, Any] = {}
        fields = fields_of(noun)
        if _BASED_ON not in group.entries:
            self._refuse_missing(entries, fields, path, group.position)
        for key, hint in fields.items():
            tree = entries.get(key)
            if tree is None:
                continue
            name, kind = f"{path}.{key}", _kind(hint)
            value = self._value(tree, hint, name)
            if not isinstance(value, Finding):
                place = (noun.__name__, key)
                value = check_value(place, name, value, kind, tree.position) or value
            if not isinstance(value, Finding):
                values[key] = value
            elif key in group.entries:  # an inherited fault is told where it was written
                self._add(value)
        return noun(**values) if len(values) == len(fields) else None

    def _refuse_unknown(self, group: Group, known: tuple[str, ...]) -> None:
        for key in group.entries:
            if key not in known:
                self._add(unknown_key(group.written[key], known))

    def _refuse_missing(
        self, entries: Iterable[str], needed: Iterable[str], path: str, where: SourcePosition
    ) -> None:
        missing = [key for key in needed if key not in entries]
        if missing:
            keys = ", ".join(missing)
            self._add(MISSING_KEY.at(where, key=f"{path}.{keys}" if path else keys))

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
        self._refuse_missing(group.entries, PARAGRAPH_STYLES, "paragraphs", group.position)
        known = (*fields_of(ParagraphStyle), _BASED_ON)
        styles = {}
        for name in PARAGRAPH_STYLES:
            own = self._group(group, name, known)
            if own is not None:
                entries = self._inherited(group, own, (name,))
                styles[name] = self._noun(ParagraphStyle, entries, own, f"paragraphs.{name}")
        return styles

    def _inherited(self, group: Group, own: Group, names: tuple[str, ...]) -> dict[str, Tree]:
        """A paragraph's entries over those of the one it is based on.

        `names` are the paragraphs on the way here, the last one being `own`.
        """
        basis = own.entries.get(_BASED_ON)
        if basis is None:
            return own.entries
        key = f"paragraphs.{names[-1]}.{_BASED_ON}"
        if not isinstance(basis, Leaf) or not isinstance(basis.value, Scalar):
            self._add(messages.NOT_A_VALUE.at(basis.position, key=key, wanted="body"))
            return own.entries
        name = _choice(basis, key, english_key(basis.value.text), PARAGRAPH_STYLES)
        if isinstance(name, Finding):
            self._add(name)
            return own.entries
        if name in names:
            self._refuse_circle(group, names[names.index(name) :])
            return own.entries
        found = group.entries.get(name)
        if not isinstance(found, Group):
            return own.entries
        return {**self._inherited(group, found, (*names, name)), **own.entries}

    def _refuse_circle(self, group: Group, ring: tuple[str, ...]) -> None:
        """Tell a circle once, wherever it was entered, in the youngest file that has a part."""
        start = ring.index(min(ring))
        ring = (*ring[start:], *ring[:start])
        members = [group.entries[name] for name in ring]
        places = [one.entries[_BASED_ON].position for one in members if isinstance(one, Group)]
        youngest = [place for place in places if place.file == self._file]
        chain = " → ".join((*ring, ring[0]))
        self._add(BASED_ON_CYCLE.at((youngest or places)[0], chain=chain))

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
    return translate(_EXAMPLES[_kind(hint)])


def _choice(tree: Leaf, key: str, word: str, known: tuple[str, ...]) -> str | Finding:
    """One of the known words, or the finding that names them all, the nearest first."""
    plain = english_word(word)
    if plain in known:
        return plain
    nearest, wanted = nearest_name(word, known), ", ".join(known)
    if not nearest:
        return messages.BAD_VALUE.at(tree.position, key=key, value=shown(word), wanted=wanted)
    return NEAR_VALUE.at(tree.position, key=key, value=shown(word), nearest=nearest, wanted=wanted)
