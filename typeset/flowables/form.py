"""Placed marks onto a canvas of ReportLab's (画到宿主画布): text and links."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from msgspec import Struct
from reportlab.lib import colors, enums
from reportlab.lib.styles import ParagraphStyle as HostStyle

from typeset.base.project import project_folder
from typeset.base.units import Pt
from typeset.design.style.load_style import load_style
from typeset.design.style.style import Alignment, Colour, FaceRole, ParagraphStyle, StyleSheet
from typeset.flowables.fonts import PREFIX, host_fonts
from typeset.layout.placing.page import GlyphRun
from typeset.layout.placing.place import PageCanvas
from typeset.output.pdf.numerals import number
from typeset.output.pdf.page_content import Sheet
from typeset.output.pdf.pdf_objects import text_string
from typeset.output.pdf.text_writer import TextWriter


def draw_marks(canvas: Any, marks: PageCanvas, height: Pt) -> None:
    """The marks of a flowable `height` high, whose lower left corner is the canvas's origin.

    The graphics state is saved around them, so that ReportLab finds its own again.
    """
    fonts = host_fonts(canvas._doc)  # noqa: SLF001 (dynamic fonts go by the document)
    writer = TextWriter(fonts)
    sheet = Sheet(height, writer, _no_picture, ())
    colour = None
    for run in marks.marks:
        if not isinstance(run, GlyphRun):
            continue
        plain = writer.take(run)
        if run.colour != colour:
            colour = run.colour
            sheet.lines.append(" ".join(map(number, colour)) + " k")
        if not plain:
            sheet.end_text()
            sheet.lines.append(f"/Span <</ActualText {text_string(''.join(run.texts))}>> BDC")
        writer.show(run, sheet)
        if not plain:
            sheet.end_text()
            sheet.lines.append("EMC")
    sheet.end_text()
    canvas.saveState()
    canvas.addLiteral("\n".join(sheet.lines))
    canvas.restoreState()
    for link in marks.links:
        box = link.box
        corners = (box.left, height - box.bottom, box.right, height - box.top)
        canvas.linkURL(link.address, corners, relative=1)


def _no_picture(_mark: object) -> str:
    raise TypeError("a paragraph has no pictures")


# How a paragraph is to look (段落式样): from a style of ReportLab's or of ours.

_SHEET = "weekly"
_ALIGNMENTS: dict[Any, Alignment] = {
    enums.TA_LEFT: "left",
    enums.TA_CENTER: "centre",
    enums.TA_RIGHT: "right",
    enums.TA_JUSTIFY: "justify",
}
_ROLES: dict[str, FaceRole] = {
    "body": "body",
    "title": "title",
    "kai": "kai",
    "hei": "hei",
    "song": "song",
}

Style: TypeAlias = HostStyle | ParagraphStyle | str | None


class Form(Struct, frozen=True):
    """式样: our paragraph style, one em and the line pitch in pt, room before and after, and what
    platypus asks of a flowable."""

    paragraph: ParagraphStyle
    pitch: Pt
    leading: Pt
    space_before: Pt
    space_after: Pt
    keep_with_next: bool
    allow_widows: bool
    allow_orphans: bool


@cache
def style_sheet() -> StyleSheet:
    """The rules by which lines are set: those of the weekly edition."""
    return load_style(_SHEET, [project_folder() / "styles"])


def form_of(style: Style) -> Form:
    """A style of ReportLab's, one of ours, or the name of one of ours; `None` is our body text.

    Raises KeyError for a name that the style sheet does not have.
    """
    if isinstance(style, HostStyle):
        return _from_host(style)
    if isinstance(style, ParagraphStyle):
        return _from_ours(style)
    return _from_ours(style_sheet().paragraphs[style or "body"])


def _from_ours(style: ParagraphStyle) -> Form:
    area = style_sheet().type_area
    on_grid = abs(style.size - area.size) < 0.01
    line = area.line_pitch
    return Form(
        paragraph=style,
        pitch=area.character_pitch if on_grid else style.size,
        leading=line * max(1.0, style.line_step),
        space_before=style.blank_before * line,
        space_after=style.blank_after * line,
        keep_with_next=style.keep_with_next > 0,
        allow_widows=False,
        allow_orphans=False,
    )


def _from_host(style: HostStyle) -> Form:
    """Size, leading, indents, alignment, colour and room as ReportLab has them; the face is a role
    of ours where `fontName` names one (`typeset-kai`), else that of body text."""
    size = float(style.fontSize)
    role = _ROLES.get(str(style.fontName).removeprefix(PREFIX), "body")
    western: FaceRole = "hei_western" if role == "hei" else "western"
    paragraph = ParagraphStyle(
        face=role,
        western="title" if role == "title" else western,
        strong="title" if role == "title" else "hei",
        strong_western="title" if role == "title" else "hei_western",
        size=size,
        colour=_colour(style.textColor),
        align=_ALIGNMENTS.get(style.alignment, "left"),
        first_indent=style.firstLineIndent / size,
        left_indent=style.leftIndent / size,
        right_indent=style.rightIndent / size,
        line_step=1.0,
        blank_before=0.0,
        blank_after=0.0,
        keep_with_next=0,
        balanced=False,
    )
    return Form(
        paragraph,
        pitch=size,
        leading=float(style.leading),
        space_before=float(style.spaceBefore),
        space_after=float(style.spaceAfter),
        keep_with_next=bool(getattr(style, "keepWithNext", 0)),
        allow_widows=bool(style.allowWidows),
        allow_orphans=bool(style.allowOrphans),
    )


def _colour(value: Any) -> Colour:
    """Shares of ink; black is black ink alone."""
    colour = colors.toColor(value)
    if isinstance(colour, colors.CMYKColor):
        return Colour(colour.cyan, colour.magenta, colour.yellow, colour.black)
    return Colour(*colors.rgb2cmyk(colour.red, colour.green, colour.blue))
