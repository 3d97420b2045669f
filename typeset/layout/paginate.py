"""Making up pages (拼版): cover, contents, materials, attachments, in the order of the bound book.

Materials are laid out first, since their page numbers count from 1 whatever stands before them;
the contents are then set with true numbers, in one round.

Source: GB/T 9704-2012, 7.3.7, 7.5, 8; practice of compilations (reference, Compilation).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from typeset.base.findings import Finding
from typeset.base.geometry import Rectangle
from typeset.base.source_position import SourcePosition
from typeset.design.font_book import FontBook
from typeset.design.style import StyleSheet
from typeset.design.styled import (
    StyledAttachment,
    StyledIssue,
    StyledMaterial,
    StyledParagraph,
)
from typeset.layout.attachments import attachment_box, report_image
from typeset.layout.blocks.paragraph import measure_of
from typeset.layout.blocks.table import turned_lines
from typeset.layout.compose import Typesetter
from typeset.layout.fill_pages import FilledPage, fill_pages
from typeset.layout.flow import Flow
from typeset.layout.front import ContentsSetter, Target, draw_cover
from typeset.layout.furniture import Footers
from typeset.layout.notes import NoteSetter
from typeset.layout.page import (
    REPEATED,
    Destination,
    ExpectedTitle,
    ForeignPage,
    GivenUp,
    OutlineEntry,
    Page,
    PageKind,
    Pages,
    VariantReport,
)
from typeset.layout.place import PageCanvas, Placer, grid_of
from typeset.layout.report import report_flow, report_lines, report_page
from typeset.layout.set_blocks import BlockSetter
from typeset.layout.slices import FlowBlock, Slice
from typeset.layout.structure import StructureTree, parts_of
from typeset.layout.turn import turn_canvas

_OUTLINE_LEVELS = 2
_COVER_LABEL, _CONTENTS_LABEL = "封面", "目录"


def paginate(issue: StyledIssue, style: StyleSheet, book: FontBook, language: str) -> Pages:
    """The whole edition as pages with marks, links, outline and structure."""
    return _Maker(issue, style, book).make(language)


@dataclass(slots=True)
class _Draft:
    """A page being made: its canvas and what will be known of it."""

    kind: PageKind
    canvas: PageCanvas
    number: int | None = None
    label: str = ""
    lines_used: int = 0
    variants: tuple[VariantReport, ...] = ()
    given_up: tuple[GivenUp, ...] = ()


class _Maker:
    """One edition on its way to pages."""

    def __init__(self, issue: StyledIssue, style: StyleSheet, book: FontBook) -> None:
        self._issue = issue
        self._style = style
        self._book = book
        self._typesetter = Typesetter(book, style.lines, issue.names)
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

    def make(self, language: str) -> Pages:
        issue, style = self._issue, self._style
        structure = self._structure
        root = structure.add("Document", -1)
        cover_node = structure.add("Sect", root)
        contents_node = structure.add("Sect", root)
        body = self._body(root)
        cover = self._cover(cover_node)
        contents, listed = self._contents(contents_node)
        drafts = self._bind(cover, contents, body)
        offset = len(drafts) - len(body)
        pages = tuple(self._finish(draft, place) for place, draft in enumerate(drafts))
        first_contents = next(k for k, draft in enumerate(drafts) if draft.kind == "contents")
        return Pages(
            width=style.page.width,
            height=style.page.height,
            bleed=style.page.bleed,
            title=issue.title,
            author=issue.author,
            subject=issue.subject,
            language=language,
            date=issue.date,
            pages=pages,
            outline=(OutlineEntry(1, _CONTENTS_LABEL, "contents"), *self._outline),
            structure=tuple(structure.nodes),
            expected_titles=self._expected(offset, first_contents, listed),
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

    def _draft(self, kind: PageKind, place: int) -> _Draft:
        return _Draft(kind, PageCanvas(self._area(place)))

    def _finish(self, draft: _Draft, place: int) -> Page:
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

    def _cover(self, section: int) -> _Draft:
        draft = self._draft("cover", 0)
        draft.label = _COVER_LABEL
        draw_cover(
            self._issue.cover,
            self._style,
            self._typesetter,
            self._placer,
            draft.canvas,
            lambda role: self._structure.add(role, section),
        )
        return draft

    def _contents(self, section: int) -> tuple[list[_Draft], dict[tuple[int, int], int]]:
        """The contents' pages, numbered neither here nor on paper; where each entry stands."""
        drafts: list[_Draft] = []
        first = 2 if self._style.page.duplex else 1

        def canvas() -> PageCanvas:
            draft = self._draft("contents", first + len(drafts))
            draft.label = _CONTENTS_LABEL
            drafts.append(draft)
            return draft.canvas

        setter = ContentsSetter(
            self._issue.contents, self._targets, self._style, self._typesetter, self._book
        )
        listed = setter.pages(self._placer, self._grid, canvas, self._structure, section)
        drafts[0].canvas.destinations.append(Destination("contents", self._grid.top))
        return drafts, listed

    def _bind(self, cover: _Draft, contents: list[_Draft], body: list[_Draft]) -> list[_Draft]:
        """The order of the book: duplex puts cover, contents and material 1 on rectos."""
        if not self._style.page.duplex:
            return [cover, *contents, *body]
        drafts = [cover, self._blank(1), *contents]
        if len(drafts) % 2:
            drafts.append(self._blank(len(drafts)))
        return [*drafts, *body]

    def _blank(self, place: int) -> _Draft:
        return self._draft("blank", place)

    # --------------------------------------------------------------------- the body

    def _body(self, root: int) -> list[_Draft]:
        """Materials and attachments, numbered from 1 on a recto."""
        drafts: list[_Draft] = []
        for material in self._issue.materials:
            if self._style.material.starts_recto:
                self._to_recto(drafts)
            self._material(material, drafts, root)
        for attachment in self._issue.attachments:
            if self._style.material.starts_recto:
                self._to_recto(drafts)
            self._attachment(attachment, drafts, root)
        return drafts

    def _to_recto(self, drafts: list[_Draft]) -> None:
        if self._style.page.duplex and len(drafts) % 2:
            drafts.append(self._numbered("blank", drafts))

    def _numbered(self, kind: PageKind, drafts: list[_Draft]) -> _Draft:
        """The next page of the body; blanks count but carry no number (7.5)."""
        draft = self._draft(kind, len(drafts))
        number = len(drafts) + 1
        draft.label = str(number)
        if kind != "blank":
            draft.number = number
        return draft

    def _material(self, material: StyledMaterial, drafts: list[_Draft], root: int) -> None:
        section = self._structure.add("Sect", root)
        blocks = self._setter.material(material)
        destination = f"material-{material.number}"
        start = len(drafts)
        self._targets[(material.number, 0)] = Target(start + 1, destination)
        self._starts[(material.number, 0)] = start
        words = self._labelled(label=material.label.text, text=material.title)
        self._outline.append(OutlineEntry(1, words, destination))
        flow = Flow.of(blocks, section)
        pages = fill_pages(flow.blocks, self._grid.lines, self._notes.room())
        ends = {placed.block: number for number, page in enumerate(pages) for placed in page.slices}
        for number, filled in enumerate(pages):
            draft = self._numbered("body", drafts)
            drafts.append(draft)
            after = pages[number + 1 : number + 2]
            self._fill(draft, self._notes.numbered(filled), after[0] if after else None, flow)
            place, lines = material.position, self._grid.lines
            self._findings.extend(report_page(filled, draft.number, lines, not after, place))
            short = bool(after) and filled.lines_used < lines
            draft.variants, draft.given_up = report_flow(filled, flow.blocks, short=short)
            for anchor, block in flow.turned:
                if ends[anchor] == number:
                    self._turned(block, flow, drafts)
        first = drafts[start].canvas
        first.destinations.append(Destination(destination, self._grid.top))

    def _fill(
        self, draft: _Draft, filled: FilledPage, after: FilledPage | None, flow: Flow
    ) -> None:
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

    def _turned(self, block: FlowBlock, flow: Flow, drafts: list[_Draft]) -> None:
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

    def _bookmark(self, source: object, draft: _Draft, line: int) -> None:
        if not isinstance(source, StyledParagraph) or not 0 < source.outline <= _OUTLINE_LEVELS:
            return
        name = f"heading-{len(self._outline)}"
        self._outline.append(OutlineEntry(source.outline, source.text, name))
        top = max(self._grid.top, self._grid.line_top(line))
        draft.canvas.destinations.append(Destination(name, top))

    # ------------------------------------------------------------------- attachments

    def _attachment(self, attachment: StyledAttachment, drafts: list[_Draft], root: int) -> None:
        """附件: each foreign page on a page of ours, label and title on the first."""
        section = self._structure.add("Sect", root)
        destination = f"attachment-{attachment.number}"
        label = attachment.label.text
        self._targets[(0, attachment.number)] = Target(len(drafts) + 1, destination)
        self._starts[(0, attachment.number)] = len(drafts)
        words = self._labelled(label=label, text=attachment.title.text)
        self._outline.append(OutlineEntry(1, words, destination))
        for index, size in enumerate(attachment.page_sizes):
            draft = self._numbered("attachment", drafts)
            drafts.append(draft)
            used = 0
            if index == 0:
                draft.canvas.destinations.append(Destination(destination, self._grid.top))
                if self._style.attachment.show_label and not attachment.whole_page:
                    used = self._attachment_head(attachment, draft, section)
            box, turn = attachment_box(
                size, draft.canvas.area, self._style, self._grid, used, attachment.whole_page
            )
            if attachment.is_image:
                self._findings.extend(report_image(attachment, box, turn, self._style))
            words = f"{label} 第{index + 1}页"
            node = self._structure.add("Figure", section, alternative=words)
            draft.canvas.marks.append(
                ForeignPage(
                    box, attachment.path, index, turn, words, node, is_image=attachment.is_image
                )
            )
            draft.lines_used = self._grid.lines

    def _attachment_head(self, attachment: StyledAttachment, draft: _Draft, section: int) -> int:
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

    # ----------------------------------------------------------------- what must hold

    def _expected(
        self, offset: int, first_contents: int, listed: dict[tuple[int, int], int]
    ) -> tuple[ExpectedTitle, ...]:
        """Each contents entry's title with the page where the finished file must show it."""
        titles: dict[tuple[int, int], tuple[str, SourcePosition]] = {}
        for material in self._issue.materials:
            titles[(material.number, 0)] = (material.title, material.position)
        for attachment in self._issue.attachments:
            shown = self._style.attachment.show_label and not attachment.whole_page
            title = attachment.title.text if shown else ""
            titles[(0, attachment.number)] = (title, attachment.position)
        words = {
            (entry.material, entry.attachment): entry.paragraph.text
            for category in self._issue.contents.categories
            for entry in category.entries
        }
        return tuple(
            ExpectedTitle(
                title=titles[key][0],
                listed=words[key],
                page_index=offset + self._starts[key],
                number=self._targets[key].number,
                contents_page_index=first_contents + page,
                position=titles[key][1],
            )
            for key, page in listed.items()
        )
