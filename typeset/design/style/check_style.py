"""What the values of a style must satisfy beyond their form (样式检查): ranges, places, fit.

The pitches follow from the type area, so 28 cells and 22 lines always fill it; what can fail is
type too large for its cell or its line (GB/T 9704-2012, 5.2), or an area larger than the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from string import Formatter

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.units import Unit, mm_from_points
from typeset.design.style.style import LineRules, StyleSheet

OUT_OF_RANGE = Message(
    "E331",
    mark("{key}: {value} is out of range"),
    mark("it must lie between {least} and {most}"),
)
BAD_FORM = Message(
    "E332",
    mark("{key}: {value} has a place that is not known"),
    mark("places known here: {known}; write braces of the text twice: {{{{ }}}}"),
)
FORM_LACKS = Message(
    "E333",
    mark("{key}: {value} has no place for the number"),
    mark("write {known} where the number stands"),
)
AREA_TOO_WIDE = Message(
    "E341",
    mark(
        "the type area is wider than the page leaves: {inner} mm and {width} mm of {page_width} mm"
    ),
    mark("make type_area.inner or type_area.width smaller"),
)
AREA_TOO_HIGH = Message(
    "E342",
    mark(
        "the type area is higher than the page leaves: {top} mm and {height} mm of {page_height} mm"
    ),
    mark("make type_area.top or type_area.height smaller"),
)
LINES_DO_NOT_FIT = Message(
    "E343",
    mark("{lines} lines of {size} pt do not fit into {height} mm"),
    mark("fewer lines_per_page, or a smaller size"),
)
TIGHT_CELLS = Message(
    "W344",
    mark("{cells} characters of {size} pt are wider than the type area; they overlap a little"),
    mark("a size of {fits} pt or fewer characters_per_line"),
)
TIGHT_LINES = Message(
    "W345",
    mark("the type of {paragraph} ({size} pt) is higher than its line ({pitch} pt)"),
    mark("a smaller size, or a larger line_step"),
)
FOOTER_OFF_PAGE = Message(
    "E346",
    mark("the page number would stand off the page"),
    mark("make footer.axis_below smaller, or the type area higher on the page"),
)
GAPS_OUT_OF_ORDER = Message(
    "E347",
    mark("{smaller} ({small}) must not be larger than {larger} ({large})"),
    mark("change one of the two"),
)

_EPSILON = 0.005

# Widest sensible range by kind of value; the table below narrows it.  A PDF page ends at 14400 pt.
_RANGES: Mapping[object, tuple[float, float]] = {
    Unit.POINTS: (0.0, 14_400.0),
    Unit.EMS: (0.0, 100.0),
    Unit.LINES: (0.0, 100.0),
    int: (0, 1_000),
    float: (0.0, 100_000.0),
}
_SHOWN: Mapping[object, str] = {Unit.POINTS: " pt", Unit.EMS: " em", Unit.LINES: " lines"}
_SIZE = (1.0, 300.0)
_LIMITS: Mapping[tuple[str, str], tuple[float, float]] = {
    ("PageStyle", "width"): (72.0, 14_400.0),
    ("PageStyle", "height"): (72.0, 14_400.0),
    ("PageStyle", "bleed"): (0.0, 144.0),
    ("TypeArea", "width"): (36.0, 14_400.0),
    ("TypeArea", "height"): (36.0, 14_400.0),
    ("TypeArea", "characters_per_line"): (2, 500),
    ("TypeArea", "lines_per_page"): (2, 500),
    ("TypeArea", "size"): _SIZE,
    ("ParagraphStyle", "size"): _SIZE,
    ("ParagraphStyle", "first_indent"): (-100.0, 100.0),
    ("ParagraphStyle", "line_step"): (1.0, 100.0),
    ("ParagraphStyle", "keep_with_next"): (0, 20),
    ("FooterStyle", "size"): _SIZE,
    ("LineRules", "mark_width"): (0.1, 1.0),
    ("LineRules", "target_gap"): (0.001, 10.0),
    ("LineRules", "warning_gap"): (0.001, 10.0),
    ("LineRules", "error_gap"): (0.001, 10.0),
    ("LineRules", "ink_clearance"): (0.0, 0.5),
    ("LineRules", "last_line_minimum"): (0, 20),
    ("LineRules", "last_line_preferred"): (0, 20),
    ("CoverStyle", "optical_centre"): (0.0, 1.0),
    ("ContentsStyle", "leader_pitch"): (0.05, 10.0),
    ("OfficialStyle", "copy_number_digits"): (1, 12),
    ("OfficialStyle", "copy_number_line"): (1, 3),
    ("OfficialStyle", "secrecy_line"): (1, 3),
    ("OfficialStyle", "red_head_width"): (36.0, 14_400.0),
    ("OfficialStyle", "red_head_leading"): (1.0, 10.0),
    ("OfficialStyle", "signatories_a_line"): (1, 10),
    ("OfficialStyle", "imprint_line"): (1.0, 300.0),
    ("MaterialStyle", "title_line"): (2, 100),
    ("TableStyle", "line_pitch"): (1.0, 300.0),
    ("PictureStyle", "least_resolution"): (1.0, 10_000.0),
    ("PictureStyle", "most_lines"): (1, 500),
    ("PictureStyle", "least_width"): (0.05, 1.0),
    ("CoverStyle", "title_leading"): (0.5, 10.0),
    ("CoverStyle", "leading"): (0.5, 10.0),
    ("TableStyle", "least_column"): (1.0, 50.0),
    ("TableStyle", "least_upright"): (1.0, 50.0),
}

# The places of each form, and whether all of them must be there.
_FORMS: Mapping[tuple[str, str], tuple[tuple[str, ...], bool]] = {
    ("FooterStyle", "form"): (("n",), True),
    ("NumberForms", "material"): (("n",), True),
    ("NumberForms", "attachment"): (("n",), True),
    ("NumberForms", "category"): (("han",), False),
    ("NumberForms", "entry"): (("arabic", "han"), False),
    ("NumberForms", "single_entry"): (("arabic", "han"), False),
    ("NumberForms", "picture"): (("n",), True),
    ("NumberForms", "table"): (("n",), True),
    ("NumberForms", "table_continued"): (("label",), False),
    ("NumberForms", "cover_period"): (("period",), True),
    ("NumberForms", "contents_period"): (("period",), True),
    ("NumberForms", "document_date"): (("date",), True),
    ("NumberForms", "byline"): (("text",), True),
    ("NumberForms", "source"): (("text",), True),
    ("NumberForms", "labelled"): (("label", "text"), True),
    ("NumberForms", "single_attachment"): (("n",), False),
    ("OfficialStyle", "addressees"): (("text",), True),
    ("OfficialStyle", "annotation"): (("text",), True),
    ("OfficialStyle", "copies_to"): (("text",), True),
    ("OfficialStyle", "printed_on"): (("date",), True),
    ("ListStyle", "ordered_1"): (("n", "circled", "letter"), False),
    ("ListStyle", "ordered_2"): (("n", "circled", "letter"), False),
    ("ListStyle", "ordered_3"): (("n", "circled", "letter"), False),
    ("ListStyle", "bullet_1"): ((), False),
    ("ListStyle", "bullet_2"): ((), False),
    ("ListStyle", "bullet_3"): ((), False),
    ("AttachmentNoteStyle", "number"): (("n",), True),
}


def check_value(
    place: tuple[str, str], key: str, value: object, kind: object, position: SourcePosition
) -> Finding | None:
    """Whether a value lies in its range, and a form holds known places only; None if so.

    `place` is the noun's name and the field's, `kind` the unit or the type.
    """
    if isinstance(value, str):
        return _check_form(place, key, value, position)
    limits = _LIMITS.get(place) or _RANGES.get(kind)
    if limits is None or not isinstance(value, int | float):
        return None
    least, most = limits
    if math.isfinite(value) and least <= value <= most:
        return None
    unit = _SHOWN.get(kind, "")
    return OUT_OF_RANGE.at(
        position,
        key=key,
        value=f"{value:.6g}{unit}",
        least=f"{least:g}{unit}",
        most=f"{most:g}{unit}",
    )


def _check_form(
    place: tuple[str, str], key: str, form: str, position: SourcePosition
) -> Finding | None:
    if place not in _FORMS:
        return None
    known, needed = _FORMS[place]
    words = " ".join(f"{{{name}}}" for name in known)
    try:
        parts = list(Formatter().parse(form))
    except ValueError:
        return BAD_FORM.at(position, key=key, value=form, known=words)
    places = [name for _, name, _, _ in parts if name is not None]
    plain = all(not extra and not conversion for _, _, extra, conversion in parts)
    if not plain or not set(places) <= set(known):
        return BAD_FORM.at(position, key=key, value=form, known=words)
    if needed and not set(known) <= set(places):
        return FORM_LACKS.at(position, key=key, value=form, known=words)
    return None


def check_style(sheet: StyleSheet, position: SourcePosition) -> Iterator[Finding]:
    """What must fit together in a whole style; found at the style's file."""
    yield from _check_area(sheet, position)
    yield from _check_gaps(sheet.lines, position)
    pitch = sheet.type_area.line_pitch
    for name, style in sheet.paragraphs.items():
        if name.startswith(("cover_", "table_", "red_head")):
            continue
        room = pitch * max(1, round(style.line_step))
        if style.size > room + _EPSILON:
            yield TIGHT_LINES.at(
                position, paragraph=name, size=f"{style.size:g}", pitch=f"{room:.2f}"
            )


