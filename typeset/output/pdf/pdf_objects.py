"""Objects of a PDF file (PDF 对象): ReportLab's document layer, and what it leaves out.

The only module that imports ReportLab; the guard comes first.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from typeset.output.guard import guard_reportlab

guard_reportlab()

from reportlab.pdfbase import pdfdoc  # noqa: E402 (the guard comes first)

Dictionary = pdfdoc.PDFDictionary
String = pdfdoc.PDFString

if TYPE_CHECKING:

    class Reference:
        """间接引用: to an object added to the file, or still to be added, under a name."""

        name: str

        def __init__(self, name: str) -> None: ...

else:
    # The very class: ReportLab would take an object of a subclass for one to be numbered.
    Reference = pdfdoc.PDFObjectReference

_LEVEL = 6


def name(text: str) -> str:
    """名称: `/Text`, with the characters a name may not hold written as #xx."""
    named: str = pdfdoc.PDFName(text)
    return named


class Array(pdfdoc.PDFArrayCompact):  # type: ignore[misc]
    """数组 on one line."""


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """流: deflated unless its bytes are in a form of their own (`Filter` among the entries).

    Deflating goes on in other threads while the next object is made.  `digest` is the SHA-256 of
    the content as it was given.
    ReportLab writes no line end before `endstream`; PDF/A asks for one (ISO 19005-2, 6.1.7.1).
    """

    def __init__(
        self,
        content: bytes,
        entries: Mapping[str, Any] | None = None,
        *,
        deflate: bool = True,
    ) -> None:
        self._entries = dict(entries or {})
        packed = not deflate or "Filter" in self._entries
        if not packed:
            self._entries["Filter"] = name("FlateDecode")
        self.digest = hashlib.sha256(content).digest()
        self._content: Callable[[], bytes] = lambda: content
        if not packed:
            self._content = _workers().submit(_deflated, content).result

    def format(self, document: Any) -> bytes:
        content = document.encrypt.encode(self._content())
        head: bytes = Dictionary(self._entries | {"Length": len(content)}).format(document)
        # A return at the end of the content would be taken for a part of the line end.
        end = b"\r\n" if content.endswith(b"\r") else b"\n"
        return b"%b\nstream\n%b%bendstream\n" % (head, content, end)


@lru_cache(maxsize=64)
def _deflated(content: bytes) -> bytes:
    """The content deflated, kept: an edition made again mostly has the same pages and faces."""
    return zlib.compress(content, _LEVEL)


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2)


class File(pdfdoc.PDFDocument):  # type: ignore[misc]
    """PDF 文件: objects by name; the same objects give the same bytes.

    ReportLab would mark an object as belonging to one file; here several files share objects.
    """

    def __init__(self, version: tuple[int, int] = (1, 6)) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=version)
        self.idToObject.clear()
        self.numberToId.clear()
        self.idToObjectNumberAndVersion.clear()
        self.objectcounter = 0

    def promise(self, key: str) -> int:
        """The number of an object yet to be put in under a name."""
        self.objectcounter += 1
        self.idToObjectNumberAndVersion[key] = (self.objectcounter, 0)
        self.numberToId[self.objectcounter] = key
        return self.objectcounter

    def put(self, key: str, value: Any) -> Reference:
        """Make a value indirect under a name, to which others may have referred before."""
        if key not in self.idToObjectNumberAndVersion:
            self.promise(key)
        self.idToObject[key] = value
        return Reference(key)

    def number(self, key: str) -> int:
        """The number of a named object."""
        number: int = self.idToObjectNumberAndVersion[key][0]
        return number

    def bytes(self, catalog: Mapping[str, Any], info: Mapping[str, Any], digest: bytes) -> bytes:
        """The whole file; the first 16 bytes of `digest` name its content."""
        self.Catalog, self.info = Dictionary(dict(catalog)), Dictionary(dict(info))
        self._ID = b"\n[<%b><%b>]\n" % ((digest[:16].hex().encode(),) * 2)
        data: bytes = self.format()
        return data


def array(items: Iterable[Any]) -> Array:
    """数组 on one line."""
    return Array(list(items))


def text_string(text: str) -> str:
    """文本串 in UTF-16, written as hexadecimal digits."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
