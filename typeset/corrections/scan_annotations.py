"""Reading the annotations of a file (读取批注), inside a worker; `read_annotations` asks it.

What one broken annotation holds never hides the others; everything is counted before it is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Mapping
from typing import IO, Any

import pikepdf
from msgspec import Struct

from typeset.base.records import values_of
from typeset.base.units import Rectangle
from typeset.base.worker import REFUSED_EXIT
from typeset.corrections import annotation as values
from typeset.corrections.annotation import AnnotationKind
from typeset.corrections.place_annotations import Found, join_annotations

FILE_BYTES = 300_000_000
PAGES = 5_000
DECODED_BYTES = 100_000_000
ANNOTATIONS = 5_000
"""Annotations that are kept."""
ENTRIES = 200_000
"""Entries of /Annots that are looked at."""
ANSWER_BYTES = 60_000_000
CHARACTERS = 2_000_000
"""Characters of all remarks together, a box counted as twenty."""
SAID = 20_000
"""Characters of metadata."""
PAGE_WORDS = 3_000
"""Characters of a page's words."""
_WARNINGS = 10_000
_INHERITED = 60
_A4 = (0.0, 0.0, 595.276, 841.89)

_KINDS = {
    "Highlight": AnnotationKind.HIGHLIGHT,
    "Underline": AnnotationKind.UNDERLINE,
    "Squiggly": AnnotationKind.SQUIGGLY,
    "StrikeOut": AnnotationKind.STRIKE_OUT,
    "Caret": AnnotationKind.CARET,
    "Text": AnnotationKind.NOTE,
    "FreeText": AnnotationKind.FREE_TEXT,
    "Ink": AnnotationKind.INK,
    "Square": AnnotationKind.SHAPE,
    "Circle": AnnotationKind.SHAPE,
    "Polygon": AnnotationKind.SHAPE,
    "PolyLine": AnnotationKind.SHAPE,
    "Line": AnnotationKind.SHAPE,
    "Stamp": AnnotationKind.STAMP,
    "FileAttachment": AnnotationKind.FILE,
    "Redact": AnnotationKind.STRIKE_OUT,
}
"""What a reviewer makes; links, widgets, pop-ups and the rest are no remarks."""


class _Scan(Struct):
    found: list[Found] = []
    entries: int = 0
    weight: int = 0
    left_out: int = 0
    unreadable: int = 0

    @property
    def is_full(self) -> bool:
        return self.entries > ENTRIES or len(self.found) >= ANNOTATIONS or self.weight > CHARACTERS


def scan(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """The worker's entry: `request` may ask for the pages' `words`."""
    assert output is not None
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=_WARNINGS,
        flate_max_memory=DECODED_BYTES,
        run_length_max_memory=DECODED_BYTES,
        dct_max_memory=DECODED_BYTES,
        png_max_memory=DECODED_BYTES,
        tiff_max_memory=DECODED_BYTES,
    )
    data = source.read(FILE_BYTES + 1)
    code, answer = scan_data(data, words=bool(request.get("words")))
    if code:
        return code, answer
    output.write(json.dumps(answer).encode())
    return 0, {}


def scan_data(data: bytes, *, words: bool) -> tuple[int, Mapping[str, Any]]:
    """0 and what the file holds, or the exit code of a refusal and why."""
    if len(data) > FILE_BYTES:
        return _refuse("large", f"{len(data) // 10**6} MB")
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        pages = list(pdf.pages)
    except pikepdf.PasswordError:
        return _refuse("locked")
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        return _refuse("no pdf", str(error).partition("\n")[0].rpartition("): ")[2][:160])
    if not pages:
        return _refuse("no pdf", "0 pages")
    if len(pages) > PAGES:
        return _refuse("large", f"{len(pages)} pages")
    scanned = _Scan()
    medias = [_media(page.obj) for page in pages]
    for place, page in enumerate(pages):
        _scan_page(scanned, place, page.obj, medias[place])
    texts = _page_words(data, len(pages)) if words else [""] * len(pages)
    return 0, {
        "digest": hashlib.sha256(data).hexdigest(),
        "identifier": _identifier(pdf),
        "said": _said(pdf),
        "pages": [
            (media[2] - media[0], media[3] - media[1], text)
            for media, text in zip(medias, texts, strict=True)
        ],
        "annotations": [values_of(one) for one in join_annotations(scanned.found)],
        "left_out": scanned.left_out,
        "unreadable": scanned.unreadable,
    }


def _refuse(why: str, reason: str = "") -> tuple[int, Mapping[str, Any]]:
    return REFUSED_EXIT, {"why": why, "reason": reason}


def _scan_page(scanned: _Scan, place: int, page: Any, media: values.Quad) -> None:
    entries = values.get(page, "/Annots")
    if not isinstance(entries, pikepdf.Array):
        return
    for number in range(len(entries)):
        scanned.entries += 1
        if scanned.is_full:
            scanned.left_out += len(entries) - number
            return
        try:
            entry = entries[number]
            kind = _KINDS.get(values.read_name(values.get(entry, "/Subtype")))
            if kind is None:
                continue
            found = _read(place, kind, entry, media)
        except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
            found = None
        if found is None:
            scanned.unreadable += 1
        else:
            scanned.found.append(found)
            scanned.weight += len(found.words) + 20 * len(found.boxes)


