"""Foreign pages as form objects (附件页成为表单对象): cleaned of what is alive, in inks.

pikepdf's form objects keep resources and content right; structure, annotations and actions of the
foreign file stay behind.  Only a worker calls this.
Source: ISO 32000-1, 8.10 (form XObjects); reference, Attachments.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import cast

import pikepdf
from pikepdf import Array, Stream

from typeset.output.attachments.check import fault_of
from typeset.output.attachments.inks import Inks
from typeset.output.attachments.layers import Layers
from typeset.output.attachments.pack import PackWriter
from typeset.output.attachments.page_boxes import SeenPage
from typeset.output.attachments.parsed_content import ParsedContents
from typeset.output.attachments.take_objects import ObjectTaker
from typeset.output.messages import NOT_READABLE

FAULTS = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What working on a damaged page may raise."""
_UNWANTED = ("/TrimBox", "/BleedBox", "/ArtBox", "/AA", "/Thumb", "/PieceInfo", "/Group")
_Matrix = tuple[float, float, float, float, float, float]


class Forms:
    """The pages of one file as forms, and their way into a pack."""

    def __init__(self, pdf: pikepdf.Pdf, profile: bytes, pack: PackWriter) -> None:
        self._pdf = pdf  # its pages are nothing without it
        self._taker = ObjectTaker(pack)
        self._inks = Inks(pdf, profile, Layers(pdf))

    def make(self, page: pikepdf.Page, seen: SeenPage) -> tuple[str, Stream | None]:
        """A page as a form in inks, in its own units and unturned; or why it cannot be one."""
        try:
            contents = ParsedContents()
            fault = fault_of(page, contents)
            if fault:
                return fault, None
            for unwanted in (*_UNWANTED, "/UserUnit"):
                if unwanted in page.obj:
                    del page.obj[unwanted]
            set_boxes(page, seen, 0)
            form = cast(Stream, page.as_form_xobject())
            contents.rename(page, form)
            self._inks.convert(form, contents)
        except FAULTS:
            return NOT_READABLE, None
        return "", form

    def put(self, form: Stream, seen: SeenPage) -> str:
        """The name under which a form, brought to one unit by one unit, stands in the pack.

        Raises one of FAULTS.
        """
        inner = self._taker.take(form)
        form.write(b"")  # it stands in the pack now
        entries = {
            "/Type": "/XObject",
            "/Subtype": "/Form",
            "/BBox": ["0", "0", "1", "1"],
            "/Resources": {"/": {"/XObject": {"/": {"/X": inner}}}},
        }
        matrix = _words(_unit_matrix(seen))
        return self._taker.add_stream(f"q {matrix} cm /X Do Q".encode(), entries)


def set_boxes(page: pikepdf.Page, seen: SeenPage, turn: int) -> None:
    """Let a page say in its own dictionary what is seen of it."""
    box = Array([round(edge, 5) for edge in seen.box])
    page.obj.MediaBox = page.obj.CropBox = box
    page.obj.Rotate = turn


def assemble(forms: Sequence[tuple[Stream, SeenPage]]) -> bytes:
    """A file whose pages paint the forms as they are to be seen."""
    made = pikepdf.new()
    for form, seen in forms:
        made.add_blank_page(page_size=(seen.width, seen.height))
        page = made.pages[-1]
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(X=made.copy_foreign(form))
        )
        a, b, c, d, e, f = _unit_matrix(seen)
        width, height = seen.width, seen.height
        matrix = (a * width, b * height, c * width, d * height, e * width, f * height)
        page.obj.Contents = made.make_stream(f"q {_words(matrix)} cm /X Do Q".encode())
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def _unit_matrix(seen: SeenPage) -> _Matrix:
    """From a page's own units to one unit by one unit as seen."""
    left, bottom, right, top = seen.box
    width, height = right - left, top - bottom
    matrices: dict[int, _Matrix] = {
        0: (1 / width, 0.0, 0.0, 1 / height, -left / width, -bottom / height),
        90: (0.0, -1 / width, 1 / height, 0.0, -bottom / height, right / width),
        180: (-1 / width, 0.0, 0.0, -1 / height, right / width, top / height),
        270: (0.0, 1 / width, -1 / height, 0.0, top / height, -left / width),
    }
    return matrices[seen.turn]


def _words(matrix: _Matrix) -> str:
    """A matrix with nine decimals, for the units may be large."""
    texts = (f"{value:.9f}".rstrip("0").rstrip(".") for value in matrix)
    return " ".join("0" if text == "-0" else text for text in texts)
