"""Half-width marks that touch Han made full-width (半角标点): GB/T 15834-2011, 5.1."""

from __future__ import annotations

import re

from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.manuscript.words import HAN

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_TOUCHING = re.compile(rf"[{HAN}\u3001-\u3011\u3014-\u301b（）！，：；？“”‘’…—]")
_MARK = re.compile(r"[,;:?!]")
_BRACKET = re.compile(r"[()（）]")
_HAN = re.compile(f"[{HAN}]")
_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto):[!-~]+|www\.[!-~]+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]++",
    re.ASCII | re.IGNORECASE,
)


def widen_marks(strand: Strand, ledger: Ledger) -> Strand:
    """Commas, semicolons, colons, question and exclamation marks, and brackets in pairs.

    Inside Latin words, numbers and addresses they stay as they are.
    """
    text = strand.text
    if not re.search(r"[,;:?!()]", text):
        return strand
    addresses = frozenset(
        offset for match in _ADDRESS.finditer(text) for offset in range(*match.span())
    )
    edits = {
        match.start(): _FULL[match[0]]
        for match in _MARK.finditer(text)
        if match.start() not in addresses and _touches(text, match.start())
    }
    edits |= {
        offset: full
        for offset, full in _brackets(text)
        if text[offset] != full and offset not in addresses
    }
    ordered = [(offset, offset + 1, edits[offset]) for offset in sorted(edits)]
    return ledger.edit(strand, ordered, "half-width-mark") if ordered else strand


def _touches(text: str, offset: int) -> bool:
    """Whether Han or a full-width mark stands beside, and the mark is not inside a number."""
    before, after = _neighbour(text, offset, -1), _neighbour(text, offset, 1)
    if text[offset - 1 : offset].isdigit() and text[offset + 1 : offset + 2].isdigit():
        return False
    if before.isascii() and after.isascii() and before and after:
        return False
    return bool(_TOUCHING.match(before) or _TOUCHING.match(after))


def _neighbour(text: str, offset: int, step: int) -> str:
    """The next character that is no blank, before or after an offset; empty at the ends."""
    offset += step
    while 0 <= offset < len(text) and text[offset] == " ":
        offset += step
    return text[offset] if 0 <= offset < len(text) else ""


def _brackets(text: str) -> list[tuple[int, str]]:
    """Brackets that belong full-width: of each pair, where Han stands inside or beside it."""
    opened: list[int] = []
    wide: list[tuple[int, str]] = []
    for match in _BRACKET.finditer(text):
        offset = match.start()
        if match[0] in "(（":
            opened.append(offset)
        elif opened:
            start = opened.pop()
            if _is_wide_pair(text, start, offset):
                wide += [(start, "（"), (offset, "）")]
    return wide


def _is_wide_pair(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end + 1 : end + 2]
    if before == "]" and _ADDRESS.match(text, start + 1):
        return False
    if text[start] != "(" or text[end] != ")" or _HAN.search(text, start, end):
        return True
    if before.isascii() and before.isalnum():
        return False
    return bool(_TOUCHING.match(before) or _TOUCHING.match(after))
