"""Glyphs of an embedded font program (字形表): which there are, and which have ink.

Sources: OpenType 1.9 (maxp, head, loca); Adobe Technical Note 5176 (CFF).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise

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
