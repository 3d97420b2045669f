"""Faces and their measures (字体): what a face is, what a glyph of it measures.

Roles name a class of face as GB/T 9704-2012 does (小标宋, 仿宋, 楷体, 黑体, 宋体); each role is
a chain of faces, the first that is installed serves and the others lend the characters it lacks.
All measures are in em of the face (1 em = its size), the baseline at 0, y upwards.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from typeset.base.units import Em


class Outlines(StrEnum):
    """轮廓: how a face's outlines are stored, which decides how it is embedded."""

    CFF_CID = "CFF, CID-keyed"
    CFF_NAMED = "CFF, name-keyed"
    GLYF = "TrueType"


class Embedding(StrEnum):
    """嵌入许可: the licence bits of OS/2 fsType."""

    INSTALLABLE = "installable"
    EDITABLE = "editable"
    PREVIEW = "preview and print"
    WHOLE_ONLY = "no subsetting"
    FORBIDDEN = "restricted"


class Glyph(NamedTuple):
    """字形: one glyph as it will be drawn.

    `identifier` is the glyph id in the whole face, `code` the two-byte code written into the
    page (the CID of a CID-keyed face, else the glyph id), so page content does not depend on
    the subset.  `left, bottom, right, top` bound the ink; all zero for a glyph without ink.
    """

    identifier: int
    code: int
    advance: Em
    left: Em
    bottom: Em
    right: Em
    top: Em


class Face(Struct, frozen=True):
    """字体: one face of a file.

    `centre` is the height of the middle of its Han ink above the baseline (None for a face
    without Han): faces drawn in different boxes are brought to one height by it.
    `postscript_name` has no subset prefix.  `ascent`, `descent` and `cap_height` are for the
    font descriptor only; line boxes come from the em and the grid.
    """

    identifier: str
    path: Path
    index: int
    sha256: str
    postscript_name: str
    outlines: Outlines
    embedding: Embedding
    units_per_em: int
    glyph_count: int
    ascent: Em
    descent: Em
    cap_height: Em
    bounds: tuple[Em, Em, Em, Em]
    italic_angle: float
    weight: int
    serif: bool
    centre: Em | None
    licence: str
    provenance: str

    @property
    def middle(self) -> Em:
        """`centre`, for a face without Han that of the usual em box, 880 above and 120 below."""
        return 0.38 if self.centre is None else self.centre

    @property
    def em_top(self) -> Em:
        """Height of the em box's top edge above the baseline (its middle is the Han middle)."""
        return self.middle + 0.5


class Coverage(Struct, frozen=True):
    """字库覆盖: how many characters of the two usual repertoires a face has."""

    gb2312: int
    gb2312_total: int
    tongyong: int
    tongyong_total: int
