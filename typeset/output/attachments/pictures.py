"""A page as a picture in inks (整页成图), as few bytes as serve.

Only a worker calls this.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typeset.base.units import Pt
from typeset.base.worker_child import tell_step
from typeset.output.attachments import limits
from typeset.output.attachments.limits import ForeignError
from typeset.output.attachments.look import ink_box, ink_cells
from typeset.output.attachments.open_pdf import reason_of, wanted_pages
from typeset.output.attachments.pack import PackWriter
from typeset.output.attachments.take_objects import ObjectTaker
from typeset.output.pdf.pictures import ink_image

if TYPE_CHECKING:
    from PIL import Image


_QUALITY = 92
_INVERTED = bytes(range(255, -1, -1))
_STRIP_PLACES, _STRIP_SIZES = 273, 279
_LOSSLESS_BYTES = 1_500_000
"""Up to this size a picture of a page is kept without loss, for the sake of its small text."""


def picture_stream(
    image: Image.Image, profile: bytes, *, photo: bool = False
) -> tuple[bytes, dict[str, Any]]:
    """The bytes and entries of an image object, as a pack has them; a `photo` is compressed as
    one, another only where it would be large."""
    made = ink_image(image, profile)
    entries: dict[str, Any] = {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/Width": str(made.width),
        "/Height": str(made.height),
        "/BitsPerComponent": "1" if made.mode == "1" else "8",
        "/ColorSpace": "/DeviceCMYK" if made.mode == "CMYK" else "/DeviceGray",
        "/Filter": "/FlateDecode",
    }
    if made.mode == "1":
        return _black_and_white(made, entries)
    if not photo:
        content = zlib.compress(made.tobytes(), 5)
        if len(content) <= _LOSSLESS_BYTES:
            return content, entries
    data = io.BytesIO()
    made.save(data, "JPEG", quality=_QUALITY, subsampling=0)
    entries["/Filter"] = "/DCTDecode"
    if made.mode == "CMYK":
        # Pillow writes the four inks inverted, as Adobe's programs do.
        entries["/Decode"] = ["1", "0"] * 4
    return data.getvalue(), entries


def _black_and_white(image: Image.Image, entries: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """A scan without greys: as a fax (CCITT group 4) where that is smaller, and it mostly is."""
    deflated, fax = zlib.compress(image.tobytes(), 5), _as_fax(image)
    if len(deflated) <= len(fax):
        return deflated, entries
    entries["/Filter"] = "/CCITTFaxDecode"
    entries["/DecodeParms"] = {
        "/": {"/K": "-1", "/Columns": str(image.width), "/Rows": str(image.height)}
    }
    return fax, entries


def _as_fax(image: Image.Image) -> bytes:
    """The one strip of a TIFF in CCITT group 4; white, for a fax, is 0 (ITU-T T.6)."""
    from PIL import Image

    data = io.BytesIO()
    strip = (image.width + 7) // 8 * image.height
    inverted = Image.frombytes("1", image.size, image.tobytes().translate(_INVERTED))
    inverted.save(data, "TIFF", compression="group4", strip_size=strip)
    with Image.open(data, formats=("TIFF",)) as written:
        tags: Any = written.getexif()
        places, sizes = tags[_STRIP_PLACES], tags[_STRIP_SIZES]
    place, size = (one[0] if isinstance(one, tuple) else one for one in (places, sizes))
    if isinstance(sizes, tuple) and len(sizes) > 1:
        raise ValueError("TIFF strips")
    return data.getvalue()[place : place + size]


# A foreign picture as pages (图片附件): upright, in inks, as large as its resolution says.
#
# Only a worker calls this.

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
