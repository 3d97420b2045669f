"""Making up pages (拼版): texts and attachments as numbered pages, for every kind of issue.

What stands around them is in `edition.py` (周重点) and `official.py` (公文).
Source: GB/T 9704-2012, 7.3.7, 7.5, 8.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from typeset.base.findings import Finding, SourcePosition
from typeset.base.units import Rectangle
from typeset.design.applying.styled import (
    StyledAttachment,
    StyledDocument,
    StyledIssue,
    StyledParagraph,
)
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import measure_of
from typeset.layout.blocks.table import turned_lines
from typeset.layout.filling.fill_pages import FilledPage, fill_pages
from typeset.layout.filling.notes import NoteSetter
from typeset.layout.filling.report import report_flow, report_lines, report_page
from typeset.layout.filling.set_attachments import AttachmentSetter
from typeset.layout.filling.set_blocks import BlockSetter
from typeset.layout.kinds.front import Target
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.furniture import Footers, turn_canvas
from typeset.layout.placing.page import (
    REPEATED,
    Destination,
    ExpectedTitle,
    Mark,
    OutlineEntry,
    Page,
    PageKind,
    Pages,
)
from typeset.layout.placing.place import Draft, PageCanvas, Placer, grid_of
from typeset.layout.placing.slices import Flow, FlowBlock, Slice
from typeset.layout.placing.structure import StructureTree, parts_of

_OUTLINE_LEVELS = 2


class Paginator:
    """Pages in the making: what every kind of issue shares.  Kinds differ in what stands before,
    between and after the texts."""

    def __init__(self, style: StyleSheet, typesetter: Typesetter) -> None:
        self._style = style
        self._book = book = typesetter.book
        self._typesetter = typesetter
        self._placer = Placer(book)
        self._setter = BlockSetter(self._typesetter, style)
        self._grid = grid_of(style.type_area, book.first("body").em_top)
        self._footers = Footers(book, style)
        self._labelled = style.numbers.labelled.format
        self._notes = NoteSetter(self._typesetter, style, measure_of(style.type_area))
        self._findings: list[Finding] = []
        self._outline: list[OutlineEntry] = []
        self._targets: dict[tuple[int, int], Target] = {}
        self._starts: dict[tuple[int, int], int] = {}
        self._structure = StructureTree()

    def _pages(
        self,
        drafts: Sequence[Draft],
        styled: StyledIssue | StyledDocument,
        language: str,
        outline: Sequence[OutlineEntry],
        expected: tuple[ExpectedTitle, ...] = (),
    ) -> Pages:
        """All drafts finished, in the order of the book."""
        style = self._style
        pages = tuple(self._finish(draft, place) for place, draft in enumerate(drafts))
        return Pages(
            width=style.page.width,
            height=style.page.height,
            bleed=style.page.bleed,
            title=styled.title,
            author=styled.author,
            subject=styled.subject,
            language=language,
            date=styled.date,
            pages=pages,
            outline=tuple(outline),
            structure=tuple(self._structure.nodes),
            expected_titles=expected,
            duplex=style.page.duplex,
            findings=(*self._setter.findings, *self._findings, *report_lines(pages, style.lines)),
        )

    # ----------------------------------------------------------------- page by page

    def _area(self, place: int) -> Rectangle:
        """The type area of the page at a place in the book (0 first, a recto); mirrored on
        versos when duplex, so that the areas register back to back."""
        page, area = self._style.page, self._style.type_area
        verso = page.duplex and place % 2 == 1
        left = page.width - area.inner - area.width if verso else area.inner
        return Rectangle(left, area.top, area.width, area.height)

    def _draft(self, kind: PageKind, place: int) -> Draft:
        return Draft(kind, PageCanvas(self._area(place)))

    def _finish(self, draft: Draft, place: int) -> Page:
        canvas = draft.canvas
        verso = self._style.page.duplex and place % 2 == 1
        marks = list(canvas.marks)
        if draft.number is not None:
            marks.extend(self._footers.marks(draft.number, canvas.area, outer_right=not verso))
        return Page(
            kind=draft.kind,
            side="verso" if verso else "recto",
            number=draft.number,
            label=draft.label,
            type_area=canvas.area,
            marks=tuple(marks),
            links=tuple(canvas.links),
            destinations=tuple(canvas.destinations),
            lines=tuple(canvas.lines),
            lines_used=draft.lines_used,
            variants=draft.variants,
            given_up=draft.given_up,
        )

    def _blank(self, place: int) -> Draft:
        return self._draft("blank", place)

    # --------------------------------------------------------------------- the body

    def _to_recto(self, drafts: list[Draft]) -> None:
        if self._style.page.duplex and len(drafts) % 2:
            drafts.append(self._numbered("blank", drafts))

    def _numbered(self, kind: PageKind, drafts: list[Draft]) -> Draft:
        """The next page of the body; blanks count but carry no number (7.5)."""
        draft = self._draft(kind, len(drafts))
        number = len(drafts) + 1
        draft.label = str(number)
        if kind != "blank":
            draft.number = number
        return draft

    def _flow(
        self,
        blocks: Sequence[FlowBlock],
        drafts: list[Draft],
        section: int,
        position: SourcePosition,
    ) -> None:
        """A text's blocks as the next pages of the body."""
        flow = Flow.of(blocks, section)
        pages = fill_pages(flow.blocks, self._grid.lines, self._notes.room())
        ends = {placed.block: number for number, page in enumerate(pages) for placed in page.slices}
        for number, filled in enumerate(pages):
            draft = self._numbered("body", drafts)
            drafts.append(draft)
            after = pages[number + 1 : number + 2]
            self._fill(draft, self._notes.numbered(filled), after[0] if after else None, flow)
            lines = self._grid.lines
            self._findings.extend(report_page(filled, draft.number, lines, not after, position))
            short = bool(after) and filled.lines_used < lines
            draft.variants, draft.given_up = report_flow(filled, flow.blocks, short=short)
            for anchor, block in flow.turned:
                if ends[anchor] == number:
                    self._turned(block, flow, drafts)

    def _fill(self, draft: Draft, filled: FilledPage, after: FilledPage | None, flow: Flow) -> None:
        draft.lines_used = filled.lines_used
        for placed in filled.slices:
            block = flow.blocks[placed.block]
            if id(block.source) not in flow.nodes:
                for anchor, turned in flow.turned:
                    if anchor < placed.block:
                        self._node(turned, flow)
                self._bookmark(block.source, draft, placed.line)
            shown = REPEATED if placed.repeated else self._node(block, flow)
            self._placer.slice(draft.canvas, placed.piece, self._grid, placed.line, shown)
        self._notes.place(draft.canvas, filled, self._placer, self._structure, flow.section)
        last = filled.slices[-1]
        if after is not None and after.slices[0].block == last.block:
            end = Slice(1, flow.blocks[last.block].closing)
            line = last.line + last.piece.lines
            self._placer.slice(draft.canvas, end, self._grid, line, REPEATED)

    def _turned(self, block: FlowBlock, flow: Flow, drafts: list[Draft]) -> None:
        """A wide table on pages of its own, which keep their numbers upright (8)."""
        node = self._node(block, flow)
        lines = turned_lines(self._style)
        pages = fill_pages([block], lines)
        for number, filled in enumerate(pages):
            draft = self._numbered("body", drafts)
            drafts.append(draft)
            draft.lines_used = self._grid.lines
            area = draft.canvas.area
            sheet = PageCanvas(Rectangle(0.0, 0.0, area.height, area.width))
            grid = replace(self._grid, top=0.0, first_baseline=self._grid.first_baseline - area.top)
            for placed in filled.slices:
                shown = REPEATED if placed.repeated else node
                self._placer.slice(sheet, placed.piece, grid, placed.line, shown)
            if number + 1 < len(pages):
                end = Slice(1, block.closing)
                self._placer.slice(sheet, end, grid, filled.lines_used, REPEATED)
            turn_canvas(sheet, draft.canvas)

    def _node(self, block: FlowBlock, flow: Flow) -> int:
        key = id(block.source)
        if key not in flow.nodes:
            flow.nodes[key] = self._structure.add_parts(parts_of(block.source), flow.section)
        return flow.nodes[key]

    def _bookmark(self, source: object, draft: Draft, line: int) -> None:
        if not isinstance(source, StyledParagraph) or not 0 < source.outline <= _OUTLINE_LEVELS:
            return
        name = f"heading-{len(self._outline)}"
        title = "".join(span.text for span in source.spans if span.note is None)
        self._outline.append(OutlineEntry(source.outline, title, name))
        top = max(self._grid.top, self._grid.line_top(line))
        draft.canvas.destinations.append(Destination(name, top))

    # ------------------------------------------------------------------- attachments

    def _attachment(self, attachment: StyledAttachment, drafts: list[Draft], root: int) -> None:
        """附件: each foreign page on a page of ours, label and title on the first."""
        section = self._structure.add("Sect", root)
        self._targets[(0, attachment.number)] = Target(
            len(drafts) + 1, f"attachment-{attachment.number}"
        )
        self._starts[(0, attachment.number)] = len(drafts)

        def new_page() -> Draft:
            drafts.append(self._numbered("attachment", drafts))
            return drafts[-1]

        def footer(page: Draft) -> list[Mark]:
            number = page.number or 0
            verso = self._style.page.duplex and number % 2 == 0
            return self._footers.marks(number, page.canvas.area, outer_right=not verso)

        setter = AttachmentSetter(
            self._style,
            self._grid,
            self._structure,
            self._outline,
            new_page,
            self._attachment_head,
            footer,
        )
        words = self._labelled(label=attachment.label.text, text=attachment.title.text)
        setter.set(attachment, words, section)
        self._findings += dict.fromkeys(setter.findings)

    def _attachment_head(self, attachment: StyledAttachment, draft: Draft, section: int) -> int:
        """附件N flush on line 1, the title on line 3 (7.3.7); how many lines they take."""
        line = 0
        for paragraph in (attachment.label, attachment.title):
            line += round(paragraph.style.blank_before) if line else 0
            node = self._structure.add_parts(parts_of(paragraph), section)
            for piece in self._setter.paragraph(paragraph).choice.slices:
                self._placer.slice(draft.canvas, piece, self._grid, line, node)
                line += piece.lines
            line += round(paragraph.style.blank_after)
        return line
