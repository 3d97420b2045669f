"""Pieces of a paragraph (段落片段), and how they become a line of the transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from typeset.content.parse_blocks import number_of_heading
from typeset.importers.manuscript.result import NOTATION, TranscriptWriter

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_ADDRESS_ESCAPES = str.maketrans(
    {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "*": "%2A", "<": "%3C", ">": "%3E"}
)
_NO_LINK_WORDS = re.compile(r"[\[\]*]|\A\s*\Z")


class Piece(Struct, frozen=True):
    """Characters that look alike.

    `dropped` is the rule by which the issue shall not hold them, `added` the rule by which they
    were put in, both empty for what is taken as it is.
    """

    text: str
    bold: bool = False
    link: str = ""
    dropped: str = ""
    added: str = ""


def kept_text(pieces: Sequence[Piece]) -> str:
    """The characters that stay."""
    return "".join(piece.text for piece in pieces if not piece.dropped)


def write_pieces(
    pieces: Sequence[Piece], writer: TranscriptWriter, *, plain: bool = False, cell: bool = False
) -> None:
    """Write pieces with bold and links in notation; `plain` without, as titles are.

    `cell`: | and \\ are notation there, and a line's end would end the row.
    """
    shown = [replace(piece, bold=False, link="") for piece in pieces] if plain else pieces
    for bold, group in groupby(_without_false_bold(list(shown), cell=cell), _boldness):
        sign = "**" if bold else ""
        writer.add(sign)
        for link, linked in groupby(group, lambda piece: piece.link):
            _write_linked(list(linked), link, writer, cell=cell)
        writer.add(sign)


def _boldness(piece: Piece) -> bool:
    return piece.bold


def _write_linked(pieces: list[Piece], link: str, writer: TranscriptWriter, *, cell: bool) -> None:
    words = kept_text(pieces)
    address = link.translate(_ADDRESS_ESCAPES)
    noted = bool(_ADDRESS.fullmatch(address)) and words.strip() not in {link, address}
    noted = noted and not _NO_LINK_WORDS.search(words) and "\n" not in words
    if noted:
        writer.add("[")
    for piece in pieces:
        _write_piece(piece, writer, cell=cell)
    if noted:
        writer.add(f"]({address})", "link")


def _write_piece(piece: Piece, writer: TranscriptWriter, *, cell: bool) -> None:
    if piece.dropped:
        writer.drop(piece.text, piece.dropped)
    elif piece.added:
        writer.add(piece.text, piece.added)
    elif not cell:
        writer.take(piece.text)
    else:
        for part in re.split(r"([|\\\n])", piece.text):
            if part == "\n":
                writer.add(" ", NOTATION)
                continue
            if part in {"|", "\\"}:
                writer.add("\\")
            writer.take(part)


def _without_false_bold(pieces: list[Piece], *, cell: bool) -> Iterator[Piece]:
    """Bold only where it is emphasis: no blanks at its edges, not a whole cell, not a heading.

    The number of a heading and its words have a face of their own.
    """
    kept = [piece for piece in pieces if _is_word(piece)]
    whole = bool(kept) and all(piece.bold for piece in kept)
    opening = number_of_heading(kept_text(pieces).lstrip()) is not None
    for bold, group in groupby(_even(pieces), _boldness):
        run = list(group)
        text = kept_text(run)
        signs = "\n" in text or "*" in text
        if bold and text.strip() and not (opening or signs or (whole and cell)):
            yield from _trimmed(run)
        else:
            yield from (replace(piece, bold=False) for piece in run)
        opening = opening and not text.strip()


def _even(pieces: list[Piece]) -> Iterator[Piece]:
    """Blanks and dropped characters are as bold as what stands on both sides of them."""
    following = False
    after: list[bool] = []
    for piece in reversed(pieces):
        following = piece.bold if _is_word(piece) else following
        after.append(following)
    before = False
    for piece, bold_after in zip(pieces, reversed(after), strict=True):
        before = piece.bold if _is_word(piece) else before
        yield piece if _is_word(piece) else replace(piece, bold=before and bold_after)


def _is_word(piece: Piece) -> bool:
    return bool(piece.text.strip()) and not piece.dropped


def _trimmed(run: list[Piece]) -> Iterator[Piece]:
    """A bold run, the blanks at its edges not bold."""
    first, last = run[0], run[-1]
    start = len(first.text) - len(first.text.lstrip())
    if start:
        yield replace(first, text=first.text[:start], bold=False)
        run[0] = first = replace(first, text=first.text[start:])
    last = run[-1]
    end = len(last.text.rstrip())
    run[-1] = replace(last, text=last.text[:end])
    yield from run
    if end < len(last.text):
        yield replace(last, text=last.text[end:], bold=False)
