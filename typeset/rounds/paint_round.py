"""A round's pages as pictures (校样图), and one sheet that shows them all (缩略总图)."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from typeset.base.disk import reason_of
from typeset.base.errors import BuildError, SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.output.write_file import freeze_folder
from typeset.rounds.round import PROOF_FILE
from typeset.texts.page_images import TILE, PageImageError, PageImages

NOT_PAINTED = Message(
    "E756",
    mark("the pages of round {folder} could not be made into pictures: {reason}"),
    mark("the round itself is whole; open its PDF instead"),
)

PICTURES_FOLDER = "png"
SHEET_FILE = "overview.png"
_SCALE = 2.0
"""Pixels a pt of a page's picture (144 ppi)."""
_SMALL_WIDTH, _ACROSS, _GAP = 300, 6, 18
_WIDEST = 8000
"""Pixels of the overview from side to side, at the most."""
_PAPER = (236, 236, 236)


def paint_round(folder: Path) -> Path:
    """Paint the proof of a round into `png` beside it; the folder of the pictures.

    Raises BuildError (E756) where a page cannot be painted, SourceError where a picture cannot be
    written.
    """
    made = folder / PICTURES_FOLDER
    try:
        freeze_folder(made, _pictures((folder / PROOF_FILE).read_bytes()))
    except (PageImageError, OSError) as error:
        reason = reason_of(error)
        kind = SourceError if isinstance(error, OSError) else BuildError
        raise kind([NOT_PAINTED.at(folder=folder.name, reason=reason)]) from error
    return made


def _pictures(proof: bytes) -> dict[str, bytes]:
    """The pages one by one, so that a long proof needs no more memory than its files take."""
    images = PageImages()
    files: dict[str, bytes] = {}
    small: list[Image.Image] = []
    try:
        images.open(PROOF_FILE, proof)
        count = len(images.pages(PROOF_FILE))
        digits = len(str(count))
        width = min(_SMALL_WIDTH, _WIDEST // _across(count) - _GAP)
        for place in range(count):
            page = _page(images, place)
            files[f"{place + 1:0{digits}}.png"] = _encoded(page)
            height = max(1, round(page.height * width / page.width))
            small.append(page.resize((width, height), Image.Resampling.LANCZOS))
    finally:
        images.close()
    files[SHEET_FILE] = _encoded(_overview(small))
    return files


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


def _across(count: int) -> int:
    """How many small pages stand in a row: six, or more where there are very many."""
    return max(min(_ACROSS, count), round(math.sqrt(count)))


def _overview(small: Sequence[Image.Image]) -> Image.Image:
    """All pages small, row by row."""
    across = _across(len(small))
    width = max(one.width for one in small) + _GAP
    cell = max(one.height for one in small) + _GAP
    size = (across * width + _GAP, -(-len(small) // across) * cell + _GAP)
    sheet = Image.new("RGB", size, _PAPER)
    for place, one in enumerate(small):
        row, column = divmod(place, across)
        sheet.paste(one, (_GAP + column * width, _GAP + row * cell))
    return sheet


def _encoded(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG", optimize=False)
    return data.getvalue()
