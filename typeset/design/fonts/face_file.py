"""A face's file, open (打开字体文件): the one user of HarfBuzz among the measures.

Han text needs no shaping, so a character is looked up directly; other characters are shaped with
language zh-Hans, which gives e.g. a full-width — where a face has a narrow one by default.
"""

from __future__ import annotations

from pathlib import Path

import uharfbuzz as harfbuzz

from typeset.base.messages import mark
from typeset.design.fonts.face_measures import FaceFacts, RawGlyph, RawRun
from typeset.design.fonts.read_face import (
    UNREADABLE,
    FaceError,
    embedding_of,
    han_centre,
    header_of,
    outlines_of,
    plain_name,
)


class FaceFile:
    """One face of a file, with its HarfBuzz objects."""

    def __init__(self, path: Path, index: int) -> None:
        """Raises FaceError when the file cannot serve."""
        try:
            blob = harfbuzz.Blob.from_file_path(str(path))
        except (OSError, harfbuzz.HarfBuzzError) as error:
            raise FaceError(UNREADABLE) from error
        self._face = harfbuzz.Face(blob, index)
        if not self._face.glyph_count or not 16 <= self._face.upem <= 16384:
            raise FaceError(mark("no glyphs"))
        self._font = harfbuzz.Font(self._face)
        self._outlines, self._cids = outlines_of(self._face)
        self._substitutes = self._face.has_layout_substitution

    def facts(self) -> FaceFacts:
        """What the file says of the face.  Raises FaceError when a needed table is damaged."""
        scale = self._face.upem
        bounds, weight, angle = header_of(self._face)
        extents = self._font.get_font_extents("ltr")
        capital = self._font.get_nominal_glyph(ord("H"))
        cap_extents = self._font.get_glyph_extents(capital) if capital else None
        try:
            name = self._face.get_name(harfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME)
        except UnicodeDecodeError:
            name = ""
        return FaceFacts(
            postscript_name=plain_name(name or ""),
            outlines=self._outlines,
            embedding=embedding_of(self._face),
            units_per_em=scale,
            glyph_count=self._face.glyph_count,
            ascent=extents.ascender / scale,
            descent=extents.descender / scale,
            cap_height=cap_extents.y_bearing / scale if cap_extents else 0.7,
            bounds=bounds,
            italic_angle=angle,
            weight=weight,
            centre=han_centre(self._font),
        )

    def character(self, character: str) -> RawGlyph | None:
        """The glyph for one character, or None where the face has none."""
        identifier = self._font.get_nominal_glyph(ord(character))
        if not identifier or identifier >= self._face.glyph_count:
            return None
        if self._substitutes and not _is_han(character):
            return self.run(character)[0][2]
        return self._measure(identifier)

    def run(self, text: str) -> RawRun:
        """A run of characters shaped together: kerning and ligatures of the face."""
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.language = "zh-Hans"
        buffer.guess_segment_properties()
        harfbuzz.shape(self._font, buffer, {})
        starts = [info.cluster for info in buffer.glyph_infos] + [len(text)]
        return tuple(
            (text[starts[k] : starts[k + 1]], place.x_advance, self._measure(info.codepoint))
            for k, (info, place) in enumerate(
                zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            )
        )

    def covered(self) -> set[int]:
        """All code points the face maps."""
        return set(self._face.unicodes)

    def _measure(self, identifier: int) -> RawGlyph:
        if identifier >= self._face.glyph_count:
            identifier = 0  # a damaged table points outside the face
        code = identifier if self._cids is None else self._cids[identifier]
        advance = self._font.get_glyph_h_advance(identifier)
        extents = self._font.get_glyph_extents(identifier)
        if extents is None:
            return identifier, code, advance, 0, 0, 0, 0
        left, top = extents.x_bearing, extents.y_bearing
        right, bottom = left + extents.width, top + extents.height
        return identifier, code, advance, left, bottom, right, top


def _is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or code >= 0x20000


# What is remembered of a face (字体量度): its facts, and the glyphs measured so far.
#
# Measures are whole numbers in the face's own units, so that they are the same whether measured
# now or read from the cache.
