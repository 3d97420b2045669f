"""The pages by a second reader (复读): PDFium's characters and where their ink lies.

Nothing here comes from the reading of the operators, so the two can be held against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typeset.preflight.scanning.page_scan import Box

if TYPE_CHECKING:
    import pypdfium2

_DASH = 0x2014
_HAN = range(0x3400, 0xA000)


class SecondReading(Struct):
    """一页: its characters, the ink boxes of its dashes, the middles (x, y) of its Han ink."""

    text: str = ""
    dashes: list[Box] = []
    han: list[tuple[float, float]] = []


def read_again(document: pypdfium2.PdfDocument, place: int) -> SecondReading:
    """A page (from 0) as PDFium has it; empty where it refuses the page."""
    from pypdfium2 import PdfiumError, raw

    found = SecondReading()
    try:
        page = document[place]
        words = page.get_textpage()
    except PdfiumError:
        return found
    characters = []
    for index in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, index)
        characters.append(code)
        if code == _DASH:
            found.dashes.append(words.get_charbox(index))
        elif code in _HAN:
            left, bottom, right, top = words.get_charbox(index)
            found.han.append(((left + right) / 2, (bottom + top) / 2))
    found.text = "".join(map(chr, characters))
    words.close()
    page.close()
    return found
