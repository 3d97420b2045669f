"""The font book (字库): roles resolved to chains of faces, and the measures of their glyphs.

Every glyph is measured once in the life of a face's cache entry, so a face is opened only when
a character is new to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, SourcePosition
from typeset.base.messages import translate
from typeset.base.units import Em
from typeset.design.fonts.face_measures import (
    FaceFacts,
    FaceMeasures,
    RawGlyph,
    read_measures,
    write_measures,
)
from typeset.design.fonts.fonts import Face, Glyph
from typeset.design.fonts.messages import BAD_FACE
from typeset.design.fonts.read_face import FaceError

if TYPE_CHECKING:
    from typeset.design.fonts.face_file import FaceFile


class FaceSource(Struct, frozen=True):
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
    """A face and the glyphs measured so far: from the cache, else from the file itself, which is
    opened only when something new is asked."""

    def __init__(self, source: FaceSource) -> None:
        """Raises FaceError when the file cannot serve."""
        self._source = source
        self._file: FaceFile | None = None
        known = read_measures(source.sha256, source.index)
        self._measures = known or FaceMeasures(self._opened().facts())
        self.facts = _face(source, self._measures.facts)
        self._scale = self.facts.units_per_em
        self._glyphs: dict[str, Glyph | None] = {}
        self._runs: dict[str, tuple[ShapedGlyph, ...]] = {}

    def glyph(self, character: str) -> Glyph | None:
        """The glyph for one character, or None where the face has none."""
        try:
            return self._glyphs[character]
        except KeyError:
            pass
        raw = self._raw(character)
        glyph = self._glyphs[character] = None if raw is None else self._scaled(raw)
        return glyph

    def run(self, text: str) -> tuple[ShapedGlyph, ...]:
        """A run of characters shaped together: kerning and ligatures of the face."""
        shaped = self._runs.get(text)
        if shaped is None:
            known = self._measures.runs
            if text not in known:
                known[text] = self._opened().run(text)
                self._measures.changed = True
            shaped = self._runs[text] = tuple(
                ShapedGlyph(words, self._scaled(raw), advance / self._scale)
                for words, advance, raw in known[text]
            )
        return shaped

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for one character."""
        return self._raw(character) is not None

    def covered(self) -> set[int]:
        """All code points the face maps."""
        return self._opened().covered()

    def remember(self) -> None:
        """Write what is new into the cache."""
        if self._measures.changed:
            source = self._source
            used = set(self._glyphs), set(self._runs)
            write_measures(source.sha256, source.index, self._measures, *used)

    def _raw(self, character: str) -> RawGlyph | None:
        known = self._measures.glyphs
        if character not in known:
            known[character] = self._opened().character(character)
            self._measures.changed = True
        return known[character]

    def _opened(self) -> FaceFile:
        if self._file is None:
            from typeset.design.fonts.face_file import FaceFile

            self._file = FaceFile(self._source.path, self._source.index)
        return self._file

    def _scaled(self, raw: RawGlyph) -> Glyph:
        identifier, code, advance, left, bottom, right, top = raw
        scale = self._scale
        return Glyph(
            identifier,
            code,
            advance / scale,
            left / scale,
            bottom / scale,
            right / scale,
            top / scale,
        )


def _face(source: FaceSource, facts: FaceFacts) -> Face:
    values = facts._asdict()
    if not facts.postscript_name:
        values["postscript_name"] = f"Face-{source.sha256[:8]}"
    return Face(
        identifier=source.identifier,
        path=source.path,
        index=source.index,
        sha256=source.sha256,
        serif=source.serif,
        licence=source.licence,
        provenance=source.provenance,
        **values,
    )


def bad_face(source: FaceSource, error: FaceError) -> Finding:
    """E404: the file of a face cannot serve, and why."""
    where = SourcePosition(str(source.path))
    return BAD_FACE.at(where, file=source.path.name, reason=translate(str(error)))


class FontBook:
    """字库: role → chain of faces."""

    def __init__(self, chains: Mapping[str, Sequence[FaceSource]]) -> None:
        self._chains = {role: tuple(sources) for role, sources in chains.items()}
        self._open: dict[str, OpenFace] = {}
        self._found: dict[tuple[str, str], Found | None] = {}

    @property
    def chains(self) -> Mapping[str, tuple[FaceSource, ...]]:
        """Role → its chain, first choice first."""
        return self._chains

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(self._chains)

    def sources(self, role: str) -> tuple[FaceSource, ...]:
        """The chain of a role, first choice first."""
        return self._chains[role]

    def first(self, role: str) -> Face:
        """The face that serves a role first.  Raises SourceError as `open` does."""
        return self.open(self._chains[role][0]).facts

    def place(self, role: str, character: str) -> int | None:
        """The place in a role's chain (0 first) of the face that has a character."""
        for place, source in enumerate(self._chains[role]):
            if self.open(source).has(character):
                return place
        return None

    def open(self, source: FaceSource) -> OpenFace:
        """A face opened (once).  Raises SourceError (E404) when its file cannot serve."""
        known = self._open.get(source.identifier)
        if known is None:
            try:
                known = self._open[source.identifier] = OpenFace(source)
            except FaceError as error:
                raise SourceError([bad_face(source, error)]) from error
        return known

    def opened(self, identifier: str) -> OpenFace:
        """A face that has been opened, by its identifier.  Raises KeyError."""
        return self._open[identifier]

    def faces_in_use(self) -> dict[str, Face]:
        """All faces opened so far, by identifier."""
        return {identifier: face.facts for identifier, face in self._open.items()}

    def remember(self) -> None:
        """Write what was measured for the first time into the cache."""
        for face in self._open.values():
            face.remember()

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
