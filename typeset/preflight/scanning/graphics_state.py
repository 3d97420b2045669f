"""The graphics state (图形状态) while a page's content is read.  Source: ISO 32000-1, 8.4, 9.3."""

from __future__ import annotations

import math
from copy import copy
from typing import TypeAlias

from msgspec import Struct

from typeset.preflight.scanning.colour_spaces import BLACK, GRAY, ColourSpace
from typeset.preflight.scanning.font_reader import Font
from typeset.preflight.scanning.page_scan import Box, Ink

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class GraphicsState(Struct):
    """What q saves and Q brings back."""

    matrix: Matrix
    clip: Box
    fill: Ink = BLACK
    stroke: Ink = BLACK
    fill_space: ColourSpace = GRAY
    stroke_space: ColourSpace = GRAY
    width: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    font: Font | None = None
    font_key: str = ""
    size: float = 0.0
    character_spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def saved(self) -> GraphicsState:
        return copy(self)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point in the space that a matrix leads to."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """The upright box around a rectangle that a matrix has moved."""
    corners = [moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    across = [x for x, _ in corners]
    along = [y for _, y in corners]
    return min(across), min(along), max(across), max(along)


def common(first: Box, second: Box) -> Box:
    """What two boxes share; of no extent where they share nothing."""
    left, bottom = max(first[0], second[0]), max(first[1], second[1])
    return left, bottom, max(left, min(first[2], second[2])), max(bottom, min(first[3], second[3]))


def around(first: Box, second: Box) -> Box:
    """The box around two."""
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


def scale_of(matrix: Matrix) -> float:
    """By how much a matrix enlarges at least: the smaller of both directions."""
    a, b, c, d, _, _ = matrix
    return min(math.hypot(a, b), math.hypot(c, d))
