"""Pages as pictures (版面图样): a few pages as PDFium shows them, beside those that were looked at.

`make golden` paints them anew; look at them before you commit.
"""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from typeset.edition.build_issue import build_issue

FOLDER = Path(__file__).parent
DPI = 50
MOST_DIFFERENT = 1.5
"""Mean difference of grey levels, of 255: another renderer's edges, not another line."""
PAGES = [
    ("2025-36", 2, "contents"),
    ("2025-36", 4, "material"),
    ("2025-36", 14, "picture"),
    ("handbook", 13, "turned-table"),
    ("notice-sample", 0, "red-head"),
]


@pytest.fixture(scope="module")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reading file of each sample issue."""
    out = tmp_path_factory.mktemp("pictures")
    files = {}
    for week in dict.fromkeys(week for week, _, _ in PAGES):
        done = build_issue(project, week, out=out)
        substituted = [str(found) for found in done.findings if found.code in {"W407", "W607"}]
        if substituted:
            pytest.skip(f"the pinned faces are not all there: {substituted[0]}")
        files[week] = done.path
    return files


@pytest.mark.slow
@pytest.mark.parametrize(("week", "place", "name"), PAGES)
def test_a_page_looks_as_it_did(built: dict[str, Path], week: str, place: int, name: str) -> None:
    document = pypdfium2.PdfDocument(built[week])
    picture = document[place].render(scale=DPI / 72, grayscale=True).to_pil()
    path = FOLDER / f"{week}.{name}.png"
    if os.environ.get("TYPESET_WRITE_GOLDEN"):
        picture.save(path, optimize=True)
    with Image.open(path) as wanted:
        assert wanted.size == picture.size
        different = ImageStat.Stat(ImageChops.difference(wanted.convert("L"), picture)).mean[0]
    assert different < MOST_DIFFERENT
