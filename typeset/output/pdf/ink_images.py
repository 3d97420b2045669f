"""Images in inks (图像分色): of any kind, on white where they were transparent, grey or CMYK.

Imported in workers too, so it knows nothing of ReportLab.
Source: ISO 32000-1, 8.9 (images); a press file wants neither transparency nor the colours of the
screen (reference, PDF/X).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typeset.output.colour import grey_in_ink, in_inks

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
