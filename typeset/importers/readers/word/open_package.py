"""An Office Open XML file opened with care (打开 Word 文件): ECMA-376-2, within limits.

Members are counted while they are inflated, declarations of document types are refused, and no
relationship to anything outside the file is followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.read_text import quoted
from typeset.importers import messages

PACKAGE_TOO_LARGE = Message(
    "E280",
    mark("{name} holds more than {limit} bytes once it is unpacked"),
    mark("take large pictures out of it, or import its text alone"),
)
PACKAGE_MEMBERS = Message(
    "E283",
    mark("{name} is made of more than {limit} parts"),
    mark("open it in Word or WPS, save it anew as .docx, and import that"),
)
DOCUMENT_TYPE = Message(
    "E284",
    mark("{name} declares a document type in {part}, which no Word file needs"),
    mark("do not trust this file; ask the sender for another copy or for plain text"),
)

PART_BYTES = 50_000_000
PACKAGE_BYTES = 100_000_000
MEMBERS = 2_000
_CHUNK = 1 << 20
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class Relationship(Struct, frozen=True):
    """关系: the part, or the address outside, that an id of a part stands for."""

    kind: str
    target: str
    external: bool


class Package(Struct):
    """The parts of a file by name, inflated when asked for."""

    file: str
    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    inflated: int = 0
    read: dict[str, bytes] = {}

    def bytes_of(self, name: str) -> bytes | None:
        """A part's bytes; None where there is no such part.  Raises SourceError."""
        info = self.names.get(name.lower())
        if info is None:
            return None
        if name not in self.read:
            self.read[name] = self.inflate(info)
        return self.read[name]

    def xml_of(self, name: str) -> Any:
        """The root element of a part; None where there is no such part.  Raises SourceError."""
        data = self.bytes_of(name)
        return None if data is None else parse_xml(data, self.file, name)

    def relationships_of(self, name: str) -> dict[str, Relationship]:
        """The relationships of a part by id; the package's own for the empty name."""
        folder, base = posixpath.split(name)
        root = self.xml_of(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            element.get("Id", ""): Relationship(
                element.get("Type", "").rpartition("/")[2],
                _resolved(folder, element.get("Target", "")),
                element.get("TargetMode") == "External",
            )
            for element in root.iter(f"{_RELATIONSHIPS}Relationship")
        }

    def type_of(self, name: str) -> str:
        """The content type of a part, as [Content_Types].xml gives it."""
        root = self.xml_of("[Content_Types].xml")
        wanted = f"/{name}".lower()
        for element in root.iter(f"{_TYPES}Override") if root is not None else ():
            if element.get("PartName", "").lower() == wanted:
                return str(element.get("ContentType", ""))
        return ""

    def inflate(self, info: zipfile.ZipInfo) -> bytes:
        """A member's bytes, counted.  Raises SourceError."""
        chunks: list[bytes] = []
        size = 0
        try:
            with self.archive.open(info) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self.inflated += len(chunk)
                    if size > PART_BYTES or self.inflated > PACKAGE_BYTES:
                        limit = PART_BYTES if size > PART_BYTES else PACKAGE_BYTES
                        raise refused(PACKAGE_TOO_LARGE, self.file, limit=limit)
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise refused(messages.DAMAGED_PACKAGE, self.file, part=info.filename) from None
        except RuntimeError:  # zipfile's word for an encrypted member
            raise refused(messages.LOCKED, self.file) from None
        return b"".join(chunks)


def open_package(data: bytes, file: str) -> Package:
    """Open the bytes of a package.

    Raises SourceError for a damaged file, one with a password, one with too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise refused(messages.DAMAGED_PACKAGE, file, part="ZIP") from None
    if len(members) > MEMBERS:
        raise refused(PACKAGE_MEMBERS, file, limit=MEMBERS)
    names: dict[str, zipfile.ZipInfo] = {}
    for info in members:
        # The first of two members of one name, as Word takes it.
        names.setdefault(info.filename.lower(), info)
    return Package(file, archive, names)


def parse_xml(data: bytes, file: str, part: str) -> Any:
    """The root of an XML document without a document type.  Raises SourceError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        message = DOCUMENT_TYPE if b"<!DOCTYPE" in data else messages.DAMAGED_PACKAGE
        raise refused(message, file, part=part) from None
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise refused(DOCUMENT_TYPE, file, part=part)
    return root


def refused(message: Message, file: str, **values: str | int) -> SourceError:
    """The error that says why a file is not taken."""
    finding = Finding(message, (("name", quoted(file)), *values.items()))
    return SourceError([finding])


def _resolved(folder: str, target: str) -> str:
    """A target as the name of a part; addresses outside stay as they are."""
    if "://" in target:
        return target
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(folder, target))
