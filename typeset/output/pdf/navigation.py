"""Navigation (导航): outline, page labels and links of the finished file.

All lead to explicit destinations; no action runs anything (ISO 15930-7 allows none).
Source: ISO 32000-1, 12.3 (destinations, outline), 12.4.2 (page labels), 12.5.6.5 (links).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from typeset.base.units import Pt
from typeset.layout.placing.page import LinkArea, OutlineEntry, Pages
from typeset.output.pdf.pdf_objects import Array, Dictionary, File, Reference, String, array, name

_PRINTED = 4
"""Annotation flag Print, which PDF/A asks of every annotation (ISO 19005-2, 6.3.2)."""


class Link(Struct, frozen=True):
    """A link annotation in a file: its name there, its place in the structure's parent tree
    (StructParent), and the structure index of the element that it belongs to."""

    key: str
    parent_key: int
    structure: int


def page_key(place: int) -> str:
    """The name of the page object at a place (from 0)."""
    return f"Page{place + 1}"


def destinations_of(pages: Pages) -> dict[str, Array]:
    """Destination name → `[page /XYZ null top null]`."""
    found: dict[str, Array] = {}
    for place, page in enumerate(pages.pages):
        for destination in page.destinations:
            top = round(pages.height - destination.top, 3)
            reference = Reference(page_key(place))
            found[destination.name] = array([reference, name("XYZ"), "null", top, "null"])
    return found


def add_links(file: File, pages: Pages, destinations: Mapping[str, Array]) -> dict[int, list[Link]]:
    """Put the link annotations into a file; those of each page by its place."""
    added: dict[int, list[Link]] = {}
    # Keys of links follow those of the pages, which are their places.
    key = len(pages.pages)
    for place, page in enumerate(pages.pages):
        for area in page.links:
            link = Link(f"Link{key}", key, area.structure)
            file.put(link.key, _annotation(area, pages.height, destinations, key))
            added.setdefault(place, []).append(link)
            key += 1
    return added


def _annotation(
    link: LinkArea, height: Pt, destinations: Mapping[str, Array], key: int
) -> Dictionary:
    """链接注释: no border; its words describe it to a screen reader (ISO 14289-1, 7.18.1)."""
    box = link.box
    corners = (box.left, height - box.bottom, box.right, height - box.top)
    entries: dict[str, Any] = {
        "Type": name("Annot"),
        "Subtype": name("Link"),
        "Rect": array(round(edge, 3) for edge in corners),
        "Border": array([0, 0, 0]),
        "F": _PRINTED,
        "Contents": String(link.words),
        "StructParent": key,
    }
    if link.destination:
        entries["Dest"] = destinations[link.destination]
    else:
        action = {"S": name("URI"), "URI": String(link.address)}
        entries["A"] = Dictionary(action)
    return Dictionary(entries)


def write_outline(
    file: File, entries: Sequence[OutlineEntry], destinations: Mapping[str, Array]
) -> Reference:
    """书签: nested by level, the first level open."""
    parents = _parents(entries)
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    for parent, siblings in children.items():
        for place, index in enumerate(siblings):
            own = children.get(index, [])
            item: dict[str, Any] = {
                "Title": String(entries[index].title),
                "Parent": Reference(_key(parent)),
                "Dest": destinations[entries[index].destination],
            }
            if place:
                item["Prev"] = Reference(_key(siblings[place - 1]))
            if place + 1 < len(siblings):
                item["Next"] = Reference(_key(siblings[place + 1]))
            if own:
                item |= {"First": Reference(_key(own[0])), "Last": Reference(_key(own[-1]))}
                # Closed: what is seen when it is opened, in the negative.
                item["Count"] = -len(own)
            file.put(_key(index), Dictionary(item))
    top = children[-1]
    root = {
        "Type": name("Outlines"),
        "First": Reference(_key(top[0])),
        "Last": Reference(_key(top[-1])),
        "Count": len(top),
    }
    return file.put(_key(-1), Dictionary(root))


def _parents(entries: Sequence[OutlineEntry]) -> list[int]:
    """The index of each entry's parent, -1 at the top."""
    parents: list[int] = []
    open_entries: list[int] = []
    for index, entry in enumerate(entries):
        while open_entries and entries[open_entries[-1]].level >= entry.level:
            open_entries.pop()
        parents.append(open_entries[-1] if open_entries else -1)
        open_entries.append(index)
    return parents


def _key(index: int) -> str:
    return "Outline" if index < 0 else f"Outline{index}"


def page_labels(pages: Pages) -> Dictionary:
    """页签: 封面, 目录, 1, 2 … as a viewer shows them."""
    numbers: list[Any] = []
    expected: tuple[str, int] | None = None
    for place, page in enumerate(pages.pages):
        if page.label.isdigit():
            label = ("", int(page.label))
            entry = Dictionary({"S": name("D"), "St": label[1]})
        else:
            label = (page.label, 0)
            entry = Dictionary({"P": String(page.label)} if page.label else {})
        if label != expected:
            numbers += [place, entry]
        expected = (label[0], label[1] + 1) if label[1] else label
    return Dictionary({"Nums": array(numbers)})
