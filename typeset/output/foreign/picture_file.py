"""A foreign picture as pages (图片附件): upright, in inks, as large as its resolution says.

Only a worker calls this.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from typeset.base.worker_child import tell_step
from typeset.output.foreign.error import ForeignError
from typeset.output.foreign.look import ink_box, ink_cells
from typeset.output.foreign.open_pdf import reason_of, wanted_pages
from typeset.output.foreign.pack import PackWriter
from typeset.output.foreign.picture_page import picture_stream
from typeset.output.foreign.take_objects import ObjectTaker

_FORMATS = ("PNG", "JPEG")
_MOST_MEGAPIXELS = 50
_POINTS_PER_INCH = 72


def take_pictures(
    data: bytes, ranges: Sequence[Sequence[int]], profile: bytes, pack: PackWriter
) -> Mapping[str, Any]:
    """The pictures of a file into the pack; what the pack says of them.

    Raises ForeignError: E601 when it cannot be read, E602 when it is too large.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # judged below, by a finding of its own
    taker = ObjectTaker(pack)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            places = wanted_pages(ranges, 1)
            width, height = image.size
            if width * height > _MOST_MEGAPIXELS * 1_000_000:
                raise ForeignError("E602", width=width, height=height, limit=_MOST_MEGAPIXELS)
            image.load()
            upright = ImageOps.exif_transpose(image)
            upright.info.setdefault("icc_profile", image.info.get("icc_profile"))
            content, entries = picture_stream(upright, profile)
    except ForeignError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ForeignError("E601", reason=reason_of(error)) from error
    name = taker.add_stream(content, entries)
    pages = [_describe(upright, place, name) for place in places]
    tell_step()
    return {"pages": pages, "bookmarks": [], "remarks": {}}


def _describe(image: Any, place: int, name: str) -> Mapping[str, Any]:
    width, height = float(image.width), float(image.height)
    scale = min(0.5, (4_000_000 / (width * height)) ** 0.5)
    small = image.convert("RGB").convert("L").reduce(max(1, round(1 / scale)))
    scale = small.width / width
    box = ink_box(small, scale, width, height)
    cell, columns, rows = ink_cells(small, scale)
    return {
        "number": place + 1,
        "width": width,
        "height": height,
        "links": [],
        "name": name,
        "reason": "",
        "resolution": 0,
        "converted": False,
        "pixels": image.width,
        "ink": [box.left, box.top, box.width, box.height] if box else None,
        "map": [cell, columns, [f"{row:x}" for row in rows]],
    }
