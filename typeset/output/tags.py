"""Tags (结构树): the logical structure of the file, in reading order, for screen readers.

Source: ISO 32000-1, 14.7 (structure), 14.8.4 (types); ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from typeset.layout.page import StructureNode
from typeset.output.pdf_objects import Dictionary, File, Reference, String, array, name

_ROOT = "StructTreeRoot"


@dataclass(slots=True)
class Tags:
    """What belongs to each structure node: marked contents by page, and annotations."""

    nodes: Sequence[StructureNode]
    contents: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    links: dict[int, list[tuple[int, Reference]]] = field(default_factory=dict)
    parents: dict[int, list[int]] = field(default_factory=dict)
    link_parents: dict[int, int] = field(default_factory=dict)

    def add_page(self, place: int, structures: Sequence[int]) -> None:
        """Note which node each marked content of a page belongs to."""
        self.parents[place] = list(structures)
        for mcid, node in enumerate(structures):
            self.contents.setdefault(node, []).append((place, mcid))

    def add_link(self, node: int, place: int, annotation: Reference, key: int) -> None:
        """Note an annotation of a page; `key` is its StructParent."""
        self.links.setdefault(node, []).append((place, annotation))
        self.link_parents[key] = node


def write_tags(file: File, tags: Tags) -> Reference:
    """Add the structure tree to a file; the reference of its root."""
    children: dict[int, list[int]] = {}
    for index, node in enumerate(tags.nodes):
        children.setdefault(node.parent, []).append(index)
    for index, node in enumerate(tags.nodes):
        file.reserve(_key(index), _element(file, tags, index, node, children.get(index, ())))
    root = Dictionary(
        {
            "Type": name("StructTreeRoot"),
            "K": array([Reference(_key(index)) for index in children.get(-1, ())]),
            "ParentTree": file.add(_parent_tree(tags)),
            "ParentTreeNextKey": len(tags.parents) + len(tags.link_parents),
        }
    )
    return file.reserve(_ROOT, root)


def _key(index: int) -> str:
    return f"Structure{index}"


def _element(
    file: File, tags: Tags, index: int, node: StructureNode, children: Sequence[int]
) -> Dictionary:
    kids: list[Any] = [Reference(_key(child)) for child in children]
    for place, mcid in tags.contents.get(index, ()):
        page = file.page_reference(place)
        kids.append(Dictionary({"Type": name("MCR"), "Pg": page, "MCID": mcid}))
    for place, annotation in tags.links.get(index, ()):
        page = file.page_reference(place)
        kids.append(Dictionary({"Type": name("OBJR"), "Pg": page, "Obj": annotation}))
    parent = Reference(_key(node.parent) if node.parent >= 0 else _ROOT)
    entries: dict[str, Any] = {
        "Type": name("StructElem"),
        "S": name(node.role),
        "P": parent,
        "K": array(kids),
    }
    if node.title:
        entries["T"] = String(node.title)
    if node.alternative:
        entries["Alt"] = String(node.alternative)
    return Dictionary(entries)


def _parent_tree(tags: Tags) -> Dictionary:
    """From a page's StructParents (its place) or a link's StructParent to the elements."""
    numbers: list[Any] = []
    for place, nodes in sorted(tags.parents.items()):
        numbers += [place, array([Reference(_key(node)) for node in nodes])]
    for key, node in sorted(tags.link_parents.items()):
        numbers += [key, Reference(_key(node))]
    return Dictionary({"Nums": array(numbers)})
