"""Shaping (字形选择): characters to measured glyphs in the cells of the grid.

Widths are in em of the paragraph, i.e. in character pitches; a glyph of `size` is drawn in the
middle of its cell of `pitch`.  Only blank measured on the ink is ever given away (rule 8).
"""

from __future__ import annotations

import unicodedata

from typeset.base.units import Em
from typeset.design.applying.words import spell_out
from typeset.design.fonts.font_book import FontBook, Found, ShapedGlyph
from typeset.layout.lines.char_class import CENTRED_MARKS, HALF_WIDTH, RAISED, CharClass, char_class
from typeset.layout.lines.glyph_shape import Cluster, Shape
from typeset.layout.lines.spelled import spelled_cell, spelled_run

__all__ = ["Cluster", "Shape", "Shaper"]

_SAME_HEIGHT = 0.03
_CENTRED_ENOUGH = 0.02
_WIDEST_RING = 0.92


class Shaper:
    """Makes clusters for one pair of roles (Han face, Western face) at one size and pitch."""

    def __init__(
        self,
        book: FontBook,
        role: str,
        western: str,
        scale: float,
        clearance: Em,
        rise: Em = 0.0,
    ) -> None:
        """`scale` is size over pitch; `clearance` the blank that must stay beside ink; `rise` lifts
        the glyphs of scripts (上下标), each of which takes its own width only."""
        self._rise = rise
        self._book = book
        self._role = role
        self._western = western
        self._scale = scale
        self._clearance = clearance
        self._centre = self._reference_centre()
        self._known: dict[str, Cluster] = {}
        self._western_known: dict[str, Cluster] = {}

    def cluster(self, token: str) -> Cluster:
        """The cluster of a token in Chinese context: one character, —— or ……, or a Western run."""
        known = self._known.get(token)
        if known is None:
            kind = char_class(token)
            if self._rise:
                known = self._raised(token)
            elif kind is CharClass.LATIN or kind is CharClass.NUMBER:
                known = self.western(token)
            else:
                known = self._cells(token, kind)
            self._known[token] = known
        return known

    def western(self, token: str) -> Cluster:
        """A run set in the Western face, one unbreakable box."""
        known = self._western_known.get(token)
        if known is None:
            known = self._western_known[token] = self._run(token)
        return known

    def _raised(self, token: str) -> Cluster:
        """A script: its glyphs side by side, raised."""
        cluster = self.western(token)
        shapes = tuple(shape.raised(self._rise) for shape in cluster.shapes)
        return cluster._replace(kind=CharClass.SCRIPT, shapes=shapes)

    def _reference_centre(self) -> float:
        return self._book.first("body" if "body" in self._book.roles else self._role).middle

    # ------------------------------------------------------------------ full cells

    def _cells(self, token: str, kind: CharClass) -> Cluster:
        if kind is CharClass.INVISIBLE:
            return Cluster(token, kind, 0.0, 0.0, 0.0, (_nothing(token),), (0.0,))
        if len(token) == 2 and token[0] == token[1] and kind is CharClass.CONNECTOR:
            return self._joined(token, CharClass.DASH)
        if len(token) == 2 and kind is CharClass.ELLIPSIS and token[1] == token[0]:
            return self._joined(token, CharClass.ELLIPSIS)
        if self._lacks(token[0]):
            elements = spell_out(self._book, token[0], (self._western, self._role))
            if elements:
                shapes, offsets = spelled_cell(token, elements, self._scale, self._centre)
                return Cluster(token, kind, 1.0, 0.0, 0.0, shapes, offsets)
        shape = self._cell(token)
        if shape.width == 0.5:
            return Cluster(token, kind, 0.5, 0.0, 0.0, (shape,), (0.0,))
        left = max(0.0, shape.left - self._clearance) if shape.face else 0.0
        right = max(0.0, shape.width - shape.right - self._clearance) if shape.face else 0.0
        return Cluster(token, kind, shape.width, left, right, (shape,), (0.0,))

    def _joined(self, token: str, kind: CharClass) -> Cluster:
        """—— and ……: two cells; the halves of the dash touch (rule 12)."""
        half = self._cell(token[0])
        first = second = half
        if kind is CharClass.DASH and half.right - half.left <= 1.0:
            first = half.moved(1.0 - half.right)
            second = half.moved(-half.left)
        return Cluster(token, kind, 2.0, 0.0, 0.0, (first, second), (0.0, 1.0))

    def _lacks(self, character: str) -> bool:
        found = self._book.find(self._role, character) or self._book.find(self._western, character)
        return found is None

    def _cell(self, token: str) -> Shape:
        character = token[0]
        found = self._book.find(self._role, character)
        if found is None:
            found = self._book.find(self._western, character)
        if found is None:
            return Shape(token, "", 0, 0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
        return self._place(token, found)

    def _place(self, token: str, found: Found) -> Shape:
        face, glyph, _ = found
        scale = self._scale
        zoom = 1.0
        ink = (glyph.right - glyph.left) * scale
        if ink > _WIDEST_RING and unicodedata.category(token[0]) == "No" and not self._rise:
            # Some faces draw ① wider than its cell, so that neighbours would touch (rule 12).
            zoom = _WIDEST_RING / ink
            scale *= zoom
        width = 0.5 if token[0] in HALF_WIDTH and glyph.right - glyph.left < 0.5 else 1.0
        if token[0] in HALF_WIDTH:
            origin = width / 2 - (glyph.left + glyph.right) / 2 * scale
        else:
            width = max(1.0, round(glyph.advance * scale))
            if self._rise:
                width = glyph.advance * scale
            origin = (width - glyph.advance * scale) / 2
        drop = 0.0
        centre = face.centre
        if centre is not None and abs(centre - self._centre) >= _SAME_HEIGHT:
            drop = (centre - self._centre) * scale
        if zoom < 1.0:
            middle = (glyph.bottom + glyph.top) / 2
            drop = middle * scale - self._centre * self._scale
        if token[0] in CENTRED_MARKS:
            drop = ((glyph.bottom + glyph.top) / 2 - self._centre) * scale
            if abs(drop) < _CENTRED_ENOUGH:
                drop = 0.0
        return Shape(
            token,
            face.identifier,
            glyph.code,
            glyph.identifier,
            width,
            origin,
            drop,
            glyph.advance * scale,
            origin + glyph.left * scale,
            glyph.bottom * scale - drop,
            origin + glyph.right * scale,
            glyph.top * scale - drop,
            zoom=zoom,
        )

    # ---------------------------------------------------------------- Western runs

    def _run(self, token: str) -> Cluster:
        shapes: list[Shape] = []
        offsets: list[Em] = []
        x = 0.0
        for part, face_glyphs in self._pieces(token):
            if not face_glyphs:
                for shape in self._lent(part):
                    shapes.append(shape)
                    offsets.append(x)
                    x += shape.width
                continue
            face, glyphs = face_glyphs
            for shaped in glyphs:
                shapes.append(self._western_shape(face, shaped))
                offsets.append(x)
                x += shaped.advance * self._scale
        first = token.lstrip("+-−.$")[:1] or token[:1]
        kind = CharClass.NUMBER if first.isdigit() else CharClass.LATIN
        return Cluster(token, kind, x, 0.0, 0.0, tuple(shapes), tuple(offsets))

    def _lent(self, part: str) -> tuple[Shape, ...]:
        """A character that the Western faces lack: raised figures put together from plain ones,
        which suit the run better than another face's, else from the Han face."""
        if not part.strip() or char_class(part) is CharClass.INVISIBLE:
            return (_nothing(part),)
        if part in RAISED or self._lacks(part):
            elements = spell_out(self._book, part, (self._western, self._role))
            if elements:
                return spelled_run(part, elements, self._scale)
        return (self._cell(part),)

    def _pieces(self, token: str) -> list[tuple[str, tuple[str, tuple[ShapedGlyph, ...]] | None]]:
        """The token cut where the face changes: (text, (face, shaped glyphs) or None)."""
        pieces: list[tuple[str, tuple[str, tuple[ShapedGlyph, ...]] | None]] = []
        run, run_face = "", ""
        for character in token:
            if run_face and self._joins(run, character, run_face):
                run += character
                continue
            found = self._book.find(self._western, character)
            face = found.face.identifier if found else ""
            if face != run_face or not face:
                self._close(pieces, run, run_face)
                run, run_face = "", face
            run += character
        self._close(pieces, run, run_face)
        return pieces

    def _joins(self, run: str, character: str, face: str) -> bool:
        """Whether a combining mark and its letter are one glyph of the letter's face."""
        if not unicodedata.combining(character):
            return False
        whole = unicodedata.normalize("NFC", run[-1] + character)
        return len(whole) == 1 and self._book.opened(face).has(whole)

    def _close(
        self,
        pieces: list[tuple[str, tuple[str, tuple[ShapedGlyph, ...]] | None]],
        run: str,
        face: str,
    ) -> None:
        if not run:
            return
        if face:
            pieces.append((run, (face, self._book.opened(face).run(run))))
        else:
            pieces.append((run, None))

    def _western_shape(self, face: str, shaped: ShapedGlyph) -> Shape:
        scale = self._scale
        glyph = shaped.glyph
        return Shape(
            shaped.text,
            face,
            glyph.code,
            glyph.identifier,
            shaped.advance * scale,
            0.0,
            0.0,
            glyph.advance * scale,
            glyph.left * scale,
            glyph.bottom * scale,
            glyph.right * scale,
            glyph.top * scale,
        )


def _nothing(text: str) -> Shape:
    """A character that is not drawn and takes no room."""
    return Shape(text, "", 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
