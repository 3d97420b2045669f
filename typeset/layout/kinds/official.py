"""A single official document (公文): 版头 and text, attachments, 版记.

Source: GB/T 9704-2012, 7.2–7.5.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from typeset.base.units import Pt
from typeset.design.applying.styled import StyledDocument
from typeset.design.style.style import StyleSheet
from typeset.layout.filling.fill_pages import fill_pages
from typeset.layout.kinds.imprint import SetImprint, set_imprint
from typeset.layout.kinds.paginate import Paginator
from typeset.layout.kinds.red_head import set_red_head
from typeset.layout.lines.compose import Typesetter
from typeset.layout.messages import ADDRESSEES_MOVED, NO_TEXT_ON_FIRST_PAGE
from typeset.layout.placing.page import Destination, Disc, GlyphRun, Mark, OutlineEntry, Pages, Rule
from typeset.layout.placing.place import Draft
from typeset.layout.placing.slices import Flow, FlowBlock
from typeset.layout.placing.structure import Part

_AFTER_TITLES = 2
_DESTINATION = "document"
_SMALLER = (0.85, 0.7, 0.55, 0.45, 0.37)
"""How far the 发文机关标志 of several issuers shrinks before it would push the text off page 1."""


def paginate_document(
    document: StyledDocument, style: StyleSheet, typesetter: Typesetter, language: str
) -> Pages:
    """The document as pages with marks, outline and structure."""
    return _Document(document, style, typesetter).make(language)


class _Document(Paginator):
    """One document on its way to pages."""

    def __init__(self, document: StyledDocument, style: StyleSheet, typesetter: Typesetter) -> None:
        super().__init__(style, typesetter)
        self._document = document

    def make(self, language: str) -> Pages:
        document = self._document
        root = self._structure.add("Document", -1)
        section = self._structure.add("Sect", root)
        drafts: list[Draft] = []
        blocks, moved = self._text()
        self._outline.append(OutlineEntry(1, document.title, _DESTINATION))
        self._flow(blocks, drafts, section, document.position)
        drafts[0].kind = "head"
        drafts[0].canvas.destinations.append(Destination(_DESTINATION, self._grid.top))
        for attachment in document.attachments:
            self._attachment(attachment, drafts, root)
        imprint = set_imprint(self._typesetter, document.imprint, self._style, addressees=moved)
        if imprint is not None:
            self._imprint(imprint, drafts, root)
        return self._pages(drafts, document, language, self._outline)

    # -------------------------------------------------------------------------- the text

    def _text(self) -> tuple[list[FlowBlock], bool]:
        """The flow, and whether the 主送机关 were moved to the imprint: page 1 must show text
        (7.3.2, 7.3.3)."""
        body = self._setter.blocks(self._document.blocks)
        flow: list[FlowBlock] = []
        for shrink, moved in self._ways():
            flow = self._front(shrink, moved=moved)
            count = len(flow)
            flow += body
            first = fill_pages(Flow.of(flow, 0).blocks, self._grid.lines, self._notes.room())[0]
            if any(placed.block >= count for placed in first.slices):
                if moved:
                    self._findings.append(ADDRESSEES_MOVED.at(self._document.position))
                return flow, moved
        self._findings.append(NO_TEXT_ON_FIRST_PAGE.at(self._document.position))
        return flow, moved

    def _ways(self) -> Iterator[tuple[float, bool]]:
        """Ways to set the front, the best first: size of the 发文机关标志, 主送机关 moved."""
        sizes = (1.0, *(_SMALLER if len(self._document.head.issuers) > 1 else ()))
        yield from ((size, False) for size in sizes)
        if self._document.addressees:
            yield from ((size, True) for size in sizes)

    def _front(self, shrink: float, *, moved: bool) -> list[FlowBlock]:
        """版头, titles, 主送机关."""
        document = self._document
        titles = [self._setter.paragraph(title) for title in document.front]
        for title in titles:
            title.keep_with_next = max(title.keep_with_next, _AFTER_TITLES)
        last = titles[-1]
        last.blank_after = max(last.blank_after, round(self._style.material.blank_after_title))
        head = set_red_head(
            self._typesetter, document.head, self._style, self._grid, titles[0], shrink
        )
        if document.addressees and not moved:
            addressees = self._setter.paragraph(document.addressees)
            addressees.keep_with_next = _AFTER_TITLES
            titles.append(addressees)
        return [head, *titles]

    # ----------------------------------------------------------------------- the imprint

    def _imprint(self, imprint: SetImprint, drafts: list[Draft], root: int) -> None:
        """版记 at the foot of the last page, an even one when duplex (7.4, 7.5)."""
        draft = self._last_page(imprint, drafts)
        canvas = draft.canvas
        section = self._structure.add("Sect", root)
        first = self._structure.add_parts((Part("P"),) * imprint.parts, section)
        for line in imprint.lines:
            left = canvas.area.left + line.item.left
            baseline = canvas.area.bottom + line.baseline
            self._placer.line(canvas, line.item, left, baseline, first + line.part)
        for box in imprint.rules:
            moved = type(box)(
                canvas.area.left + box.left, canvas.area.bottom + box.top, box.width, box.height
            )
            canvas.marks.append(Rule(moved, imprint.colour))

    def _last_page(self, imprint: SetImprint, drafts: list[Draft]) -> Draft:
        """Where the imprint stands: below the text where there is room, else on an unnumbered
        page, behind an unnumbered blank one where an even page needs it."""
        duplex = self._style.page.duplex
        even = len(drafts) % 2 == 0
        if (even or not duplex) and self._has_room(imprint, drafts):
            return drafts[-1]
        if even and duplex:
            drafts.append(self._numbered("blank", drafts))
        draft = self._numbered("imprint", drafts)
        draft.number = None
        drafts.append(draft)
        return draft

    def _has_room(self, imprint: SetImprint, drafts: Sequence[Draft]) -> bool:
        """Whether text, and notes at the foot, leave the imprint its place."""
        draft = drafts[-1]
        blank = self._style.official.imprint_blank_before
        needed = math.ceil(imprint.height / self._grid.pitch + blank)
        foot = draft.canvas.area.bottom - imprint.height
        lowest = max((_foot(mark) for mark in draft.canvas.marks), default=0.0)
        return draft.lines_used + needed <= self._grid.lines and lowest < foot


def _foot(mark: Mark) -> Pt:
    """How far down a mark reaches, a line of text to its baseline."""
    return mark.y if isinstance(mark, GlyphRun | Disc) else mark.box.bottom
