"""Which pages are printed in colour (彩色页), looked for on the finished pages."""

from __future__ import annotations

import io

from PIL import Image, ImageChops

from typeset.texts.page_images import PageImages

_SCALE = 0.5
"""Pixels a pt."""
_CHROMA = 40
"""Difference of the strongest and the weakest of red, green and blue that counts as colour."""
_KEY = "colours"


def find_colour_pages(data: bytes) -> tuple[int, ...]:
    """The pages (from 0) of a reading file on which something is not grey.

    Raises PageImageError where a page cannot be painted.
    """
    images = PageImages()
    try:
        images.open(_KEY, data)
        count = len(images.pages(_KEY))
        return tuple(place for place in range(count) if _is_coloured(images, place))
    finally:
        images.close()


def _is_coloured(images: PageImages, place: int) -> bool:
    png = images.image(_KEY, place, _SCALE, 0, 0, grey=False)
    with Image.open(io.BytesIO(png)) as image:
        red, green, blue = image.convert("RGB").split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    weakest = ImageChops.darker(ImageChops.darker(red, green), blue)
    chroma = ImageChops.subtract(strongest, weakest)
    return any(chroma.histogram()[_CHROMA + 1 :])
