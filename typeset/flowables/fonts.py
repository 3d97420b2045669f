"""Our faces in a document of ReportLab's (字体入宿主文件): one subset a face, two-byte codes.

ReportLab draws with simple fonts of 256 glyphs and knows no CFF outlines.  A role's font here is
dynamic: it notes what a document uses of each face in its chain, and when the document is written
adds the subsets that `output.pdf_fonts` makes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics

from typeset.base.project import font_folders, project_folder
from typeset.design.fonts.font_book import FontBook, Found
from typeset.design.fonts.fonts import Face
from typeset.design.fonts.load_fonts import load_fonts
from typeset.design.style.style import Colour
from typeset.layout.placing.page import GlyphRun
from typeset.output.pdf.pdf_fonts import FaceUse, FontUse, embed_face
from typeset.output.pdf.pdf_objects import Reference

PREFIX = "typeset-"
"""Before a role's name in ReportLab's list of fonts."""
_RESOURCE = "TS"
_FONTS = "BasicFonts"
_COLOUR = Colour(0.0, 0.0, 0.0, 1.0)


class HostFonts(FontUse):
    """The faces that one document of the host uses; written when the host writes the document."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._opened: dict[str, Face] = {}
        super().__init__(self._opened, _RESOURCE)

    def of(self, identifier: str) -> FaceUse:
        """The use of a face, begun when first asked for."""
        if identifier not in self._opened:
            self._opened.update(self._book.faces_in_use())
        return super().of(identifier)

    def addObjects(self, document: Any) -> None:  # noqa: N802 (ReportLab's name)
        """Add the subsets; ReportLab asks for it before it writes the document."""
        fonts = document.idToObject[_FONTS].dict
        for use in self.uses.values():
            for key, value in embed_face(use).items():
                document.Reference(value, key)
            fonts[use.resource] = Reference(use.resource)
        self._book.remember()


class RoleFont:
    """A role of the font book as a font of ReportLab's, fallback faces included.

    Its "subsets" are the faces of the role's chain that a document uses.
    """

    _multiByte = 1  # noqa: N815 (ReportLab's names)
    _dynamicFont = 1  # noqa: N815
    shapable = False

    def __init__(self, role: str) -> None:
        self.role = role
        self.fontName = f"{PREFIX}{role}"
        self.encoding = SimpleNamespace(name="Identity-H")
        self.face = SimpleNamespace(name=self.fontName, ascent=880, descent=-120, builtIn=0)

    def stringWidth(  # noqa: N802 (ReportLab's name)
        self, text: str | bytes, size: float, encoding: str = "utf-8"
    ) -> float:
        """The width of a plain text in pt."""
        words = text.decode(encoding) if isinstance(text, bytes) else text
        return sum(found.glyph.advance for found in self._found(words)) * size

    def splitString(  # noqa: N802
        self, text: str | bytes, document: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Two-byte codes of a plain text, by face (its place among those the document uses)."""
        words = text.decode(encoding) if isinstance(text, bytes) else text
        fonts = host_fonts(document)
        parts: list[tuple[int, bytes]] = []
        for character, found in zip(words, self._found(words), strict=True):
            run = _run_of(character, found)
            fonts.of(run.face).take(run)
            place = list(fonts.uses).index(run.face)
            code = run.codes[0].to_bytes(2, "big")
            if parts and parts[-1][0] == place:
                parts[-1] = (place, parts[-1][1] + code)
            else:
                parts.append((place, code))
        return parts

    def getSubsetInternalName(self, subset: int, document: Any) -> str:  # noqa: N802
        """The resource name of a face by its place among those the document uses."""
        uses = list(host_fonts(document).uses.values())
        return f"/{uses[subset].resource}"

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Nothing: a document's faces are added once, by its `HostFonts`."""

    def _found(self, text: str) -> Iterable[Found]:
        """A glyph for each character; a geta mark, or a blank, for one that no face has."""
        book = font_book()
        western = "hei_western" if self.role == "hei" else "western"
        for character in text:
            roles = (western, self.role) if character < "\u2000" else (self.role, western)
            found = next((one for role in roles if (one := book.find(role, character))), None)
            found = found or book.find(self.role, "〓") or book.find(western, " ")
            if found is None:
                raise ValueError(f"no face of {self.fontName} has U+{ord(character):04X}")
            yield found


def _run_of(character: str, found: Found) -> GlyphRun:
    face, glyph, _ = found
    return GlyphRun(
        x=0.0,
        y=0.0,
        face=face.identifier,
        size=1.0,
        colour=_COLOUR,
        codes=(glyph.code,),
        identifiers=(glyph.identifier,),
        offsets=(0.0,),
        advances=(glyph.advance,),
        texts=(character,),
    )


_books: dict[tuple[Path, ...], FontBook] = {}
_chosen: list[FontBook] = []
_documents: WeakKeyDictionary[Any, HostFonts] = WeakKeyDictionary()


def register_fonts(*folders: Path | str) -> FontBook:
    """Load the faces and register the roles with ReportLab as `typeset-ROLE`.

    `folders` are font folders as in a project (`fonts/`), searched before the open faces.  Without
    a call the open faces serve.  Raises SourceError where a role has no face.
    """
    searched = tuple(dict.fromkeys((*map(Path, folders), *font_folders(project_folder()))))
    if searched not in _books:
        _books[searched] = load_fonts(searched).book
    book = _books[searched]
    _chosen[:] = [book]
    for role in book.roles:
        pdfmetrics.registerFont(RoleFont(role))
    return book


def font_book() -> FontBook:
    """The faces that were registered, or the open ones."""
    return _chosen[0] if _chosen else register_fonts()


def host_fonts(document: Any) -> HostFonts:
    """What a document of the host uses of our faces; it is told to have them written."""
    fonts = _documents.get(document)
    if fonts is None:
        fonts = _documents[document] = HostFonts(font_book())
        document.delayedFonts.append(fonts)
    return fonts
