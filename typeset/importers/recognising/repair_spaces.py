"""Blanks inside a line (空格): those of OCR and typing dropped, those that mean something kept."""

from __future__ import annotations

import re

from typeset.content.parse_byline import find_byline
from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.manuscript.words import HAN, cuts_word, joined_elsewhere
from typeset.importers.recognising.read_lines import SPACES

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
