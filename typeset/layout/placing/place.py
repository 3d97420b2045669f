"""Placing (定位): set lines, rules and pictures become marks at absolute places on a page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import SourcePosition
from typeset.base.units import Em, Pt, Rectangle
from typeset.design.applying.styled import StyledParagraph, StyledSpan
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import TypeArea
from typeset.layout.lines.glyph_shape import Shape
from typeset.layout.lines.line import Line
from typeset.layout.lines.shape import Shaper
from typeset.layout.placing.annotations import dots, with_readings
from typeset.layout.placing.page import (
    ARTIFACT,
    Destination,
    GivenUp,
    GlyphRun,
    LineReport,
    LinkArea,
    Mark,
    PageKind,
    PlacedPicture,
    Rule,
    Spoken,
    VariantReport,
)
from typeset.layout.placing.slices import SetLine, SetPicture, SetRule, Slice
from typeset.layout.placing.structure import inline_place, note_destination


class Grid(Struct, frozen=True):
    """网格: where the lines of a type area stand.

    `first_baseline` is that of line 0 from the page's top: its em box touches the type area's top
    edge (reference arithmetic of GB/T 9704-2012, 5.2.3).  `above` is from a line's baseline up to
    the top of its share of the page.
    """

    top: Pt
    pitch: Pt
    first_baseline: Pt
    above: Pt
    lines: int

    def baseline(self, line: int) -> Pt:
        """Baseline of a grid line counted from 0, from the page's top."""
        return self.first_baseline + line * self.pitch

    def line_top(self, line: int) -> Pt:
        """Top of a grid line's share of the page, from the page's top."""
        return self.baseline(line) - self.above


def grid_of(area: TypeArea, em_top: float) -> Grid:
    """The grid of a type area for a body face whose em box ends `em_top` above the baseline."""
    centre = (em_top - 0.5) * area.size
    return Grid(
        top=area.top,
        pitch=area.line_pitch,
        first_baseline=area.top + em_top * area.size,
        above=centre + area.line_pitch / 2,
        lines=area.lines_per_page,
    )


class PageCanvas(Struct):
    """The marks of one page while it is being filled; `area` is its type area."""

    area: Rectangle
    marks: list[Mark] = []
    links: list[LinkArea] = []
    destinations: list[Destination] = []
    lines: list[LineReport] = []


class Placer:
    """Puts set things onto page canvases."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._spaces: dict[str, Shape | None] = {}
        self._readings: dict[str, Shaper] = {}

    def slice(
        self, canvas: PageCanvas, piece: Slice, grid: Grid, line: int, structure: int
    ) -> None:
        """A slice whose first grid line is `line`; `structure` is the first node of its block, or
        tells that it is no content."""
        for item in piece.items:
            match item:
                case SetLine():
                    baseline = grid.baseline(line) + item.baseline
                    self.line(canvas, item, canvas.area.left + item.left, baseline, structure, line)
                case SetRule(box=box, colour=colour):
                    canvas.marks.append(Rule(_moved(box, canvas, grid, line), colour))
                case SetPicture(box=box, path=path, alternative=alternative):
                    place = _moved(box, canvas, grid, line)
                    canvas.marks.append(PlacedPicture(place, path, alternative, structure))

    def line(
        self,
        canvas: PageCanvas,
        item: SetLine,
        left: Pt,
        baseline: Pt,
        structure: int,
        grid_line: int = -1,
    ) -> None:
        """A composed line with its text area's left edge at `left`; links become areas."""
        line, paragraph = item.line, item.paragraph
        if structure >= 0:
            structure += item.part
        runs = self.runs(line, paragraph, left, baseline, item.pitch, structure)
        canvas.marks.extend(runs)
        canvas.marks.extend(dots(line, paragraph, left, baseline, item.pitch))
        em_top = self._book.first("body").em_top
        _link(canvas, line, paragraph, left, baseline, item.pitch, em_top, structure)
        canvas.lines.append(
            LineReport(
                baseline,
                line.text,
                line.gap,
                line.squeeze,
                line.last,
                paragraph.name,
                grid_line,
                paragraph.style.align == "justify" and not (line.last or line.justified),
            )
        )

    def runs(
        self,
        line: Line,
        paragraph: StyledParagraph,
        left: Pt,
        baseline: Pt,
        pitch: Pt,
        structure: int = ARTIFACT,
    ) -> list[GlyphRun]:
        """The glyphs of a line, cut where face, span, height or size changes; those of a link or
        other inline part belong to its own node, which follows the paragraph's."""
        runs: list[tuple[int, GlyphRun]] = []
        spans = paragraph.spans
        starts = _starts(spans)
        shapes, owners = line.shapes, line.spans
        begin, count = 0, len(shapes)
        while begin < count:
            owner = owners[begin]
            first = shapes[begin]
            face, drop, zoom = first.face, first.drop, first.zoom
            end = begin + 1
            while end < count and owners[end] == owner:
                shape = shapes[end]
                if shape.face and (shape.face != face or shape.drop != drop or shape.zoom != zoom):
                    if face:
                        break
                    face, drop, zoom = shape.face, shape.drop, shape.zoom
                end += 1
            run = self._run(
                line,
                begin,
                end,
                face,
                spans[owner],
                starts[owner],
                left,
                baseline,
                pitch,
                structure if structure < 0 else structure + inline_place(paragraph, owner),
            )
            if run is not None:
                runs.append((owner, _told(run, shapes[begin:end], runs)))
            begin = end
        if not any(span.reading for span in spans):
            return [run for _, run in runs]
        for span in spans:
            if span.western not in self._readings:
                shaper = Shaper(self._book, span.western, span.western, 1.0, 0.0)
                self._readings[span.western] = shaper
        return list(with_readings(runs, line, spans, left, baseline, pitch, self._readings))

    def _run(
        self,
        line: Line,
        begin: int,
        end: int,
        face: str,
        span: StyledSpan,
        start: int,
        left: Pt,
        baseline: Pt,
        pitch: Pt,
        structure: int,
    ) -> GlyphRun | None:
        if not face:
            return None
        shapes, origins = self._drawn(line, begin, end, face, span.size / pitch)
        if not shapes:
            return None
        first = origins[0]
        shown = next(shape for shape in shapes if shape.face == face)
        offset = line.offsets[begin] - start
        return GlyphRun(
            x=left + first * pitch,
            y=baseline + shown.drop * pitch,
            face=face,
            size=span.size * shown.zoom,
            colour=span.colour,
            codes=tuple([shape.code for shape in shapes]),
            identifiers=tuple([shape.identifier for shape in shapes]),
            offsets=tuple([(origin - first) * pitch for origin in origins]),
            advances=tuple([shape.advance * pitch for shape in shapes]),
            texts=tuple([shape.drawn or shape.text for shape in shapes]),
            structure=structure,
            position=_position(span, offset),
        )

    def _drawn(
        self, line: Line, begin: int, end: int, face: str, scale: float
    ) -> tuple[list[Shape], list[float]]:
        """The shapes that are drawn: a typed space with the face's own space glyph, so that it is
        found again in the text, `scale` em of the line wide for one of the face; characters without
        width not at all."""
        shapes: list[Shape] = []
        origins: list[float] = []
        for k in range(begin, end):
            shape = line.shapes[k]
            if not shape.face:
                space = self._space(face) if shape.text.isspace() else None
                if space is None:
                    continue
                shape = space._replace(text=shape.text, advance=space.advance * scale)
            shapes.append(shape)
            origins.append(line.origins[k])
        return shapes, origins

    def _space(self, face: str) -> Shape | None:
        if face not in self._spaces:
            glyph = self._book.opened(face).glyph(" ")
            self._spaces[face] = glyph and Shape(
                " ", face, glyph.code, glyph.identifier, 0, 0, 0, glyph.advance, 0, 0, 0, 0
            )
        return self._spaces[face]


