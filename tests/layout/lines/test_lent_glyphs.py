"""A glyph lent by another face stands at the height of its neighbours (reference, open faces)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces import write_face
from typeset.base.project import project_folder
from typeset.design.fonts.font_book import FaceSource, FontBook
from typeset.design.fonts.load_fonts import load_fonts
from typeset.layout.lines.shape import Shaper

CLOSE_ENOUGH = 0.03
"""Of the em: what the eye does not see."""
NEIGHBOURS = "国家中央人民政府书记同志王李张刘陈明文德志英"
LENT = "喆堃玥珺镕頔旻祎"
"""Name characters that GB 2312 lacks."""


def middle(shaper: Shaper, characters: str) -> float:
    """The mean middle of the ink of characters above the line's baseline, em."""
    shapes = [shaper.cluster(character).shapes[0] for character in characters]
    assert all(shape.face for shape in shapes)
    return sum((shape.bottom + shape.top) / 2 for shape in shapes) / len(shapes)


@pytest.mark.parametrize("role", ["title", "body", "kai", "hei", "song"])
def test_open_faces(role: str) -> None:
    folder = project_folder() / "fonts"
    if not (folder / "open" / "FandolFang-Regular.otf").is_file():
        pytest.skip("the open faces are not installed (paiban fonts install)")
    shaper = Shaper(load_fonts([folder]).book, role, "western", 1.0, 0.02)
    around = middle(shaper, NEIGHBOURS)
    assert abs(middle(shaper, LENT) - around) <= CLOSE_ENOUGH
    # One glyph's own shape moves its middle; far off none may be.
    assert all(abs(middle(shaper, one) - around) <= 2 * CLOSE_ENOUGH for one in LENT)


@pytest.mark.parametrize("raised", [-150, -80, -30, 0, 30, 80, 150])
@pytest.mark.parametrize("scale", [1.0, 0.9])
def test_boxes_of_any_height(tmp_path: Path, raised: int, scale: float) -> None:
    def source(name: str, characters: str, shift: int) -> FaceSource:
        box = (60, -90 + shift, 940, 850 + shift)
        path = write_face(tmp_path / f"{name}.ttf", characters, name=name, box=box)
        return FaceSource(name, path, 0, f"{name}{shift}", "", "")

    book = FontBook({"body": [source("First", "国", 0), source("Second", "国喆", raised)]})
    shaper = Shaper(book, "body", "body", scale, 0.02)
    lent = shaper.cluster("喆").shapes[0]
    assert lent.face == "Second"
    assert abs((lent.bottom + lent.top) / 2 - middle(shaper, "国")) <= CLOSE_ENOUGH + 1e-9
    assert lent.top - lent.bottom == pytest.approx(0.94 * scale), "moved, not scaled"
