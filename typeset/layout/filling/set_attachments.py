"""Setting attachments (排附件): each foreign page on a page of ours, with its label and title, its
bookmarks and links, under our page number or its own.

Source: GB/T 9704-2012, 7.3.7 (附件 label and title, numbered on with the text), 7.5, 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.base.units import Pt, Rectangle
from typeset.design.applying.foreign_files import ForeignPageFacts
from typeset.design.applying.styled import StyledAttachedFile, StyledAttachment
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.picture import report_resolution
from typeset.layout.placing.attachments import (
    Placed,
    carried,
    choose_turns,
    covers_ink,
    place_in_area,
    place_in_size,
    place_on_page,
    reaches_edge,
    runs_over,
    shrink,
    turn_sheet,
)
from typeset.layout.placing.page import (
    Destination,
    ForeignPage,
    GlyphRun,
    LinkArea,
    Mark,
    OutlineEntry,
)
from typeset.layout.placing.place import Draft, Grid
from typeset.layout.placing.structure import StructureTree

FOOTER_LEFT_OUT = Message(
    "W520",
    mark("{file}: page number {printed} is left out, for page {number} has ink in its place"),
    mark("write fit: type-area for it, or number: own where it has page numbers of its own"),
)
OVER_TYPE_AREA = Message(
    "W521",
    mark("{file}: page {number} in its own size reaches over the type area"),
    mark("write fit: type-area, so that it is scaled down"),
)
UNBLED = Message(
    "W522",
    mark("{file}: the ink of page {number} ends at the edge of the sheet, without bleed"),
    mark("ask its sender for one in the proportions of the sheet, or write fit: type-area"),
)
CUT_OFF = Message(
    "W523",
    mark("{file}: page {number} in its own size is larger than the sheet; part of it is cut off"),
    mark("write fit: type-area or fit: page, so that it is scaled down"),
)

_CLEARANCE: Pt = 4.0
"""Between our page number and foreign ink."""
_SHRUNK = (1.0, 0.97, 0.94, 0.91)
"""Factors by which a whole page is made smaller to keep clear of our page number."""
_DEEPEST = 4
"""Bookmarks that lie deeper are left out."""
_OVERHANG: Pt = 1.5
"""Ink may reach over the type area by this much before it is told."""


class AttachmentSetter(Struct):
    """Sets the attachments of one issue.

    `new_page` begins the next numbered page, `set_head` sets label and title and gives the lines
    they take, `footer` the marks of a page number.
    """

    style: StyleSheet
    grid: Grid
    structure: StructureTree
    outline: list[OutlineEntry]
    new_page: Callable[[], Draft]
    set_head: Callable[[StyledAttachment, Draft, int], int]
    footer: Callable[[Draft], list[Mark]]
    findings: list[Finding] = []

    def set(self, attachment: StyledAttachment, words: str, section: int) -> None:
        """All pages of an attachment; `words` name it in the bookmarks."""
        destination = f"attachment-{attachment.number}"
        self.outline.append(OutlineEntry(1, words, destination))
        several = len(attachment.files) > 1
        for place, file in enumerate(attachment.files):
            key = f"{destination}-{place + 1}"
            if several and file.title:
                self.outline.append(OutlineEntry(2, file.title, f"{key}-1"))
            self._bookmarks(file, key, 2 + bool(several and file.title))
            self._file(attachment, file, key, section, is_first=place == 0)

    # ------------------------------------------------------------------- pages

    def _file(
        self,
        attachment: StyledAttachment,
        file: StyledAttachedFile,
        key: str,
        section: int,
        *,
        is_first: bool,
    ) -> None:
        """The pages of one file, begun all at once so that they can share a scale."""
        pages = [self.new_page() for _ in file.facts.pages]
        used = 0
        if is_first:
            name = f"attachment-{attachment.number}"
            pages[0].canvas.destinations.append(Destination(name, self.grid.top))
            if attachment.show_label and file.fit != "page":
                used = self.set_head(attachment, pages[0], section)
        placements = self._place(file, pages, used)
        named = " ".join(filter(None, (attachment.label.text, file.title)))
        for index, page in enumerate(pages):
            facts = file.facts.pages[index]
            placed = placements[index]
            if not attachment.own_numbers:
                placed = self._clear_of_footer(file, facts, page, placed)
            words = f"{named} 第{index + 1}页"
            node = self.structure.add("Figure", section, alternative=words)
            page.canvas.marks.append(
                ForeignPage(
                    box=placed.box,
                    path=file.facts.path,
                    page_index=index,
                    turn=placed.turn,
                    alternative=words,
                    structure=node,
                    pack=file.facts.pack,
                    shown=placed.shown,
                )
            )
            page.lines_used = self.grid.lines
            page.canvas.destinations.append(Destination(f"{key}-{index + 1}", placed.shown.top))
            self._targets(file, index, key, page, placed)
            self._links(facts, placed, key, page, section)
            self.findings += self._report(file, facts, page, placed)
            if attachment.own_numbers:
                page.number = None

    def _place(self, file: StyledAttachedFile, pages: list[Draft], used: int) -> list[Placed]:
        """Where the pages of one file stand."""
        facts = file.facts.pages
        areas = [page.canvas.area for page in pages]
        sheet_room = Rectangle(0.0, 0.0, self.style.page.width, self.style.page.height)
        room = sheet_room if file.fit == "page" else areas[0]
        turns = choose_turns(facts, file.rotate, room, file.fit)
        sheets = [turn_sheet(page, turn) for page, turn in zip(facts, turns, strict=True)]
        page = self.style.page
        if file.fit == "page":
            return [place_on_page(one, page.width, page.height, page.bleed) for one in sheets]
        tops = [area.top for area in areas]
        if used:
            tops[0] = self.grid.line_top(used)
        if file.fit == "actual-size":
            return [
                place_in_size(sheet, area, top)
                for sheet, area, top in zip(sheets, areas, tops, strict=True)
            ]
        placed = place_in_area(sheets, areas[0], tops)
        return [
            _moved(one, area.left - areas[0].left) for one, area in zip(placed, areas, strict=True)
        ]

    # ------------------------------------------------------------------- what leads where

    def _bookmarks(self, file: StyledAttachedFile, key: str, level: int) -> None:
        """The source's bookmarks below the attachment's own."""
        marks = file.facts.bookmarks
        levels = nested([one.level for one in marks], level)
        for number, (bookmark, shown) in enumerate(zip(marks, levels, strict=True), 1):
            if shown:
                self.outline.append(OutlineEntry(shown, bookmark.title, f"{key}-mark-{number}"))

    def _targets(
        self, file: StyledAttachedFile, index: int, key: str, page: Draft, placed: Placed
    ) -> None:
        """The places on a page that bookmarks and links of the source lead to."""
        facts = file.facts.pages[index]
        for number, bookmark in enumerate(file.facts.bookmarks, 1):
            if bookmark.page == index:
                top = _top(bookmark.top, facts, placed)
                page.canvas.destinations.append(Destination(f"{key}-mark-{number}", top))

    def _links(
        self,
        facts: ForeignPageFacts,
        placed: Placed,
        key: str,
        page: Draft,
        section: int,
    ) -> None:
        """The links of a foreign page, which the reading file keeps."""
        for link in facts.links:
            box = carried(link.box, facts, placed)
            leads = f"{key}-{link.page + 1}" if link.page >= 0 else ""
            words = link.address or f"第{link.page + 1}页"
            node = self.structure.add("Link", section)
            page.canvas.links.append(LinkArea(box, leads, link.address, words, node))

    # ------------------------------------------------------------------- what must be told

    def _report(
        self,
        file: StyledAttachedFile,
        facts: ForeignPageFacts,
        page: Draft,
        placed: Placed,
    ) -> Iterator[Finding]:
        name = file.facts.path.rsplit("/", 1)[-1]
        if facts.pixels:
            width = placed.box.height if placed.turn % 180 else placed.box.width
            least = self.style.picture.least_resolution
            yield from report_resolution(file.facts.path, facts.pixels, width, least, file.position)
        if file.fit == "actual-size":
            sheet = Rectangle(0.0, 0.0, self.style.page.width, self.style.page.height)
            if _reach(placed.ink, sheet) > 0:
                yield CUT_OFF.at(file.position, file=name, number=facts.number)
            elif _reach(placed.ink, page.canvas.area) > _OVERHANG:
                yield OVER_TYPE_AREA.at(file.position, file=name, number=facts.number)
        if file.fit == "page" and self.style.page.bleed:
            turned = turn_sheet(facts, placed.turn)
            covers = placed.box.left < 0 and placed.box.top < 0
            if reaches_edge(turned) and not (runs_over(turned) and covers):
                yield UNBLED.at(file.position, file=name, number=facts.number)

    def _clear_of_footer(
        self, file: StyledAttachedFile, facts: ForeignPageFacts, page: Draft, placed: Placed
    ) -> Placed:
        """A page whose ink keeps clear of our page number: a little smaller where that serves,
        else without the number (W520)."""
        boxes = list(self._footer_boxes(page))
        factors = _SHRUNK if file.fit == "page" else (1.0,)
        for factor in factors:
            tried = placed if factor == 1.0 else shrink(placed, factor, self.style.page.width)
            if not any(covers_ink(box, facts, tried) for box in boxes):
                return tried
        name = file.facts.path.rsplit("/", 1)[-1]
        self.findings.append(
            FOOTER_LEFT_OUT.at(file.position, file=name, number=facts.number, printed=page.label)
        )
        page.number = None
        return placed

    def _footer_boxes(self, page: Draft) -> Iterator[Rectangle]:
        for run in self.footer(page):
            if isinstance(run, GlyphRun):
                width = run.offsets[-1] + run.advances[-1]
                yield Rectangle(
                    run.x - _CLEARANCE,
                    run.y - run.size - _CLEARANCE,
                    width + 2 * _CLEARANCE,
                    run.size * 1.2 + 2 * _CLEARANCE,
                )


def nested(levels: Sequence[int], first: int) -> list[int]:
    """The levels of bookmarks below one of level `first` - 1, none left out in between; 0 for those
    that lie too deep."""
    shown: list[int] = []
    above = first - 1
    for level in levels:
        wanted = first + level - 1
        if wanted > _DEEPEST:
            shown.append(0)
            continue
        above = min(wanted, above + 1)
        shown.append(above)
    return shown


def _reach(ink: Rectangle, room: Rectangle) -> Pt:
    """How far ink reaches out of a room, at the most."""
    return max(
        room.left - ink.left,
        ink.right - room.right,
        room.top - ink.top,
        ink.bottom - room.bottom,
    )


def _moved(placed: Placed, by: Pt) -> Placed:
    """The same, on a page whose type area lies elsewhere."""
    box, ink, shown = (
        Rectangle(one.left + by, one.top, one.width, one.height)
        for one in (placed.box, placed.ink, placed.shown)
    )
    return Placed(box, ink, shown, placed.turn, placed.scale)


def _top(top: Pt, facts: ForeignPageFacts, placed: Placed) -> Pt:
    """Where a place down a foreign page stands on ours; its head where it is turned."""
    if placed.turn:
        return placed.shown.top
    return max(placed.shown.top, carried(Rectangle(0.0, top, 0.0, 0.0), facts, placed).top)
