"""Writing one PDF (写 PDF): drawn pages with boxes, tags, navigation and claims for a purpose.

The press file claims PDF/X-4, PDF/A-2u and PDF/UA-1 and has no annotation; the reading file claims
PDF/A-2u and PDF/UA-1 and has links and an outline.
Source: ISO 15930-7; ISO 19005-2; ISO 14289-1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from typeset.layout.placing.page import Pages
from typeset.output.pdf.artwork import Artwork, DrawnPage, Purpose
from typeset.output.pdf.metadata import identity_of, info_entries, metadata_packet
from typeset.output.pdf.navigation import (
    add_links,
    destinations_of,
    page_key,
    page_labels,
    write_outline,
)
from typeset.output.pdf.page_content import OVERPRINT
from typeset.output.pdf.pdf_objects import Dictionary, File, Reference, Stream, String, array, name
from typeset.output.pdf.tags import write_tags
from typeset.output.print_condition import PrintCondition

_PAGES, _RESOURCES, _PROFILE = "Pages", "Fonts", "Profile"


def write_pdf(pages: Pages, artwork: Artwork, purpose: Purpose, condition: PrintCondition) -> bytes:
    """The whole file; the same pages, artwork and condition give the same bytes."""
    file = File()
    reading = purpose is Purpose.READING
    for place in range(len(pages.pages)):
        file.promise(page_key(place))
    destinations = destinations_of(pages)
    links = add_links(file, pages, destinations) if reading else {}
    for place, drawn in enumerate(artwork.pages):
        annotations = [link.key for link in links.get(place, ())]
        file.put(page_key(place), _page(pages, place, drawn, annotations, purpose))
    file.put(_PAGES, _page_tree(len(artwork.pages)))
    file.put(_RESOURCES, Dictionary({key: Reference(key) for key in artwork.fonts}))
    for key, value in artwork.objects.items():
        file.put(key, value)
    if condition.profile:
        file.put(_PROFILE, condition.stream)
    root, described = write_tags(file, pages, artwork, links)
    identity = identity_of(pages, artwork.digest, condition, described, purpose)
    file.put("Metadata", _packet(metadata_packet(pages, identity, purpose, condition)))
    catalog: dict[str, Any] = {
        "Type": name("Catalog"),
        "Pages": Reference(_PAGES),
        "Lang": String(pages.language),
        "MarkInfo": Dictionary({"Marked": "true"}),
        "StructTreeRoot": root,
        "Metadata": Reference("Metadata"),
        "PageLabels": page_labels(pages),
        "ViewerPreferences": Dictionary({"DisplayDocTitle": "true", "PrintScaling": name("None")}),
        "PageMode": name("UseNone"),
    }
    if condition.profile:
        catalog["OutputIntents"] = array(_intents(condition, purpose))
    if pages.duplex:
        catalog["PageLayout"] = name("TwoPageRight")
    if reading and pages.outline:
        catalog["PageMode"] = name("UseOutlines")
        catalog["Outlines"] = write_outline(file, pages.outline, destinations)
    return file.bytes(
        catalog, info_entries(pages, purpose), hashlib.sha256(identity.instance).digest()
    )


def _page(
    pages: Pages, place: int, drawn: DrawnPage, annotations: Sequence[str], purpose: Purpose
) -> Dictionary:
    """A page with its boxes; the trim's lower left corner is the origin in both files, so that
    they share what is drawn (ISO 32000-1, 14.11.2)."""
    width, height = round(pages.width, 3), round(pages.height, 3)
    bleed = round(pages.bleed, 3) if purpose is Purpose.PRESS else 0.0
    outer = array([-bleed, -bleed, round(width + bleed, 3), round(height + bleed, 3)])
    entries: dict[str, Any] = {
        "Type": name("Page"),
        "Parent": Reference(_PAGES),
        "MediaBox": outer,
        "BleedBox": outer,
        "TrimBox": array([0, 0, width, height]),
        "Contents": Reference(drawn.content),
        "Resources": _resources(drawn),
        "Tabs": name("S"),
    }
    if drawn.structures:
        entries["StructParents"] = place
    if annotations:
        entries["Annots"] = array(map(Reference, annotations))
    return Dictionary(entries)


def _resources(drawn: DrawnPage) -> Dictionary:
    states = {key: Reference(key) for key in OVERPRINT}
    resources: dict[str, Any] = {"Font": Reference(_RESOURCES), "ExtGState": Dictionary(states)}
    if drawn.painted:
        painted = {key: Reference(key) for key in drawn.painted}
        resources["XObject"] = Dictionary(painted)
    return Dictionary(resources)


def _page_tree(count: int) -> Dictionary:
    kids = [Reference(page_key(place)) for place in range(count)]
    return Dictionary({"Type": name("Pages"), "Count": count, "Kids": array(kids)})


def _packet(packet: bytes) -> Stream:
    """Metadata is never deflated: other programs look for it without reading PDF."""
    return Stream(packet, {"Type": name("Metadata"), "Subtype": name("XML")}, deflate=False)


def _intents(condition: PrintCondition, purpose: Purpose) -> list[Dictionary]:
    """输出意图: the same condition and profile for every standard that asks for one."""
    entries: Mapping[str, Any] = {
        "Type": name("OutputIntent"),
        "OutputConditionIdentifier": String(condition.identifier),
        "OutputCondition": String(condition.words),
        "RegistryName": String("http://www.color.org"),
        "Info": String(condition.words),
        "DestOutputProfile": Reference(_PROFILE),
    }
    kinds = ["GTS_PDFA1"] if purpose is Purpose.READING else ["GTS_PDFX", "GTS_PDFA1"]
    return [Dictionary({**entries, "S": name(kind)}) for kind in kinds]
