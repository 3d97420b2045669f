"""Metadata (元数据): what a file says of itself, once as XMP and once as Info, with one date.

Identifiers come from the content's hash; the date is the issue's, never the clock's.
Source: ISO 16684-1 (XMP); ISO 19005-2, 6.6; ISO 14289-1, 5; ISO 15930-7 (PDF/X-4).
"""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import Struct

from typeset import __version__
from typeset.layout.placing.page import Pages
from typeset.output.pdf.artwork import Purpose
from typeset.output.pdf.pdf_objects import String, name
from typeset.output.print_condition import PrintCondition

_MADE = f"typeset {__version__}"
_ZONE = "+08:00"
_IN_XML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"} | dict.fromkeys(
    (code for code in range(32) if code not in (9, 10, 13)), ""
)
"""What stands in XML for marks that mean something there; control characters may not stand."""


class Identity(Struct, frozen=True):
    """标识: digests that name the document, which both files are renditions of, and the file."""

    document: bytes
    instance: bytes


def identity_of(
    pages: Pages, drawn: bytes, condition: PrintCondition, described: bytes, purpose: Purpose
) -> Identity:
    """From all that the file shows and says; `drawn` and `described` name pages and tags."""
    facts = (pages.title, pages.author, pages.subject, pages.date.isoformat(), __version__)
    words = "\0".join((*facts, *(entry.title for entry in pages.outline))).encode()
    document = hashlib.sha256(words + drawn).digest()
    own = purpose.value.encode() + condition.identifier.encode() + condition.stream.digest
    boxes = f"{pages.width} {pages.height} {pages.bleed}".encode()
    return Identity(document, hashlib.sha256(document + own + described + boxes).digest())


def info_entries(pages: Pages, purpose: Purpose) -> dict[str, Any]:
    """文档信息字典: says what the XMP packet says (ISO 19005-2, 6.6.2.2)."""
    trapped = {"Trapped": name("False")} if purpose is Purpose.PRESS else {}
    facts = {"Title": pages.title, "Author": pages.author, "Subject": pages.subject}
    date = String(f"D:{pages.date:%Y%m%d}000000{_ZONE[:3]}'{_ZONE[4:]}'")
    return (
        trapped
        | {key: String(text) for key, text in facts.items() if text}
        | {
            "Creator": String(_MADE),
            "Producer": String(_MADE),
            "CreationDate": date,
            "ModDate": date,
        }
    )


def metadata_packet(
    pages: Pages, identity: Identity, purpose: Purpose, condition: PrintCondition
) -> bytes:
    """XMP 包 in UTF-8, with a description of each schema that PDF/A does not know.

    A file whose inks no profile describes is neither PDF/A nor PDF/X and does not say so.
    """
    press = purpose is Purpose.PRESS
    claimed = bool(condition.profile)
    date = f"{pages.date.isoformat()}T00:00:00{_ZONE}"
    parts = [
        _PACKET_HEAD,
        _alternative("dc:title", pages.title),
        f"<dc:creator><rdf:Seq><rdf:li>{_escape(pages.author)}</rdf:li></rdf:Seq></dc:creator>"
        if pages.author
        else "",
        _alternative("dc:description", pages.subject) if pages.subject else "",
        _bag("dc:language", pages.language),
        _simple("dc:format", "application/pdf"),
        *(_simple(f"xmp:{key}", date) for key in ("CreateDate", "ModifyDate", "MetadataDate")),
        _simple("xmp:CreatorTool", _MADE),
        _simple("pdf:Producer", _MADE),
        _simple("pdf:Trapped", "False") if press else "",
        _simple("xmpMM:DocumentID", _identifier(identity.document)),
        _simple("xmpMM:InstanceID", _identifier(identity.instance)),
        _simple("xmpMM:VersionID", "1"),
        _simple("xmpMM:RenditionClass", "default" if press else "screen"),
        _simple("pdfaid:part", "2") if claimed else "",
        _simple("pdfaid:conformance", "U") if claimed else "",
        _simple("pdfuaid:part", "1"),
        _simple("pdfxid:GTS_PDFXVersion", "PDF/X-4") if press and claimed else "",
        "<pdfaExtension:schemas><rdf:Bag>",
        *(_schema(*schema) for schema in (_SCHEMAS if press else _SCHEMAS[:1])),
        "</rdf:Bag></pdfaExtension:schemas>",
        _PACKET_END,
    ]
    return "\n".join(part for part in parts if part).encode()


def _identifier(digest: bytes) -> str:
    text = digest[:16].hex()
    return f"uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _escape(text: str) -> str:
    return text.translate(_IN_XML)


def _simple(key: str, value: str) -> str:
    return f"<{key}>{_escape(value)}</{key}>"


def _alternative(key: str, value: str) -> str:
    text = f'<rdf:li xml:lang="x-default">{_escape(value)}</rdf:li>'
    return f"<{key}><rdf:Alt>{text}</rdf:Alt></{key}>"


def _bag(key: str, value: str) -> str:
    return f"<{key}><rdf:Bag><rdf:li>{_escape(value)}</rdf:li></rdf:Bag></{key}>"


def _schema(title: str, address: str, prefix: str, key: str, kind: str, words: str) -> str:
    """扩展模式: one property of a schema (ISO 19005-2, 6.6.2.3.3)."""
    described = "".join(
        _simple(f"pdfaProperty:{part}", value)
        for part, value in (
            ("name", key),
            ("valueType", kind),
            ("category", "internal"),
            ("description", words),
        )
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _simple("pdfaSchema:schema", title)
        + _simple("pdfaSchema:namespaceURI", address)
        + _simple("pdfaSchema:prefix", prefix)
        + f'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">{described}</rdf:li>'
        + "</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


_SCHEMAS = (
    (
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        "part",
        "Integer",
        "Part of ISO 14289",
    ),
    (
        "Adobe PDF",
        "http://ns.adobe.com/pdf/1.3/",
        "pdf",
        "Trapped",
        "Text",
        "Whether the file has been trapped",
    ),
    (
        "PDF/X identification",
        "http://www.npes.org/pdfx/ns/id/",
        "pdfxid",
        "GTS_PDFXVersion",
        "Text",
        "Version of PDF/X",
    ),
)

_PACKET_HEAD = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">"""
_PACKET_END = """\
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
