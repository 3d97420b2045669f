"""Artwork (图文): what the press file and the reading file share, made once.

Objects have names and refer to each other by them; each file gives them its own numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from msgspec import Struct

from typeset.base.units import Rectangle
from typeset.design.fonts.fonts import Face


class Purpose(Enum):
    """用途: what a file is for, which decides its boxes, links and claims."""

    PRESS = "print"
    READING = "reading"


class DrawnPage(Struct, frozen=True):
    """One page's content: the name of its stream, the structure index of each marked content
    (MCID) in order, and the names of the images and forms it paints."""

    content: str
    structures: tuple[int, ...]
    painted: tuple[str, ...]


class Artwork(Struct, frozen=True):
    """All pages as drawn, with their objects by name and what names their content.

    `fonts` are the names of the font objects, which are their names in the pages too; `figures`
    are the boxes of pictures by structure index, in pt from the page's top-left corner.
    """

    pages: tuple[DrawnPage, ...]
    objects: Mapping[str, Any]
    fonts: tuple[str, ...]
    faces: tuple[Face, ...]
    figures: Mapping[int, Rectangle]
    digest: bytes
