"""Composing a paragraph (排段): collect, prepare, break, finish.

A `Typesetter` keeps what does not change between paragraphs: the measured glyphs of each look,
and the lines of paragraphs it has set before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct

from typeset.base.units import Em, Pt
from typeset.design.applying.styled import Reading, StyledSpan
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import LineRules
from typeset.layout.lines.break_lines import GIVEN_UP, Breaker, Breaks
from typeset.layout.lines.cluster import Hyphenate, Joint, MeasuredReading, MeasuredSpan, collect
from typeset.layout.lines.hyphens import hyphen_places
from typeset.layout.lines.justify import place_line
from typeset.layout.lines.line import Composed, Line
from typeset.layout.lines.shape import Shaper
from typeset.layout.lines.spacing import Prepared, keep_words, prepare


class SpanText(Struct, frozen=True):
    """A stretch of a paragraph of one look: Han role, Western role, size; `rise` and `reading` as
    in `StyledSpan`."""

    text: str
    role: str
    western: str
    size: Pt
    rise: Pt = 0.0
    reading: Reading | None = None


def span_texts(spans: Iterable[StyledSpan]) -> tuple[SpanText, ...]:
    """What the composer needs of spans."""
    return tuple(
        SpanText(span.text, span.role, span.western, span.size, span.rise, span.reading)
        for span in spans
    )


_LONG_WORD = re.compile("[A-Za-z]{5}|[!-~]{12}")
"""What may be parted with a hyphen or as an address."""


class Variant(Struct, frozen=True):
    """Another way to break a paragraph: its lines, and what they cost beyond the cheapest."""

    lines: tuple[Line, ...]
    cost: float


class Setting(Struct, frozen=True):
    """How a paragraph is set: measure and indents in em of `pitch`; `justify` or left; names
    unbreakable in a `heading`, words dear to break with `whole_words`."""

    pitch: Pt
    measure: Em
    first_indent: Em
    left_indent: Em
    justify: bool
    heading: bool
    whole_words: bool = False


_Key = tuple[tuple[SpanText, ...], Setting]


class _Kept(Struct):
    """What was composed for one edition."""

    lines: dict[_Key, Composed] = {}
    variants: dict[_Key, tuple[Variant, ...]] = {}


class Typesetter:
    """Composes paragraphs with one font book, one set of rules and one list of names.

    One that serves several editions in turn (the preview's) keeps the paragraphs of this edition
    and the last, so that only what was changed is composed anew and memory stays flat.
    """

    def __init__(self, book: FontBook, rules: LineRules, names: Sequence[str] = ()) -> None:
        self.book = book
        self._rules = rules
        self.names = tuple(names)
        self._shapers: dict[tuple[str, str, float, float], Shaper] = {}
        self._kept = _Kept()
        self._earlier = _Kept()

    @property
    def rules(self) -> LineRules:
        return self._rules

    def next_edition(self) -> None:
        """Forget the paragraphs that the edition before last had and the last had not."""
        self._earlier, self._kept = self._kept, _Kept()

    def compose(self, spans: Sequence[SpanText], setting: Setting) -> Composed:
        """The paragraph's lines, cheapest way."""
        return self.compose_open(spans, setting)[0]

    def compose_open(
        self, spans: Sequence[SpanText], setting: Setting
    ) -> tuple[Composed, Callable[[], OpenParagraph]]:
        """The paragraph's lines, cheapest way, and how to get it as it was before breaking."""
        key = (tuple(spans), setting)
        known = self._kept.lines.get(key) or self._earlier.lines.get(key)
        if known is not None:
            self._kept.lines[key] = known
            return known, lambda: self.open(spans, setting)
        opened = self.open(spans, setting)
        known = self._kept.lines[key] = opened.best()
        return known, lambda: opened

    def variants(
        self,
        spans: Sequence[SpanText],
        setting: Setting,
        reach: int,
        reopen: Callable[[], OpenParagraph],
    ) -> tuple[Variant, ...]:
        """The paragraph in other numbers of lines, up to `reach` more or less (rule 24)."""
        key = (tuple(spans), setting)
        known = self._kept.variants.get(key)
        if known is None:
            known = self._earlier.variants.get(key)
            if known is None:
                known = _broken_otherwise(reopen(), len(self.compose(spans, setting).lines), reach)
            self._kept.variants[key] = known
        return known

    def open(self, spans: Sequence[SpanText], setting: Setting) -> OpenParagraph:
        """The paragraph prepared for breaking, for its variants; with hyphens, and addresses parted
        finely, where it has no good lines without them."""
        plain = self._open(spans, setting, None)
        if not self._rules.hyphenation or setting.heading or plain.breaks_well:
            return plain
        fine = self._open(spans, setting, partial(hyphen_places, rules=self._rules))
        return min(plain, fine, key=lambda opened: opened.badness)

    def _open(
        self, spans: Sequence[SpanText], setting: Setting, hyphenate: Hyphenate | None
    ) -> OpenParagraph:
        first = max(-setting.left_indent, setting.first_indent)
        least = min(2.0, setting.measure)
        left = min(setting.left_indent, setting.measure - least)
        first = min(first, setting.measure - left - least)
        measure = setting.measure - left
        measured = [self._measured(span, setting.pitch) for span in spans]
        narrowest = min(measure, measure - max(first, 0.0))
        collected = collect(measured, measure=narrowest, hyphenate=hyphenate)
        prepared = prepare(collected, self._rules, self.names, names_forbidden=setting.heading)
        opened = OpenParagraph(prepared, self._rules, setting, left, first, measure)
        if setting.whole_words and not opened.fits_one_line:
            keep_words(prepared, self.names)
        return opened

    def _measured(self, span: SpanText, pitch: Pt) -> MeasuredSpan:
        reading = None
        if span.reading is not None:
            shaper = self.reading_shaper(span, pitch)
            widths = tuple(shaper.western(part).width for part in span.reading.text.split())
            reading = MeasuredReading(widths, span.reading.overhang / pitch)
        return MeasuredSpan(span.text, self.shaper(span, pitch), span.rise != 0.0, reading)

    def shaper(self, span: SpanText, pitch: Pt) -> Shaper:
        """The measured glyphs of a span's look (kept between paragraphs)."""
        return self._shaper(span.role, span.western, span.size / pitch, span.rise / pitch)

    def reading_shaper(self, span: SpanText | StyledSpan, pitch: Pt) -> Shaper:
        """The measured glyphs of the reading over a span."""
        size = span.reading.size if span.reading else span.size
        return self._shaper(span.western, span.western, size / pitch, 0.0)

    def _shaper(self, role: str, western: str, scale: float, rise: Em) -> Shaper:
        key = (role, western, scale, rise)
        shaper = self._shapers.get(key)
        if shaper is None:
            clearance = self._rules.ink_clearance
            shaper = self._shapers[key] = Shaper(self.book, role, western, scale, clearance, rise)
        return shaper


def _broken_otherwise(opened: OpenParagraph, count: int, reach: int) -> tuple[Variant, ...]:
    plain = opened.cost
    return tuple(
        Variant(opened.finish(breaks).lines, max(0.0, breaks.cost - plain))
        for lines, breaks in opened.variants().items()
        if lines != count and abs(lines - count) <= reach
    )


class OpenParagraph:
    """A paragraph between preparing and finishing."""

    def __init__(
        self,
        prepared: Prepared,
        rules: LineRules,
        setting: Setting,
        left: Em,
        first: Em,
        measure: Em,
    ) -> None:
        self._prepared = prepared
        self._rules = rules
        self._setting = setting
        self._left = left
        self._first = first
        self._measure = measure
        self._empty = not prepared.collected.clusters
        self._breaker = Breaker(prepared, rules, measure, measure - first, justify=setting.justify)
        self._breaks: Breaks | None = None

    @property
    def prepared(self) -> Prepared:
        return self._prepared

    def best(self) -> Composed:
        """The cheapest lines; none for an empty paragraph."""
        if self._empty:
            return Composed((), "")
        return self.finish(self._best())

    @property
    def fits_one_line(self) -> bool:
        return self._empty or self._breaker.fits_one_line

    @property
    def breaks_well(self) -> bool:
        """Whether nothing is given up for its lines, nor has it Latin to be parted."""
        if self._empty or not _LONG_WORD.search(self._prepared.collected.text):
            return True
        parted = Joint.ANYWHERE in self._prepared.collected.joints.values()
        return not parted and not self._best().given_up

    @property
    def badness(self) -> tuple[int, Em, float]:
        """What the cheapest breaks give up, by how bad that is, how far a line reaches over its
        measure, and what they cost."""
        best = self._best()
        widest = max(line.width for line in self.finish(best).lines)
        return GIVEN_UP.index(best.given_up), max(0.0, widest - self._measure), best.cost

    @property
    def cost(self) -> float:
        """What the cheapest breaks cost."""
        return 0.0 if self._empty else self._best().cost

    def _best(self) -> Breaks:
        if self._breaks is None:
            self._breaks = self._breaker.best()
        return self._breaks

    def variants(self) -> dict[int, Breaks]:
        """The cheapest breaks for each possible number of lines (rule 24), for `finish`."""
        return {} if self._empty else self._breaker.variants()

    def finish(self, breaks: Breaks) -> Composed:
        """Place the clusters of each line."""
        lines: list[Line] = []
        start = 0
        for end in breaks.ends:
            first = self._first if start == 0 else 0.0
            lines.append(
                place_line(
                    self._prepared,
                    self._breaker.sums,
                    self._rules,
                    start,
                    end,
                    left=self._left + first,
                    measure=self._measure - first,
                    justify=self._setting.justify,
                    last=end == breaks.ends[-1],
                )
            )
            start = end + 1
        given_up = breaks.given_up
        if self._setting.justify and given_up in {"", "gap", "wide"}:
            ragged = any(not line.justified for line in lines if not line.last)
            given_up = "ragged" if ragged else given_up
        return Composed(tuple(lines), given_up)
