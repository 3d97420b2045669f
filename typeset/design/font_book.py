"""The font book (字库): roles resolved to chains of faces, and the measures of their glyphs.

Faces are opened when first asked for; every glyph is measured once.  Han text needs no shaping,
so a character is looked up directly; other characters go through HarfBuzz with language zh-Hans,
which gives e.g. a full-width — where a face has a half-width one by default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as harfbuzz

from typeset.base.units import Em
from typeset.design.fonts import Face, Glyph
from typeset.design.read_face import (
    FaceError,
    embedding_of,
    han_centre,
    header_of,
    outlines_of,
)


@dataclass(frozen=True, slots=True)
class FaceSource:
    """Where a face lies and what is known of it before it is opened."""

    identifier: str
    path: Path
    index: int
    sha256: str
    licence: str
    provenance: str
    serif: bool = True


class Found(NamedTuple):
    """A character's face and glyph; `place` is the face's place in its role's chain (0 first)."""

    face: Face
    glyph: Glyph
    place: int


class ShapedGlyph(NamedTuple):
    """One glyph of a shaped run: the characters it stands for and its advance as shaped."""

    text: str
    glyph: Glyph
    advance: Em


class OpenFace:
    """A face with its HarfBuzz objects and the glyphs measured so far."""

    def __init__(self, source: FaceSource) -> None:
        """Raises FaceError when the file cannot serve."""
        try:
            blob = harfbuzz.Blob.from_file_path(str(source.path))
        except (OSError, harfbuzz.HarfBuzzError) as error:
            raise FaceError(str(error)) from error
        self._face = harfbuzz.Face(blob, source.index)
        if not self._face.glyph_count:
            raise FaceError("no glyphs")
        self._font = harfbuzz.Font(self._face)
        self._scale = self._face.upem
        outlines, self._cids = outlines_of(self._face)
        bounds, weight, angle = header_of(self._face)
        extents = self._font.get_font_extents("ltr")
        capital = self._font.get_nominal_glyph(ord("H"))
        cap_extents = self._font.get_glyph_extents(capital) if capital else None
        name = self._face.get_name(harfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME)
        self.facts = Face(
            identifier=source.identifier,
            path=source.path,
            index=source.index,
            sha256=source.sha256,
            postscript_name=name or source.identifier,
            outlines=outlines,
            embedding=embedding_of(self._face),
            units_per_em=self._scale,
            glyph_count=self._face.glyph_count,
            ascent=extents.ascender / self._scale,
            descent=extents.descender / self._scale,
            cap_height=cap_extents.y_bearing / self._scale if cap_extents else 0.7,
            bounds=bounds,
            italic_angle=angle,
            weight=weight,
            serif=source.serif,
            centre=han_centre(self._font),
            licence=source.licence,
            provenance=source.provenance,
        )
        self._substitutes = self._face.has_layout_substitution
        self._glyphs: dict[int, Glyph] = {}
        self._runs: dict[str, tuple[ShapedGlyph, ...]] = {}

    def has(self, character: str) -> bool:
        """Whether the face maps a character (or each of a cluster) to a glyph."""
        return all(self._font.get_nominal_glyph(ord(part)) for part in character)

    def glyph(self, character: str) -> Glyph | None:
        """The glyph for one character, or None where the face has none."""
        identifier = self._font.get_nominal_glyph(ord(character))
        if not identifier:
            return None
        if self._substitutes and not _is_han(character):
            return self.run(character)[0].glyph
        return self._measure(identifier)

    def run(self, text: str) -> tuple[ShapedGlyph, ...]:
        """A run of characters shaped together: kerning and ligatures of the face."""
        shaped = self._runs.get(text)
        if shaped is None:
            shaped = self._runs[text] = self._shape(text)
        return shaped

    def covered(self) -> set[int]:
        """All code points the face maps."""
        return set(self._face.unicodes)

    def _shape(self, text: str) -> tuple[ShapedGlyph, ...]:
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.language = "zh-Hans"
        buffer.guess_segment_properties()
        harfbuzz.shape(self._font, buffer, {})
        starts = [info.cluster for info in buffer.glyph_infos] + [len(text)]
        result = []
        for place, (info, position) in enumerate(
            zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ):
            words = text[starts[place] : starts[place + 1]]
            glyph = self._measure(info.codepoint)
            result.append(ShapedGlyph(words, glyph, position.x_advance / self._scale))
        return tuple(result)

    def _measure(self, identifier: int) -> Glyph:
        known = self._glyphs.get(identifier)
        if known is not None:
            return known
        scale = self._scale
        extents = self._font.get_glyph_extents(identifier)
        advance = self._font.get_glyph_h_advance(identifier) / scale
        code = identifier if self._cids is None else self._cids[identifier]
        if extents is None:
            glyph = Glyph(identifier, code, advance, 0.0, 0.0, 0.0, 0.0)
        else:
            left = extents.x_bearing / scale
            top = extents.y_bearing / scale
            glyph = Glyph(
                identifier,
                code,
                advance,
                left,
                top + extents.height / scale,
                left + extents.width / scale,
                top,
            )
        self._glyphs[identifier] = glyph
        return glyph


class FontBook:
    """字库: role → chain of faces."""

    def __init__(self, chains: Mapping[str, Sequence[FaceSource]]) -> None:
        self._chains = {role: tuple(sources) for role, sources in chains.items()}
        self._open: dict[str, OpenFace] = {}
        self._found: dict[tuple[str, str], Found | None] = {}

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(self._chains)

    def sources(self, role: str) -> tuple[FaceSource, ...]:
        """The chain of a role, first choice first."""
        return self._chains[role]

    def first(self, role: str) -> Face:
        """The face that serves a role first.  Raises FaceError when it cannot be read."""
        return self.open(self._chains[role][0]).facts

    def open(self, source: FaceSource) -> OpenFace:
        """A face opened (once).  Raises FaceError."""
        known = self._open.get(source.identifier)
        if known is None:
            known = self._open[source.identifier] = OpenFace(source)
        return known

    def opened(self, identifier: str) -> OpenFace:
        """A face that has been opened, by its identifier.  Raises KeyError."""
        return self._open[identifier]

    def faces_in_use(self) -> dict[str, Face]:
        """All faces opened so far, by identifier."""
        return {identifier: face.facts for identifier, face in self._open.items()}

    def find(self, role: str, character: str) -> Found | None:
        """The first face of a role's chain that has a character, and its glyph there."""
        key = (role, character)
        try:
            return self._found[key]
        except KeyError:
            pass
        found = None
        for place, source in enumerate(self._chains[role]):
            face = self.open(source)
            glyph = face.glyph(character)
            if glyph is not None:
                found = Found(face.facts, glyph, place)
                break
        self._found[key] = found
        return found


def _is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or code >= 0x20000
