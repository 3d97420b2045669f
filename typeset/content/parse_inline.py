"""Inline notation (行内标记): `**bold**`, `[words](https://…)`, ` / `, `\\` before a sign.

Later notations (notes, ruby, superscripts) are one more alternative of `_SIGN` and one more case
of `_Reader.take`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from typeset.base.findings import Finding, Message
from typeset.base.source_position import SourcePosition
from typeset.content import messages
from typeset.content.document import ForcedBreak, Inline, Inlines, Link, Strong, Text, plain_text
from typeset.content.read_text import quoted

ESCAPABLE = "!-/:-@\\[-`{-~０-９Ａ-Ｚａ-ｚ（）。；｜［］＊！：＃”’》」』〉】"
"""The signs a backslash makes plain anywhere (a character set); others only at a line's start."""

ADDRESS = r"[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+"
"""A link's address: no blanks, brackets in pairs (a regular expression)."""

_SIGN = re.compile(
    rf"""
      \\(?P<escaped>[{ESCAPABLE}])
    | (?P<bold>\*\*)
    | (?P<picture>!\[(?=(?:[^\[\]\\]|\\.)*+\]\())
    | (?P<wide_picture>！\[(?=(?:[^\[\]\\]|\\.)*+\]\((?!(?i:https?:|mailto:))))
    | (?P<link>\[(?P<words>(?:[^\[\]\\]|\\.)*+)\]\((?P<address>{ADDRESS})\))
    | (?P<wide_link>
        (?:\[[^\[\]［］]*+(?:\]（|］[（(])|［[^\[\]［］]*+[\]］][（(])(?=(?i:https?:|mailto:)))
    | (?P<wide_bold>＊＊)
    | (?P<forced_break>(?<![ \t])[ \t]++/[ \t]++)
    """,
    re.VERBOSE,
)
_NOTATION = re.compile(r"[\\*\[［＊/]")
_LINKED = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedInlines:
    """What a line's text became.

    `escaped` holds the offsets, in `plain_text(inlines)`, of the characters a backslash made plain:
    they are no notation to those who look for patterns in the text.
    """

    inlines: Inlines
    findings: tuple[Finding, ...] = ()
    escaped: frozenset[int] = frozenset()


def parse_inline(
    text: str, position: SourcePosition, *, breaks: bool = False, line_start: bool = False
) -> ParsedInlines:
    """Read the notation of one line; `position` is that of its first character.

    `breaks`: ` / ` is a forced break (header lines).  `line_start`: a backslash before the first
    character makes it plain, whatever it is.  Broken notation is kept as text, with a finding.
    """
    if not text:
        return ParsedInlines(())
    if not _NOTATION.search(text):
        return ParsedInlines((Text(text, position),))
    reader = _Reader(text, position, breaks)
    reader.read(1 if line_start and text[0] == "\\" and len(text) > 1 else 0)
    return ParsedInlines(
        _assemble(reader.pieces, position), tuple(reader.findings), _escaped_offsets(reader.pieces)
    )


