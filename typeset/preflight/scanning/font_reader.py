"""Fonts of the finished file (成品字体): codes to widths, characters and outlines.

Sources: ISO 32000-1, 9.6–9.10; Adobe Technical Notes 5014 (CMaps), 5176 (CFF).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from msgspec import Struct

from typeset.preflight.scanning.glyph_table import GlyphTable, read_cff, read_truetype

_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_LATIN = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
_HEX = r"<\s*([0-9A-Fa-f\s]*)>"
_RANGES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHARACTER = re.compile(rf"{_HEX}\s*{_HEX}".encode())
_RANGE = re.compile(rf"{_HEX}\s*{_HEX}\s*(?:{_HEX}|\[(.*?)\])".encode(), re.DOTALL)
_STRING = re.compile(_HEX.encode())
_MOST_CODES = 70_000
_NO_CHARACTER = {"", "\x00", "\ufeff", "\ufffe", "\ufffd"}


class Font(Struct):
    """字体: as embedded; `used` maps each drawn code to the first page (from 0) that shows it."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    wide: bool
    vertical: bool
    default_width: float
    widths: dict[int, float]
    unicode: dict[int, str]
    glyphs: GlyphTable | None
    has_glyph: Callable[[int], bool]
    has_outline: Callable[[int], bool]
    used: dict[int, int] = {}
    unit: float = 0.001

    def codes(self, shown: bytes) -> Sequence[int]:
        """The codes of a shown string."""
        if not self.wide:
            return shown
        count = len(shown) // 2
        return struct.unpack(f">{count}H", shown[: 2 * count])

    def character(self, code: int) -> str:
        """What a code stands for, "" where the file does not tell."""
        found = self.unicode.get(code, "")
        return "" if found in _NO_CHARACTER else found


def read_font(font: Any) -> Font:
    """A font dictionary, read as far as it can be; a broken part is as good as none."""
    kind = str(font.get("/Subtype", ""))[1:]
    name = str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/")
    inner = _descendant(font) if kind == "Type0" else font
    descriptor = inner.get("/FontDescriptor") if inner is not None else None
    program = _program(descriptor)
    glyphs = _glyphs(program)
    wide = kind == "Type0"
    has_glyph, has_outline = _finders(inner, glyphs, wide=wide)
    matrix = font.get("/FontMatrix") if kind == "Type3" else None
    return Font(
        name=name,
        kind=kind,
        embedded=program is not None or kind == "Type3",
        subset=kind == "Type3" or bool(_SUBSET.match(name)),
        wide=wide,
        vertical=wide and str(font.get("/Encoding", "")).endswith("-V"),
        default_width=float(inner.get("/DW", 1000)) if wide and inner is not None else 0.0,
        widths=_wide_widths(inner) if wide else _simple_widths(font),
        unicode=_unicode(font, kind),
        glyphs=glyphs,
        has_glyph=has_glyph,
        has_outline=has_outline,
        unit=abs(float(matrix[0])) if matrix is not None and len(matrix) == 6 else 0.001,
    )


def broken_font() -> Font:
    """What stands for a font dictionary that cannot be read: nothing of it is in the file."""
    return Font("?", "?", False, False, False, False, 0.0, {}, {}, None, _yes, _yes)


def _descendant(font: Any) -> Any:
    inner = font.get("/DescendantFonts")
    if isinstance(inner, pikepdf.Array) and len(inner) and isinstance(inner[0], pikepdf.Dictionary):
        return inner[0]
    return None


def _program(descriptor: Any) -> Any:
    if not isinstance(descriptor, pikepdf.Dictionary):
        return None
    found = (descriptor.get(key) for key in _FILES)
    return next((stream for stream in found if isinstance(stream, pikepdf.Stream)), None)


def _glyphs(program: Any) -> GlyphTable | None:
    if program is None:
        return None
    try:
        data = program.read_bytes()
        if data[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO"):
            return read_truetype(data)
        if data[:1] == b"\x01":
            return read_cff(data)
    except (pikepdf.PdfError, ValueError, IndexError):
        return None
    return None


def _finders(
    font: Any, glyphs: GlyphTable | None, *, wide: bool
) -> tuple[Callable[[int], bool], Callable[[int], bool]]:
    """Whether a code has a glyph besides .notdef, and whether that glyph has an outline."""
    if glyphs is None or not wide or font is None:
        return _yes, _yes
    table = font.get("/CIDToGIDMap")
    mapping = table.read_bytes() if isinstance(table, pikepdf.Stream) else None

    def place(code: int) -> int:
        if mapping is not None:
            return int.from_bytes(mapping[2 * code : 2 * code + 2], "big")
        return glyphs.place(code)

    def has_glyph(code: int) -> bool:
        return 0 < place(code) < glyphs.count

    def has_outline(code: int) -> bool:
        return glyphs.has_outline(place(code))

    return has_glyph, has_outline


def _yes(_code: int) -> bool:
    return True


def _wide_widths(font: Any) -> dict[int, float]:
    """W: c [w1 w2 …] or c_first c_last w."""
    widths: dict[int, float] = {}
    items = list(font.get("/W", ())) if font is not None else []
    at = 0
    while at + 1 < len(items) and len(widths) < _MOST_CODES:
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            widths.update((first + place, float(width)) for place, width in enumerate(second))
            at += 2
        elif at + 2 < len(items):
            last = min(int(second), first + _MOST_CODES)
            widths.update(dict.fromkeys(range(first, last + 1), float(items[at + 2])))
            at += 3
        else:
            break
    return widths


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    return {first + place: float(width) for place, width in enumerate(font.get("/Widths", ()))}


def _unicode(font: Any, kind: str) -> dict[int, str]:
    table = font.get("/ToUnicode")
    if isinstance(table, pikepdf.Stream):
        try:
            return read_to_unicode(table.read_bytes())
        except pikepdf.PdfError:
            return {}
    if kind in ("Type0", "Type3"):
        return {}
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        return {} if "/Differences" in encoding else _latin()
    return _latin() if str(encoding) in _LATIN or encoding is None else {}


def _latin() -> dict[int, str]:
    return {code: bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)}


def read_to_unicode(data: bytes) -> dict[int, str]:
    """Code → characters of a ToUnicode CMap."""
    found: dict[int, str] = {}
    for kind, body in _RANGES.findall(data):
        if kind == b"char":
            for code, text in _CHARACTER.findall(body):
                found[_number(code)] = _text(text)
        else:
            _add_ranges(body, found)
        if len(found) > _MOST_CODES:
            break
    return found


def _add_ranges(body: bytes, found: dict[int, str]) -> None:
    for first, last, text, listed in _RANGE.findall(body):
        start, count = _number(first), min(_number(last) - _number(first) + 1, _MOST_CODES)
        if listed:
            for place, item in enumerate(_STRING.findall(listed)[:count]):
                found[start + place] = _text(item)
            continue
        base = _text(text)
        if not base:
            continue
        for place in range(count):
            point = ord(base[-1]) + place
            if point < 0x110000:
                found[start + place] = base[:-1] + chr(point)


def _number(hexadecimal: bytes) -> int:
    return int(b"".join(hexadecimal.split()) or b"0", 16)


def _text(hexadecimal: bytes) -> str:
    digits = b"".join(hexadecimal.split())
    if len(digits) % 2:
        digits += b"0"
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
