"""Colour spaces (颜色空间) as a press sees them: which inks, and whose conversion.

Source: ISO 32000-1, 8.6.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from typing import Any, NamedTuple, TypeAlias

import pikepdf
from msgspec import Struct

from typeset.preflight.scanning.fonts import Font
from typeset.preflight.scanning.page_scan import Box, Cmyk, Ink, Tagging

_DEEPEST = 8
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_DEVICE = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_ICC = {1: "ICCGray", 3: "ICCRGB", 4: "ICCCMYK"}


class ColourSpace(NamedTuple):
    """颜色空间: `name` as used, `base` what it leads to (DeviceCMYK, ICCRGB, Lab …).

    `spot` names the ink of a Separation.
    """

    name: str
    base: str
    components: int
    spot: str = ""


GRAY = ColourSpace("DeviceGray", "DeviceGray", 1)
RGB = ColourSpace("DeviceRGB", "DeviceRGB", 3)
CMYK = ColourSpace("DeviceCMYK", "DeviceCMYK", 4)
PATTERN = ColourSpace("Pattern", "Pattern", 0)
UNKNOWN = ColourSpace("?", "?", 0)
BLACK = Ink("DeviceGray", "DeviceGray", (0.0, 0.0, 0.0, 1.0))


def read_space(value: Any, resources: Any = None, depth: int = 0) -> ColourSpace:
    """The colour space that a name or array stands for; UNKNOWN where it cannot be told."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        return _named(_SHORT.get(str(value), str(value)), resources, depth)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return UNKNOWN
    kind = _SHORT.get(str(value[0]), str(value[0]))
    if len(value) == 1:
        return _named(kind, resources, depth)
    return _parametrised(kind, value, resources, depth)


def _parametrised(kind: str, value: Any, resources: Any, depth: int) -> ColourSpace:
    if kind == "/ICCBased" and isinstance(value[1], pikepdf.Stream):
        count = int(value[1].get("/N", 0))
        return ColourSpace("ICCBased", _ICC.get(count, "?"), count)
    if kind in ("/CalGray", "/CalRGB", "/Lab"):
        return ColourSpace(kind[1:], kind[1:], 1 if kind == "/CalGray" else 3)
    if kind == "/Pattern":
        return PATTERN
    inner = {"/Indexed": 1, "/Separation": 2, "/DeviceN": 2}.get(kind, len(value))
    if inner >= len(value):
        return UNKNOWN
    base = read_space(value[inner], resources, depth + 1).base
    count = len(value[1]) if kind == "/DeviceN" else 1
    return ColourSpace(kind[1:], base, count, str(value[1])[1:] if kind == "/Separation" else "")


def _named(name: str, resources: Any, depth: int) -> ColourSpace:
    spaces: Any = {}
    if isinstance(resources, pikepdf.Dictionary):
        spaces = resources.get("/ColorSpace", {})
    if name in _DEVICE:
        default = f"/Default{name.removeprefix('/Device')}"
        if default in spaces and depth == 0:
            return read_space(spaces[default], None, depth + 1)
        return ColourSpace(name[1:], name[1:], _DEVICE[name])
    if name == "/Pattern":
        return PATTERN
    if name in spaces:
        return read_space(spaces[name], resources, depth + 1)
    return UNKNOWN


def ink_of(space: ColourSpace, amounts: Sequence[float]) -> Ink:
    """The ink of some amounts in a colour space."""
    cmyk: Cmyk | None = None
    if space.name == "Separation" and amounts:
        cmyk = _spot(space.spot, amounts[0])
    elif space.name == "Indexed":
        cmyk = None
    elif space.base in ("DeviceGray", "ICCGray", "CalGray") and amounts:
        cmyk = (0.0, 0.0, 0.0, 1.0 - amounts[0])
    elif space.base in ("DeviceCMYK", "ICCCMYK") and len(amounts) == 4:
        cmyk = (amounts[0], amounts[1], amounts[2], amounts[3])
    name = f"{space.name} {space.spot}".rstrip()
    return Ink(name, space.base, cmyk)


def _spot(name: str, tint: float) -> Cmyk | None:
    if name == "All":
        return (tint, tint, tint, tint)
    places = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
    if name not in places:
        return None
    amounts = [0.0, 0.0, 0.0, 0.0]
    amounts[places[name]] = tint
    return (amounts[0], amounts[1], amounts[2], amounts[3])


def first_amounts(space: ColourSpace) -> list[float]:
    """The amounts that a colour space begins with (ISO 32000-1, 8.6.3)."""
    if space.name in ("Separation", "DeviceN"):
        return [1.0] * space.components
    amounts = [0.0] * space.components
    if space.base == "DeviceCMYK":
        amounts[-1:] = [1.0]
    return amounts


# The graphics state (图形状态) while a page's content is read.  Source: ISO 32000-1, 8.4, 9.3.

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


# Marked content (标记内容) while a page is read.  Source: ISO 32000-1, 14.6, 14.8.2, 14.9.4.


class MarkedContent:
    """What is open at the moment, the innermost last."""

    def __init__(self) -> None:
        self._open: list[Tagging] = []
        self._actual: list[str | None] = []

    @property
    def tagging(self) -> Tagging:
        return self._open[-1] if self._open else Tagging.NONE

    def begin(self, tag: str, properties: Any, resources: Any) -> None:
        """BMC or BDC: content with an MCID, an artifact, or as what is around it."""
        if isinstance(properties, pikepdf.Name):
            named = resources.get("/Properties")
            properties = named.get(str(properties)) if named is not None else None
        tagging, actual = self.tagging, self._actual[-1] if self._actual else None
        if tag == "/Artifact":
            tagging = Tagging.ARTIFACT
        elif isinstance(properties, pikepdf.Dictionary):
            if "/MCID" in properties:
                tagging = Tagging.CONTENT
            if "/ActualText" in properties:
                actual = str(properties["/ActualText"])
        self._open.append(tagging)
        self._actual.append(actual)

    def end(self) -> None:
        """EMC."""
        if self._open:
            self._open.pop()
            self._actual.pop()

    def text(self, shown: str) -> str:
        """What a shown text stands for: once the ActualText around it, where there is one."""
        if not self._actual or self._actual[-1] is None:
            return shown
        actual, self._actual[-1] = self._actual[-1], ""
        return actual
