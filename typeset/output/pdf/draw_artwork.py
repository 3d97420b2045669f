"""Drawing (成图): finished pages to the objects that both files share.

Knows only placed marks; what is drawn, tagged and linked comes from the same data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from typeset.base.geometry import Rectangle
from typeset.design.fonts.fonts import Face
from typeset.layout.placing.page import ForeignPage, Pages, PlacedPicture
from typeset.output.pdf.artwork import Artwork, DrawnPage
from typeset.output.pdf.font_use import FontUse
from typeset.output.pdf.page_content import OVERPRINT, GlyphWriter, write_content
from typeset.output.pdf.painter import Painter
from typeset.output.pdf.pdf_fonts import embed_face
from typeset.output.pdf.pdf_objects import Dictionary, Stream
from typeset.output.pdf.text_writer import TextWriter


def draw_artwork(
    pages: Pages, faces: Mapping[str, Face], painter: Painter, *, outlined: bool = False
) -> Artwork:
    """The pages as drawn; `faces` by identifier are those the marks name.

    With `outlined` the glyphs are paths (转曲) and no face is embedded.
    """
    fonts = FontUse(faces)
    writer = _outline_writer(faces) if outlined else TextWriter(fonts)
    objects: dict[str, Any] = {}
    drawn: list[DrawnPage] = []
    for place, page in enumerate(pages.pages):
        content = write_content(page, pages.height, writer, painter.name_of, pages.structure)
        key = f"Content{place + 1}"
        objects[key] = Stream(content.operators)
        drawn.append(DrawnPage(key, content.structures, content.painted))
    # The largest first, so that it is deflated while the others are cut.
    for use in sorted(fonts.uses.values(), key=lambda use: -len(use.glyphs)):
        objects |= embed_face(use)
    objects |= painter.objects
    objects |= {key: Dictionary(state) for key, state in OVERPRINT.items()}
    return Artwork(
        pages=tuple(drawn),
        objects=objects,
        fonts=tuple(use.resource for use in fonts.uses.values()),
        faces=tuple(use.face for use in fonts.uses.values()),
        figures=_figures(pages),
        digest=_digest(objects),
    )


def _outline_writer(faces: Mapping[str, Face]) -> GlyphWriter:
    from typeset.output.pdf.outline_text import OutlineWriter

    return OutlineWriter(faces)


def _figures(pages: Pages) -> dict[int, Rectangle]:
    """The box of each picture and foreign page by its structure index."""
    return {
        mark.structure: mark.shown if isinstance(mark, ForeignPage) else mark.box
        for page in pages.pages
        for mark in page.marks
        if isinstance(mark, PlacedPicture | ForeignPage) and mark.structure >= 0
    }


def _digest(objects: Mapping[str, Any]) -> bytes:
    """What names the content: all streams in the order in which they were made."""
    digest = hashlib.sha256()
    for value in objects.values():
        if isinstance(value, Stream):
            digest.update(value.digest)
    return digest.digest()
