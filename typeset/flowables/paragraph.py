"""`ChineseParagraph`: our composer as a flowable of ReportLab's platypus (可流动的段落)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from reportlab.platypus import Flowable

from typeset.base.errors import SourceError
from typeset.base.findings import SourcePosition
from typeset.base.units import Pt, Rectangle
from typeset.content.normalise import normalise
from typeset.content.parse_inline import parse_inline
from typeset.design.applying.apply_style import kinds_of
from typeset.design.applying.style_blocks import InlineStylist
from typeset.design.applying.styled import StyledParagraph
from typeset.design.fonts.font_book import FontBook
from typeset.design.fonts.messages import NO_GLYPH
from typeset.flowables.fonts import font_book
from typeset.flowables.form import Form, Style, draw_marks, form_of, style_sheet
from typeset.layout.blocks.paragraph import Measure, setting_of, shift_of, spans_of
from typeset.layout.lines.compose import Typesetter
from typeset.layout.lines.line import Line
from typeset.layout.placing.place import PageCanvas, Placer
from typeset.layout.placing.slices import SetLine

_EPSILON = 1e-6
_LEAST = 2
"""Lines that stay together before and after a split, unless the style allows one alone."""


class _Set(Struct, frozen=True):
    """A paragraph's lines in a width; `paragraph` is what their offsets count in."""

    paragraph: StyledParagraph
    width: Pt
    lines: tuple[Line, ...]


class ChineseParagraph(Flowable):  # type: ignore[misc]
    """段落: text with `**strong**` words and `[links](https://…)`, composed by our rules.

    `style` is a `ParagraphStyle` of ReportLab's (its `fontName` may be `typeset-kai` and the like),
    one of ours, or the name of one of ours such as `heading_1`; our body text without.  `names` are
    never broken over lines.  Marks of the wrong width are mended as everywhere.
    Raises SourceError (E401) for a character that no face has.
    """

    def __init__(self, text: str, style: Style = None, *, names: Sequence[str] = ()) -> None:
        form = form_of(style)
        typesetter = _typesetter(font_book(), tuple(names))
        paragraph = _styled(text, form)
        _check(typesetter.book, paragraph)
        self._begin(form, typesetter, paragraph, None, first=True)

    def _begin(
        self,
        form: Form,
        typesetter: Typesetter,
        paragraph: StyledParagraph,
        known: _Set | None,
        *,
        first: bool,
    ) -> None:
        super().__init__()
        self._form = form
        self._typesetter = typesetter
        self._paragraph = paragraph
        self._known = known
        self._first = first
        self.spaceBefore = form.space_before
        self.spaceAfter = form.space_after
        self.keepWithNext = int(form.keep_with_next)
        self.allowWidows = int(form.allow_widows)
        self.allowOrphans = int(form.allow_orphans)

    @property
    def text(self) -> str:
        """The words that are set, notation taken away and marks mended."""
        return self._paragraph.text

    def minWidth(self) -> Pt:  # noqa: N802 (platypus's name)
        """One character and the indents."""
        style = self._form.paragraph
        return (1 + style.left_indent + style.right_indent) * self._form.pitch

    def wrap(self, availWidth: Pt, availHeight: Pt) -> tuple[Pt, Pt]:  # noqa: ARG002, N803
        """Width and height of the paragraph in a frame."""
        self.width = availWidth
        self.height = len(self._set(availWidth).lines) * self._form.leading
        return self.width, self.height

    def split(self, availWidth: Pt, availHeight: Pt) -> list[Flowable]:  # noqa: N803
        """What fits into a frame, and the rest; nothing where it had better begin in the next."""
        known = self._set(availWidth)
        count = len(known.lines)
        fits = int((availHeight + _EPSILON) / self._form.leading)
        if fits >= count:
            return [self]
        if not self.allowWidows:
            fits = min(fits, count - _LEAST)
        if fits < (1 if self.allowOrphans else _LEAST):
            return []
        before, after = self._part(known, 0, fits), self._part(known, fits, count)
        before.spaceAfter = after.spaceBefore = before.keepWithNext = 0
        return [before, after]

    def draw(self) -> None:
        """The lines, from the top of the flowable's box downwards."""
        known = self._set(self.width)
        form, style = self._form, known.paragraph.style
        measure = Measure(known.width, form.pitch, style.size)
        sheet = PageCanvas(Rectangle(0.0, 0.0, self.width, self.height))
        em_top = self._typesetter.book.first("body").em_top
        baseline = form.leading / 2 + (em_top - 0.5) * style.size
        placer = Placer(self._typesetter.book)
        for line in known.lines:
            shift = shift_of(style, line, measure)
            item = SetLine(line, known.paragraph, shift, 0.0, form.pitch)
            placer.line(sheet, item, shift, baseline, 0)
            baseline += form.leading
        draw_marks(self.canv, sheet, self.height)

    def _set(self, width: Pt) -> _Set:
        """The lines in a width; those of a part stay as they were where the width does."""
        known = self._known
        if known is None or abs(known.width - width) > _EPSILON:
            style = self._paragraph.style
            if not self._first:
                style = replace(style, first_indent=0.0)
            setting = setting_of(style, Measure(width, self._form.pitch, style.size))
            lines = self._typesetter.compose(spans_of(self._paragraph), setting).lines
            known = self._known = _Set(self._paragraph, width, lines)
        return known

    def _part(self, known: _Set, begin: int, end: int) -> ChineseParagraph:
        """Some of the lines as a flowable of their own, which can be set anew in another width."""
        starts = [min(line.offsets) for line in known.lines]
        last = starts[end] if end < len(starts) else len(known.paragraph.text)
        part = ChineseParagraph.__new__(ChineseParagraph)
        part._begin(  # noqa: SLF001 (a part of this very paragraph)
            self._form,
            self._typesetter,
            _cut(known.paragraph, starts[begin] if begin else 0, last),
            _Set(known.paragraph, known.width, known.lines[begin:end]),
            first=self._first and begin == 0,
        )
        return part


