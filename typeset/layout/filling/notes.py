"""Notes at the foot of the page (脚注): set, numbered on each page, placed under their rule."""

from __future__ import annotations

from msgspec.structs import replace

from typeset.base.units import Pt, Rectangle
from typeset.design.applying.styled import StyledNote, StyledParagraph, StyledSpan
from typeset.design.applying.words import note_sign
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import Measure, setting_of, spans_of
from typeset.layout.filling.fill_pages import FilledPage
from typeset.layout.lines.compose import Typesetter, span_texts
from typeset.layout.lines.line import Line
from typeset.layout.placing.furniture import FootRoom
from typeset.layout.placing.page import Destination, Rule
from typeset.layout.placing.place import PageCanvas, Placer
from typeset.layout.placing.slices import SetLine, Slice
from typeset.layout.placing.structure import StructureTree, note_destination, parts_of


class NoteSetter:
    """Sets the notes of an edition and puts them at the feet of pages."""

    def __init__(self, typesetter: Typesetter, sheet: StyleSheet, measure: Measure) -> None:
        self._typesetter = typesetter
        self._sheet = sheet
        self._measure = measure
        self._lines: dict[int, tuple[Line, ...]] = {}
        self._signs: dict[int, str] = {}
        self._nodes: dict[int, int] = {}
        self._size = sheet.paragraphs["note"].size
        face = typesetter.book.first(sheet.paragraphs["note"].face)
        self._below_baseline = (1.0 - face.em_top) * self._size

    def room(self) -> FootRoom:
        """What the notes of a page take of it."""
        style = self._sheet.note
        rule = style.above_rule + style.rule_width + style.below_rule
        return FootRoom(
            grid=self._sheet.type_area.line_pitch,
            first=rule + self._size,
            pitch=style.line_pitch,
            least=style.least_lines,
            count=lambda note: len(self.lines(note)),
        )

    def lines(self, note: StyledNote) -> tuple[Line, ...]:
        """The lines of a note, one at least."""
        known = self._lines.get(note.place)
        if known is None:
            paragraph = note.paragraph
            setting = setting_of(paragraph.style, self._measure)
            composed = self._typesetter.compose(spans_of(paragraph), setting)
            known = self._lines[note.place] = composed.lines
        return known

    # ------------------------------------------------------------------------- numbers

    def numbered(self, page: FilledPage) -> FilledPage:
        """The page with its marks counted from ①, where the style counts on each page anew."""
        if self._sheet.note.numbering != "page":
            return page
        count = 0
        slices = []
        for placed in page.slices:
            for note in placed.piece.notes:
                if note.place not in self._signs:
                    count += 1
                    self._signs[note.place] = note_sign(count)
            piece = self._signed(placed.piece) if placed.piece.notes else placed.piece
            slices.append(replace(placed, piece=piece))
        return replace(page, slices=tuple(slices))

    def _signed(self, piece: Slice) -> Slice:
        items = tuple(
            self._signed_line(item) if isinstance(item, SetLine) and item.notes else item
            for item in piece.items
        )
        return replace(piece, items=items)

    def _signed_line(self, item: SetLine) -> SetLine:
        line = item.line
        spans = list(item.paragraph.spans)
        for number in dict.fromkeys(line.spans):
            note = spans[number].note
            if note is not None:
                sign = self._signs[note.place]
                line = self._with_sign(line, number, spans[number], sign, item.pitch)
                spans[number] = replace(spans[number], text=sign)
        return replace(item, line=line, paragraph=replace(item.paragraph, spans=tuple(spans)))

    def _with_sign(self, line: Line, number: int, span: StyledSpan, sign: str, pitch: Pt) -> Line:
        """The line with another sign in the room of a span's first glyph: all are as wide."""
        place = line.spans.index(number)
        (text,) = span_texts([span])
        shape = self._typesetter.shaper(text, pitch).cluster(sign).shapes[0]
        shapes = (*line.shapes[:place], shape, *line.shapes[place + 1 :])
        return replace(line, shapes=shapes)

    # ------------------------------------------------------------------------- the foot

    def place(
        self,
        canvas: PageCanvas,
        page: FilledPage,
        placer: Placer,
        structure: StructureTree,
        section: int,
    ) -> None:
        """The rule and the notes, the last line's em box on the type area's lower edge."""
        if not page.foot:
            return
        style, area = self._sheet.note, canvas.area
        colour = self._sheet.paragraphs["note"].colour
        baseline = area.bottom - self._below_baseline - (len(page.foot) - 1) * style.line_pitch
        top = baseline + self._below_baseline - self._size
        edge = top - style.below_rule - style.rule_width
        canvas.marks.append(
            Rule(Rectangle(area.left, edge, style.rule_length, style.rule_width), colour)
        )
        for note, number in page.foot:
            paragraph, line = note.paragraph, self.lines(note)[number]
            pitch = self._measure.pitch_of(paragraph.style)
            if number == 0:
                first = structure.add_parts(parts_of(paragraph), section)
                self._nodes[note.place] = first
                canvas.destinations.append(
                    Destination(note_destination(note), baseline - self._size)
                )
                paragraph, line = self._opened(paragraph, line, note, pitch)
            item = SetLine(line, paragraph, 0.0, 0.0, pitch)
            placer.line(canvas, item, area.left, baseline, self._nodes[note.place])
            baseline += style.line_pitch

    def _opened(
        self, paragraph: StyledParagraph, line: Line, note: StyledNote, pitch: Pt
    ) -> tuple[StyledParagraph, Line]:
        """A note's first line with the sign that its mark has on the page."""
        sign = self._signs.get(note.place)
        if sign is None:
            return paragraph, line
        first, *rest = paragraph.spans
        line = self._with_sign(line, 0, first, sign, pitch)
        shown = replace(first, text=sign + first.text[len(sign) :])
        return replace(paragraph, spans=(shown, *rest)), line
