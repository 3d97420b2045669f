"""All repairs inside one line, in their order (行内修整), until none is left to do."""

from __future__ import annotations

import re

from typeset.content.parse_ending import find_byline
from typeset.importers.manuscript.account import HAN, cuts_word, joined_elsewhere
from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.recognising.read_lines import SPACES, strip_blanks

_MOST_ROUNDS = 20


def tidy_title(strand: Strand, ledger: Ledger) -> Strand:
    """A title, heading of the contents or entry: no bold, its own blanks kept."""
    return _tidy(drop_bold_signs(strand, ledger), ledger, title=True)


def tidy_paragraph(strand: Strand, ledger: Ledger) -> Strand:
    """A paragraph of the text or the notice."""
    return _tidy(drop_stray_bold(strand, ledger), ledger, title=False)


def _tidy(strand: Strand, ledger: Ledger, *, title: bool) -> Strand:
    """One repair may call for another: a mark made full-width beside a bracket, a blank gone.

    Each round drops a character or makes one full-width; the number of rounds is bounded for
    the sake of time, and no honest text needs a third.
    """
    for _ in range(_MOST_ROUNDS):
        before = strand.text
        strand = strip_blanks(strand, ledger)
        strand = drop_spaces(widen_marks(strand, ledger), ledger, title=title)
        strand = strand if title else drop_stray_bold(strand, ledger)
        if strand.text == before:
            break
    return drop_bold_signs(strand, ledger) if title else strand


# Half-width marks that touch Han made full-width (半角标点): GB/T 15834-2011, 5.1.

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


# Blanks inside a line (空格): those of OCR and typing dropped, those that mean something kept.

_BLANK = re.compile(rf"[{SPACES}]+")
_CHINESE = re.compile(rf"[{HAN}]")
_FULL_MARK = re.compile(r"[\u3001-\u3011\u3014-\u301b（）！，：；？“”‘’…—～%‰℃]")
_NEIGHBOURS = 12
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff*()]")


def drop_spaces(strand: Strand, ledger: Ledger, *, title: bool = False) -> Strand:
    """Drop blanks between Han and digits or Latin, beside full-width marks, and inside words.

    Kept, as one plain blank: those between Han words (中共中央 国务院) and in a byline, those
    inside Latin text, and in a `title` those beside full-width marks too.
    """
    if not _BLANK.search(strand.text):
        return strand
    text = strand.text
    byline = find_byline(text)
    dropped: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    for match in _BLANK.finditer(text):
        protected = title or (byline is not None and match.start() > byline)
        unwanted = _unwanted(text, match, ledger.manuscript, protected=protected)
        (dropped if unwanted else kept).append(match.span())
    edits = [(start, end, "") for start, end in dropped]
    for start, end in kept:
        if text[start] != " ":
            edits.append((start, start + 1, " "))
        if end - start > 1:
            edits.append((start + 1, end, ""))
    return ledger.edit(strand, sorted(edits), "space") if edits else strand


def _unwanted(text: str, match: re.Match[str], manuscript: str, *, protected: bool) -> bool:
    before, after = text[match.start() - 1], text[match.end()]
    if _FULL_MARK.match(before) or _FULL_MARK.match(after):
        return not protected
    han = bool(_CHINESE.match(before)), bool(_CHINESE.match(after))
    if han == (True, True):
        start, end = match.span()
        left, right = text[max(start - _NEIGHBOURS, 0) : start], text[end : end + _NEIGHBOURS]
        return not protected and (
            joined_elsewhere(left, right, manuscript) or cuts_word(left, right)
        )
    latin = bool(_LATIN.match(before)), bool(_LATIN.match(after))
    return (han[0] and latin[1]) or (latin[0] and han[1])


# Stray `**` (星号): OCR puts them around digits; real bold around Han words stays.

_SIGN = re.compile(r"\*\*")
_WORDS = re.compile(rf"[{HAN}A-Za-z]")
_NUMBER = re.compile(
    r"[一二三四五六七八九十百]{1,5}、|[（(][一二三四五六七八九十百\d]{1,5}[）)]|\d{1,3}[.．]"
)


def drop_bold_signs(strand: Strand, ledger: Ledger) -> Strand:
    """Drop all `**`, as in titles and lists, whose face the style gives."""
    spans = [match.span() for match in _SIGN.finditer(strand.text)]
    return ledger.drop(strand, spans, "bold-sign")


def drop_stray_bold(strand: Strand, ledger: Ledger) -> Strand:
    """Drop pairs around digits and marks only, around a heading's number, and the unpaired one."""
    text = strand.text
    if "**" not in text:
        return strand
    signs = [match.span() for match in _SIGN.finditer(text)]
    stray: list[tuple[int, int]] = []
    for opening, closing in zip(signs[::2], signs[1::2], strict=False):
        inner = text[opening[1] : closing[0]]
        heading = opening[0] == 0 and _NUMBER.match(inner)
        blank_edge = inner[:1].isspace() or inner[-1:].isspace()
        if heading or blank_edge or not _WORDS.search(inner):
            stray += [opening, closing]
    if len(signs) % 2:
        stray.append(signs[-1])
    return ledger.drop(strand, stray, "bold-sign")
