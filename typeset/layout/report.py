"""Say where a limit was passed, a page ends early, a line stands alone (版面报告)."""

from __future__ import annotations

from collections.abc import Iterable

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.design.style import LineRules
from typeset.layout.fill_pages import FilledPage
from typeset.layout.messages import LONELY_LINE, PARTED_HEADING, SHORT_PAGE, WIDE_GAP
from typeset.layout.page import GlyphRun, Page

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


def report_lines(pages: Iterable[Page], rules: LineRules) -> tuple[Finding, ...]:
    """W502 for each line whose gaps pass the style's warning limit (reference rule 18)."""
    findings = []
    for page in pages:
        for line in page.lines:
            if line.gap > rules.warning_gap + _EPSILON:
                where = next(
                    (
                        mark.position
                        for mark in page.marks
                        if isinstance(mark, GlyphRun) and abs(mark.y - line.y) < 0.5
                    ),
                    None,
                )
                shown = line.text[:_SHOWN] + ("…" if len(line.text) > _SHOWN else "")
                gap = f"{100 * line.gap:.1f}"
                findings.append(WIDE_GAP.at(where, page=page.number, gap=gap, text=shown))
    return tuple(findings)
