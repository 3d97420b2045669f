"""A foreign picture made printable (图片整备): PNG or JPEG, looked at before it is decoded."""

from __future__ import annotations

import hashlib
import io

from msgspec import Struct

PICTURE_BYTES = 50_000_000
MEGAPIXELS = 50
_KEPT = {"PNG": "png", "JPEG": "jpg"}
_MADE_PNG = ("GIF", "BMP", "TIFF", "WEBP")


class PreparedPicture(Struct, frozen=True):
    """A picture's path in the issue's folder, made from its contents, and its bytes."""

    path: str
    data: bytes


def prepare_picture(data: bytes) -> PreparedPicture | None:
    """The picture, decoded once; None for what is no picture, too large, or of no known kind.

    Call it in a worker process only.
    """
    from PIL import Image

    if len(data) > PICTURE_BYTES:
        return None
    Image.MAX_IMAGE_PIXELS = None  # the size is judged below, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=(*_KEPT, *_MADE_PNG)) as image:
            if image.width * image.height > MEGAPIXELS * 1_000_000:
                return None
            image.load()
            suffix = _KEPT.get(image.format or "")
            if suffix is None:
                made = io.BytesIO()
                image.convert("RGBA" if image.has_transparency_data else "RGB").save(made, "PNG")
                data, suffix = made.getvalue(), "png"
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError):
        return None
    digest = hashlib.sha256(data).hexdigest()[:10]
    return PreparedPicture(f"pictures/{digest}.{suffix}", data)
