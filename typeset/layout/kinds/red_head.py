"""版头 as one slice: 份号, 密级, 紧急程度, 发文机关标志, 文号, 签发人, the red rule.

The 发文机关标志 hangs `red_head_top` below the type area's top by its ink, the rule lies
`red_rule_below` under the 文号's ink.  The two gaps of two lines, above the 文号 and above the
title, share what the grid leaves over, so that the title and the text stand on the grid and each
gap differs from two lines by a quarter of a line at the most.

Source: GB/T 9704-2012, 7.2, 7.3.1; 3.2 (行).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em, Pt, Rectangle
from typeset.design.applying.styled import StyledParagraph, StyledRedHead
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import advance_of, measure_of, one_line
from typeset.layout.lines.compose import Typesetter
from typeset.layout.lines.line import Line
from typeset.layout.placing.place import Grid
from typeset.layout.placing.slices import Choice, FlowBlock, SetLine, SetRule, Slice, SliceItem

_AFTER = 2
"""Lines of the title that follow on the page."""


def set_red_head(
    typesetter: Typesetter,
    head: StyledRedHead,
    style: StyleSheet,
    grid: Grid,
    title: FlowBlock,
    shrink: float = 1.0,
) -> FlowBlock:
    """版头, as many grid lines high as bring `title` to its place; `shrink` makes the
    发文机关标志 smaller."""
    setter = _Setter(typesetter, head, style, grid, shrink)
    piece = setter.slice(_ink_above(title))
    return FlowBlock(
        Choice((piece,), 0.0), head, first_lines=1, last_lines=1, keep_with_next=_AFTER, whole=True
    )


class _Placed(Struct, frozen=True):
    """A line at a place of the page: left edge from the type area's, baseline from the page's
    top."""

    line: Line
    paragraph: StyledParagraph
    left: Pt
    baseline: Pt
    pitch: Pt
    part: int


class _Setter:
    """One 版头 in the making; lengths from the page's top."""

    def __init__(
        self,
        typesetter: Typesetter,
        head: StyledRedHead,
        style: StyleSheet,
        grid: Grid,
        shrink: float,
    ) -> None:
        self._typesetter = typesetter
        self._head = head
        self._rules = style.official
        self._grid = grid
        self._shrink = shrink
        self._measure = measure_of(style.type_area)

    def slice(self, title_ink: Pt) -> Slice:
        """Everything down to the line before the title, whose ink reaches `title_ink` above its
        baseline."""
        grid, rules = self._grid, self._rules
        marks = list(self._marks())
        mark, foot = self._mark(len(marks))
        number = self._number(len(marks) + 1)
        above = max(_top(item) for item in number)
        below = max(_bottom(item) for item in number)
        number_gap = rules.number_blank_before * grid.pitch
        title_gap = rules.title_blank_before * grid.pitch
        fixed = above + below + rules.red_rule_below + rules.red_rule_thickness + title_ink
        needed = foot + number_gap + fixed + title_gap
        lines = max(1, round((needed - grid.first_baseline) / grid.pitch))
        share = (grid.baseline(lines) - needed) / 2
        shift = foot + number_gap + share + above
        number = [replace(item, baseline=item.baseline + shift) for item in number]
        rule = self._rule(shift + below + rules.red_rule_below)
        placed = [*marks, *mark, *number]
        return Slice(lines, (*(self._item(item) for item in placed), rule))

    def _item(self, placed: _Placed) -> SliceItem:
        baseline = placed.baseline - self._grid.first_baseline
        return SetLine(
            placed.line, placed.paragraph, placed.left, baseline, placed.pitch, placed.part
        )

    def _rule(self, top: Pt) -> SetRule:
        rules = self._rules
        left = (self._measure.width - rules.red_rule_width) / 2
        box = Rectangle(
            left, top - self._grid.line_top(0), rules.red_rule_width, rules.red_rule_thickness
        )
        return SetRule(box, rules.red_rule_colour)

    def _marks(self) -> Iterable[_Placed]:
        """份号, 密级, 紧急程度, flush on their lines."""
        for part, (line, paragraph) in enumerate(self._head.marks):
            for item in one_line(self._typesetter, paragraph, self._measure):
                pitch = self._measure.pitch_of(paragraph.style)
                yield _Placed(item, paragraph, 0.0, self._grid.baseline(line - 1), pitch, part)

    # ------------------------------------------------------------------ 发文机关标志

    def _mark(self, part: int) -> tuple[list[_Placed], Pt]:
        """The issuers under each other, spread to one width, the word beside them; how far down
        their ink reaches."""
        rules, head = self._rules, self._head
        issuers = [self._whole(paragraph) for paragraph in head.issuers]
        word = self._whole(head.word) if head.word else None
        widest = max(line.width for line in issuers)
        beside = rules.red_head_word_gap + word.width if word else 0.0
        size = self._size(widest + beside)
        left = (self._measure.width - (widest + beside) * size) / 2
        ink_top = self._grid.top + rules.red_head_top
        baseline = ink_top + max(shape.top for shape in issuers[0].shapes) * size
        placed = []
        for line, paragraph in zip(issuers, head.issuers, strict=True):
            sized = _sized(paragraph, size)
            placed.append(_Placed(_spread(line, widest), sized, left, baseline, size, part))
            baseline += rules.red_head_leading * size
        foot = max(item.baseline + _below(item.line) * size for item in placed)
        if word and head.word:
            middle = (max(shape.top for shape in word.shapes) - _below(word)) / 2
            baseline = (ink_top + foot) / 2 + middle * size
            left += (widest + rules.red_head_word_gap) * size
            placed.append(_Placed(word, _sized(head.word, size), left, baseline, size, part))
        return placed, foot

    def _size(self, width: Em) -> Pt:
        """字号: the style's, smaller where the mark would be too wide."""
        largest = self._head.issuers[0].style.size * self._shrink
        return min(largest, self._rules.red_head_width / width)

    def _whole(self, paragraph: StyledParagraph) -> Line:
        return one_line(self._typesetter, paragraph, self._measure)[0]

    # ------------------------------------------------------------------ 文号, 签发人

    def _number(self, part: int) -> list[_Placed]:
        """文号 centred, or left of the 签发人 on the last one's line; baselines from the first
        line's."""
        number = self._head.number
        line = self._whole(number)
        pitch = self._measure.pitch_of(number.style)
        if not self._head.signatories:
            left = (self._measure.width - line.width * pitch) / 2
            return [_Placed(line, number, left, 0.0, pitch, part)]
        names = self._signatories(part + 1)
        baseline = names[-1].baseline
        left = self._rules.number_inset * pitch
        return [_Placed(line, number, left, baseline, pitch, part), *names]

    def _signatories(self, part: int) -> list[_Placed]:
        """签发人： and the names, some a line, those of further lines under the first ones."""
        head, rules = self._head, self._rules
        label = head.signatory_label
        if label is None:
            return []
        pitch = self._measure.pitch_of(label.style)
        lines = [self._whole(name) for name in head.signatories]
        cell = max(line.width for line in lines)
        columns = min(rules.signatories_a_line, len(lines))
        width = columns * cell + (columns - 1) * rules.signatory_gap
        start = self._measure.width / pitch - rules.number_inset - width
        labelled = start - advance_of(self._typesetter, label, self._measure)
        placed = [_Placed(self._whole(label), label, labelled * pitch, 0.0, pitch, part)]
        for place, (line, name) in enumerate(zip(lines, head.signatories, strict=True)):
            row, column = divmod(place, columns)
            left = (start + column * (cell + rules.signatory_gap)) * pitch
            placed.append(_Placed(line, name, left, row * self._grid.pitch, pitch, part))
        return placed


