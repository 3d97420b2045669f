"""What of each face a file uses (字体用量): collected while pages are drawn, then embedded once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from typeset.design.fonts.fonts import Face
from typeset.layout.placing.page import GlyphRun


class FaceUse(Struct):
    """One face in use: its name in page resources, and by code the glyph, its advance in
    thousandths of an em, and the text it stands for."""

    face: Face
    resource: str
    glyphs: dict[int, int] = {}
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}

    def take(self, run: GlyphRun) -> bool:
        """Note a run's glyphs; whether each of them stands for the text it stood for before."""
        same = True
        texts = self.texts
        for k, code in enumerate(run.codes):
            text = run.texts[k]
            known = texts.get(code)
            if known is None:
                texts[code] = text
                self.glyphs[code] = run.identifiers[k]
                self.widths[code] = round(run.advances[k] / run.size * 1000, 3)
            elif known != text:
                same = False
        return same


class FontUse:
    """All faces in use, named F1, F2 … in the order in which the pages need them."""

    def __init__(self, faces: Mapping[str, Face], prefix: str = "F") -> None:
        self._faces = faces
        self._prefix = prefix
        self.uses: dict[str, FaceUse] = {}

    def of(self, identifier: str) -> FaceUse:
        """The use of a face, begun when first asked for."""
        use = self.uses.get(identifier)
        if use is None:
            use = FaceUse(self._faces[identifier], f"{self._prefix}{len(self.uses) + 1}")
            self.uses[identifier] = use
        return use
