"""temporary"""

from __future__ import annotations

from PIL import Image

from typeset.output.colour import grey_in_ink, in_inks


def ink_image(image: Image.Image, profile: bytes) -> Image.Image:
    """An image of any kind in mode 1, L or CMYK, on white where it was transparent."""
    plain = image if image.mode in ("1", "L", "CMYK", "RGB") else image.convert("RGB")
    if plain.mode == "RGB":
        return in_inks(plain, profile)
    return grey_in_ink(plain, profile) if plain.mode == "L" else plain
