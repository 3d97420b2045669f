"""Looking at foreign pages (看版): PDFium's picture of a page, where its ink lies, and whether two
pictures show the same.

Only a worker calls this.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from typeset.base.units import Pt, Rectangle

if TYPE_CHECKING:
    from PIL import Image

POINTS_PER_INCH = 72
RESOLUTION = 300
"""Pixels an inch of a page that is printed as a picture."""
CELL: Pt = 8.0
_GLANCE = 0.5
"""Pixels a pt of a picture that is only looked at (36 dpi)."""
_GLANCE_PIXELS = 4_000_000
_MOST_PIXELS = 40_000_000
_PAPER, _LIGHT, _DARK = 250, 235, 128
_SYSTEM_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
_KEPT: list[Any] = []
"""What PDFium goes on reading."""
_TOLERANCE, _FEW = 0.04, 24
"""Share of the dark pixels that may come or go, and how many always may."""


def use_fonts(folders: Sequence[str]) -> None:
    """Let PDFium find faces in some folders, then in the system's, for what is not embedded."""
    import pypdfium2.raw as pdfium

    paths = [os.fsencode(folder) for folder in (*folders, *_SYSTEM_FONTS)]
    listed = (ctypes.c_char_p * (len(paths) + 1))(*paths, None)
    _KEPT.append(listed)
    pdfium.FPDF_DestroyLibrary()
    settings = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pIsolate=None, m_v8EmbedderSlot=0)
    settings.m_pUserFontPaths = ctypes.cast(listed, type(settings.m_pUserFontPaths))
    pdfium.FPDF_InitLibraryWithConfig(settings)


class Viewer:
    """A file opened by PDFium.  Opening and painting raise what PDFium raises."""

    def __init__(self, data: bytes, password: str = "") -> None:
        import pypdfium2

        self._file = pypdfium2.PdfDocument(data, password=password or None)
        with contextlib.suppress(Exception):
            self._file.init_forms()

    def __len__(self) -> int:
        return len(self._file)

    def close(self) -> None:
        """Give the memory back."""
        self._file.close()

    def glance(self, index: int, unit: float = 1.0) -> tuple[Image.Image, float]:
        """A small grey picture of a page, and its pixels a pt.

        `unit` is the page's own, of which PDFium knows nothing (ISO 32000-1, 14.11.2, UserUnit).
        """
        with self._page(index) as page:
            width, height = (edge * unit for edge in page.get_size())
            scale = min(_GLANCE, (_GLANCE_PIXELS / max(1.0, width * height)) ** 0.5)
            return _painted(page, scale * unit).convert("L"), scale

    def picture(self, index: int, unit: float = 1.0) -> tuple[Image.Image, int]:
        """A page as a picture in RGB as it would be printed, and its pixels an inch."""
        with self._page(index) as page:
            width, height = (edge * unit for edge in page.get_size())
            inches = max(width * height, 1.0) / POINTS_PER_INCH**2
            resolution = min(RESOLUTION, int((_MOST_PIXELS / inches) ** 0.5))
            return _painted(page, resolution * unit / POINTS_PER_INCH).convert("RGB"), resolution

    @contextlib.contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        page = self._file[index]
        try:
            yield page
        finally:
            page.close()


def _painted(page: Any, scale: float) -> Image.Image:
    image: Image.Image = page.render(
        scale=scale, may_draw_forms=True, draw_annots=True, optimize_mode="print"
    ).to_pil()
    return image


def ink_box(image: Image.Image, scale: float, width: Pt, height: Pt) -> Rectangle | None:
    """The rectangle of all ink in pt from the top-left corner; None where there is none."""
    found = image.point(lambda value: 255 * (value < _PAPER)).getbbox()
    if found is None:
        return None
    left, top = found[0] / scale, found[1] / scale
    right, bottom = min(width, found[2] / scale), min(height, found[3] / scale)
    return Rectangle(left, top, max(0.0, right - left), max(0.0, bottom - top))


def ink_cells(image: Image.Image, scale: float) -> tuple[Pt, int, list[int]]:
    """Edge of a cell in pt (about `CELL`), cells across, and for each row of cells a number whose
    bits tell which of them bear ink."""
    from PIL import Image

    step = max(1, round(CELL * scale))
    columns, rows = -(-image.width // step), -(-image.height // step)
    sheet = Image.new("L", (columns * step, rows * step), 255)
    sheet.paste(image, (0, 0))
    inked = sheet.point(lambda value: 255 * (value < _PAPER))
    data = inked.reduce(step).tobytes()
    return (
        step / scale,
        columns,
        [_bits(data[start : start + columns]) for start in range(0, len(data), columns)],
    )


def _bits(row: bytes) -> int:
    bits = 0
    for value in row:
        bits = bits << 1 | (value > 0)
    return bits


def show_the_same(before: Image.Image, after: Image.Image) -> bool:
    """Whether nothing dark is missing in a page's second picture, and nothing dark was added.

    Colours may have changed somewhat, for inks are not light.
    """
    from PIL import ImageChops

    if before.size != after.size:
        after = after.resize(before.size)
    dark = before.point(lambda value: 255 * (value < _DARK))
    gone = ImageChops.darker(dark, after.point(lambda value: 255 * (value > _LIGHT)))
    paper = before.point(lambda value: 255 * (value > _PAPER))
    come = ImageChops.darker(paper, after.point(lambda value: 255 * (value < _DARK)))
    allowed = _FEW + _TOLERANCE * _count(dark)
    return _count(gone) + _count(come) <= allowed


def _count(mask: Image.Image) -> int:
    return mask.histogram()[255]
