"""Cover and contents (封面、目录): the pages before the first material.

Source: practice of compilations (reference, Compilation); contents are computed, not typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em, Pt, Rectangle, points_from_mm
from typeset.design.applying.styled import (
    StyledContents,
    StyledCover,
    StyledEntry,
    StyledParagraph,
    StyledSpan,
)
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import (
    measure_of,
    one_line,
    set_paragraph,
    setting_of,
    spans_of,
)
from typeset.layout.filling.fill_pages import fill_pages
from typeset.layout.lines.compose import Typesetter
from typeset.layout.lines.line import Line
from typeset.layout.placing.page import ARTIFACT, LinkArea
from typeset.layout.placing.place import Grid, PageCanvas, Placer
from typeset.layout.placing.slices import Choice, FlowBlock, SetLine, Slice
from typeset.layout.placing.structure import ENTRY_LABEL, StructureTree, entry_link, parts_of

_A4_HEIGHT: Pt = points_from_mm(297)
_FOOT: Pt = points_from_mm(10)
"""What stays free at the foot of a cover."""


def draw_cover(
    cover: StyledCover,
    style: StyleSheet,
    typesetter: Typesetter,
    placer: Placer,
    canvas: PageCanvas,
    structure: Callable[[str], int],
) -> None:
    """封面: title and period about the optical centre, compiler and date at the foot."""
    sheet = style.cover
    measure = measure_of(style.type_area)
    title = set_paragraph(typesetter, cover.title, measure).choice
    size = cover.title.style.size
    step = size * sheet.title_leading
    height = step * len(title.slices)
    top = style.page.height * sheet.optical_centre - (height + sheet.title_to_period) / 2
    baseline = top + size
    left = canvas.area.left
    node = structure("Title")
    for piece in title.slices:
        _draw(placer, canvas, piece, left, baseline, node)
        baseline += step
    baseline += sheet.title_to_period - step
    share = _share_of_height(style)
    for paragraph, at in (
        (cover.period, baseline),
        (cover.compiler, share * sheet.compiler_baseline),
        (cover.date, share * sheet.date_baseline),
    ):
        node = structure("P")
        step = paragraph.style.size * sheet.leading
        slices = set_paragraph(typesetter, paragraph, measure).choice.slices
        for line, piece in enumerate(slices):
            _draw(placer, canvas, piece, left, at + line * step, node)
    at = share * sheet.imprint_top
    for paragraph in cover.imprint:
        node = structure("P")
        for piece in set_paragraph(typesetter, paragraph, measure).choice.slices:
            at += paragraph.style.size * sheet.leading
            _draw(placer, canvas, piece, left, at, node)


def _share_of_height(style: StyleSheet) -> float:
    """By how much the cover's heights shrink on a page that is too low for them: they are told for
    A4, and keep their proportion on a smaller sheet."""
    fits = style.cover.date_baseline < style.page.height - _FOOT
    return 1.0 if fits else style.page.height / _A4_HEIGHT


def _draw(
    placer: Placer, canvas: PageCanvas, piece: Slice, left: Pt, baseline: Pt, structure: int
) -> None:
    for item in piece.items:
        if isinstance(item, SetLine):
            placer.line(canvas, item, left + item.left, baseline, structure)


# --------------------------------------------------------------------------- contents


class Target(Struct, frozen=True):
    """What a contents entry leads to: printed number and destination."""

    number: int
    destination: str


class ContentsSetter:
    """目录: blocks for the flow, and the drawing of their lines with leaders and numbers."""

    def __init__(
        self,
        contents: StyledContents,
        targets: Mapping[tuple[int, int], Target],
        style: StyleSheet,
        typesetter: Typesetter,
        book: FontBook,
    ) -> None:
        """`targets` by (material, attachment), 0 for the one it is not."""
        self._contents = contents
        self._targets = targets
        self._style = style
        self._typesetter = typesetter
        self._book = book
        self._measure = measure_of(style.type_area)

    def pages(
        self,
        placer: Placer,
        grid: Grid,
        canvases: Callable[[], PageCanvas],
        tree: StructureTree,
        section: int,
    ) -> dict[tuple[int, int], int]:
        """Fill and draw the pages; which contents page (from 0) each entry stands on."""
        blocks = self._blocks()
        where: dict[tuple[int, int], int] = {}
        nodes = self._nodes(blocks, tree, section)
        for number, page in enumerate(fill_pages(blocks, grid.lines)):
            canvas = canvases()
            for placed in page.slices:
                source = blocks[placed.block].source
                node = nodes[placed.block]
                placer.slice(canvas, placed.piece, grid, placed.line, node)
                if isinstance(source, StyledEntry):
                    key = (source.material, source.attachment)
                    where.setdefault(key, number)
                    last = placed.piece is blocks[placed.block].choice.slices[-1]
                    baseline = grid.baseline(placed.line)
                    self._draw_entry(
                        placer, canvas, placed.piece, source, baseline, node, last=last
                    )
        return where

    def _nodes(self, blocks: Sequence[FlowBlock], tree: StructureTree, section: int) -> list[int]:
        """Each block's node: a list of entries under its category's heading is a TOC."""
        nodes: list[int] = []
        headings = {id(category.heading) for category in self._contents.categories}
        contents = listing = -1
        for block in blocks:
            if id(block.source) in headings:
                contents = contents if contents >= 0 else tree.add("TOC", section)
                listing = tree.add("TOC", contents)
                nodes.append(tree.add("Caption", listing))
            elif isinstance(block.source, StyledEntry):
                nodes.append(tree.add_parts(parts_of(block.source), listing))
            else:
                nodes.append(tree.add_parts(parts_of(block.source), section))
        return nodes

    # ------------------------------------------------------------------- the flow

    def _blocks(self) -> list[FlowBlock]:
        contents = self._contents
        blocks = [set_paragraph(self._typesetter, contents.heading, self._measure)]
        if contents.period is not None:
            blocks.append(set_paragraph(self._typesetter, contents.period, self._measure))
        for category in contents.categories:
            blocks.append(set_paragraph(self._typesetter, category.heading, self._measure))
            room = max(map(self._number_width, category.entries), default=0.0)
            blocks.extend(self._entry(entry, room) for entry in category.entries)
        if contents.notice is not None:
            blocks.append(set_paragraph(self._typesetter, contents.notice, self._measure))
        return blocks

    def _number_width(self, entry: StyledEntry) -> Em:
        """Width of an entry's number, by which its turnover lines hang."""
        if not entry.number:
            return 0.0
        number = _plain(entry.paragraph, entry.paragraph.spans[0], entry.number)
        lines = one_line(self._typesetter, number, self._measure)
        return lines[0].width + self._style.contents.number_gap if lines else 0.0

    def _entry(self, entry: StyledEntry, hang: Em) -> FlowBlock:
        """An entry: number, words that hang by the room of all numbers of their category, room kept
        for leader and page number."""
        paragraph = entry.paragraph
        contents = self._style.contents
        style = replace(
            paragraph.style,
            left_indent=paragraph.style.left_indent + hang,
            first_indent=0.0,
            align="left",
        )
        room = contents.number_room + contents.leader_least * contents.leader_pitch
        setting = replace(setting_of(style, self._measure, right=room), whole_words=True)
        lines = self._typesetter.compose(spans_of(paragraph), setting).lines
        pitch = setting.pitch
        styled = replace(paragraph, style=style)
        slices = [
            Slice(1, (SetLine(line, styled, 0.0, 0.0, pitch, entry_link(entry)),)) for line in lines
        ]
        if entry.number and slices:
            slices[0] = Slice(1, (self._number(entry, hang, pitch), *slices[0].items))
        return FlowBlock(
            Choice(tuple(slices), 0.0),
            entry,
            whole=True,
            blank_before=round(style.blank_before),
            blank_after=round(style.blank_after),
        )

    def _number(self, entry: StyledEntry, room: Em, pitch: Pt) -> SetLine:
        """The number, figures right-aligned on their full stop, 附件1 flush."""
        paragraph = _plain(entry.paragraph, entry.paragraph.spans[0], entry.number)
        shift = 0.0 if entry.attachment else room - self._number_width(entry)
        left = (entry.paragraph.style.left_indent + shift) * pitch
        return replace(self._set_words(paragraph, left, pitch), part=ENTRY_LABEL)

    def _set_words(self, paragraph: StyledParagraph, left: Pt, pitch: Pt) -> SetLine:
        line = one_line(self._typesetter, paragraph, self._measure)[0]
        return SetLine(line, paragraph, left, 0.0, pitch)

    # ---------------------------------------------------------- leaders and numbers

    def _draw_entry(
        self,
        placer: Placer,
        canvas: PageCanvas,
        piece: Slice,
        entry: StyledEntry,
        baseline: Pt,
        node: int,
        *,
        last: bool,
    ) -> None:
        """Leader and page number on an entry's last line; a link over each line."""
        target = self._targets[(entry.material, entry.attachment)]
        pitch = self._measure.pitch_of(entry.paragraph.style)
        span = entry.paragraph.spans[0]
        words = piece.items[-1]
        if not isinstance(words, SetLine):
            return
        left = canvas.area.left
        grid = self._style.type_area.line_pitch
        middle = baseline - self._book.first(span.role).middle * span.size
        box = Rectangle(left, middle - grid / 2, canvas.area.width, grid)
        label = f"{entry.paragraph.text}，第{target.number}页"
        canvas.links.append(LinkArea(box, target.destination, "", label, node + entry_link(entry)))
        if not last:
            return
        number = _plain(entry.paragraph, span, str(target.number))
        set_number = replace(self._set_words(number, 0.0, pitch), part=entry_link(entry) + 1)
        shift = self._style.type_area.width - set_number.line.width * pitch
        placer.line(canvas, set_number, left + shift, baseline, node)
        self._leader(placer, canvas, entry, words, left, shift, baseline)

    def _leader(
        self,
        placer: Placer,
        canvas: PageCanvas,
        entry: StyledEntry,
        words: SetLine,
        left: Pt,
        number_left: Pt,
        baseline: Pt,
    ) -> None:
        """前导符 on a raster that counts from the right edge, so that leaders stand in columns."""
        contents = self._style.contents
        pitch = words.pitch
        cell = contents.leader_pitch * pitch
        begin = (words.left / pitch + words.line.width + contents.leader_gap) * pitch
        end = number_left - contents.leader_gap * pitch
        right = self._style.type_area.width - contents.number_room * pitch
        right = min(right, end)
        count = int((right - begin) / cell + 1e-6)
        if count < 1:
            return
        span = entry.paragraph.spans[0]
        line = self._leader_line(_plain(entry.paragraph, span, contents.leader), count)
        dots = _plain(entry.paragraph, span, contents.leader * count)
        start = left + right - count * cell
        placed = placer.runs(line, dots, start, baseline, pitch, ARTIFACT)
        canvas.marks.extend(placed)

    def _leader_line(self, paragraph: StyledParagraph, count: int) -> Line:
        """`count` leader marks, each in the middle of its cell."""
        contents = self._style.contents
        pitch = self._measure.pitch_of(paragraph.style)
        text = spans_of(paragraph)[0]
        cluster = self._typesetter.shaper(text, pitch).cluster(contents.leader)
        shape = cluster.shapes[0]
        shift = (contents.leader_pitch - shape.width) / 2
        xs = tuple(k * contents.leader_pitch for k in range(count))
        return Line(
            shapes=(shape,) * count,
            xs=xs,
            advances=(contents.leader_pitch,) * count,
            origins=tuple(x + shift + shape.origin for x in xs),
            spans=(0,) * count,
            offsets=tuple(range(count)),
            gap=0.0,
            squeeze=0.0,
            last=True,
            justified=False,
        )


def _plain(paragraph: StyledParagraph, span: StyledSpan, text: str) -> StyledParagraph:
    return replace(paragraph, spans=(replace(span, text=text, columns=()),))