def _read(place: int, kind: AnnotationKind, entry: Any, media: values.Quad) -> Found | None:
    """An annotation as it stands; None where it is nowhere on the page and says nothing."""
    answered = values.get(entry, "/IRT")
    words = values.read_words(values.get(entry, "/Contents"))
    words = words or values.read_rich_words(values.get(entry, "/RC"))
    # Some readers write the words into the window that shows them.
    words = words or values.read_words(values.get(values.get(entry, "/Popup"), "/Contents"))
    boxes = _boxes(kind, entry, media)
    if not boxes and not words and answered is None:
        return None
    return Found(
        page=place,
        kind=_kind(kind, entry),
        boxes=boxes,
        words=words,
        author=values.read_words(values.get(entry, "/T"), values.MOST_NAME),
        made=values.read_date(values.get(entry, "/CreationDate"))
        or values.read_date(values.get(entry, "/M")),
        colour=values.read_colour(values.get(entry, "/C")),
        name=values.read_words(values.get(entry, "/NM"), values.MOST_NAME),
        key=_key(entry),
        answers=_key(answered),
        answers_name=values.read_words(values.get(answered, "/NM"), values.MOST_NAME),
        is_grouped=values.read_name(values.get(entry, "/RT")) == "Group",
        intent=values.read_name(values.get(entry, "/IT")),
        state=_state(entry),
    )


def _kind(kind: AnnotationKind, entry: Any) -> AnnotationKind:
    """Highlights drawn with a free hand are ink of their own kind (PDF.js)."""
    drawn = values.read_name(values.get(entry, "/IT")) == "InkHighlight"
    return AnnotationKind.HIGHLIGHT if drawn else kind


def _boxes(kind: AnnotationKind, entry: Any, media: values.Quad) -> tuple[Rectangle, ...]:
    """Where it is: the words it lies on, where it points to, or its rectangle."""
    rectangle = values.read_rectangle(values.get(entry, "/Rect"))
    whole = values.as_seen(rectangle, media) if rectangle else None
    if kind is AnnotationKind.FREE_TEXT:
        callout = values.read_numbers(values.get(entry, "/CL"), 6)
        if callout and len(callout) >= 4:
            target = values.as_seen(values.bounds(callout[:2]), media)
            return (target,) if target else ()
    quads = values.read_quads(values.get(entry, "/QuadPoints"))
    seen = [box for quad in quads if (box := values.as_seen(quad, media)) is not None]
    # Quads that lie nowhere near the annotation itself are in some other space.
    if seen and (whole is None or any(values.do_meet(box, whole) for box in seen)):
        return tuple(seen)
    return (whole,) if whole is not None else ()


def _state(entry: Any) -> str:
    """/State of either model; a mark (Marked) is no decision."""
    if values.get(entry, "/StateModel") is None and values.get(entry, "/State") is None:
        return ""
    said = values.get(entry, "/State")
    word = values.read_words(said, 20) or values.read_name(said)
    return word.lower() or "none"


def _key(entry: Any) -> str:
    """What tells an indirect object from others, "" for none."""
    if not isinstance(entry, pikepdf.Dictionary) or not entry.is_indirect:
        return ""
    return "{} {}".format(*entry.objgen)


def _media(page: Any) -> values.Quad:
    """The media box, inherited where the page has none; A4 where none is sound."""
    node = page
    for _ in range(_INHERITED):
        box = values.read_rectangle(values.get(node, "/MediaBox"))
        if box is not None:
            return box if box[2] - box[0] > 1 and box[3] - box[1] > 1 else _A4
        node = values.get(node, "/Parent")
        if node is None:
            break
    return _A4


def _identifier(pdf: pikepdf.Pdf) -> str:
    identifiers = values.get(pdf.trailer, "/ID")
    if isinstance(identifiers, pikepdf.Array) and len(identifiers):
        first = identifiers[0]
        if isinstance(first, pikepdf.String):
            return bytes(first)[:64].hex()
    return ""


def _said(pdf: pikepdf.Pdf) -> str:
    """Info and XMP as plain words; elements of the XMP stay, since they are only searched."""
    parts: list[str] = []
    info = values.get(pdf.trailer, "/Info")
    if isinstance(info, pikepdf.Dictionary):
        keys = list(info.keys())[:50]
        parts += [f"{key[1:60]}: {values.read_words(values.get(info, key), 1_000)}" for key in keys]
    packet = values.get(values.get(pdf.trailer, "/Root"), "/Metadata")
    if isinstance(packet, pikepdf.Stream):
        with contextlib.suppress(pikepdf.PdfError, ValueError):
            parts.append(packet.read_bytes()[: 4 * SAID].decode("utf-8", "replace"))
    return "\n".join(parts)[:SAID]


def _page_words(data: bytes, count: int) -> list[str]:
    """How each page reads, blanks left out, by PDFium; empty where it cannot tell."""
    import pypdfium2

    words = [""] * count
    with contextlib.suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(data)
        for place in range(min(count, len(document))):
            with contextlib.suppress(pypdfium2.PdfiumError):
                page = document[place]
                text = page.get_textpage().get_text_bounded()
                words[place] = "".join(text.split())[:PAGE_WORDS]
                page.close()
    return words
