"""附件说明 and 落款 as slices: where each name, number and date begins.

Source: GB/T 9704-2012, 7.3.4 (two characters in, turnover under the title), 7.3.5.1 (with a seal),
7.3.5.2 (without one).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Em
from typeset.design.applying.styled import StyledAttachmentNote, StyledParagraph, StyledSignature
from typeset.design.style.style import SignatureStyle, StyleSheet
from typeset.layout.blocks.paragraph import Measure, advance_of, one_line, setting_of, spans_of
from typeset.layout.lines.compose import Setting, Typesetter
from typeset.layout.lines.line import Line
from typeset.layout.placing.slices import Choice, FlowBlock, SetLine, Slice

_HALF = 0.5
_EPSILON = 1e-6


def set_attachment_note(
    typesetter: Typesetter, note: StyledAttachmentNote, style: StyleSheet, measure: Measure
) -> FlowBlock:
    """附件说明: the label, then the titles one under the other; it stays with the text."""
    paragraph = note.label.style
    pitch = measure.pitch_of(paragraph)
    start = paragraph.left_indent + paragraph.first_indent
    number_left = start + advance_of(typesetter, note.label, measure)
    numbers = [number for number, _ in note.titles if number]
    widths = [advance_of(typesetter, number, measure) for number in numbers]
    room = max((style.attachment_note.number_room, *widths)) if numbers else 0.0
    title_left = number_left + math.ceil(room / _HALF - _EPSILON) * _HALF
    slices: list[Slice] = []
    for place, (number, title) in enumerate(note.titles):
        items: list[SetLine] = []
        if place == 0:
            items.extend(_word(typesetter, note.label, start, measure))
        if number:
            items.extend(_word(typesetter, number, number_left, measure))
        hung = replace(title.style, left_indent=title_left, first_indent=0.0, align="left")
        composed = typesetter.compose(spans_of(title), setting_of(hung, measure))
        for line in composed.lines:
            items.append(SetLine(line, title, 0.0, 0.0, pitch))
            slices.append(Slice(1, tuple(items)))
            items = []
    return FlowBlock(
        Choice(tuple(slices), 0.0),
        note,
        whole=True,
        keep_with_previous=True,
        blank_before=round(paragraph.blank_before),
        blank_after=round(paragraph.blank_after),
    )


def set_signature(
    typesetter: Typesetter, signature: StyledSignature, style: StyleSheet, measure: Measure
) -> FlowBlock:
    """落款: the names, then the date; never on a page without text (7.3.5)."""
    rules = style.signature
    if signature.sealed and len(signature.names) > 1:
        return _joint_signature(typesetter, signature, style, measure)
    names = [_lines(typesetter, name, rules, measure) for name in signature.names]
    date = _lines(typesetter, signature.date, rules, measure) if signature.date else None
    first = (signature.date or signature.names[0]).style
    total = measure.width / measure.pitch_of(first)
    places = _places(
        rules,
        total,
        [_widest(name.lines) for name in names],
        _widest(date.lines) if date else None,
        sealed=signature.sealed,
    )
    slices = [
        Slice(1, (SetLine(line, part.paragraph, left * pitch, 0.0, pitch),))
        for part, left in zip([*names, *([date] if date else [])], places, strict=True)
        for pitch in (measure.pitch_of(part.paragraph.style),)
        for line in part.lines
    ]
    blank = rules.sealed_blank_before if signature.sealed else rules.blank_before
    return FlowBlock(
        Choice(tuple(slices), 0.0),
        signature,
        whole=True,
        keep_with_previous=True,
        blank_before=round(blank),
    )


def _joint_signature(
    typesetter: Typesetter, signature: StyledSignature, style: StyleSheet, measure: Measure
) -> FlowBlock:
    """联合行文加盖印章: the names in even rows, each in the middle of its seal's place, the date
    under the last one; no two seals touch, none leaves the type area (7.3.5.1)."""
    rules = style.signature
    count = len(signature.names)
    columns = math.ceil(count / math.ceil(count / rules.seals_a_row))
    cell = measure.width / columns
    flush = replace(rules, right_indent=0.0, date_indent=0.0)
    height = math.ceil(rules.seal_diameter / style.type_area.line_pitch + _EPSILON)
    rows: list[list[SetLine]] = []
    for place, paragraph in enumerate(signature.names):
        row, column = divmod(place, columns)
        missing = columns - (count - row * columns) if (row + 1) * columns > count else 0
        part = _lines(typesetter, paragraph, flush, replace(measure, width=cell))
        pitch = measure.pitch_of(paragraph.style)
        while len(rows) < row * height + len(part.lines):
            rows.append([])
        middle = (column + missing + _HALF) * cell
        for k, line in enumerate(part.lines):
            left = middle - line.width * pitch / 2
            rows[row * height + k].append(SetLine(line, paragraph, left, 0.0, pitch))
    if signature.date:
        pitch = measure.pitch_of(signature.date.style)
        lines = one_line(typesetter, signature.date, measure)
        middle = measure.width - cell / 2
        rows += [
            [SetLine(line, signature.date, middle - line.width * pitch / 2, 0.0, pitch)]
            for line in lines
        ]
    return FlowBlock(
        Choice(tuple(Slice(1, tuple(row)) for row in rows), 0.0),
        signature,
        whole=True,
        keep_with_previous=True,
        blank_before=round(rules.sealed_blank_before),
    )


def _places(
    rules: SignatureStyle,
    total: Em,
    names: list[Em],
    date: Em | None,
    *,
    sealed: bool,
) -> list[Em]:
    """Where each name and then the date begins, from the measure's left edge, all in em.

    Without a seal a date longer than the name stands `right_indent` in, and the name moves with
    it; with a seal the names are centred over the date, and all move left where a name is long.
    """
    widest = max(names, default=0.0)
    if date is not None and not names:
        return [max(0.0, total - rules.sealed_right_indent - date)]
    if date is None:
        return [max(0.0, total - rules.right_indent - widest)] * len(names)
    if sealed:
        centre = total - rules.sealed_right_indent - date / 2
        centre = min(centre, total - widest / 2)
        return [max(0.0, centre - width / 2) for width in (*names, date)]
    left = total - rules.right_indent - widest
    if date > widest:
        left = total - rules.right_indent - date - rules.date_indent
    left = max(0.0, left)
    return [*[left] * len(names), left + rules.date_indent]


class _Part(Struct, frozen=True):
    paragraph: StyledParagraph
    lines: tuple[Line, ...]


def _lines(
    typesetter: Typesetter, paragraph: StyledParagraph, rules: SignatureStyle, measure: Measure
) -> _Part:
    """A name or date in as few lines as it needs, room kept for both indents."""
    pitch = measure.pitch_of(paragraph.style)
    room = measure.width / pitch - rules.right_indent - rules.date_indent
    setting = Setting(pitch, room, 0.0, 0.0, justify=False, heading=True, whole_words=True)
    return _Part(paragraph, typesetter.compose(spans_of(paragraph), setting).lines)


def _word(
    typesetter: Typesetter, paragraph: StyledParagraph, left: Em, measure: Measure
) -> list[SetLine]:
    """A label in one line, begun at some em from the measure's left edge."""
    pitch = measure.pitch_of(paragraph.style)
    return [
        SetLine(line, paragraph, left * pitch, 0.0, pitch)
        for line in one_line(typesetter, paragraph, measure)
    ]


def _widest(lines: Sequence[Line]) -> Em:
    return max((line.width for line in lines), default=0.0)
