"""The file's XMP metadata (元数据): flat values by prefixed name.

Source: ISO 16684-1.  A document type declaration is refused, so no entity can grow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, XMLParser

from msgspec import Struct

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MOST_BYTES = 4_000_000
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}


class Xmp(Struct, frozen=True):
    """元数据: prefixed name → value (of a list the items, joined by ", "); names said twice."""

    values: Mapping[str, str]
    repeated: tuple[str, ...]


def read_xmp(data: bytes) -> Xmp:
    """The values of an XMP packet.  Raises ValueError when it is no sound XML or says none."""
    if len(data) > _MOST_BYTES or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("DOCTYPE")
    parser = XMLParser()  # noqa: S314 (no document type gets here)
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, LookupError) as error:
        raise ValueError(str(error)) from error
    found = [pair for node in root.iter(f"{_RDF}Description") for pair in _properties(node)]
    counted = Counter(name for name, _ in found)
    return Xmp(dict(found), tuple(name for name, times in counted.items() if times > 1))


def _properties(node: Element) -> Iterator[tuple[str, str]]:
    """Of one description, attributes and elements; those of nested structures stay unnamed."""
    for key, value in node.attrib.items():
        name = _name(key)
        if name:
            yield name, value.strip()
    for child in node:
        name = _name(child.tag)
        if name:
            items = [item.text or "" for item in child.iter(f"{_RDF}li")]
            yield name, ", ".join(items).strip() if items else (child.text or "").strip()


def _name(tag: str) -> str:
    space, _, local = tag.removeprefix("{").partition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""
