"""Faces of square glyphs, so that every position is exact and no test needs a big face.

The Han face draws each character as a square in its cell; marks fill the half that theirs do in
print (？ stands centred, as in some open faces); — … ～ stand at the wrong height, so that what
moves them is seen.  The Western face is half as wide.
"""

from __future__ import annotations

import hashlib
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from msgspec.structs import replace

from typeset.base.project import project_folder
from typeset.design.fonts.font_book import FaceSource, FontBook
from typeset.design.style.load_style import load_style
from typeset.design.style.style import LineRules
from typeset.layout.lines.compose import Setting, SpanText, Typesetter
from typeset.layout.lines.line import Composed

UNITS = 1000
CENTRE = 380
"""Height of the middle of the Han ink above the baseline, in thousandths of an em."""

Box = tuple[int, int, int, int]

HAN: Box = (50, CENTRE - 450, 950, CENTRE + 450)
RIGHT_HALF: Box = (550, CENTRE - 450, 950, CENTRE + 450)
LEFT_HALF: Box = (50, CENTRE - 450, 450, CENTRE + 450)
MIDDLE_HALF: Box = (300, CENTRE - 400, 700, CENTRE + 400)

_MARKS: dict[str, Box] = {
    **dict.fromkeys("“‘（《〈「『【〖〔［｛", RIGHT_HALF),
    **dict.fromkeys("”’）》〉」』】〗〕］｝，、；：。．！", LEFT_HALF),
    "？": MIDDLE_HALF,
    "—": (0, 500, 1000, 540),
    "–": (300, 500, 700, 540),
    "…": (100, 0, 900, 80),
    "⋯": (100, 0, 900, 80),
    "～": (50, 600, 950, 700),
    "·": (450, 0, 550, 100),
    "\u3000": (0, 0, 0, 0),
}
_HAN = (*range(0x4E00, 0xA000), 0x3007, 0x3005, *range(0x2460, 0x2474), *map(ord, "％℃￥№§／"))
_WESTERN = (*range(0x21, 0x7F), *range(0xC0, 0x100), *map(ord, "“”‘’…—·²³₂±×"))
_WESTERN_BOX: Box = (50, 0, 450, 700)


def _face(path: Path, name: str, advance: int, boxes: dict[int, Box]) -> Path:
    """A TrueType face: each box one glyph, drawn as a rectangle."""
    names = {box: f"box{place}" for place, box in enumerate(dict.fromkeys(boxes.values()))}
    glyphs: dict[str, Any] = {
        ".notdef": TTGlyphPen(None).glyph(),
        "space": TTGlyphPen(None).glyph(),
    }
    sides = {".notdef": 0, "space": 0}
    for (left, bottom, right, top), glyph in names.items():
        pen = TTGlyphPen(None)
        if right > left:
            pen.moveTo((left, bottom))
            pen.lineTo((left, top))
            pen.lineTo((right, top))
            pen.lineTo((right, bottom))
            pen.closePath()
        glyphs[glyph] = pen.glyph()
        sides[glyph] = left
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x20: "space", **{code: names[box] for code, box in boxes.items()}})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({glyph: (advance, side) for glyph, side in sides.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(fsType=0)
    builder.setupPost()
    builder.save(path)
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="typeset-square-")


@cache
def square_book() -> FontBook:
    """All roles by two faces: SquareHan, with SquareWestern for Western text."""
    folder = Path(_folder().name)
    han = dict.fromkeys(_HAN, HAN) | {ord(mark): box for mark, box in _MARKS.items()}
    sources = []
    for name, advance, boxes in (
        ("SquareHan", UNITS, han),
        ("SquareWestern", UNITS // 2, dict.fromkeys(_WESTERN, _WESTERN_BOX)),
    ):
        path = _face(folder / f"{name}.ttf", name, advance, boxes)
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        sources.append(FaceSource(name, path, 0, checksum, "own", "drawn by the tests"))
    chains = dict.fromkeys(("title", "body", "kai", "hei", "song"), (sources[0],))
    return FontBook({**chains, "western": (sources[1],)})


@cache
def standard_rules() -> LineRules:
    """The rules of the weekly style."""
    return load_style("weekly", [project_folder() / "styles"]).lines


@cache
def _typesetter(rules: LineRules, names: tuple[str, ...]) -> Typesetter:
    return Typesetter(square_book(), rules, names)


def typesetter(names: tuple[str, ...] = (), **changes: Any) -> Typesetter:
    """A typesetter with the square faces; `changes` are fields of `LineRules`."""
    return _typesetter(replace(standard_rules(), **changes), names)


def spans(*texts: str, role: str = "body") -> tuple[SpanText, ...]:
    """Texts as spans of one look, 10 pt on a pitch of 10 pt."""
    return tuple(SpanText(text, role, "western", 10.0) for text in texts)


def setting(
    measure: float,
    indent: float = 0.0,
    *,
    left: float = 0.0,
    justify: bool = True,
    heading: bool = False,
) -> Setting:
    return Setting(10.0, measure, indent, left, justify, heading)


def set_text(
    text: str,
    measure: float,
    indent: float = 0.0,
    *,
    names: tuple[str, ...] = (),
    heading: bool = False,
    **changes: Any,
) -> Composed:
    """A paragraph set in the square faces, measures in em."""
    setter = typesetter(names, **changes)
    return setter.compose(spans(text), setting(measure, indent, heading=heading))


def lines_of(composed: Composed) -> list[str]:
    """The text of each line, without the spaces at its edges."""
    return [line.text.strip() for line in composed.lines]


def ink_of(composed: Composed) -> list[list[tuple[str, float, float]]]:
    """(character, left, right) of each glyph's ink in each line, in em from the text's edge."""
    return [
        [
            (
                shape.text,
                origin - shape.origin + shape.left,
                origin - shape.origin + shape.right,
            )
            for shape, origin in zip(line.shapes, line.origins, strict=True)
            if shape.right > shape.left
        ]
        for line in composed.lines
    ]
