"""Pictures as image objects (图像对象): PNG and JPEG, upright, without transparency.

Source: ISO 32000-1, 8.9 (images); a press file wants no transparency (reference, PDF/X).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typeset.output.pdf_objects import Stream, array, name

if TYPE_CHECKING:
    from PIL import Image

_SPACES = {"1": "DeviceGray", "L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


def image_object(path: str) -> Stream:
    """The image of a file as a stream object.

    A JPEG that stands upright keeps its own data; everything else is decoded and deflated.
    Raises OSError or ValueError when the file cannot be decoded (it was measured before).
    """
    from PIL import Image, ImageOps

    with Image.open(path, formats=("PNG", "JPEG")) as image:
        image.load()
        upright = image.getexif().get(0x0112, 1) == 1
        if image.format == "JPEG" and upright and image.mode in ("L", "RGB", "CMYK"):
            return _jpeg(path, image)
        return _deflated(_plain(ImageOps.exif_transpose(image)))


def _jpeg(path: str, image: Image.Image) -> Stream:
    entries = _entries(image)
    entries["Filter"] = name("DCTDecode")
    if image.mode == "CMYK" and "adobe" in image.info:
        # Adobe's programs store the four inks inverted.
        entries["Decode"] = array([1, 0] * 4)
    with open(path, "rb") as file:
        return Stream(file.read(), entries, deflate=False)


def _deflated(image: Image.Image) -> Stream:
    return Stream(image.tobytes(), _entries(image))


def _plain(image: Image.Image) -> Image.Image:
    """In one of four modes, on white where it was transparent."""
    from PIL import Image

    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        grey = image.mode in ("LA", "La")
        above = image.convert("RGBA")
        white = Image.new("RGBA", above.size, "white")
        flat = Image.alpha_composite(white, above)
        return flat.convert("L" if grey else "RGB")
    if image.mode in _SPACES:
        return image
    return image.convert("RGB")


def _entries(image: Image.Image) -> dict[str, Any]:
    return {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": image.width,
        "Height": image.height,
        "BitsPerComponent": 1 if image.mode == "1" else 8,
        "ColorSpace": name(_SPACES[image.mode]),
    }
