"""Say where a limit was passed, a page ends early, a line stands alone (版面报告)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark, translate
from typeset.base.units import Em
from typeset.design.applying.styled import StyledParagraph
from typeset.design.style.style import LineRules
from typeset.layout.filling.fill_pages import FilledPage
from typeset.layout.placing.page import GivenUp, GlyphRun, LineReport, Page, VariantReport
from typeset.layout.placing.slices import FlowBlock, SetLine

WIDE_GAP = Message(
    "W502",
    mark("a line's gaps open to {gap} % of a character: {text}"),
    mark("change a word or two in this paragraph"),
)
RAGGED_LINE = Message(
    "W503",
    mark("a line could not be filled and was left short: {text}"),
    mark("give the long word or address a place to break, or move it"),
)
SPLIT_BOX = Message(
    "W504",
    mark("something that belongs together had to be split over two lines: {text}"),
    mark("shorten it, or widen its column"),
)
SHORT_PAGE = Message(
    "H505",
    mark(
        "the page ends early (lines left: {missing}), so that nothing is parted that belongs"
        " together and no gap opens too wide"
    ),
    mark("nothing to do; a change in the text before it may fill the page"),
)
LONELY_LINE = Message(
    "W506",
    mark("a single line of a paragraph stands alone at the edge of the page"),
    mark("lengthen or shorten a paragraph on this page by a line"),
)
PARTED_HEADING = Message(
    "W507",
    mark("a heading, or text that belongs to what follows, stands last on the page"),
    mark("lengthen or shorten a paragraph on this page by a line"),
)

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


def report_flow(
    filled: FilledPage, blocks: Sequence[FlowBlock], *, short: bool
) -> tuple[tuple[VariantReport, ...], tuple[GivenUp, ...]]:
    """What was done for a page's sake: paragraphs longer or shorter, rules given up."""
    variants = tuple(
        VariantReport(_begin(blocks[place]), lines) for place, lines in filled.variants
    )
    begun = dict.fromkeys(placed.block for placed in filled.slices if not placed.repeated)
    names = [*(["short"] if short else []), *dict.fromkeys(filled.given_up)]
    given_up = [GivenUp(name) for name in names]
    given_up += [
        GivenUp(blocks[place].given_up, _begin(blocks[place]))
        for place in begun
        if blocks[place].given_up
    ]
    return variants, tuple(given_up)


def _begin(block: FlowBlock) -> str:
    """How a block begins."""
    items = (item for piece in block.choice.slices for item in piece.items)
    return _shown(next((item.line.text for item in items if isinstance(item, SetLine)), ""))


class PageFigures(Struct, frozen=True):
    """页面数据: a page in figures.

    `page` counts sheet sides from 1, `lines` is what the type area holds; `widest_gap` between Han
    and `most_squeeze` of a line are in em.
    """

    page: int
    kind: str
    side: str
    number: int | None
    lines: int
    lines_used: int
    widest_gap: Em
    squeezed_lines: int
    most_squeeze: Em
    variants: tuple[VariantReport, ...]
    given_up: tuple[ReportedRule, ...]


class ReportedRule(Struct, frozen=True):
    """A rule given up, why, and how its paragraph begins; empty for the page's end."""

    rule: str
    why: str
    text: str


_WHY = {
    "short": mark("what belongs together would be parted, or a gap would open too wide"),
    "lonely": mark("no paragraph before it can be a line longer or shorter"),
    "keep": mark("what must follow does not fit on the page"),
    "gap": mark("no breaks keep all gaps under the warning limit"),
    "name": mark("no breaks keep it whole and all gaps under the limit of an error"),
    "wide": mark("no breaks keep all gaps under the limit of an error"),
    "rule": mark("no break that the rules allow is left"),
    "box": mark("it is longer than the line"),
    "ragged": mark("a line cannot be filled"),
}


def page_figures(pages: Iterable[Page], lines: int) -> tuple[PageFigures, ...]:
    """Every page in figures, for `inspect pages --json`; a type area holds so many lines."""
    return tuple(
        PageFigures(
            page=place,
            kind=page.kind,
            side=page.side,
            number=page.number,
            lines=lines,
            lines_used=page.lines_used,
            widest_gap=round(max((line.gap for line in page.lines), default=0.0), 5),
            squeezed_lines=sum(1 for line in page.lines if line.squeeze > _EPSILON),
            most_squeeze=round(max((line.squeeze for line in page.lines), default=0.0), 5),
            variants=page.variants,
            given_up=tuple(
                ReportedRule(one.rule, translate(_WHY.get(one.rule, "")), one.text)
                for one in page.given_up
            ),
        )
        for place, page in enumerate(pages, start=1)
    )


def report_paragraph(paragraph: StyledParagraph, block: FlowBlock) -> Iterable[Finding]:
    """W504 of a paragraph in which a name, a box, a forbidden start or end had to be given up."""
    if block.given_up in {"name", "box", "rule"}:
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
