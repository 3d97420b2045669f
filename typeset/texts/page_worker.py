"""The page worker (页面工人): a process apart that reads PDFs with PDFium and paints their pages.

Run by its path, so it imports nothing of this program; foreign pages are read here and never in
the preview server.  A frame is four bytes of length and that many bytes; a request and its answer
are each a frame of JSON and a frame of bytes.  It ends with its input.
"""

from __future__ import annotations

import ctypes
import io
import json
import resource
import struct
import sys
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

MEMORY = 2 << 30
COARSE = 0.5
"""Scale at which pages are compared as pictures: 36 pixels an inch."""
NOTICED = 24
"""Difference of two tones, of 255, that counts."""


class Worker:
    """The open documents by key."""

    def __init__(self) -> None:
        self.documents: dict[str, pypdfium2.PdfDocument] = {}

    def answer(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """What a request asks for."""
        key = request["key"]
        match request["do"]:
            case "open":
                self.close(key)
                self.documents[key] = document = pypdfium2.PdfDocument(data)
                places = range(len(document))
                pages = [(*document.get_page_size(k), document.get_page_label(k)) for k in places]
                return {"pages": pages}, b""
            case "close":
                self.close(key)
                return {}, b""
            case "image":
                return {}, self.image(key, request)
            case "characters":
                return {"pages": [characters(page) for page in self.documents[key]]}, b""
            case "difference":
                return {"box": self.difference(key, request)}, b""
            case _:
                raise ValueError(request["do"])

    def close(self, key: str) -> None:
        document = self.documents.pop(key, None)
        if document is not None:
            document.close()

    def image(self, key: str, request: dict[str, Any]) -> bytes:
        """A rectangle of a page at some scale as PNG."""
        left, top, width, height = request["box"]
        image = paint(
            self.documents[key],
            request["place"],
            request["scale"],
            (left, top, width, height),
            grey=request["grey"],
        )
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=1)
        return stream.getvalue()

    def difference(self, key: str, request: dict[str, Any]) -> list[float] | None:
        """Left, top, width and height in pt of what two pages show differently."""
        images = [
            coarse(self.documents[key], request["place"]),
            coarse(self.documents[request["other_key"]], request["other_place"]),
        ]
        if images[0].size != images[1].size:
            return [0, 0, images[0].width / COARSE, images[0].height / COARSE]
        apart = ImageChops.difference(*images).point(lambda tone: 255 * (tone > NOTICED))
        box = apart.getbbox()
        if box is None:
            return None
        left, top, right, bottom = (edge / COARSE for edge in box)
        return [left, top, right - left, bottom - top]


def paint(
    document: pypdfium2.PdfDocument,
    place: int,
    scale: float,
    box: tuple[int, int, int, int],
    *,
    grey: bool,
) -> Image.Image:
    """A rectangle of a page, in pixels of its whole picture at `scale` pixels a point."""
    left, top, width, height = box
    page = document[place]
    whole = (round(page.get_width() * scale), round(page.get_height() * scale))
    form = pdfium.FPDFBitmap_Gray if grey else pdfium.FPDFBitmap_BGR
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, form)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    flags = pdfium.FPDF_ANNOT | (pdfium.FPDF_GRAYSCALE if grey else 0)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *whole, 0, flags)
    image: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    page.close()
    return image


def coarse(document: pypdfium2.PdfDocument, place: int) -> Image.Image:
    """A page at the scale of comparison."""
    width, height = document.get_page_size(place)
    box = (0, 0, round(width * COARSE), round(height * COARSE))
    return paint(document, place, COARSE, box, grey=True)


def characters(page: pypdfium2.PdfPage) -> dict[str, Any]:
    """The characters of a page without blanks; of each left, top, right, bottom in 1/100 pt."""
    height = page.get_height()
    words = page.get_textpage()
    edges = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    text: list[str] = []
    boxes: list[int] = []
    for index in range(words.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(words, index))
        if character <= " " or character.isspace() or character in "\u200b\ufeff\ufffe":
            continue
        if not pdfium.FPDFText_GetCharBox(words, index, *pointers):
            continue
        left, right, bottom, top = (edge.value for edge in edges)
        text.append(character)
        boxes += [round(100 * edge) for edge in (left, height - top, right, height - bottom)]
    words.close()
    page.close()
    return {"text": "".join(text), "boxes": boxes}


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, None where the stream has ended."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    data = stream.read(size)
    return data if len(data) == size else None


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Send one frame."""
    stream.write(struct.pack(">I", len(data)) + data)


def limit_resources() -> None:
    """No file may be written, no core left, memory is bounded."""
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def main() -> None:
    """Answer requests until the input ends."""
    limit_resources()
    worker = Worker()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (head := read_frame(source)) is not None and (data := read_frame(source)) is not None:
        try:
            words, content = worker.answer(json.loads(head), data)
        except Exception as error:  # noqa: BLE001 (whatever a foreign page provokes is an answer)
            words, content = {"error": f"{type(error).__name__}: {error}"[:200]}, b""
        write_frame(sink, json.dumps(words).encode())
        write_frame(sink, content)
        sink.flush()


if __name__ == "__main__":
    main()
