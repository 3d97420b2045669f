"""What kind of file it is (文件类型): by its bytes; its name only decides between kinds of text."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal, TypeAlias

from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.decode import OTHER_KINDS

WRONG_NAME = Message(
    "E291",
    mark("{name} is a {kind} file, though its name says otherwise"),
    mark("give it the ending {suffix} if you trust it, and import it again"),
)

Kind: TypeAlias = Literal["docx", "doc", "odt", "rtf", "html", "markdown", "text", "zip"]

SUFFIXES: dict[str, Kind] = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".wpt": "doc",
    ".odt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".zip": "zip",
}
"""Endings of the names of what can be imported."""

_WORDS: dict[Kind, str] = {
    "docx": "Word (.docx)",
    "doc": "Word 97 (.doc)",
    "odt": "OpenDocument (.odt)",
    "rtf": "RTF",
    "html": "HTML",
    "markdown": "Markdown",
    "text": "text",
    "zip": "ZIP",
}
_ENDINGS: dict[Kind, str] = {kind: suffix for suffix, kind in reversed(SUFFIXES.items())}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_PARTS = ("[content_types].xml", "_rels/", "word/", "docprops/", "customxml/", "xl/", "ppt/")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.DOTALL | re.IGNORECASE,
)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file.

    Raises SourceError for a kind that cannot be imported, for a file with a password, and for one
    whose name speaks of another kind: who sent it meant something else, or nothing good.
    """
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    found = _by_bytes(data, name, named)
    if found == "text" and named in {"markdown", "html"}:
        return named
    if named in {None, found} or (named == "doc" and found == "rtf"):
        return found
    raise SourceError(
        [WRONG_NAME.at(name=quoted(name), kind=_WORDS[found], suffix=_ENDINGS[found])]
    )


def _by_bytes(data: bytes, name: str, named: Kind | None) -> Kind:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name, named)
    if data.startswith(_COMPOUND):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    for start, kind in OTHER_KINDS:
        if data.startswith(start):
            raise _unknown(name, kind)
    return "html" if _HTML.match(data[:2000]) else "text"


def _zipped(data: bytes, name: str, named: Kind | None) -> Kind:
    """A package of Office by its first member, and any other ZIP."""
    first = data[30 : 30 + int.from_bytes(data[26:28], "little")]
    if first == b"mimetype":
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
            return "odt"
        raise _unknown(name, "OpenDocument")
    office = first.decode("ascii", "replace").lower().startswith(_OFFICE_PARTS)
    if office or named == "docx":
        for part, kind in ((b"xl/workbook", "Excel"), (b"ppt/presentation", "PowerPoint")):
            if part in data and b"word/" not in data:
                raise _unknown(name, kind)
        return "docx"
    return "zip"


def _compound(data: bytes, name: str) -> Kind:
    """复合文档: Word 97, or a newer file locked by a password (MS-OFFCRYPTO, 2.3)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SourceError([messages.LOCKED.at(name=quoted(name))])
    for stream, kind in (("Workbook", "Excel 97"), ("PowerPoint Document", "PowerPoint 97")):
        if stream.encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
            raise _unknown(name, kind)
    return "doc"


def _unknown(name: str, kind: str) -> SourceError:
    return SourceError([messages.OTHER_KIND.at(name=quoted(name), kind=kind)])
