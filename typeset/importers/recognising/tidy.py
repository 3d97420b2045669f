"""All repairs inside one line, in their order (行内修整), until none is left to do."""

from __future__ import annotations

from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.recognising.read_lines import strip_blanks
from typeset.importers.recognising.repair_bold import drop_bold_signs, drop_stray_bold
from typeset.importers.recognising.repair_marks import widen_marks
from typeset.importers.recognising.repair_spaces import drop_spaces

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
