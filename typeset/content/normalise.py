"""Normalising (规范化) a paragraph before it is set: marks of the wrong width become right ones.

Each change is an `Edit` with its place, so that it can be reported and undone; what a backslash
made plain, addresses, numbers and Latin runs are left alone.

Source: GB/T 15834-2011, 4 and 5 (forms of the marks); reference rule 15.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import SourcePosition
from typeset.content.document import (
    Byline,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from typeset.content.document_texts import plain_text

Kind: TypeAlias = Literal[
    "half_width_marks", "full_width_letters", "ellipses", "dashes", "straight_quotes"
]
KINDS: tuple[Kind, ...] = (
    "half_width_marks",
    "full_width_letters",
    "ellipses",
    "dashes",
    "straight_quotes",
)
"""What may be normalised; each has its switch in the style sheet."""

_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}

_HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_BESIDE = re.compile(f"[{_HAN}]")
_CHINESE_BESIDE = re.compile(f"[{_HAN}、。《》〈〉「」『』【】〔〕（），；：？！]")
"""What makes a mark beside it Chinese; for a bracket only Han does."""

_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,15}+://|www\.)[!-~]++|[\w.+-]{1,64}+@[a-z0-9.-]+",
    re.IGNORECASE | re.ASCII,
)
_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
_DOTS = re.compile(r"\.{3,}|。{3,}")
_DASHES = re.compile(r"-{2,}")
_CANDIDATE = re.compile(r'[,;:?!()"０-９Ａ-Ｚａ-ｚ]|\.{3}|。{3}|--')


class Edit(Struct, frozen=True):
    """改动: `before` at an offset of the paragraph's characters became `after`."""

    offset: int
    before: str
    after: str
    kind: Kind
    position: SourcePosition


class _Change(Struct, frozen=True):
    """What one character becomes ("" where it goes into the one before it), and why."""

    after: str
    kind: Kind


def normalise(
    inlines: Inlines, kinds: Collection[Kind] = KINDS
) -> tuple[Inlines, tuple[Edit, ...]]:
    """The inlines normalised, and what was changed, in the order of the text."""
    if not kinds:
        return inlines, ()
    inlines, of_notes = _normalise_notes(inlines, kinds)
    changed, edits = _normalise_line(inlines, kinds)
    return changed, (*edits, *of_notes)


def _normalise_notes(inlines: Inlines, kinds: Collection[Kind]) -> tuple[Inlines, tuple[Edit, ...]]:
    """The notes that stand in the line, each a text of its own."""
    if not any(isinstance(inline, Note | Strong | Emphasis) for inline in inlines):
        return inlines, ()
    rebuilt: list[Inline] = []
    edits: tuple[Edit, ...] = ()
    for inline in inlines:
        match inline:
            case Note(children=children):
                children, found = normalise(children, kinds)
            case Strong(children=children) | Emphasis(children=children):
                children, found = _normalise_notes(children, kinds)
            case _:
                rebuilt.append(inline)
                continue
        rebuilt.append(replace(inline, children=children))
        edits += found
    return tuple(rebuilt), edits


def _normalise_line(inlines: Inlines, kinds: Collection[Kind]) -> tuple[Inlines, tuple[Edit, ...]]:
    text = plain_text(inlines)
    if not _CANDIDATE.search(text):
        return inlines, ()
    places = list(_places(inlines))
    changes = _Normaliser(text, {k for k, (_, plain) in enumerate(places) if plain}, kinds).run()
    if not changes:
        return inlines, ()
    cursor = _Cursor(changes)
    rebuilt = tuple(cursor.inline(inline) for inline in inlines)
    return rebuilt, tuple(_edits(text, changes, [place for place, _ in places]))


def _edits(text: str, changes: dict[int, _Change], places: list[SourcePosition]) -> Iterator[Edit]:
    """Neighbouring changes of one kind as one edit."""
    offsets = sorted(changes)

    def run(item: tuple[int, int]) -> tuple[int, Kind]:
        place, offset = item
        return offset - place, changes[offset].kind

    for (_, kind), group in groupby(enumerate(offsets), key=run):
        members = [offset for _, offset in group]
        after = "".join(changes[offset].after for offset in members)
        before = text[members[0] : members[-1] + 1]
        yield Edit(members[0], before, after, kind, places[members[0]])


# ------------------------------------------------------------------------- the changes


