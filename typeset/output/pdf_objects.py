"""Objects of a PDF file (PDF 对象): ReportLab's document layer, and what it leaves out.

The only module that imports ReportLab; the guard comes first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
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


def number(value: float) -> str:
    """数: three decimals at the most, no needless noughts."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"


class Array(pdfdoc.PDFArrayCompact):  # type: ignore[misc]
    """数组 on one line."""


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """流: deflated unless its bytes are in a form of their own (`Filter` among the entries).

    ReportLab writes no line end before `endstream`; PDF/A asks for one (ISO 19005-2, 6.1.7.1).
    """

    def __init__(
        self,
        content: bytes,
        entries: Mapping[str, Any] | None = None,
        *,
        deflate: bool = True,
    ) -> None:
        super().__init__(dictionary=Dictionary(dict(entries or {})), content=content)
        if deflate and "Filter" not in self.dictionary:
            self.dictionary["Filter"] = name("FlateDecode")
            self.content = zlib.compress(content, _LEVEL)
        self.dictionary["Length"] = len(self.content)

    def format(self, document: Any) -> bytes:
        head: bytes = self.dictionary.format(document)
        return b"%b\nstream\n%b\nendstream\n" % (head, self.content)


class Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    """目录字典: ReportLab's, with the entries that it would drop."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")
    __Refs__ = __NoDefault__


class TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]
    """页字典: ReportLab's, with the entries that tagged PDF needs."""

    __NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs", "Group")


class File(pdfdoc.PDFDocument):  # type: ignore[misc]
    """PDF 文件: objects by number; the same objects give the same bytes."""

    def __init__(self, version: tuple[int, int] = (1, 6)) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=version)
        self.Catalog = self._catalog = Catalog()
        self.Catalog.Pages = self.Pages
        self.Catalog.Outlines = None

    def add(self, value: Any) -> Reference:
        """Make an object indirect; what refers to it."""
        reference: Reference = self.Reference(value)
        return reference

    def reserve(self, key: str, value: Any) -> Reference:
        """Make an object indirect under a name, so that others may refer to it before."""
        reference: Reference = self.Reference(value, key)
        return reference

    def page_reference(self, place: int) -> Reference:
        """The page at a place (from 0), added or yet to be."""
        return Reference(f"Page{place + 1}")

    def bytes(self, info: Mapping[str, Any], identifier: bytes) -> bytes:
        """The whole file.  `identifier` is 16 bytes that name its content."""
        self.info = Dictionary(dict(info))
        self._ID = b"\n[<%b><%b>]\n" % ((identifier.hex().encode(),) * 2)
        self.Reference(self.Catalog)
        self.Reference(self.info)
        data: bytes = self.format()
        return data


def array(items: Iterable[Any]) -> Array:
    """数组 on one line."""
    return Array(list(items))
