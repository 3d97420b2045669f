"""版记 at the foot of a page: 主送 and 抄送, then 印发机关 and 印发日期, between rules.

Source: GB/T 9704-2012, 7.4.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Pt, Rectangle
from typeset.design.applying.styled import StyledImprint, StyledLabelled, StyledParagraph
from typeset.design.style.style import Colour, StyleSheet
from typeset.layout.blocks.paragraph import advance_of, measure_of, one_line, setting_of, spans_of
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.slices import SetLine


class ImprintLine(Struct, frozen=True):
    """A line of the imprint, its baseline from the type area's foot (upwards negative), and its
    paragraph's place in reading order."""

    item: SetLine
    baseline: Pt
    part: int


class SetImprint(Struct, frozen=True):
    """排定的版记: lines, rules as boxes from the type area's left and its foot, and the height."""

    lines: tuple[ImprintLine, ...]
    rules: tuple[Rectangle, ...]
    colour: Colour
    height: Pt
    parts: int


def set_imprint(
    typesetter: Typesetter, imprint: StyledImprint, style: StyleSheet, *, addressees: bool
) -> SetImprint | None:
    """The imprint, with the 主送机关 where they were moved into it; None where it is empty."""
    setter = _Setter(typesetter, style)
    above = [imprint.addressees] if addressees and imprint.addressees else []
    above += [imprint.copies_to] if imprint.copies_to else []
    for labelled in above:
        setter.labelled(labelled)
    divided = setter.rows
    setter.printed(imprint.printed_by, imprint.printed_on)
    return setter.finish(divided if 0 < divided < setter.rows else 0) if setter.rows else None


class _Setter:
    """An imprint in the making, row by row from its top."""

    def __init__(self, typesetter: Typesetter, style: StyleSheet) -> None:
        self._typesetter = typesetter
        self._rules = style.official
        self._paragraph = style.paragraphs["imprint"]
        self._measure = measure_of(style.type_area)
        self._pitch = self._measure.pitch_of(self._paragraph)
        self._lines: list[tuple[int, SetLine, int]] = []
        self._parts = 0
        self.rows = 0

    def labelled(self, labelled: StyledLabelled) -> None:
        """抄送： and the names, turnover lines under the first of them (7.4.2)."""
        left = self._paragraph.left_indent
        hang = left + advance_of(self._typesetter, labelled.label, self._measure)
        for line in one_line(self._typesetter, labelled.label, self._measure):
            self._add(
                self.rows, SetLine(line, labelled.label, left * self._pitch, 0.0, self._pitch)
            )
        hung = replace(labelled.text.style, left_indent=hang, first_indent=0.0)
        composed = self._typesetter.compose(
            spans_of(labelled.text), setting_of(hung, self._measure)
        )
        for line in composed.lines:
            self._add(self.rows, SetLine(line, labelled.text, 0.0, 0.0, self._pitch))
            self.rows += 1
        self._parts += 1

    def printed(self, office: StyledParagraph | None, date: StyledParagraph | None) -> None:
        """印发机关 left and 印发日期 right in one line (7.4.3)."""
        last = self.rows
        right = 0.0
        if date:
            line = one_line(self._typesetter, date, self._measure)[0]
            left = self._measure.width / self._pitch - self._paragraph.right_indent - line.width
            self._add(last, SetLine(line, date, left * self._pitch, 0.0, self._pitch), 1)
            right = line.width + 1.0
            self.rows = last + 1
        if office:
            setting = setting_of(office.style, self._measure, right=right)
            setting = replace(setting, justify=False)
            lines = self._typesetter.compose(spans_of(office), setting).lines
            for row, line in enumerate(lines):
                self._add(last + row, SetLine(line, office, 0.0, 0.0, self._pitch))
            self.rows = max(self.rows, last + len(lines))
        self._parts += 2

    def _add(self, row: int, item: SetLine, part: int = 0) -> None:
        self._lines.append((row, item, self._parts + part))

    def finish(self, divided: int) -> SetImprint:
        """All rows over the type area's foot, with a thin rule below row `divided`."""
        rules, step = self._rules, self._rules.imprint_line
        height = self.rows * step
        middle = self._typesetter.book.first("body").middle * self._paragraph.size
        lines = tuple(
            ImprintLine(item, row * step + step / 2 + middle - height, part)
            for row, item, part in sorted(self._lines, key=lambda line: (line[2], line[0]))
        )
        width, outer, inner = (
            self._measure.width,
            rules.imprint_outer_rule,
            rules.imprint_inner_rule,
        )
        drawn = [Rectangle(0.0, -height, width, outer), Rectangle(0.0, -outer, width, outer)]
        if divided:
            drawn.insert(1, Rectangle(0.0, divided * step - height - inner / 2, width, inner))
        return SetImprint(lines, tuple(drawn), self._paragraph.colour, height, self._parts)