def _check_area(sheet: StyleSheet, position: SourcePosition) -> Iterator[Finding]:
    page, area = sheet.page, sheet.type_area
    if area.inner + area.width > page.width + _EPSILON:
        yield AREA_TOO_WIDE.at(
            position, inner=_mm(area.inner), width=_mm(area.width), page_width=_mm(page.width)
        )
    if area.top + area.height > page.height + _EPSILON:
        yield AREA_TOO_HIGH.at(
            position, top=_mm(area.top), height=_mm(area.height), page_height=_mm(page.height)
        )
    elif area.top + area.height + sheet.footer.axis_below > page.height:
        yield FOOTER_OFF_PAGE.at(position)
    if area.line_pitch < area.size - _EPSILON:
        yield LINES_DO_NOT_FIT.at(
            position, lines=area.lines_per_page, size=f"{area.size:g}", height=_mm(area.height)
        )
    if area.character_pitch < area.size - _EPSILON:
        yield TIGHT_CELLS.at(
            position,
            cells=area.characters_per_line,
            size=f"{area.size:g}",
            fits=f"{math.floor(area.character_pitch * 4) / 4:g}",
        )


def _check_gaps(rules: LineRules, position: SourcePosition) -> Iterator[Finding]:
    """收放: the least a gap may become, the gap, the most; target, warning and error."""
    for smaller, larger in (
        ("han_latin_shrink", "han_latin_gap"),
        ("han_latin_gap", "han_latin_stretch"),
        ("word_space_shrink", "word_space"),
        ("word_space", "word_space_stretch"),
        ("target_gap", "warning_gap"),
        ("warning_gap", "error_gap"),
        ("last_line_minimum", "last_line_preferred"),
    ):
        small, large = getattr(rules, smaller), getattr(rules, larger)
        if small > large:
            yield GAPS_OUT_OF_ORDER.at(
                position, smaller=smaller, small=f"{small:g}", larger=larger, large=f"{large:g}"
            )


def _mm(length: float) -> str:
    return f"{mm_from_points(length):g}"
