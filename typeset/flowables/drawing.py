"""Placed marks onto a canvas of ReportLab's (画到宿主画布): text and links."""

from __future__ import annotations

from typing import Any

from typeset.base.units import Pt
from typeset.flowables.fonts import host_fonts
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
