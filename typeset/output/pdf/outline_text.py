"""Outlined text (转曲): glyphs as paths, for shops that ask for a file without faces.

The words stay readable to machines: every run carries them as its ActualText.
Source: ISO 32000-1, 8.5 (paths), 14.9.4 (replacement text).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import uharfbuzz as harfbuzz

from typeset.base.units import Pt
from typeset.design.fonts.fonts import Face
from typeset.layout.placing.page import GlyphRun
from typeset.output.pdf.numerals import number
from typeset.output.pdf.page_content import Sheet


class OutlineWriter:
    """Glyphs as filled paths in units of their faces, scaled into place."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        self._faces = faces
        self._fonts: dict[str, Any] = {}
        self._paths: dict[tuple[str, int], str] = {}

    def take(self, run: GlyphRun) -> bool:  # noqa: ARG002 (as a GlyphWriter)
        return False

    def show(self, run: GlyphRun, sheet: Sheet) -> None:
        scale = f"{run.size / self._faces[run.face].units_per_em:.7f}"
        for identifier, offset in zip(run.identifiers, run.offsets, strict=True):
            path = self._path(run.face, identifier)
            if path:
                matrix = _matrix(run, offset, scale, sheet.height)
                sheet.lines.append(f"q {matrix} cm {path} f Q")

    def _path(self, face: str, identifier: int) -> str:
        path = self._paths.get((face, identifier))
        if path is None:
            pen = _Pen()
            self._font(face).draw_glyph_with_pen(identifier, pen)
            path = self._paths[face, identifier] = " ".join(pen.operators)
        return path

    def _font(self, face: str) -> Any:
        if face not in self._fonts:
            facts = self._faces[face]
            blob = harfbuzz.Blob.from_file_path(str(facts.path))
            self._fonts[face] = harfbuzz.Font(harfbuzz.Face(blob, facts.index))
        return self._fonts[face]


def _matrix(run: GlyphRun, offset: Pt, scale: str, height: Pt) -> str:
    """A glyph's units onto its place, turned as its run is."""
    if run.turn:
        return f"0 {scale} -{scale} 0 {number(run.x)} {number(height - run.y + offset)}"
    return f"{scale} 0 0 {scale} {number(run.x + offset)} {number(height - run.y)}"


class _Pen:
    """A pen of the fontTools kind that writes path operators."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (the pen's names)
        self._add(point, operator="m")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(point, operator="l")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(*points, operator="c")

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve as the cubic one that it is."""
        first, second = (
            tuple(
                edge + (middle - edge) * 2 / 3 for edge, middle in zip(side, control, strict=True)
            )
            for side in (self._at, end)
        )
        self._add((first[0], first[1]), (second[0], second[1]), end, operator="c")

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    endPath = closePath  # noqa: N815

    def _add(self, *points: tuple[float, float], operator: str) -> None:
        self._at = points[-1]
        numbers = " ".join(f"{number(x)} {number(y)}" for x, y in points)
        self.operators.append(f"{numbers} {operator}")
