"""A foreign picture as pages (图片附件): upright, in inks, as large as its resolution says.

Only a worker calls this.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typeset.base.units import Pt
from typeset.base.worker_child import tell_step
from typeset.output.attachments import limits
from typeset.output.attachments.error import ForeignError
from typeset.output.attachments.look import ink_box, ink_cells
from typeset.output.attachments.open_pdf import reason_of, wanted_pages
from typeset.output.attachments.pack import PackWriter
from typeset.output.attachments.picture_page import picture_stream
from typeset.output.attachments.take_objects import ObjectTaker

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_PHOTOS = ("JPEG", "WEBP")
_PAGED = "TIFF"
"""The one format whose further pictures are pages; of others they are movement."""
_MOST_MEGAPIXELS = 50
_POINTS_PER_INCH = 72.0
_RESOLUTIONS = (30.0, 4_800.0)
"""Pixels an inch that a picture may truly have; others are slips of programs."""
_GLANCE_PIXELS = 1_000_000


def take_pictures(
    data: bytes, ranges: Sequence[Sequence[int]], profile: bytes, pack: PackWriter
) -> Mapping[str, Any]:
    """The pictures of a file into the pack; what the pack says of them.

    Raises ForeignError: E601 when it cannot be read, E602 when one is too large, E606 when there
    are too many, E617 where a wanted one is not there.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # judged below, by a finding of its own
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            count = getattr(image, "n_frames", 1)
            pages = count if image.format == _PAGED else 1
            if pages > limits.FILE_PAGES:
                raise ForeignError("E606", count=pages, limit=limits.FILE_PAGES)
            taker = ObjectTaker(pack)
            places = wanted_pages(ranges, pages)
            taken = {
                place: _take_page(image, place, profile, taker) for place in sorted(set(places))
            }
    except (OSError, ValueError, SyntaxError, TypeError, LookupError) as error:
        raise ForeignError("E601", reason=reason_of(error)) from error
    remarks = {"W628": ""} if count > pages else {}
    return {"pages": [taken[place] for place in places], "bookmarks": [], "remarks": remarks}


def _take_page(
    image: Image.Image, place: int, profile: bytes, taker: ObjectTaker
) -> Mapping[str, Any]:
    from PIL import ImageOps

    if place or image.tell():
        image.seek(place)
    across, down = image.size
    if across * down > _MOST_MEGAPIXELS * 1_000_000:
        raise ForeignError("E602", width=across, height=down, limit=_MOST_MEGAPIXELS)
    image.load()
    resolution = _resolution(image)
    upright = ImageOps.exif_transpose(image)
    upright.info.setdefault("icc_profile", image.info.get("icc_profile"))
    if upright.size != image.size:
        resolution = resolution[::-1]
    content, entries = picture_stream(upright, profile, photo=image.format in _PHOTOS)
    name = taker.add_stream(content, entries)
    tell_step()
    width = upright.width / resolution[0] * _POINTS_PER_INCH
    height = upright.height / resolution[1] * _POINTS_PER_INCH
    return _describe(upright, place, name, width, height)


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Pixels an inch, across and down; 72 where the picture says none that can be true."""
    said = image.info.get("dpi")
    try:
        across, down = (float(value) for value in said or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return _POINTS_PER_INCH, _POINTS_PER_INCH
    low, high = _RESOLUTIONS
    if low <= across <= high and low <= down <= high:
        return across, down
    return _POINTS_PER_INCH, _POINTS_PER_INCH


def _describe(
    image: Image.Image, place: int, name: str, width: Pt, height: Pt
) -> Mapping[str, Any]:
    """What the pack says of one picture."""
    from PIL import Image

    plain = image.convert("RGBA") if image.has_transparency_data else image
    if plain.mode == "RGBA":
        plain = Image.alpha_composite(Image.new("RGBA", plain.size, "white"), plain)
    grey = plain.convert("RGB").convert("L")
    step = max(1, round((grey.width * grey.height / _GLANCE_PIXELS) ** 0.5))
    small = grey.reduce(step).resize((max(1, round(width / 2)), max(1, round(height / 2))))
    box = ink_box(small, 0.5, width, height)
    cell, columns, rows = ink_cells(small, 0.5)
    return {
        "number": place + 1,
        "width": round(width, 3),
        "height": round(height, 3),
        "links": [],
        "name": name,
        "reason": "",
        "resolution": 0,
        "converted": False,
        "pixels": image.width,
        "ink": [box.left, box.top, box.width, box.height] if box else None,
        "map": [cell, columns, [f"{row:x}" for row in rows]],
    }
