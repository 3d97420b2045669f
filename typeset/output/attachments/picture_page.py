"""A page as a picture in inks (整页成图), as few bytes as serve.

Only a worker calls this.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from typeset.output.pdf.ink_images import ink_image

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
