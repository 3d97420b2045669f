"""Units of length (长度单位): points, millimetres, 字号, ems and lines.

An absolute length is held in points everywhere (`Pt`); `Em` counts character pitches (字)
and `Lines` counts grid lines (行).  All are floats; the unit is there for the reader, and for
whoever reads annotations to know what a value may be written in.

Source of the named sizes: GB/T 9704-2012, 5.2.2 names 三号; the series itself is the
traditional one.  三号 is read as 15.75 pt, the metric reading in which 28 characters fill
156 mm (reference arithmetic of 5.2.3); write `16pt` where the other reading is wanted.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Annotated, TypeAlias

from msgspec import Struct


class Unit(Enum):
    """The mark by which an annotated length tells its unit."""

    POINTS = auto()
    MILLIMETRES = auto()
    EMS = auto()
    LINES = auto()


Pt: TypeAlias = Annotated[float, Unit.POINTS]
Mm: TypeAlias = Annotated[float, Unit.MILLIMETRES]
Em: TypeAlias = Annotated[float, Unit.EMS]
Lines: TypeAlias = Annotated[float, Unit.LINES]

POINTS_PER_MM = 72 / 25.4

NAMED_SIZES: dict[str, Pt] = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 15.75,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
    "小六": 6.5,
    "七号": 5.5,
    "八号": 5.0,
}

_ABSOLUTE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(mm|cm|pt|in|毫米|厘米|磅)")
_EMS = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:em|字)")
_LINES = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:lines?|行)")
_POINTS = {
    "mm": POINTS_PER_MM,
    "毫米": POINTS_PER_MM,
    "cm": 10 * POINTS_PER_MM,
    "厘米": 10 * POINTS_PER_MM,
    "pt": 1.0,
    "磅": 1.0,
    "in": 72.0,
}


def points_from_mm(length: Mm) -> Pt:
    """毫米 to 磅."""
    return length * POINTS_PER_MM


def mm_from_points(length: Pt) -> Mm:
    """磅 to 毫米."""
    return length / POINTS_PER_MM


def parse_points(text: str) -> Pt:
    """Read an absolute length (`37mm`, `2 cm`, `16pt`, `1in`, `三号`) as points.

    Raises ValueError when the text is no absolute length.
    """
    text = text.strip()
    if text in NAMED_SIZES:
        return NAMED_SIZES[text]
    match = _ABSOLUTE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return float(match[1]) * _POINTS[match[2]]


def parse_ems(text: str) -> Em:
    """Read a length in character pitches (`2em`, `2字`).  Raises ValueError otherwise."""
    match = _EMS.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return float(match[1])


def parse_lines(text: str) -> Lines:
    """Read a length in grid lines (`1 line`, `2行`).  Raises ValueError otherwise."""
    match = _LINES.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return float(match[1])


# Geometry of a page: points from the trimmed page's top-left corner, y downwards.


class Rectangle(Struct, frozen=True):
    """矩形: left and top edge, width and height, in pt, y downwards."""

    left: Pt
    top: Pt
    width: Pt
    height: Pt

    @property
    def right(self) -> Pt:
        return self.left + self.width

    @property
    def bottom(self) -> Pt:
        return self.top + self.height