def _told(
    run: GlyphRun, shapes: Sequence[Shape], before: Sequence[tuple[int, GlyphRun]]
) -> GlyphRun:
    """A run that says what it stands for where it holds parts of characters put together."""
    if not any(shape.drawn for shape in shapes):
        return run
    words = "".join(shape.text for shape in shapes)
    if not words and before:
        return replace(run, spoken=before[-1][1].spoken)
    return replace(run, spoken=Spoken(words))


def _starts(spans: Sequence[StyledSpan]) -> list[int]:
    starts, offset = [], 0
    for span in spans:
        starts.append(offset)
        offset += len(span.text)
    return starts


def _position(span: StyledSpan, offset: int) -> SourcePosition:
    where = span.position
    if 0 <= offset < len(span.columns):
        return SourcePosition(where.file, where.line, span.columns[offset])
    if where.column and not span.columns:
        return SourcePosition(where.file, where.line, where.column + offset)
    return where


def _moved(box: Rectangle, canvas: PageCanvas, grid: Grid, line: int) -> Rectangle:
    return Rectangle(
        canvas.area.left + box.left, grid.line_top(line) + box.top, box.width, box.height
    )


def _link(
    canvas: PageCanvas,
    line: Line,
    paragraph: StyledParagraph,
    left: Pt,
    baseline: Pt,
    pitch: Pt,
    em_top: Em,
    structure: int,
) -> None:
    """A link area over each stretch of a line that carries an address, and over notes' marks."""
    if structure < 0:
        return
    for number, span in enumerate(paragraph.spans):
        if not span.address and not span.note:
            continue
        places = [k for k, owner in enumerate(line.spans) if owner == number]
        if not places:
            continue
        first, last = places[0], places[-1]
        box = Rectangle(
            left + line.xs[first] * pitch,
            baseline - span.rise - span.size * em_top,
            (line.xs[last] + line.advances[last] - line.xs[first]) * pitch,
            span.size,
        )
        node = structure + inline_place(paragraph, number)
        leads = note_destination(span.note) if span.note else ""
        address = "" if leads else span.address
        canvas.links.append(LinkArea(box, leads, address, span.text, node))


# A page in the making (页稿).


class Draft(Struct):
    """A page being made: its canvas and what will be known of it."""

    kind: PageKind
    canvas: PageCanvas
    number: int | None = None
    label: str = ""
    lines_used: int = 0
    variants: tuple[VariantReport, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
