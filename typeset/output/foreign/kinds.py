"""Kinds of foreign files (外来文件的种类), told by what they hold, not by their names.

Source: the signatures of the formats; GB/T 33190 (OFD).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

_HEAD = 8_192
_TAIL = 65_536
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
_OFFICE = (
    (b"word/", ".docx"),
    (b"xl/", ".xlsx"),
    (b"ppt/", ".pptx"),
    (b"opendocument.text", ".odt"),
    (b"opendocument.spreadsheet", ".ods"),
    (b"opendocument.presentation", ".odp"),
)
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
OFFICE_ENDINGS = (*(ending for _, ending in _OFFICE), *_OLD_OFFICE, ".rtf")


class Family(StrEnum):
    """What is done with a kind of file."""

    PDF = "pdf"
    PICTURE = "picture"
    OFFICE = "office"
    OFD = "ofd"
    EMPTY = "empty"
    UNKNOWN = "unknown"


def sniff(file: IO[bytes], name: str) -> tuple[Family, str]:
    """The family of an open file, and its kind: a format's name, or the ending it should have.

    Only its first and last bytes are looked at; the place in the file is its beginning again.
    """
    file.seek(0)
    head = file.read(_HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    ends = head + file.read(_TAIL)
    file.seek(0)
    if not size:
        return Family.EMPTY, ""
    ending = PurePosixPath(name).suffix.lower()
    for signature, kind in _PICTURES:
        if head.startswith(signature):
            return Family.PICTURE, kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Family.PICTURE, "WEBP"
    if head.startswith(_ZIP):
        return _zipped(ends)
    if head.startswith(_COMPOUND):
        return Family.OFFICE, ending if ending in _OLD_OFFICE else ".doc"
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


def _zipped(ends: bytes) -> tuple[Family, str]:
    """What a ZIP archive is, by the names of its members."""
    if b"OFD.xml" in ends:
        return Family.OFD, ".ofd"
    for name, ending in _OFFICE:
        if name in ends:
            return Family.OFFICE, ending
    return Family.UNKNOWN, ".zip"
