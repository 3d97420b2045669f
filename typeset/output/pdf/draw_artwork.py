"""Pictures and foreign pages (图与附件页), each prepared once, painted where it is named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.units import Rectangle
from typeset.design.fonts.fonts import Face
from typeset.layout.placing.page import ForeignPage, Pages, PlacedPicture
from typeset.output.attachments.foreign_messages import CRASHED
from typeset.output.attachments.pack import open_pack
from typeset.output.attachments.read_pack import unpack_objects
from typeset.output.pdf.artwork import Artwork, DrawnPage, Purpose
from typeset.output.pdf.page_content import OVERPRINT, GlyphWriter, write_content
from typeset.output.pdf.pdf_fonts import FontUse, embed_face
from typeset.output.pdf.pdf_objects import Dictionary, Stream
from typeset.output.pdf.pictures import image_object
from typeset.output.pdf.text_writer import TextWriter
from typeset.output.pdf.write_pdf import write_pdf
from typeset.output.print_condition import PrintCondition


class Painter:
    """The images and forms of an edition: objects by name, in the inks of a print condition."""

    def __init__(self, condition: PrintCondition) -> None:
        self._condition = condition
        self._pictures: dict[str, str] = {}
        self._packs: dict[str, tuple[str, ...]] = {}
        self.objects: dict[str, Any] = {}

    def name_of(self, mark: PlacedPicture | ForeignPage) -> str:
        """The resource name of a mark's image or form, prepared when first asked for.

        Raises SourceError (E642) where a prepared attachment is gone.
        """
        if isinstance(mark, ForeignPage):
            if mark.pack not in self._packs:
                self._packs[mark.pack] = self._unpack(mark, f"A{len(self._packs) + 1}.")
            return self._packs[mark.pack][mark.page_index]
        if mark.path not in self._pictures:
            name = f"P{len(self._pictures) + 1}"
            self._pictures[mark.path] = name
            self.objects[name] = image_object(mark.path, self._condition)
        return self._pictures[mark.path]

    def _unpack(self, mark: ForeignPage, key: str) -> tuple[str, ...]:
        """Take over all objects of an attachment; the names of its pages.  Raises OSError."""
        try:
            pack = open_pack(Path(mark.pack), fresh=True)
            if pack is None:
                raise ValueError("no pack")
            self.objects |= unpack_objects(pack, key)
            return tuple(f"{key}{page['name']}" for page in pack.facts["pages"])
        except (LookupError, TypeError, ValueError) as error:
            raise SourceError([CRASHED.at(file=Path(mark.path).name)]) from error


# Drawing (成图): finished pages to the objects that both files share.
#
# Knows only placed marks; what is drawn, tagged and linked comes from the same data.


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


# Drawing the files (成文件): one layout to the press file and the reading file.
#
# Content streams, subsets of faces and pictures are made once and stand in both, byte for byte.


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
