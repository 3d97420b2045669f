"""Images in inks (图像分色): of any kind, on white where they were transparent, grey or CMYK.

Imported in workers too, so it knows nothing of ReportLab.
Source: ISO 32000-1, 8.9 (images); a press file wants neither transparency nor the colours of the
screen (reference, PDF/X).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from typeset.output.colour import grey_in_ink, in_inks
from typeset.output.pdf.pdf_objects import Stream, array, name
from typeset.output.print_condition import PrintCondition

if TYPE_CHECKING:
    from PIL import Image


_MODES = ("1", "L", "CMYK", "RGB")


def ink_image(image: Image.Image, profile: bytes) -> Image.Image:
    """An image of any kind in mode 1, L or CMYK, on white where it was transparent."""
    plain = _plain(image)
    if plain.mode == "RGB":
        return in_inks(plain, profile)
    return grey_in_ink(plain, profile) if plain.mode == "L" else plain


def _plain(image: Image.Image) -> Image.Image:
    """In one of four modes, on white where it was transparent."""
    from PIL import Image

    profile = image.info.get("icc_profile")
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        grey = image.mode in ("LA", "La")
        above = image.convert("RGBA")
        white = Image.new("RGBA", above.size, "white")
        image = Image.alpha_composite(white, above).convert("L" if grey else "RGB")
    elif image.mode not in _MODES:
        image = image.convert("RGB")
    image.info["icc_profile"] = profile
    return image


# Pictures as image objects (图像对象): PNG and JPEG, upright, without transparency, in inks.
#
# Source: ISO 32000-1, 8.9 (images); a press file wants neither transparency nor the colours of the
# screen (reference, PDF/X).

_SPACES = {"1": "DeviceGray", "L": "DeviceGray", "CMYK": "DeviceCMYK"}
_ORIENTATION = 0x0112
_QUALITY = 92


def image_object(path: str, condition: PrintCondition) -> Stream:
    """The image of a file as a stream object, grey or CMYK.

    A JPEG in inks that stands upright keeps its own data; one that is converted becomes a JPEG
    again; everything else is deflated.  Raises OSError or ValueError when the file cannot be
    decoded (it was measured before).
    """
    from PIL import Image, ImageOps

    with Image.open(path, formats=("PNG", "JPEG")) as image:
        image.load()
        upright = image.getexif().get(_ORIENTATION, 1) == 1
        if image.format == "JPEG" and upright and image.mode == "CMYK":
            with open(path, "rb") as file:
                return _jpeg(file.read(), image, inverted="adobe" in image.info)
        turned = ImageOps.exif_transpose(image)
        turned.info.setdefault("icc_profile", image.info.get("icc_profile"))
        return pixels_object(turned, condition, photo=image.format == "JPEG")


def pixels_object(image: Image.Image, condition: PrintCondition, *, photo: bool) -> Stream:
    """An image in memory as a stream object, grey or CMYK; a `photo` is compressed as one."""
    made = ink_image(image, condition.profile)
    if not photo:
        return Stream(made.tobytes(), _entries(made))
    data = io.BytesIO()
    made.save(data, "JPEG", quality=_QUALITY, subsampling=0)
    # Pillow writes the four inks inverted, as Adobe's programs do.
    return _jpeg(data.getvalue(), made, inverted=made.mode == "CMYK")


def _jpeg(data: bytes, image: Image.Image, *, inverted: bool) -> Stream:
    entries = _entries(image)
    entries["Filter"] = name("DCTDecode")
    if inverted:
        entries["Decode"] = array([1, 0] * 4)
    return Stream(data, entries, deflate=False)


def _entries(image: Image.Image) -> dict[str, Any]:
    return {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": image.width,
        "Height": image.height,
        "BitsPerComponent": 1 if image.mode == "1" else 8,
        "ColorSpace": name(_SPACES[image.mode]),
    }
