"""Glyphs of an embedded font program (字形表): which there are, and which have ink.

Sources: OpenType 1.9 (maxp, head, loca); Adobe Technical Note 5176 (CFF).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pikepdf
from msgspec import Struct

_CHARSET, _CHARSTRINGS, _ROS = 15, 17, 0x0C1E
_BARE_CHARSTRING = 4
"""A charstring this short moves the pen at most: a width and endchar."""


class GlyphTable(Struct, frozen=True):
    """字形表: `lengths` are the bytes of each glyph's outline; `bare` is the most of an empty one.

    `places` maps CIDs to glyphs where the program does; else a CID is the glyph's place.
    """

    lengths: Sequence[int]
    bare: int
    places: Mapping[int, int] | None = None

    @property
    def count(self) -> int:
        return len(self.lengths)

    def place(self, code: int) -> int:
        """The glyph of a CID, 0 (.notdef) where there is none."""
        if self.places is not None:
            return self.places.get(code, 0)
        return code if code < len(self.lengths) else 0

    def has_outline(self, place: int) -> bool:
        return place < len(self.lengths) and self.lengths[place] > self.bare


def read_truetype(data: bytes) -> GlyphTable:
    """Of a TrueType or OpenType program.  Raises ValueError when it is broken."""
    try:
        count = struct.unpack_from(">H", data, 4)[0]
        tables = {}
        for place in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * place)
            tables[tag] = data[offset : offset + length]
        if b"CFF " in tables:
            return read_cff(tables[b"CFF "])
        glyphs = struct.unpack_from(">H", tables[b"maxp"], 4)[0]
        long = struct.unpack_from(">h", tables[b"head"], 50)[0]
        form, scale = (f">{glyphs + 1}L", 1) if long else (f">{glyphs + 1}H", 2)
        offsets = struct.unpack_from(form, tables[b"loca"])
    except (struct.error, KeyError) as error:
        raise ValueError(str(error)) from error
    lengths = [scale * (b - a) for a, b in pairwise(offsets)]
    return GlyphTable(lengths, 0)


def read_cff(data: bytes) -> GlyphTable:
    """Of a bare CFF program.  Raises ValueError when it is broken."""
    try:
        _, at = _index(data, data[2])
        tops, at = _index(data, at)
        top = _dictionary(data[slice(*tops[0])])
        strings, _ = _index(data, int(top[_CHARSTRINGS][0]))
        lengths = [end - start for start, end in strings]
        places = None
        if _ROS in top:
            offset = int(top.get(_CHARSET, [0])[0])
            places = {cid: place for place, cid in enumerate(_charset(data, offset, len(lengths)))}
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError(str(error)) from error
    return GlyphTable(lengths, _BARE_CHARSTRING, places)


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Start and end of each item of an INDEX, and where it ends."""
    count = struct.unpack_from(">H", data, at)[0]
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    table = at + 3
    base = table + (count + 1) * size - 1
    if not 1 <= size <= 4 or base > len(data):
        raise ValueError("INDEX")
    offsets = [
        base + int.from_bytes(data[table + place * size : table + (place + 1) * size], "big")
        for place in range(count + 1)
    ]
    return list(pairwise(offsets)), offsets[-1]


def _dictionary(data: bytes) -> dict[int, list[float]]:
    """Operator → operands of a DICT; two-byte operators as 0x0C__, reals as 0."""
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first == 12:
            found[0x0C00 | data[at]] = operands
            operands, at = [], at + 1
        elif first <= 21:
            found[first] = operands
            operands = []
        elif first == 28:
            operands.append(struct.unpack_from(">h", data, at)[0])
            at += 2
        elif first == 29:
            operands.append(struct.unpack_from(">l", data, at)[0])
            at += 4
        elif first == 30:
            while data[at] & 15 != 15:
                at += 1
            operands.append(0)
            at += 1
        elif first <= 246:
            operands.append(first - 139)
        elif first <= 250:
            operands.append((first - 247) * 256 + data[at] + 108)
            at += 1
        else:
            operands.append(-(first - 251) * 256 - data[at] - 108)
            at += 1
    return found


def _charset(data: bytes, at: int, count: int) -> list[int]:
    """The CID of each glyph."""
    if at <= 2:
        return list(range(count))
    form, at = data[at], at + 1
    cids = [0]
    while len(cids) < count:
        first = struct.unpack_from(">H", data, at)[0]
        at += 2
        left = 0
        if form == 1:
            left, at = data[at], at + 1
        elif form == 2:
            left, at = struct.unpack_from(">H", data, at)[0], at + 2
        cids.extend(range(first, first + min(left, count - len(cids)) + 1))
    return cids[:count]


# Fonts of the finished file (成品字体): codes to widths, characters and outlines.
#
# Sources: ISO 32000-1, 9.6–9.10; Adobe Technical Notes 5014 (CMaps), 5176 (CFF).

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
    name = _name(font.get("/BaseFont", font.get("/Name", "?")))
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


def _name(value: Any) -> str:
    """A name is bytes (ISO 32000-1, 7.3.5): UTF-8, or what Chinese Windows wrote into it."""
    if not isinstance(value, pikepdf.Name):
        return str(value).lstrip("/")
    parts = value.unparse().removeprefix(b"/").split(b"#")
    raw = parts[0] + b"".join(bytes.fromhex(part[:2].decode()) + part[2:] for part in parts[1:])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "backslashreplace")


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
