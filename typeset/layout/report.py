"""Say where a limit was passed, a page ends early, a line stands alone (版面报告)."""

from __future__ import annotations

from collections.abc import Iterable

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.design.style import LineRules
from typeset.design.styled import StyledParagraph
from typeset.layout.fill_pages import FilledPage
from typeset.layout.messages import (
    LONELY_LINE,
    PARTED_HEADING,
    RAGGED_LINE,
    SHORT_PAGE,
    SPLIT_BOX,
    WIDE_GAP,
)
from typeset.layout.page import GlyphRun, LineReport, Page
from typeset.layout.slices import FlowBlock

_SHOWN = 14
_EPSILON = 1e-6


def report_page(
    filled: FilledPage, number: int | None, lines: int, last: bool, where: SourcePosition
) -> Iterable[Finding]:
    """H505, W506, W507 of one filled page; a text's last page may end anywhere."""
    file = SourcePosition(where.file)
    missing = lines - filled.lines_used
    if missing > 0 and not last:
        yield SHORT_PAGE.at(file, page=number, missing=missing)
    if "lonely" in filled.given_up:
        yield LONELY_LINE.at(file, page=number)
    if "keep" in filled.given_up:
        yield PARTED_HEADING.at(file, page=number)


def report_paragraph(paragraph: StyledParagraph, block: FlowBlock) -> Iterable[Finding]:
    """W504 of a paragraph in which a box, a forbidden start or end had to be given up."""
    if block.given_up in {"box", "rule"}:
        yield SPLIT_BOX.at(paragraph.position, text=_shown(paragraph.text))


def report_lines(pages: Iterable[Page], rules: LineRules) -> tuple[Finding, ...]:
    """W502 for each line whose gaps pass the style's warning limit, W503 for each that could not
    be filled (reference rule 18)."""
    findings = []
    for page in pages:
        for line in page.lines:
            if line.ragged:
                where = _place(page, line)
                findings.append(RAGGED_LINE.at(where, page=page.number, text=_shown(line.text)))
            elif line.gap > rules.warning_gap + _EPSILON:
                where, gap = _place(page, line), f"{100 * line.gap:.1f}"
                text = _shown(line.text)
                findings.append(WIDE_GAP.at(where, page=page.number, gap=gap, text=text))
    return tuple(findings)


def _place(page: Page, line: LineReport) -> SourcePosition | None:
    runs = (mark for mark in page.marks if isinstance(mark, GlyphRun))
    return next((run.position for run in runs if abs(run.y - line.y) < 0.5), None)


def _shown(text: str) -> str:
    return text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
