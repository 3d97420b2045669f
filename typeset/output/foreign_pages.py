"""Foreign pages (附件页) as form objects: cleaned of what is alive, in inks, or else as pictures.

pikepdf's form objects keep rotation, crop and resources right; structure, annotations and actions
of the foreign file stay behind.  A page with something that a press file may not have, and that is
not put right here, is drawn by PDFium and printed as a picture, and that is said.
Source: ISO 32000-1, 8.10 (form XObjects); reference, Attachments.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pikepdf
from pikepdf import Array, Stream

from typeset.output import pdf_objects
from typeset.output.foreign_check import fault_of
from typeset.output.foreign_colour import Inks
from typeset.output.foreign_objects import ForeignObjects
from typeset.output.measure_files import visible_box
from typeset.output.pdf_objects import array, name
from typeset.output.pictures import pixels_object
from typeset.output.print_condition import PrintCondition

if TYPE_CHECKING:
    from PIL import Image

FOREIGN_FAULTS = (pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, RuntimeError)
"""What working on a damaged foreign file may raise."""

_RESOLUTION = 300
_POINTS_PER_INCH = 72
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class ForeignArt:
    """A foreign page as objects by name, the one to paint under its own name.

    `fault` says why it became a picture, of a `resolution` in pixels an inch; empty where it did
    not.
    """

    objects: Mapping[str, Any]
    fault: str = ""
    resolution: int = 0


class ForeignFile:
    """An attachment whose pages are taken over one by one; what they share is taken once.

    Opening it, and taking a page, raises one of FOREIGN_FAULTS where it fails that could be
    measured before.
    """

    def __init__(self, key: str, path: str, condition: PrintCondition) -> None:
        """`key` begins the names of its objects."""
        self._path = path
        self._condition = condition
        self._pdf = pikepdf.open(io.BytesIO(Path(path).read_bytes()))
        self._pdf.generate_appearance_streams()
        self._pdf.flatten_annotations("print")
        self._inks = Inks(condition)
        self._objects = ForeignObjects(key)

    def take_page(self, name: str, index: int) -> ForeignArt:
        """Page `index` (from 0) as an object of one unit by one unit under a name."""
        page = self._pdf.pages[index]
        fault = fault_of(page)
        if fault:
            image, resolution = _picture(self._path, index)
            picture = pixels_object(image, self._condition, photo=False)
            return ForeignArt({name: picture}, fault, resolution)
        form = _form(page)
        self._inks.convert(form)
        placed = _placed(form, self._objects.take(form))
        return ForeignArt({name: placed, **self._objects.collect()})


def _form(page: pikepdf.Page) -> Stream:
    """A page as a form that shows what a viewer shows."""
    page.cropbox = Array([round(edge, 5) for edge in visible_box(page)])
    for unwanted in ("/TrimBox", "/BleedBox", "/ArtBox", "/AA", "/Thumb", "/PieceInfo", "/Group"):
        if unwanted in page.obj:
            del page.obj[unwanted]
    return cast(Stream, page.as_form_xobject())


def _placed(form: Stream, inner: Any) -> pdf_objects.Stream:
    """A form that brings a foreign form, taken over as `inner`, to one unit by one unit."""
    left, bottom, right, top = _bounds(form)
    width, height = right - left, top - bottom
    scale = f"{1 / width:.9f} 0 0 {1 / height:.9f} {-left / width:.9f} {-bottom / height:.9f}"
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Form"),
        "BBox": array([0, 0, 1, 1]),
        "Resources": pdf_objects.Dictionary({"XObject": pdf_objects.Dictionary({"X": inner})}),
    }
    return pdf_objects.Stream(f"q {scale} cm /X Do Q".encode(), entries)


def _bounds(form: Stream) -> tuple[float, float, float, float]:
    """The rectangle that a form covers: its box under its matrix."""
    left, bottom, right, top = (float(edge) for edge in form.BBox.as_list())
    matrix = [float(part) for part in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])).as_list()]
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [a * x + c * y + e for x, y in corners]
    upwards = [b * x + d * y + f for x, y in corners]
    return min(across), min(upwards), max(across), max(upwards)


def _picture(path: str, index: int) -> tuple[Image.Image, int]:
    """A page drawn by PDFium as a viewer shows it, and its resolution in pixels an inch."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        page = document[index]
        width, height = page.get_size()
        inches = width * height / _POINTS_PER_INCH**2
        resolution = min(_RESOLUTION, int((_MOST_PIXELS / max(inches, 1e-6)) ** 0.5))
        bitmap = page.render(scale=resolution / _POINTS_PER_INCH, may_draw_forms=True)
        return bitmap.to_pil().convert("RGB"), resolution
    finally:
        document.close()
