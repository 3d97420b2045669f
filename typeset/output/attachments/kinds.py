"""Kinds of foreign files (外来文件的种类), told by what they hold, not by their names.

Source: the signatures of the formats; GB/T 33190 (OFD).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

from typeset.output.attachments.containers import compound_names, zip_names

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