def _spread(line: Line, width: Em) -> Line:
    """分散对齐: a line's characters spread evenly to a width."""
    count = len(line.shapes)
    if count < 2 or line.width >= width:
        return line
    gap = (width - line.width) / (count - 1)
    return replace(
        line,
        xs=tuple(x + k * gap for k, x in enumerate(line.xs)),
        origins=tuple(origin + k * gap for k, origin in enumerate(line.origins)),
    )


def _sized(paragraph: StyledParagraph, size: Pt) -> StyledParagraph:
    spans = tuple(replace(span, size=size) for span in paragraph.spans)
    return replace(paragraph, spans=spans, style=replace(paragraph.style, size=size))


def _below(line: Line) -> Em:
    """How far below the baseline a line's ink reaches."""
    return max(-shape.bottom for shape in line.shapes)


def _top(placed: _Placed) -> Pt:
    """How far above the first line's baseline the ink of a line reaches."""
    return max(shape.top for shape in placed.line.shapes) * placed.pitch - placed.baseline


def _bottom(placed: _Placed) -> Pt:
    return _below(placed.line) * placed.pitch + placed.baseline


def _ink_above(block: FlowBlock) -> Pt:
    """How far above its baseline the ink of a block's first line reaches."""
    items: Sequence[SliceItem] = block.choice.slices[0].items
    lines = [item for item in items if isinstance(item, SetLine) and item.line.shapes]
    return max(
        (max(shape.top for shape in item.line.shapes) * item.pitch for item in lines), default=0.0
    )
