"""Annotations (批注) that a reviewer made in some PDF reader, as data; no notion of PDF objects.

Places are in pt from the top-left corner of the page as it was made: a page that the reviewer
turned or cropped gives the same places.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum
from html import unescape
from typing import Any

import pikepdf
from msgspec import Struct

from typeset.base.units import Rectangle


class AnnotationKind(StrEnum):
    """批注种类 (ISO 32000-1, 12.5.6); those that change nothing for an editor are one."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    SQUIGGLY = "squiggly"
    STRIKE_OUT = "strike-out"
    CARET = "caret"
    NOTE = "note"
    FREE_TEXT = "free text"
    INK = "ink"
    SHAPE = "shape"
    STAMP = "stamp"
    FILE = "file"


MARKUP = frozenset(
    {
        AnnotationKind.HIGHLIGHT,
        AnnotationKind.UNDERLINE,
        AnnotationKind.SQUIGGLY,
        AnnotationKind.STRIKE_OUT,
    }
)
"""Kinds that lie on words."""


class Reply(Struct, frozen=True):
    """回复: what somebody answered to an annotation."""

    author: str
    made: str
    words: str


class Annotation(Struct, frozen=True):
    """批注.

    `page` counts from 0; `boxes` is one a line for kinds that lie on words, else where it stands
    or points to; `made` an ISO date and time or ""; `colour` as #rrggbb or ""; `name` the
    identifier that the reader gave it; `state` what a reviewer decided (accepted, rejected,
    cancelled, completed) or "".  `replaces`: its words stand for what it strikes out.
    """

    page: int
    kind: AnnotationKind
    boxes: tuple[Rectangle, ...]
    words: str = ""
    author: str = ""
    made: str = ""
    colour: str = ""
    name: str = ""
    state: str = ""
    replies: tuple[Reply, ...] = ()
    replaces: bool = False


class AnnotatedPage(Struct, frozen=True):
    """A page's size in pt, and the beginning of its words where they were asked for."""

    width: float
    height: float
    words: str = ""


class AnnotatedFile(Struct, frozen=True):
    """批注件: a file that came back.

    `digest` is its sha256; `identifier` the first half of /ID in hex, which readers keep; `said`
    all its metadata say, Info and XMP, one after the other; `left_out` counts annotations beyond
    the limits, `unreadable` those whose place or form makes no sense.
    """

    name: str
    digest: str
    identifier: str
    said: str
    pages: tuple[AnnotatedPage, ...]
    annotations: tuple[Annotation, ...]
    left_out: int = 0
    unreadable: int = 0


# Values of an annotation's dictionary (批注字段) as plain ones, whatever stands there.
#
# Used inside a worker only.  Nothing here raises for a value of the wrong kind.

MOST_WORDS = 4_000
"""Characters of a remark that are kept."""
MOST_NAME = 120
MOST_QUADS = 500
_FARTHEST = 20_000.0
"""pt; a place farther off is no place on a page."""
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</p>|<br ?/?>", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe]")
_LANGUAGE = re.compile(r"\x1b[A-Za-z]{2,4}\x1b")
_HAN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")

Quad = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""


def get(value: Any, key: str) -> Any:
    """An entry of a dictionary, None where there is none or no dictionary."""
    try:
        return value.get(key) if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) else None
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        return None


def read_name(value: Any) -> str:
    """A name without its slash, "" for anything else."""
    return str(value)[1 : MOST_NAME + 1] if isinstance(value, pikepdf.Name) else ""


def read_words(value: Any, most: int = MOST_WORDS) -> str:
    """A text string, cut at `most` characters and so marked; "" for anything else."""
    if isinstance(value, pikepdf.Stream):
        try:
            data = value.read_bytes()
        except (pikepdf.PdfError, ValueError):
            return ""
    elif isinstance(value, pikepdf.String):
        data = bytes(value)
    else:
        return ""
    text = _decode(data[: 4 * most + 8]).replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", _LANGUAGE.sub("", text)).strip()
    return text if len(text) <= most else text[: most - 1] + "…"


def read_rich_words(value: Any) -> str:
    """The words of a rich text (RC), which is XHTML, without its elements."""
    text = read_words(value)
    return unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip() if "<" in text else text


def read_date(value: Any) -> str:
    """A date as ISO 8601 (2025-09-01T08:30, or less of it), "" for anything else."""
    match = _DATE.match(read_words(value, 40))
    if match is None:
        return ""
    year, month, day, hour, minute = match.groups()
    if month is None or day is None or not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return year
    date = f"{year}-{month}-{day}"
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return date
    return f"{date}T{hour}:{minute or '00'}"


def read_colour(value: Any) -> str:
    """/C as #rrggbb, "" for none."""
    parts = read_numbers(value, 4)
    if parts is None or not all(0 <= part <= 1 for part in parts):
        return ""
    match parts:
        case [grey]:
            tones = [grey] * 3
        case [red, green, blue]:
            tones = [red, green, blue]
        case [cyan, magenta, yellow, black]:
            tones = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        case _:
            return ""
    return "#" + "".join(f"{round(tone * 255):02x}" for tone in tones)


def read_numbers(value: Any, most: int) -> list[float] | None:
    """An array of at most so many sound numbers, else None."""
    if not isinstance(value, pikepdf.Array) or len(value) > most:
        return None
    try:
        numbers = [float(item) for item in value]
    except (TypeError, ValueError, OverflowError, pikepdf.PdfError):
        return None
    fine = all(math.isfinite(number) and abs(number) < _FARTHEST for number in numbers)
    return numbers if fine else None


def read_rectangle(value: Any) -> Quad | None:
    """A rectangle whatever corners it is given by."""
    numbers = read_numbers(value, 4)
    if numbers is None or len(numbers) != 4:
        return None
    return bounds(numbers)


def read_quads(value: Any) -> list[Quad]:
    """QuadPoints, each as its bounds: readers give the corners in two different orders."""
    numbers = read_numbers(value, 8 * MOST_QUADS)
    if not numbers:
        return []
    count = len(numbers) // 8
    return [bounds(numbers[8 * place : 8 * place + 8]) for place in range(count)]


def bounds(numbers: list[float]) -> Quad:
    """The bounds of points given as x, y, x, y …"""
    across, up = numbers[0::2], numbers[1::2]
    return min(across), min(up), max(across), max(up)


def as_seen(quad: Quad, media: Quad) -> Rectangle | None:
    """The part of a rectangle on a page, from its top-left corner, or None where it is off it."""
    left, bottom, right, top = quad
    left, right = max(left, media[0]), min(right, media[2])
    bottom, top = max(bottom, media[1]), min(top, media[3])
    if left > right or bottom > top:
        return None
    return Rectangle(left - media[0], media[3] - top, right - left, top - bottom)


def do_meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles touch."""
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom


def _decode(data: bytes) -> str:
    """UTF-16 or UTF-8 by their marks, PDFDocEncoding; raw UTF-8 and GB 2312 of careless readers
    where they make Han."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        order = "be" if data[0] == 0xFE else "le"
        return data[2 : len(data) // 2 * 2].decode(f"utf-16-{order}", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    if any(byte >= 0x80 for byte in data):
        for encoding in ("utf-8", "gb2312"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(_HAN.findall(text)) * 2 >= sum(map(_is_high, text)):
                return text
    return str(pikepdf.String(data))


def _is_high(character: str) -> bool:
    return ord(character) >= 0x80
