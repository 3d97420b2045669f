"""Drawing the files (成文件): one layout to the press file and the reading file.

Content streams, subsets of faces and pictures are made once and stand in both, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from typeset.design.fonts.fonts import Face
from typeset.layout.placing.page import Pages
from typeset.output.pdf.artwork import Purpose
from typeset.output.pdf.draw_artwork import draw_artwork
from typeset.output.pdf.painter import Painter
from typeset.output.pdf.write_pdf import write_pdf
from typeset.output.print_condition import PrintCondition


class DrawnFiles(Struct, frozen=True):
    """The bytes of both files and the faces in them."""

    press: bytes
    reading: bytes
    faces: tuple[Face, ...]


def draw_files(
    pages: Pages,
    faces: Mapping[str, Face],
    condition: PrintCondition,
    *,
    outline_text: bool = False,
) -> DrawnFiles:
    """Both files of finished pages; `faces` by identifier are those its marks name.

    With `outline_text` the press file has its text as outlines (转曲); the reading file never.
    Raises SourceError where a prepared attachment is gone (E642).
    """
    painter = Painter(condition)
    artwork = draw_artwork(pages, faces, painter)
    press = draw_artwork(pages, faces, painter, outlined=True) if outline_text else artwork
    return DrawnFiles(
        write_pdf(pages, press, Purpose.PRESS, condition),
        write_pdf(pages, artwork, Purpose.READING, condition),
        artwork.faces,
    )


def draw_reading(pages: Pages, faces: Mapping[str, Face], condition: PrintCondition) -> bytes:
    """The reading file alone, the very bytes that `draw_files` makes."""
    artwork = draw_artwork(pages, faces, Painter(condition))
    return write_pdf(pages, artwork, Purpose.READING, condition)
