"""Stray `**` (星号): OCR puts them around digits; real bold around Han words stays."""

from __future__ import annotations

import re

from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.manuscript.words import HAN

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
