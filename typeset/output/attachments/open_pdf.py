"""Opening a foreign PDF (打开附件): limits first, then what it is, then which pages are wanted.

Only a worker calls this.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pikepdf

from typeset.output.attachments import limits
from typeset.output.attachments.annotations import has_annotations, settle_annotations
from typeset.output.attachments.limits import ForeignError

_BYTES_OF_HEADER = 8192
_LIMIT = "limit exceeded"
"""What qpdf says of a stream that unpacks beyond its limits."""
_STREAM_NAME = re.compile(r"^stream <[^>]*>[^:]*:? *")
"""How pikepdf names bytes in memory, which nobody knows."""


def set_limits() -> None:
    """Set the limits of qpdf, once, for the whole process."""
    most = limits.STREAM_BYTES
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=limits.WARNINGS,
        max_stream_filters=limits.FILTERS,
        flate_max_memory=most,
        png_max_memory=most,
        run_length_max_memory=most,
        tiff_max_memory=most,
        dct_max_memory=2 * most,
    )


def open_pdf(data: bytes, password: str, most: int = limits.FILE_PAGES) -> pikepdf.Pdf:
    """Open a file, with a password where one is given.

    Raises ForeignError: E603 when it cannot be read, E604 where a password is wanted, E616 where
    the given one does not open it, E605 without pages, E606 with more than `most`.
    """
    if b"%PDF-" not in data[:_BYTES_OF_HEADER]:
        raise ForeignError("E603", reason="%PDF-?")
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password)
    except pikepdf.PasswordError:
        raise ForeignError("E616" if password else "E604") from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise ForeignError("E603", reason=reason_of(error)) from error
    try:
        count = len(pdf.pages)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise ForeignError("E603", reason=reason_of(error)) from error
    if not count:
        raise ForeignError("E605")
    if count > most:
        raise ForeignError("E606", count=count, limit=most)
    return pdf


def wanted_pages(ranges: Sequence[Sequence[int]], count: int) -> list[int]:
    """Places (from 0) of the pages wanted, in their order; all where no ranges are given.

    Raises ForeignError (E617) where the file has no such page.
    """
    if not ranges:
        return list(range(count))
    if max(last for _, last in ranges) > count:
        raise ForeignError("E617", wanted=max(last for _, last in ranges), count=count)
    return [place for first, last in ranges for place in range(first - 1, last)]


def weigh_content(page: pikepdf.Page) -> None:
    """Raise ForeignError (E615) where the content of a page unpacks to more than is sensible."""
    content = page.obj.get("/Contents")
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    lengths: dict[tuple[int, int], int] = {}
    total = 0
    for stream in streams:
        if not isinstance(stream, pikepdf.Stream):
            continue
        if stream.objgen not in lengths:
            try:
                lengths[stream.objgen] = len(stream.read_bytes())
            except (pikepdf.PdfError, RuntimeError, ValueError) as error:
                if _LIMIT in str(error):
                    raise ForeignError("E615") from error
                lengths[stream.objgen] = 0  # it is damaged; a viewer may show some of it
        total += lengths[stream.objgen]
        if total > limits.STREAM_BYTES:
            raise ForeignError("E615")


def settle(pdf: pikepdf.Pdf, data: bytes, *, changed: bool) -> bytes:
    """The file as PDFium is to see it: its own bytes, or made anew where it was `changed`, where
    annotations had to be sorted out, or where it is encrypted."""
    sorted_out = has_annotations(pdf) or "/AcroForm" in pdf.Root
    if sorted_out:
        settle_annotations(pdf)
    if not (sorted_out or changed or pdf.is_encrypted):
        return data
    made = io.BytesIO()
    pdf.save(made, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def reason_of(error: BaseException) -> str:
    """The first line of what a library says, short."""
    words = (str(error).splitlines() or [""])[0] or type(error).__name__
    words = _STREAM_NAME.sub("", words)
    return "".join(filter(str.isprintable, words))[:120]
