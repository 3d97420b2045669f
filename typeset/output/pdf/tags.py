"""Tags (结构树): the logical structure of the file, in reading order, for screen readers.

Elements are written as text, since a book has thousands of them.
Source: ISO 32000-1, 14.7 (structure), 14.8.4 (types), 14.8.5 (attributes); ISO 14289-1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from typeset.base.units import Pt, Rectangle
from typeset.layout.placing.page import Pages, StructureNode
from typeset.output.pdf.artwork import Artwork
from typeset.output.pdf.navigation import Link, page_key
from typeset.output.pdf.numerals import number
from typeset.output.pdf.pdf_objects import File, Reference, text_string

_ROOT, _PARENTS = "StructTreeRoot", "ParentTree"
_LAST = 1e9
_NOTE = "Note"

Kids: TypeAlias = list[tuple[float, str]]
"""A node's children: when each is first met in the flow of the pages, and how it is written."""


def write_tags(
    file: File, pages: Pages, artwork: Artwork, links: Mapping[int, Sequence[Link]]
) -> tuple[Reference, bytes]:
    """Put the structure tree into a file; the reference of its root, and a digest of all that it
    says.  `links` by page are the annotations of the file; without any of them a Link is a Span."""
    nodes = pages.structure
    numbers = [file.promise(f"Structure{index}") for index in range(len(nodes))]
    root = file.promise(_ROOT)
    homes = [file.number(page_key(place)) for place in range(len(pages.pages))]
    kids = _kids(file, nodes, artwork, numbers, homes, links)
    digest = hashlib.sha256()
    for index, node in enumerate(nodes):
        parent = numbers[node.parent] if node.parent >= 0 else root
        role = "Span" if node.role == "Link" and not links else node.role
        text = f"<</Type/StructElem/S/{role}/P {parent} 0 R/K[{' '.join(kids[index])}]"
        text += _described(index, node, artwork.figures.get(index), pages.height)
        file.put(f"Structure{index}", text + ">>")
        digest.update(text.encode())
    top = [f"{numbers[index]} 0 R" for index, node in enumerate(nodes) if node.parent < 0]
    file.put(_PARENTS, _parent_tree(artwork, numbers, links))
    count = len(pages.pages) + sum(map(len, links.values()))
    reference = file.put(
        _ROOT,
        f"<</Type/StructTreeRoot/K[{' '.join(top)}]/ParentTree {file.number(_PARENTS)} 0 R"
        f"/ParentTreeNextKey {count}{_roles(nodes)}{_names(nodes, numbers)}>>",
    )
    return reference, digest.digest()


def _kids(
    file: File,
    nodes: Sequence[StructureNode],
    artwork: Artwork,
    numbers: Sequence[int],
    homes: Sequence[int],
    links: Mapping[int, Sequence[Link]],
) -> list[list[str]]:
    """The children of each node as they are read: contents, elements between them, annotations."""
    found: list[Kids] = [[] for _ in nodes]
    first = [_LAST] * len(nodes)
    clock = 0
    for place, page in enumerate(artwork.pages):
        for mcid, index in enumerate(page.structures):
            found[index].append((clock, f"<</Type/MCR/Pg {homes[place]} 0 R/MCID {mcid}>>"))
            first[index] = min(first[index], clock)
            clock += 1
    for place, page_links in links.items():
        for link in page_links:
            there = f"<</Type/OBJR/Pg {homes[place]} 0 R/Obj {file.number(link.key)} 0 R>>"
            found[link.structure].append((_LAST, there))
    for index in range(len(nodes) - 1, -1, -1):
        parent = nodes[index].parent
        if parent >= 0:
            first[parent] = min(first[parent], first[index])
    _add_elements(nodes, numbers, first, found)
    return [[text for _, text in sorted(own, key=lambda kid: kid[0])] for own in found]


def _add_elements(
    nodes: Sequence[StructureNode],
    numbers: Sequence[int],
    first: Sequence[float],
    found: Sequence[Kids],
) -> None:
    """Each element among its parent's children; an empty one stands where its neighbour does."""
    latest: dict[int, float] = {}
    for index, node in enumerate(nodes):
        if node.parent < 0:
            continue
        when = first[index] if first[index] < _LAST else latest.get(node.parent, -1.0)
        latest[node.parent] = when
        found[node.parent].append((when, f"{numbers[index]} 0 R"))


def _roles(nodes: Sequence[StructureNode]) -> str:
    """Em is no type of PDF 1.7; readers that do not know it take it for a Span."""
    return "/RoleMap<</Em/Span>>" if any(node.role == "Em" for node in nodes) else ""


def _names(nodes: Sequence[StructureNode], numbers: Sequence[int]) -> str:
    """The notes by identifier, which each of them must have (ISO 14289-1, 7.9)."""
    names = " ".join(
        f"{_identifier(index)} {numbers[index]} 0 R"
        for index, node in enumerate(nodes)
        if node.role == _NOTE
    )
    return f"/IDTree<</Names[{names}]>>" if names else ""


def _identifier(index: int) -> str:
    return f"(note{index:07d})"


def _described(index: int, node: StructureNode, box: Rectangle | None, height: Pt) -> str:
    """Description and attributes of an element."""
    text = f"/ID {_identifier(index)}" if node.role == _NOTE else ""
    if node.alternative:
        text += f"/Alt {text_string(node.alternative)}"
    if node.scope:
        text += f"/A<</O/Table/Scope/{node.scope}>>"
    if box is not None:
        edges = (box.left, height - box.bottom, box.right, height - box.top)
        text += f"/A<</O/Layout/Placement/Block/BBox[{' '.join(map(number, edges))}]>>"
    return text


def _parent_tree(
    artwork: Artwork, numbers: Sequence[int], links: Mapping[int, Sequence[Link]]
) -> str:
    """From a page's StructParents (its place) or a link's StructParent to the elements."""
    entries: list[str] = []
    for place, page in enumerate(artwork.pages):
        if page.structures:
            own = " ".join(f"{numbers[index]} 0 R" for index in page.structures)
            entries.append(f"{place}[{own}]")
    for page_links in links.values():
        entries += [f"{link.parent_key} {numbers[link.structure]} 0 R" for link in page_links]
    return f"<</Nums[{' '.join(entries)}]>>"
