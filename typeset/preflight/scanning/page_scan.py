"""What is painted on a page (页面绘制记录), as read from its content; knows no opinion.

Lengths in pt in the page's own user space, y upwards, as the file has them; a box is
(left, bottom, right, top).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from msgspec import Struct

Box: TypeAlias = tuple[float, float, float, float]
Cmyk: TypeAlias = tuple[float, float, float, float]


class Ink(NamedTuple):
    """颜色: its space's name, what device or base it leads to, and its amounts where known.

    `cmyk` are shares of 0 to 1; None where the amounts depend on a conversion.
    """

    space: str
    base: str
    cmyk: Cmyk | None


class What(StrEnum):
    """What was painted."""

    TEXT = "text"
    FILL = "fill"
    STROKE = "stroke"
    SHADING = "shading"
    IMAGE = "image"


class Tagging(StrEnum):
    """How a mark belongs to the structure (标记)."""

    CONTENT = "content"
    ARTIFACT = "artifact"
    NONE = "none"


class TextRun(NamedTuple):
    """字串: one show operator; from (x, y) on the baseline to (end_x, end_y)."""

    x: float
    y: float
    end_x: float
    end_y: float
    size: float
    font: str
    text: str
    ink: Ink
    overprint: bool
    visible: bool
    tagging: Tagging

    @property
    def box(self) -> Box:
        """Roughly where it stands: the em around the baseline."""
        left, right = sorted((self.x, self.end_x))
        low, high = sorted((self.y, self.end_y))
        return left, low - 0.2 * self.size, right, high + 0.8 * self.size


class ImagePaint(NamedTuple):
    """图像: painted into a box; pixels an inch across and along; `bits` a component."""

    box: Box
    pixels: tuple[int, int]
    resolution: float
    bits: int
    ink: Ink
    key: tuple[int, int]


class PaintUse(Struct):
    """How often something was painted, and around what."""

    times: int
    box: Box


class PageScan(Struct):
    """一页的内容: text and images one by one, everything else by its colour.

    `thin` is the thinnest line (pt, box); `art` are boxes that reach the trimmed edge; `untagged`
    counts marks that are neither content nor artifact.
    """

    text: list[TextRun] = []
    images: list[ImagePaint] = []
    paints: dict[tuple[What, Ink, bool], PaintUse] = {}
    thin: tuple[float, Box] | None = None
    art: list[Box] = []
    transparency: set[str] = set()
    untagged: int = 0
    broken: str = ""
    operators: int = 0
    complete: bool = True
