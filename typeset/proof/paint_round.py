"""A round's pages as pictures (校样图), and one sheet that shows them all (缩略总图)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from typeset.output.write_file import freeze_folder
from typeset.proof.page_images import TILE, PageImages
from typeset.proof.round import PROOF_FILE

PICTURES_FOLDER = "png"
SHEET_FILE = "overview.png"
_SCALE = 2.0
"""Pixels a pt of a page's picture (144 ppi)."""
_SMALL_WIDTH, _ACROSS, _GAP = 300, 6, 18
_PAPER = (236, 236, 236)


def paint_round(folder: Path) -> Path:
    """Paint the proof of a round into `png` beside it; the folder of the pictures.

    Raises PageImageError where a page cannot be painted, OSError where it cannot be written.
    """
    images = PageImages()
    try:
        images.open(PROOF_FILE, (folder / PROOF_FILE).read_bytes())
        count = len(images.pages(PROOF_FILE))
        pages = [_page(images, place) for place in range(count)]
    finally:
        images.close()
    digits = len(str(count))
    files = {f"{place + 1:0{digits}}.png": _encoded(page) for place, page in enumerate(pages)}
    files[SHEET_FILE] = _encoded(_overview(pages))
    made = folder / PICTURES_FOLDER
    freeze_folder(made, files)
    return made


def _page(images: PageImages, place: int) -> Image.Image:
    """One page, its tiles put together."""
    facts = images.pages(PROOF_FILE)[place]
    width, height = round(facts.width * _SCALE), round(facts.height * _SCALE)
    page = Image.new("RGB", (width, height), "white")
    for row in range(-(-height // TILE)):
        for column in range(-(-width // TILE)):
            data = images.image(PROOF_FILE, place, _SCALE, column, row, grey=False)
            with Image.open(io.BytesIO(data)) as tile:
                page.paste(tile.convert("RGB"), (column * TILE, row * TILE))
    return page


def _overview(pages: Sequence[Image.Image]) -> Image.Image:
    """All pages small, six in a row."""
    small = []
    for page in pages:
        height = max(1, round(page.height * _SMALL_WIDTH / page.width))
        small.append(page.resize((_SMALL_WIDTH, height), Image.Resampling.LANCZOS))
    across = min(_ACROSS, len(small))
    cell = max(one.height for one in small) + _GAP
    down = -(-len(small) // across)
    size = (across * (_SMALL_WIDTH + _GAP) + _GAP, down * cell + _GAP)
    sheet = Image.new("RGB", size, _PAPER)
    for place, one in enumerate(small):
        row, column = divmod(place, across)
        sheet.paste(one, (_GAP + column * (_SMALL_WIDTH + _GAP), _GAP + row * cell))
    return sheet


def _encoded(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG", optimize=False)
    return data.getvalue()
