"""Colours of the screen in inks (分色): RGB to grey or CMYK for a print condition.

What is neutral becomes grey, so that it prints with black ink alone, as light as it looks on the
screen; everything else goes through littleCMS from its own profile, else from sRGB: relative
colorimetric with black point compensation, the usual choice for offset printing.
"""

from __future__ import annotations

import io
import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_NEUTRAL = 6
"""Most difference between the channels of a neutral, of 255: what JPEG does to grey."""
_MOST_MEAN = 191
"""Most ink of a pixel as the mean of its four channels: 300 % of 255."""


def in_inks(image: Image.Image, profile: bytes) -> Image.Image:
    """An RGB image as grey, when all of it is neutral, else in the inks of a press profile; by
    formula where the profile is empty."""
    from PIL import ImageCms

    if is_neutral(image):
        return grey_in_ink(image.getchannel("G"), profile)
    if not profile:
        return _limited(_by_formula(image))
    source = image.info.get("icc_profile") or b""
    try:
        transform = _transform(source, profile)
    except (ImageCms.PyCMSError, OSError):
        transform = _transform(b"", profile)
    made = ImageCms.applyTransform(image, transform)
    if made is None:
        raise ValueError("colour conversion")
    return _limited(made)


def grey_in_ink(image: Image.Image, profile: bytes) -> Image.Image:
    """A grey image in the black ink of a press profile; as it is where the profile is empty."""
    return image.point(_tones(profile)) if profile else image


def _by_formula(image: Image.Image) -> Image.Image:
    """What is common to the three colours printed in black (灰成分替代)."""
    from PIL import Image, ImageChops

    inks = [ImageChops.invert(channel) for channel in image.split()]
    black = ImageChops.darker(ImageChops.darker(inks[0], inks[1]), inks[2])
    coloured = [ImageChops.subtract(ink, black) for ink in inks]
    return Image.merge("CMYK", (*coloured, black))


def ink_of(red: float, green: float, blue: float, profile: bytes) -> tuple[float, ...]:
    """One colour of the screen (0 to 1) as (grey,) or (cyan, magenta, yellow, black), 0 to 1."""
    from PIL import Image

    values = [max(0, min(255, round(255 * part))) for part in (red, green, blue)]
    made = in_inks(Image.new("RGB", (1, 1), (values[0], values[1], values[2])), profile)
    pixel: Any = made.getpixel((0, 0))
    channels: Sequence[int] = pixel if isinstance(pixel, tuple) else (pixel,)
    return tuple(round(channel / 255, 4) for channel in channels)


def is_neutral(image: Image.Image) -> bool:
    """Whether an RGB image has no colour that one would see."""
    from PIL import ImageChops

    red, green, blue = image.split()
    return all(
        _largest(ImageChops.difference(first, second)) <= _NEUTRAL
        for first, second in ((red, green), (green, blue), (red, blue))
    )


def _largest(channel: Image.Image) -> int:
    return max(value for value, count in enumerate(channel.histogram()) if count)


@cache
def _transform(source: bytes, profile: bytes) -> Any:
    from PIL import ImageCms

    first = (
        ImageCms.ImageCmsProfile(io.BytesIO(source)) if source else ImageCms.createProfile("sRGB")
    )
    return ImageCms.buildTransform(
        first,
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@cache
def _tones(profile: bytes) -> list[int]:
    """The grey that prints as light as each grey of the screen looks, black to black and white to
    white: what black ink gains on paper is taken off before (网点增大)."""
    from PIL import Image, ImageCms

    inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    none = Image.new("L", ramp.size)
    black = Image.merge("CMYK", (none, none, none, ramp.point(lambda value: 255 - value)))
    printed = _lightness(black, inks, "CMYK")
    seen = _lightness(Image.merge("RGB", (ramp,) * 3), ImageCms.createProfile("sRGB"), "RGB")
    darkest, lightest = printed[0], printed[-1]
    reach = (lightest - darkest) / max(1, seen[-1] - seen[0])
    wanted = [darkest + (value - seen[0]) * reach for value in seen]
    return [bisect_left(printed, value) for value in wanted[:-1]] + [255]


def _lightness(image: Image.Image, profile: Any, mode: str) -> list[int]:
    """L* of each pixel in a row, 0 to 255, never falling."""
    from PIL import ImageCms

    transform = ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("LAB"),
        mode,
        "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    made = ImageCms.applyTransform(image, transform)
    if made is None:
        raise ValueError("colour conversion")
    return list(accumulate(made.tobytes()[::3], max))


def _limited(image: Image.Image) -> Image.Image:
    """总墨量: never more ink than 300 %; what is too much is taken from the three colours."""
    from PIL import Image, ImageChops

    cyan, magenta, yellow, black = image.split()
    mean = ImageChops.add(
        ImageChops.add(cyan, magenta, 2.0), ImageChops.add(yellow, black, 2.0), 2.0
    )
    # Rounded down twice, a mean may be 1 too small.
    taken = mean.point(
        [max(0, math.ceil((value + 1 - _MOST_MEAN) * 4 / 3)) for value in range(256)]
    )
    coloured = [ImageChops.subtract(channel, taken) for channel in (cyan, magenta, yellow)]
    return Image.merge("CMYK", (*coloured, black))