class _Normaliser:
    """One paragraph's characters on their way; `fixed` are the offsets that stay as they are."""

    def __init__(self, text: str, fixed: set[int], kinds: Collection[Kind]) -> None:
        self._text = text
        self._now = list(text)
        self._fixed = fixed
        self._kinds = kinds
        self._changes: dict[int, _Change] = {}
        for match in _ADDRESS.finditer(text):
            self._fixed.update(range(*match.span()))

    def run(self) -> dict[int, _Change]:
        steps = (
            ("full_width_letters", self._letters),
            ("half_width_marks", self._marks),
            ("straight_quotes", self._quotes),
            ("ellipses", self._dots),
            ("dashes", self._dashes),
        )
        for kind, step in steps:
            if kind in self._kinds:
                step()
        return self._changes

    def _change(self, offset: int, after: str, kind: Kind) -> None:
        if offset not in self._fixed and self._now[offset] != after:
            self._now[offset] = after
            self._changes[offset] = _Change(after, kind)

    def _touches_han(self, begin: int, end: int) -> bool:
        wanted = _HAN_BESIDE if self._text[begin] in "()" else _CHINESE_BESIDE
        before = self._now[begin - 1] if begin else ""
        after = self._now[end] if end < len(self._now) else ""
        return bool(wanted.match(before) or wanted.match(after))

    def _letters(self) -> None:
        """Full-width letters and digits become ASCII, with the points between digits."""
        for match in _LETTERS.finditer(self._text):
            for offset in range(*match.span()):
                character = self._text[offset]
                after = "." if character == "．" else character.translate(_TO_ASCII)
                self._change(offset, after, "full_width_letters")

    def _marks(self) -> None:
        """, ; : ? ! ( ) that touch Han; a bracket takes its partner along.

        A changed mark makes its neighbour touch something Chinese in its turn, so this is done
        until nothing changes.
        """
        partner = _partners(self._text, self._fixed)
        waiting = [
            k for k, one in enumerate(self._text) if one in ",;:?!()" and k not in self._fixed
        ]
        changed = True
        while changed:
            changed = False
            for offset in [*waiting, *reversed(waiting)]:
                if self._now[offset] in ",;:?!()" and self._touches_han(offset, offset + 1):
                    for place in (offset, partner.get(offset, offset)):
                        after = self._text[place].translate(_FULL_WIDTH)
                        self._change(place, after, "half_width_marks")
                    changed = True

    def _quotes(self) -> None:
        """Straight double quotes in pairs where either touches Han."""
        marks = [k for k, one in enumerate(self._text) if one == '"' and k not in self._fixed]
        for opening, closing in zip(marks[::2], marks[1::2], strict=False):
            if self._touches_han(opening, opening + 1) or self._touches_han(closing, closing + 1):
                self._change(opening, "“", "straight_quotes")
                self._change(closing, "”", "straight_quotes")

    def _dots(self) -> None:
        for match in _DOTS.finditer(self._text):
            self._replace(match, "……", "ellipses")

    def _dashes(self) -> None:
        for match in _DASHES.finditer(self._text):
            self._replace(match, "——", "dashes")

    def _replace(self, match: re.Match[str], after: str, kind: Kind) -> None:
        begin, end = match.span()
        chinese = match[0][0] == "。" or self._touches_han(begin, end)
        if kind == "dashes" and self._text[end : end + 1].isascii():
            # --rebuild and the like are words of a command, not dashes.
            chinese = chinese and not self._text[end : end + 1].isalnum()
        if chinese and self._fixed.isdisjoint(range(begin, end)):
            self._change(begin, after, kind)
            for offset in range(begin + 1, end):
                self._change(offset, "", kind)


def _partners(text: str, fixed: Collection[int]) -> dict[int, int]:
    """Offset of each ASCII bracket → that of its partner."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for offset, character in enumerate(text):
        if offset in fixed:
            continue
        if character == "(":
            opened.append(offset)
        elif character == ")" and opened:
            found[offset] = opened.pop()
            found[found[offset]] = offset
    return found


# ------------------------------------------------------------------------- the inlines


def _places(inlines: Inlines) -> Iterator[tuple[SourcePosition, bool]]:
    """For each character its place in the source, and whether it must stay as it is."""
    for inline in inlines:
        match inline:
            case Text(text=text, position=where, columns=columns):
                for k in range(len(text)):
                    column = columns[k] if columns else where.column + k
                    escaped = bool(columns) and k > 0 and columns[k] > columns[k - 1] + 1
                    yield where._replace(column=column), escaped
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                yield from _places(children)
            case Byline() | Superscript() | Subscript() | Ruby():
                yield from ((inline.position, True) for _ in inline.text)


class _Cursor:
    """Walks the inlines along their characters and rebuilds those that changed."""

    def __init__(self, changes: dict[int, _Change]) -> None:
        self._changes = changes
        self._offset = 0

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return self._text(inline)
            case Byline() | Superscript() | Subscript() | Ruby():
                self._offset += len(inline.text)
                return inline
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                return replace(inline, children=tuple(self.inline(child) for child in children))
            case _:
                return inline

    def _text(self, inline: Text) -> Text:
        start = self._offset
        self._offset += len(inline.text)
        parts: list[str] = []
        columns: list[int] = []
        for k, character in enumerate(inline.text):
            change = self._changes.get(start + k)
            after = character if change is None else change.after
            column = inline.columns[k] if inline.columns else inline.position.column + k
            parts.append(after)
            columns.extend([column] * len(after))
        text = "".join(parts)
        plain = not inline.columns and len(text) == len(inline.text)
        return replace(inline, text=text, columns=() if plain else tuple(columns))
