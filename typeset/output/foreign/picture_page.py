"""A page as a picture in inks (整页成图), as few bytes as serve.

Only a worker calls this.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from typeset.output.ink_images import ink_image

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 92
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
    if not photo or made.mode == "1":
        content = zlib.compress(made.tobytes(), 5)
        if len(content) <= _LOSSLESS_BYTES or made.mode == "1":
            return content, entries
    data = io.BytesIO()
    made.save(data, "JPEG", quality=_QUALITY, subsampling=0)
    entries["/Filter"] = "/DCTDecode"
    if made.mode == "CMYK":
        # Pillow writes the four inks inverted, as Adobe's programs do.
        entries["/Decode"] = ["1", "0"] * 4
    return data.getvalue(), entries
