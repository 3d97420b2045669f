"""Foreign pages (附件页) put into the finished file as form objects, cleaned of what is alive.

pikepdf's form objects keep rotation, crop and resources right; structure, annotations and actions
of the foreign file stay behind.
Source: ISO 32000-1, 8.10 (form XObjects); reference, Attachments.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from typeset.base.errors import SourceError
from typeset.output.draw_pdf import ForeignPlace
from typeset.output.measure_files import page_size, visible_box
from typeset.output.messages import BAD_ATTACHMENT

_MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})
_DEPTH = 12
"""Forms inside forms beyond this are not looked into."""


def place_foreign_pages(data: bytes, places: Sequence[ForeignPlace]) -> bytes:
    """The file with its placeholders replaced by the foreign pages.

    Raises SourceError where a foreign file fails that could be measured before (E603).
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for path in dict.fromkeys(place.path for place in places):
            own = [place for place in places if place.path == path]
            try:
                _place_file(pdf, path, own)
            except (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError) as error:
                reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
                fault = BAD_ATTACHMENT.at(file=Path(path).name, reason=reason)
                raise SourceError([fault]) from error
        pdf.remove_unreferenced_resources()
        written = io.BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            preserve_pdfa=True,
        )
    return written.getvalue()


def _place_file(pdf: pikepdf.Pdf, path: str, places: Iterable[ForeignPlace]) -> None:
    with pikepdf.open(path) as foreign:
        foreign.generate_appearance_streams()
        foreign.flatten_annotations("print")
        for place in places:
            form = _form(pdf, foreign.pages[place.page_index])
            resources = pdf.pages[place.place].obj.Resources.XObject
            resources[Name(f"/{place.form}")] = form


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Stream:
    """A form of one unit by one unit that shows a page as a viewer shows it."""
    width, height = page_size(page)
    page.cropbox = Array([round(edge, 5) for edge in visible_box(page)])
    for key in ("/TrimBox", "/BleedBox", "/ArtBox", "/AA", "/Thumb", "/PieceInfo"):
        if key in page.obj:
            del page.obj[key]
    inner = cast(Stream, pdf.copy_foreign(page.as_form_xobject()))
    _drop_marked_content(inner, _DEPTH)
    seen = pikepdf.Rectangle(0, 0, width, height)
    placement = pdf.pages[0].calc_form_xobject_placement(
        inner, Name.X, seen, invert_transformations=False, allow_shrink=True, allow_expand=True
    )
    scale = f"{1 / width:.9f} 0 0 {1 / height:.9f} 0 0 cm\n".encode()
    form = Stream(pdf, b"q " + scale + placement + b" Q")
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, 1, 1])
    form.Resources = Dictionary(XObject=Dictionary(X=inner))
    return form


def _drop_marked_content(form: Stream, depth: int) -> None:
    """Foreign tags would speak of a structure that is not there (ISO 14289-1, 7.1)."""
    for key in ("/StructParents", "/StructParent", "/PieceInfo", "/Metadata"):
        if key in form:
            del form[key]
    data = form.read_bytes()
    if any(sign in data for sign in (b"BDC", b"BMC", b"MP", b"DP")):
        kept = [
            instruction
            for instruction in pikepdf.parse_content_stream(form)
            if str(instruction.operator) not in _MARKED
        ]
        form.write(pikepdf.unparse_content_stream(kept))
    resources = form.get("/Resources", Dictionary())
    if depth and "/XObject" in resources:
        for inner in resources.XObject.values():
            if isinstance(inner, Stream) and inner.get("/Subtype") == Name.Form:
                _drop_marked_content(inner, depth - 1)
