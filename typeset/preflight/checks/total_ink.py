"""Ink in all (总墨量): what the paper can take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    HOUSE,
    PRINT,
    Check,
    OnPage,
    Said,
    Strength,
    by_pages,
    measured,
    ranges,
)
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Ink

TOO_MUCH_INK = Message(
    "E854",
    mark("page {pages}: {total} % of ink in all; 300 % is the most"),
    mark("reduce the inks under dark areas"),
)
FOREIGN_INK = Message(
    "W899",
    mark("page {pages}: {total} % of ink in an attachment; 300 % is the most"),
    mark("ask the print shop whether the paper takes it, or the sender for a lighter picture"),
)

_MOST = 300
_TOLERANCE = 0.5
_SAMPLES = 256
"""A picture is judged by this many tones a side: a dot of excess in a photograph is no harm."""
_CMYK = ("DeviceCMYK", "ICCCMYK")
_GREY = ("DeviceGray", "ICCGray", "CalGray", "?")
_MOST_PIXELS = 50_000_000


def look(opened: Opened) -> Iterator[Said]:
    """Of each colour painted, and of CMYK pictures; which pages need more than black."""
    found: list[OnPage] = []
    coloured: list[int] = []
    highest = 0.0
    pictures: dict[tuple[int, int], float] = {}
    for place, scan in enumerate(opened.scans):
        for image in scan.images:
            if image.ink.base in _CMYK and image.key not in pictures and image.key != (0, 0):
                pictures[image.key] = _of_picture(opened.pdf.get_object(image.key))
        total = 100 * max((sum(ink.cmyk) for _, ink, _ in scan.paints if ink.cmyk), default=0.0)
        total = max(total, *(pictures.get(image.key, 0.0) for image in scan.images), 0.0)
        highest = max(highest, total)
        if total > _MOST + _TOLERANCE:
            found.append((place, {"total": round(total)}))
        if any(map(_is_coloured, (ink for _, ink, _ in scan.paints))):
            coloured.append(place + 1)
    yield from by_pages(TOO_MUCH_INK, [one for one in found if not opened.is_foreign(one[0])])
    yield from by_pages(FOREIGN_INK, [one for one in found if opened.is_foreign(one[0])])
    words = mark("{total} % at most; pages with cyan, magenta, yellow or a spot colour: {pages}")
    yield measured(words, total=round(highest), pages=ranges(coloured) or "—")


def _is_coloured(ink: Ink) -> bool:
    """Whether an ink needs more than the black plate."""
    if ink.cmyk is not None:
        return any(ink.cmyk[:3])
    return ink.base not in _GREY


def _of_picture(image: Any) -> float:
    """The most ink in a CMYK picture, in percent; 0 where it cannot be decoded."""
    if int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > _MOST_PIXELS:
        return 0.0
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError, TypeError):
        return 0.0
    if picture.mode != "CMYK":
        return 0.0
    picture = picture.reduce(max(1, max(picture.size) // _SAMPLES))
    counted = picture.getcolors(picture.width * picture.height) or []
    return max((sum(cast("tuple[int, ...]", tones)) for _, tones in counted), default=0) / 2.55


TOTAL_INK = Check(
    identifier="total-ink",
    words=mark("ink in all, by page"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=PRINT,
    messages=(TOO_MUCH_INK, FOREIGN_INK),
    look=look,
)