@dataclass(slots=True)
class _Piece:
    """Text, a sign waiting for its partner, or a finished inline; `offset` counts in the line,
    `escaped` in the characters of the piece."""

    text: str
    offset: int
    kind: str = "text"
    inline: Inline | None = None
    escaped: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Reader:
    """Cuts a line into pieces from left to right."""

    text: str
    position: SourcePosition
    breaks: bool
    pieces: list[_Piece] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self, start: int) -> None:
        if start:
            self.pieces.append(_Piece(self.text[1], 1, escaped=_FIRST))
            start = 2
        done = start
        while match := _SIGN.search(self.text, start):
            if match.start() > done:
                self.pieces.append(_Piece(self.text[done : match.start()], done))
            done = start = self.take(match)
        if done < len(self.text):
            self.pieces.append(_Piece(self.text[done:], done))
        self._pair_bold()

    def take(self, match: re.Match[str]) -> int:
        """Add the pieces of one sign; the offset where reading goes on."""
        start, end = match.span()
        match match.lastgroup:
            case "escaped":
                self.pieces.append(_Piece(match["escaped"], start + 1, escaped=_FIRST))
            case "bold":
                self.pieces.append(_Piece("**", start, "bold"))
            case "link":
                return self._take_link(match)
            case "forced_break" if self.breaks:
                inline = ForcedBreak(self._at(start))
                self.pieces.append(_Piece("", start, "inline", inline))
            case "picture" | "wide_picture" | "wide_link" | "wide_bold":
                self._report(_TRAPS[match.lastgroup], start)
                self.pieces.append(_Piece(match[0], start))
            case _:
                self.pieces.append(_Piece(match[0], start))
        return end

    def _take_link(self, match: re.Match[str]) -> int:
        start = match.start()
        refused = None
        if not match["words"].strip():
            refused = messages.LINK_EMPTY
        elif not _LINKED.match(match["address"]):
            refused = messages.LINK_SCHEME
        if refused is not None:
            self._report(refused, start, address=quoted(match["address"]) or "()")
            self.pieces.append(_Piece("[", start))
            return start + 1
        words = parse_inline(match["words"], self._at(start + 1), breaks=self.breaks)
        self.findings += words.findings
        link = Link(words.inlines, match["address"], self._at(start))
        self.pieces.append(_Piece("", start, "inline", link, words.escaped))
        return match.end()

    def _pair_bold(self) -> None:
        signs = [index for index, piece in enumerate(self.pieces) if piece.kind == "bold"]
        for opening, closing in zip(signs[::2], signs[1::2], strict=False):
            if closing == opening + 1:
                self._report(messages.BOLD_EMPTY, self.pieces[opening].offset)
                self.pieces[opening].kind = self.pieces[closing].kind = "text"
        if len(signs) % 2:
            self._report(messages.BOLD_OPEN, self.pieces[signs[-1]].offset)
            self.pieces[signs[-1]].kind = "text"

    def _at(self, offset: int) -> SourcePosition:
        return replace(self.position, column=self.position.column + offset)

    def _report(self, message: Message, offset: int, address: str = "") -> None:
        self.findings.append(message.at(self._at(offset), address=address))


_FIRST = frozenset({0})

_TRAPS = {
    "picture": messages.PICTURE_FORM,
    "wide_picture": messages.WIDE_PICTURE,
    "wide_link": messages.WIDE_LINK,
    "wide_bold": messages.WIDE_BOLD,
}


def _assemble(pieces: list[_Piece], position: SourcePosition) -> Inlines:
    """Pieces to inlines: neighbouring text joined, what stands between two `**` made strong."""
    outer: list[Inline] = []
    inner: list[Inline] | None = None
    opened = 0
    waiting: list[_Piece] = []
    for piece in pieces:
        if piece.kind == "text":
            waiting.append(piece)
            continue
        current = outer if inner is None else inner
        if waiting:
            current.append(_text(waiting, position))
            waiting = []
        if piece.inline is not None:
            current.append(piece.inline)
        elif inner is None:
            inner, opened = [], piece.offset
        else:
            place = replace(position, column=position.column + opened)
            outer.append(Strong(tuple(inner), place))
            inner = None
    if waiting:
        outer.append(_text(waiting, position))
    return tuple(outer)


def _text(pieces: list[_Piece], position: SourcePosition) -> Text:
    first = pieces[0].offset
    place = replace(position, column=position.column + first)
    text = "".join(piece.text for piece in pieces)
    last = pieces[-1]
    if last.offset + len(last.text) - first == len(text):
        return Text(text, place)
    columns = tuple(
        position.column + piece.offset + index
        for piece in pieces
        for index in range(len(piece.text))
    )
    return Text(text, place, columns)


def _escaped_offsets(pieces: list[_Piece]) -> frozenset[int]:
    offsets: list[int] = []
    count = 0
    for piece in pieces:
        offsets += [count + offset for offset in piece.escaped]
        if piece.inline is not None:
            count += len(plain_text((piece.inline,)))
        elif piece.kind == "text":
            count += len(piece.text)
    return frozenset(offsets)
