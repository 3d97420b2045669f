"""Kinds of foreign files (外来文件的种类), told by what they hold, not by their names.

Source: the signatures of the formats; GB/T 33190 (OFD).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

_HEAD = 8_192
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
)
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))
"""The folder inside an Office Open XML file, and its ending."""
_OPEN_DOCUMENT = (
    (b"application/vnd.oasis.opendocument.text", ".odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"application/vnd.oasis.opendocument.presentation", ".odp"),
)
_TYPE_PLACE = 30 + len("mimetype")
"""Where an OpenDocument file says its type: behind the head of its first member."""
_STREAMS = (
    ("WordDocument", (".doc", ".wps")),
    ("Workbook", (".xls", ".et")),
    ("Book", (".xls", ".et")),
    ("PowerPoint Document", (".ppt", ".dps")),
)
"""The main stream of a compound file, and the endings it may have."""
_LOCKED_STREAM = "EncryptedPackage"
_OLD_OFFICE = (".doc", ".xls", ".ppt", ".wps", ".et", ".dps")
ENDINGS = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "TIFF": (".tif", ".tiff"),
    "WEBP": (".webp",),
    "BMP": (".bmp",),
    "GIF": (".gif",),
}
"""The endings of each kind of picture."""
PICTURE_ENDINGS = tuple(ending for endings in ENDINGS.values() for ending in endings)
OFFICE_ENDINGS = (*(ending for _, ending in (*_OFFICE, *_OPEN_DOCUMENT)), *_OLD_OFFICE, ".rtf")


class Family(StrEnum):
    """What is done with a kind of file."""

    PDF = "pdf"
    PICTURE = "picture"
    OFFICE = "office"
    LOCKED = "locked"
    OFD = "ofd"
    EMPTY = "empty"
    UNKNOWN = "unknown"


def sniff(file: IO[bytes], name: str) -> tuple[Family, str]:
    """The family of an open file, and its kind: a format's name, or the ending it should have.

    Only its first bytes, and the directory of a container, are looked at; the place in the file
    is its beginning again.
    """
    try:
        return _sniff(file, PurePosixPath(name).suffix.lower())
    finally:
        file.seek(0)


def _sniff(file: IO[bytes], ending: str) -> tuple[Family, str]:
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD)
    if not size:
        return Family.EMPTY, ""
    for signature, kind in _PICTURES:
        if head.startswith(signature):
            return Family.PICTURE, kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Family.PICTURE, "WEBP"
    if head.startswith(_ZIP):
        return _zipped(head, zip_names(file, size))
    if head.startswith(_COMPOUND):
        return _compound(compound_names(file), ending)
    if head.startswith(b"{\\rtf"):
        return Family.OFFICE, ".rtf"
    if b"%PDF-" in head:
        return Family.PDF, "PDF"
    return Family.UNKNOWN, ending


def expected_family(name: str) -> Family:
    """The family that a file's name promises."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".pdf":
        return Family.PDF
    if ending in PICTURE_ENDINGS:
        return Family.PICTURE
    if ending in OFFICE_ENDINGS:
        return Family.OFFICE
    return Family.OFD if ending == ".ofd" else Family.UNKNOWN


def _zipped(head: bytes, names: list[bytes]) -> tuple[Family, str]:
    """What a ZIP archive is, by the names of its members."""
    if b"OFD.xml" in names:
        return Family.OFD, ".ofd"
    for kind, ending in _OPEN_DOCUMENT:
        if head.startswith(b"mimetype" + kind, _TYPE_PLACE - len("mimetype")):
            return Family.OFFICE, ending
    for folder, ending in _OFFICE:
        if any(name.startswith(folder) for name in names):
            return Family.OFFICE, ending
    return Family.UNKNOWN, ".zip"


def _compound(names: set[str], ending: str) -> tuple[Family, str]:
    """What a compound file is, by the names of its streams, else by its ending."""
    if _LOCKED_STREAM in names:
        return Family.LOCKED, ending
    for name, endings in _STREAMS:
        if name in names:
            return Family.OFFICE, ending if ending in endings else endings[0]
    return Family.OFFICE, ending if ending in _OLD_OFFICE else ".doc"


# Names inside containers (容器文件的目录): members of ZIP archives, streams of compound files.
#
# Only the directories are read, within limits; nothing is unpacked.
# Source: APPNOTE.TXT, 4.3 (ZIP); MS-CFB, 2.2, 2.3 and 2.6 (compound files).

_MOST_DIRECTORY = 1 << 20
"""Bytes of a ZIP directory that are looked at."""
_END, _END_SIZE, _LONGEST_REMARK = b"PK\x05\x06", 22, 65_535
_ENTRY, _ENTRY_SIZE = b"PK\x01\x02", 46
_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_MOST_SECTORS = 64
_SECTOR_SHIFTS = (9, 12)
_FAT_IN_HEADER = 109
_STREAM_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFF9


def zip_names(file: IO[bytes], size: int) -> list[bytes]:
    """Names of the members of a ZIP archive, by its directory; of one that is cut off, the names
    in its first bytes."""
    start = max(0, size - _END_SIZE - _LONGEST_REMARK)
    tail = _read(file, start, size - start)
    end = tail.rfind(_END)
    if 0 <= end <= len(tail) - _END_SIZE:
        length = struct.unpack_from("<I", tail, end + 12)[0]
        # The directory ends where the end record begins, whatever was put before the archive.
        first = start + end - length
        if first >= 0:
            names = list(_entries(_read(file, first, min(length, _MOST_DIRECTORY))))
            if names:
                return names
    return list(_local_names(_read(file, 0, 8_192)))


def _entries(directory: bytes) -> Iterator[bytes]:
    at = 0
    while directory[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(directory):
        name, extra, remark = struct.unpack_from("<HHH", directory, at + 28)
        yield directory[at + _ENTRY_SIZE : at + _ENTRY_SIZE + name]
        at += _ENTRY_SIZE + name + extra + remark


def _local_names(head: bytes) -> Iterator[bytes]:
    at = head.find(_LOCAL)
    while 0 <= at <= len(head) - _LOCAL_SIZE:
        length = struct.unpack_from("<H", head, at + 26)[0]
        yield head[at + _LOCAL_SIZE : at + _LOCAL_SIZE + length]
        at = head.find(_LOCAL, at + 4)


def compound_names(file: IO[bytes]) -> set[str]:
    """Names of the streams of a compound file, as far as its directory can be followed."""
    header = _read(file, 0, 512)
    if len(header) < 512:
        return set()
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in _SECTOR_SHIFTS:
        return set()
    sector = struct.unpack_from("<I", header, 48)[0]
    tables = struct.unpack_from(f"<{_FAT_IN_HEADER}I", header, 76)
    names: set[str] = set()
    for _ in range(_MOST_SECTORS):
        if sector > _LAST_SECTOR:
            break
        names.update(_stream_names(_read(file, (sector + 1) << shift, 1 << shift)))
        table, place = divmod(sector, 1 << shift - 2)
        if table >= _FAT_IN_HEADER or tables[table] > _LAST_SECTOR:
            break
        following = _read(file, ((tables[table] + 1) << shift) + 4 * place, 4)
        if len(following) < 4:
            break
        sector = struct.unpack("<I", following)[0]
    return names


def _stream_names(sector: bytes) -> Iterator[str]:
    for at in range(0, len(sector) - _STREAM_ENTRY + 1, _STREAM_ENTRY):
        length = struct.unpack_from("<H", sector, at + 64)[0]
        if 2 < length <= 64:
            yield sector[at : at + length - 2].decode("utf-16-le", "replace")


def _read(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
