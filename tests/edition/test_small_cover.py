"""The cover of a smaller sheet keeps the proportions of A4, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.editions import WEEK, write_edition
from typeset.edition.build_issue import build_issue

STYLE = """extends: weekly
page:
  width: {width}mm
  height: {height}mm
type_area:
  top: 22mm
  inner: 18mm
  width: {measure}mm
  height: {depth}mm
"""


@pytest.mark.parametrize(("width", "height"), [(210, 297), (184, 260), (148, 210)])
def test_the_date_stands_on_the_cover(tmp_path: Path, width: int, height: int) -> None:
    write_edition(tmp_path)
    styles = tmp_path / "styles"
    styles.mkdir()
    text = STYLE.format(width=width, height=height, measure=width - 36, depth=height - 50)
    (styles / "small.yaml").write_text(text, "utf-8")
    built = build_issue(tmp_path, WEEK, "small", preflight=False)
    with pypdfium2.PdfDocument(built.path) as pdf:
        words = pdf[0].get_textpage()
        lines = [line for line in words.get_text_range().splitlines() if line.strip()]
        (left, bottom, _, _) = words.get_rect(words.count_rects() - 1)
    assert "年" in lines[-1]
    assert lines[-1].rstrip().endswith("日")
    assert bottom > 28
    assert left > 28
