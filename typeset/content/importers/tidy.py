"""All repairs inside one line, in their order (行内修整)."""

from __future__ import annotations

from typeset.content.importers.read_lines import strip_blanks
from typeset.content.importers.repair_bold import drop_bold_signs, drop_stray_bold
from typeset.content.importers.repair_marks import widen_marks
from typeset.content.importers.repair_spaces import drop_spaces
from typeset.content.importers.strand import Ledger, Strand


def tidy_title(strand: Strand, ledger: Ledger) -> Strand:
    """A title, heading of the contents or entry: no bold, its own blanks kept."""
    strand = strip_blanks(drop_bold_signs(strand, ledger), ledger)
    return drop_spaces(widen_marks(strand, ledger), ledger, title=True)


def tidy_paragraph(strand: Strand, ledger: Ledger) -> Strand:
    """A paragraph of the text or the notice."""
    strand = strip_blanks(drop_stray_bold(strand, ledger), ledger)
    return drop_spaces(widen_marks(strand, ledger), ledger)