_typesetters: dict[tuple[int, tuple[str, ...]], Typesetter] = {}


def _typesetter(book: FontBook, names: tuple[str, ...]) -> Typesetter:
    """One for each book and list of names: it remembers the glyphs it has measured."""
    key = (id(book), names)
    if key not in _typesetters:
        _typesetters[key] = Typesetter(book, style_sheet().lines, names)
    return _typesetters[key]


def _styled(text: str, form: Form) -> StyledParagraph:
    """A text with its notation resolved, in one line: line ends count as blanks."""
    where = SourcePosition("")
    inlines = parse_inline(" ".join(text.split("\n")), where).inlines
    inlines, _ = normalise(inlines, kinds_of(style_sheet().normalisation))
    spans = InlineStylist(style_sheet()).spans(inlines, form.paragraph, where)
    return StyledParagraph(tuple(spans), "paragraph", form.paragraph, "P", where)


def _check(book: FontBook, paragraph: StyledParagraph) -> None:
    for span in paragraph.spans:
        for character in span.text:
            found = book.find(span.role, character) or book.find(span.western, character)
            if found is None and character.isprintable():
                code = f"U+{ord(character):04X}"
                raise SourceError([NO_GLYPH.at(character=character, code=code)])


def _cut(paragraph: StyledParagraph, begin: int, end: int) -> StyledParagraph:
    """The spans of text[begin:end]."""
    return replace(paragraph, spans=tuple(_within(paragraph, begin, end)))


def _within(paragraph: StyledParagraph, begin: int, end: int) -> Iterator[Any]:
    offset = 0
    for span in paragraph.spans:
        text = span.text[max(begin - offset, 0) : max(end - offset, 0)]
        offset += len(span.text)
        if text:
            yield replace(span, text=text, columns=())
