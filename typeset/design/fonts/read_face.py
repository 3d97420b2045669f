"""Read a face (读取字体): facts from the tables of an sfnt file, without any heavy library.

Source of the layouts: OpenType specification, tables `head`, `OS/2`, `post`, `name`; Adobe
Technical Note 5176 for the charset of a CFF.
"""

from __future__ import annotations

import re
import struct
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from typeset.base.messages import mark
from typeset.design.fonts.fonts import Embedding, Outlines

if TYPE_CHECKING:
    import uharfbuzz

UNREADABLE = mark("the file cannot be read")
MOST_FACES = 64
"""Faces of a collection that are looked at."""
_SAMPLE_HAN = "国中永口田日月人大木水火土王目白石立米竹"


class FaceError(ValueError):
    """The file is no face this program can embed; the text says why."""


_NO_NAME = re.compile(r"[^!-~]|[\[\](){}<>/%]")


def plain_name(name: str) -> str:
    """A PostScript name with the characters that such a name may hold, 63 at most."""
    return _NO_NAME.sub("", name)[:63]


def count_faces(path: Path) -> int:
    """字体集: how many faces a file holds, 1 for a plain face, 0 for what cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return 0
    if head[:4] != b"ttcf" or len(head) < 12:
        return 1
    return min(int.from_bytes(head[8:12], "big"), MOST_FACES)


def table(face: uharfbuzz.Face, tag: str) -> bytes:
    """One table's bytes, empty where the face has none."""
    return bytes(face.reference_table(tag).data or b"")


def outlines_of(face: uharfbuzz.Face) -> tuple[Outlines, array[int] | None]:
    """How outlines are stored; for a CID-keyed CFF also the CID of each glyph id.

    Raises FaceError for a face with neither CFF nor glyf outlines (CFF2, bitmaps).
    """
    cff = table(face, "CFF ")
    if cff:
        cids = cid_of_each_glyph(cff, face.glyph_count)
        return (Outlines.CFF_NAMED, None) if cids is None else (Outlines.CFF_CID, cids)
    if len(face.reference_table("glyf")):
        return Outlines.GLYF, None
    raise FaceError(mark("no CFF or TrueType outlines"))


def embedding_of(face: uharfbuzz.Face) -> Embedding:
    """嵌入许可: OS/2 fsType; the least restrictive of several usage bits counts."""
    os2 = table(face, "OS/2")
    if len(os2) < 10:
        return Embedding.INSTALLABLE
    (bits,) = struct.unpack_from(">H", os2, 8)
    if bits & 0x0200:
        return Embedding.FORBIDDEN
    usage = bits & 0x000E
    if usage == 0x0002:
        return Embedding.FORBIDDEN
    if bits & 0x0100:
        return Embedding.WHOLE_ONLY
    if usage & 0x0008:
        return Embedding.EDITABLE
    return Embedding.PREVIEW if usage & 0x0004 else Embedding.INSTALLABLE


def header_of(face: uharfbuzz.Face) -> tuple[tuple[float, float, float, float], int, float]:
    """Bounds in em, weight class and italic angle in degrees."""
    head = table(face, "head")
    if len(head) < 54:
        raise FaceError(mark("the head table is missing or short"))
    scale = face.upem
    left, bottom, right, top = struct.unpack_from(">4h", head, 36)
    os2 = table(face, "OS/2")
    weight = struct.unpack_from(">H", os2, 4)[0] if len(os2) >= 6 else 400
    post = table(face, "post")
    angle = struct.unpack_from(">l", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
    return (left / scale, bottom / scale, right / scale, top / scale), weight, angle


def han_centre(font: uharfbuzz.Font) -> float | None:
    """Middle height of the Han ink in em, over characters of full form; None without Han.

    Rounded to 0.02 em, so that sister faces of one family share one baseline on the grid.
    """
    scale: int = font.face.upem
    middles: list[float] = []
    for character in _SAMPLE_HAN:
        glyph = font.get_nominal_glyph(ord(character))
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents is not None and extents.height:
            middles.append((extents.y_bearing + extents.height / 2) / scale)
    if not middles:
        return None
    middles.sort()
    return round(middles[len(middles) // 2] / 0.02) * 0.02


def cid_of_each_glyph(cff: bytes, glyph_count: int) -> array[int] | None:
    """The charset of a CID-keyed CFF as an array glyph id → CID; None when name-keyed.

    Raises FaceError when the table is cut or its charset cannot be read.
    """
    try:
        top = _first_dictionary(cff)
        if 1230 not in top:
            return None
        return _charset(cff, int(top[15][0]), glyph_count)
    except (IndexError, struct.error, KeyError, OverflowError) as error:
        raise FaceError(mark("the CFF table is damaged")) from error


def _charset(cff: bytes, offset: int, glyph_count: int) -> array[int]:
    cids = array("H", [0])
    form = cff[offset]
    offset += 1
    if form == 0:
        cids.extend(struct.unpack_from(f">{glyph_count - 1}H", cff, offset))
        return cids
    step, layout = (3, ">HB") if form == 1 else (4, ">HH")
    while len(cids) < glyph_count:
        first, left = struct.unpack_from(layout, cff, offset)
        cids.extend(range(first, first + left + 1))
        offset += step
    return cids


def _first_dictionary(cff: bytes) -> dict[int, list[float]]:
    names_end = _index_end(cff, cff[2])
    start, end = _index_item(cff, names_end, 0)
    return _dictionary(cff[start:end])


def _index_end(cff: bytes, offset: int) -> int:
    (count,) = struct.unpack_from(">H", cff, offset)
    if count == 0:
        return offset + 2
    size = cff[offset + 2]
    last: int = offset + 3 + count * size
    return last + size - 1 + int.from_bytes(cff[last : last + size], "big")


def _index_item(cff: bytes, offset: int, item: int) -> tuple[int, int]:
    (count,) = struct.unpack_from(">H", cff, offset)
    size = cff[offset + 2]
    base = offset + 2 + (count + 1) * size
    at = offset + 3 + item * size
    begin = int.from_bytes(cff[at : at + size], "big")
    end = int.from_bytes(cff[at + size : at + 2 * size], "big")
    return base + begin, base + end


def _dictionary(data: bytes) -> dict[int, list[float]]:
    """Operators of a DICT; the two-byte operator 12 n is keyed 1200 + n, reals read as 0."""
    entries: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            if first == 12:
                first = 1200 + data[at]
                at += 1
            entries[first] = operands
            operands = []
        elif first == 28:
            operands.append(struct.unpack_from(">h", data, at)[0])
            at += 2
        elif first == 29:
            operands.append(struct.unpack_from(">i", data, at)[0])
            at += 4
        elif first == 30:
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
            operands.append(0.0)
        elif first <= 246:
            operands.append(first - 139)
        elif first <= 250:
            operands.append((first - 247) * 256 + data[at] + 108)
            at += 1
        else:
            operands.append(-(first - 251) * 256 - data[at] - 108)
            at += 1
    return entries
