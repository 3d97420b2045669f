"""Inline notation (行内标记): `**bold**`, `==emphasis==`, `m^2^`, `CO~2~`, `{喆|zhé}`, `[^1]`,
`^[a note]`, `[words](https://…)`, ` / `, and `\\` before a sign that is none.

A new notation is one more alternative of `SIGN` and one more case of `_Reader.take`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content import inline_messages, messages
from typeset.content.document import (
    Emphasis,
    ForcedBreak,
    Inline,
    Inlines,
    Link,
    Note,
    NoteMark,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.read_text import quoted
from typeset.content.write_inline import NOTATION, SIGN

EMPHASIS_OPEN = Message(
    "W233",
    mark("== without its partner is printed as it stands"),
    mark("close the emphasised words with ==, or write \\=\\= where the signs are meant"),
)
EMPHASIS_EMPTY = Message(
    "W234",
    mark("==== encloses nothing and is printed as it stands"),
    mark("take it away, or write \\=\\= where the signs are meant"),
)
WIDE_EMPHASIS = Message(
    "W235",
    mark("full-width ＝＝ sets no emphasis dots"),
    mark("write ==words== with half-width signs, or \\＝ where the sign is meant"),
)
SUPERSCRIPT_OPEN = Message(
    "W236",
    mark("^ without its partner is printed as it stands"),
    mark("close the superscript with ^, as in m^2^, or write \\^ where the sign is meant"),
)
SUBSCRIPT_OPEN = Message(
    "W237",
    mark("~ without its partner is printed as it stands"),
    mark("close the subscript with ~, as in CO~2~, or write \\~ where the sign is meant"),
)
RUBY_OPEN = Message(
    "W238",
    mark("this reading is not complete and is printed as it stands"),
    mark("write {{喆|zhé}}: characters, an upright line, their reading; or \\{{ for the sign"),
)
NOTE_OPEN = Message(
    "W239",
    mark("this note or note mark is not complete and is printed as it stands"),
    mark("write [^1] for a mark, ^[text] for a note in its place, or \\[ where the sign is meant"),
)
NOTE_MISPLACED = Message(
    "W291",
    mark("no note can stand here; this is printed as it stands"),
    mark("write it into the text itself: the notice and notes have no notes"),
)
LINK_OPEN = Message(
    "W296",
    mark("this link is not complete and is printed as it stands"),
    mark("write [words](https://…) without brackets or notes in the words, or \\[ for the sign"),
)
BOLD_OPEN = Message(
    "W220",
    mark("** without its partner is printed as it stands"),
    mark("close the bold words with **, or write \\*\\* where the signs are meant"),
)
BOLD_EMPTY = Message(
    "W221",
    mark("**** encloses nothing and is printed as it stands"),
    mark("take it away, or write \\*\\* where the signs are meant"),
)
LINK_SCHEME = Message(
    "W222",
    mark("{address} is not an address that may be linked; the words are printed as they stand"),
    mark("link to http://, https:// or mailto: only, or write \\[ where brackets are meant"),
)
LINK_EMPTY = Message(
    "W223",
    mark("a link without words is printed as it stands"),
    mark("put the words between the brackets: [words](https://…)"),
)
WIDE_BOLD = Message(
    "W224",
    mark("full-width ＊＊ does not make bold"),
    mark("write **words** with half-width signs, or \\＊ where the sign is meant"),
)
WIDE_LINK = Message(
    "W225",
    mark("full-width brackets do not make a link"),
    mark("write [words](https://…) with half-width brackets"),
)

_LINKED = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)


class ParsedInlines(Struct, frozen=True):
    """What a line's text became.

    `escaped` holds the offsets, in `plain_text(inlines)`, of the characters a backslash made plain:
    they are no notation to those who look for patterns in the text.
    """

    inlines: Inlines
    findings: tuple[Finding, ...] = ()
    escaped: frozenset[int] = frozenset()


def parse_inline(
    text: str,
    position: SourcePosition,
    *,
    breaks: bool = False,
    line_start: bool = False,
    notes: bool = True,
) -> ParsedInlines:
    """Read the notation of one line; `position` is that of its first character.

    `breaks`: ` / ` is a forced break (header lines).  `line_start`: a backslash before the first
    character makes it plain, whatever it is.  `notes`: whether notes may stand here.
    Broken notation is kept as text, with a finding.
    """
    if not text:
        return ParsedInlines(())
    if not NOTATION.search(text):
        return ParsedInlines((Text(text, position),))
    reader = _Reader(text, position, breaks, notes)
    reader.read(1 if line_start and text[0] == "\\" and len(text) > 1 else 0)
    return ParsedInlines(
        _assemble(reader.pieces, position), tuple(reader.findings), _escaped_offsets(reader.pieces)
    )


class _Piece(Struct):
    """Text, a sign waiting for its partner, or a finished inline; `offset` counts in the line,
    `escaped` in the characters of the piece."""

    text: str
    offset: int
    kind: str = "text"
    inline: Inline | None = None
    escaped: frozenset[int] = frozenset()
    closes: bool = False


class _Reader(Struct):
    """Cuts a line into pieces from left to right."""

    text: str
    position: SourcePosition
    breaks: bool
    notes: bool
    pieces: list[_Piece] = []
    findings: list[Finding] = []

    def read(self, start: int) -> None:
        if start:
            self.pieces.append(_Piece(self.text[1], 1, escaped=_FIRST))
            start = 2
        done = start
        while match := SIGN.search(self.text, start):
            if match.start() > done:
                self.pieces.append(_Piece(self.text[done : match.start()], done))
            done = start = self.take(match)
        if done < len(self.text):
            self.pieces.append(_Piece(self.text[done:], done))
        self._pair_signs()

    def take(self, match: re.Match[str]) -> int:
        """Add the pieces of one sign; the offset where reading goes on."""
        start, end = match.span()
        kind = match.lastgroup or ""
        match kind:
            case "escaped":
                self.pieces.append(_Piece(match["escaped"], start + 1, escaped=_FIRST))
            case "bold" | "emphasis":
                self.pieces.append(_Piece(match[0], start, kind))
            case "superscript":
                self._add(Superscript(match["raised"], self._at(start + 1)), start)
            case "subscript":
                self._add(Subscript(match["lowered"], self._at(start + 1)), start)
            case "ruby":
                place = self._at(start + 1)
                self._add(Ruby(match["base"], match["reading"].rstrip(), place), start)
            case "note_mark" | "note" if not self.notes:
                self._refuse(NOTE_MISPLACED, match)
            case "note_mark":
                self._add(NoteMark(match["label"], self._at(start)), start)
            case "note":
                return self._take_note(match)
            case "link":
                return self._take_link(match)
            case "forced_break" if self.breaks:
                self._add(ForcedBreak(self._at(start)), start)
            case _ if kind in _TRAPS:
                self._refuse(_TRAPS[kind], match)
            case _:
                self.pieces.append(_Piece(match[0], start))
        return end

    def _add(self, inline: Inline, offset: int, escaped: frozenset[int] = frozenset()) -> None:
        self.pieces.append(_Piece("", offset, "inline", inline, escaped))

    def _refuse(self, message: Message, match: re.Match[str]) -> None:
        self._report(message, match.start())
        self.pieces.append(_Piece(match[0], match.start()))

    def _take_note(self, match: re.Match[str]) -> int:
        start = match.start()
        if not match["words_of_note"].strip():
            self._report(inline_messages.NOTE_EMPTY, start)
            self.pieces.append(_Piece("^[", start))
            return start + 2
        text = parse_inline(match["words_of_note"], self._at(start + 2), notes=False)
        self.findings += text.findings
        self._add(Note(text.inlines, self._at(start)), start)
        return match.end()

    def _take_link(self, match: re.Match[str]) -> int:
        start = match.start()
        refused = None
        if not match["words"].strip():
            refused = LINK_EMPTY
        elif not _LINKED.match(match["address"]):
            refused = LINK_SCHEME
        if refused is not None:
            self._report(refused, start, address=quoted(match["address"]) or "()")
            self.pieces.append(_Piece("[", start))
            return start + 1
        words = parse_inline(
            match["words"], self._at(start + 1), breaks=self.breaks, notes=self.notes
        )
        self.findings += words.findings
        self._add(Link(words.inlines, match["address"], self._at(start)), start, words.escaped)
        return match.end()

    def _pair_signs(self) -> None:
        """Opening and closing signs; one inside a pair whose partner stands outside is text."""
        waiting: list[int] = []
        for index, piece in enumerate(self.pieces):
            if piece.kind not in _PAIRED:
                continue
            opening = next((k for k in waiting if self.pieces[k].kind == piece.kind), None)
            if opening is None:
                waiting.append(index)
                continue
            while waiting[-1] != opening:
                self._leave_open(waiting.pop())
            waiting.pop()
            if index == opening + 1:
                self._report(_PAIRED[piece.kind].empty, self.pieces[opening].offset)
                self.pieces[opening].kind = piece.kind = "text"
            else:
                piece.closes = True
        for index in waiting:
            self._leave_open(index)

    def _leave_open(self, index: int) -> None:
        piece = self.pieces[index]
        self._report(_PAIRED[piece.kind].open, piece.offset)
        piece.kind = "text"

    def _at(self, offset: int) -> SourcePosition:
        return self.position._replace(column=self.position.column + offset)

    def _report(self, message: Message, offset: int, address: str = "") -> None:
        self.findings.append(message.at(self._at(offset), address=address))


_FIRST = frozenset({0})

_TRAPS = {
    "open_note": NOTE_OPEN,
    "open_superscript": SUPERSCRIPT_OPEN,
    "open_subscript": SUBSCRIPT_OPEN,
    "open_ruby": RUBY_OPEN,
    "open_link": LINK_OPEN,
    "picture": messages.PICTURE_FORM,
    "wide_picture": messages.WIDE_PICTURE,
    "wide_link": WIDE_LINK,
    "wide_bold": WIDE_BOLD,
    "wide_emphasis": WIDE_EMPHASIS,
}


class _Pair(NamedTuple):
    """What two equal signs enclose, and what is said where one is alone or nothing is enclosed."""

    made: type[Strong | Emphasis]
    open: Message
    empty: Message


_PAIRED = {
    "bold": _Pair(Strong, BOLD_OPEN, BOLD_EMPTY),
    "emphasis": _Pair(Emphasis, EMPHASIS_OPEN, EMPHASIS_EMPTY),
}


def _assemble(pieces: list[_Piece], position: SourcePosition) -> Inlines:
    """Pieces to inlines: neighbouring text joined, what stands between two signs enclosed."""
    levels: list[list[Inline]] = [[]]
    opened: list[int] = []
    waiting: list[_Piece] = []
    for piece in pieces:
        if piece.kind == "text":
            waiting.append(piece)
            continue
        if waiting:
            levels[-1].append(_text(waiting, position))
            waiting = []
        if piece.inline is not None:
            levels[-1].append(piece.inline)
        elif piece.closes:
            place = position._replace(column=position.column + opened.pop())
            inner = tuple(levels.pop())
            levels[-1].append(_PAIRED[piece.kind].made(inner, place))
        else:
            levels.append([])
            opened.append(piece.offset)
    if waiting:
        levels[-1].append(_text(waiting, position))
    return tuple(levels[0])


def _text(pieces: list[_Piece], position: SourcePosition) -> Text:
    first = pieces[0].offset
    place = position._replace(column=position.column + first)
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
