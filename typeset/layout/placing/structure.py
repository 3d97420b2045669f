"""Logical structure (逻辑结构) of an edition: the tree that screen readers follow.

A block brings a small tree of parts; its lines and pictures say which of them they belong to.
Headings go from H1 (the cover's title) downwards without a step left out, whatever level the
source gave them.

Source: ISO 32000-1, 14.8.4 (structure types); ISO 14289-1, 7.2–7.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from typeset.design.applying.styled import (
    StyledEntry,
    StyledList,
    StyledNote,
    StyledParagraph,
    StyledPicture,
    StyledQuotation,
    StyledRedHead,
    StyledSpan,
    StyledTable,
)
from typeset.layout.placing.page import StructureNode

_TITLE = "Title"
_DEEPEST = 6


class Part(Struct, frozen=True):
    """部件: one element of a block's own tree; `parent` is the place of its parent among the
    block's parts, -1 for what the block stands in."""

    role: str
    parent: int = -1
    alternative: str = ""
    scope: str = ""


class TableParts(Struct, frozen=True):
    """A table's parts, and the place among them of its caption and of each cell's words by
    (row, column), row 0 being the head."""

    parts: tuple[Part, ...]
    caption: int
    cells: Mapping[tuple[int, int], int]


class ListParts(Struct, frozen=True):
    """A list's parts, and the places among them of each item's label and words."""

    parts: tuple[Part, ...]
    items: tuple[tuple[int, int], ...]


class QuotationParts(Struct, frozen=True):
    """A quotation's parts, and the place among them of each paragraph."""

    parts: tuple[Part, ...]
    paragraphs: tuple[int, ...]


class StructureTree(Struct):
    """The tree while it grows, in reading order."""

    nodes: list[StructureNode] = []
    _levels: list[int] = field(default_factory=lambda: [0])

    def add(self, role: str, parent: int, alternative: str = "") -> int:
        """A node of its own; its index.  The roles Title and H1 to H5 of the styled issue become
        headings that leave out no level (ISO 14289-1, 7.4.2)."""
        self.nodes.append(StructureNode(self._role(role), parent, alternative))
        return len(self.nodes) - 1

    def add_parts(self, parts: Sequence[Part], parent: int) -> int:
        """A block's parts as consecutive nodes; the index of the first."""
        first = len(self.nodes)
        for part in parts:
            above = parent if part.parent < 0 else first + part.parent
            role = self._role(part.role)
            self.nodes.append(StructureNode(role, above, part.alternative, part.scope))
        return first

    def _role(self, role: str) -> str:
        if role == _TITLE:
            return "H1"
        if not (len(role) == 2 and role[0] == "H" and role[1].isdigit()):
            return role
        level = int(role[1])
        while self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return f"H{min(_DEEPEST, len(self._levels))}"


def parts_of(source: object) -> tuple[Part, ...]:
    """The parts of a block by what it was set from."""
    match source:
        case StyledParagraph():
            return _with_inlines(Part(source.role), source, 0)
        case StyledTable():
            return table_parts(source).parts
        case StyledPicture():
            figure = Part("Figure", alternative=source.alternative)
            caption = source.caption
            return (
                (figure, *_with_inlines(Part("Caption", 0), caption, 1)) if caption else (figure,)
            )
        case StyledList():
            return list_parts(source).parts
        case StyledQuotation():
            return quotation_parts(source).parts
        case StyledEntry():
            return _entry_parts(source)
        case StyledRedHead():
            return (Part("P"),) * (len(source.marks) + 3)
        case _:
            return (Part("P"),)


def _entry_parts(entry: StyledEntry) -> tuple[Part, ...]:
    """目录条目: its number if it has one, and a reference whose link leads there; the page number
    is an element of its own, so that it is not read as part of the title (ISO 32000-1,
    14.8.4.3)."""
    label = (Part("Lbl", 0),) if entry.number else ()
    link = entry_link(entry)
    return (Part("TOCI"), *label, Part("Reference", 0), Part("Link", link - 1), Part("Span", link))


ENTRY_LABEL = 1


def entry_link(entry: StyledEntry) -> int:
    """The place of an entry's link among its parts; its page number's follows."""
    return 3 if entry.number else 2


def table_parts(table: StyledTable) -> TableParts:
    """表: caption, rows, heads with their scope, cells; links follow the cell they stand in."""
    parts = [Part("Table")]
    caption = 0
    if table.caption is not None:
        caption = 1
        parts.extend(_with_inlines(Part("Caption", 0), table.caption, 1))
    cells: dict[tuple[int, int], int] = {}
    head = len(parts)
    parts.append(Part("THead", 0))
    group = head
    for number, row in enumerate((table.header, *table.rows)):
        if number == 1:
            group = len(parts)
            parts.append(Part("TBody", 0))
        place = len(parts)
        parts.append(Part("TR", group))
        for column, cell in enumerate(row):
            cells[number, column] = len(parts)
            part = Part("TD", place) if number else Part("TH", place, scope="Column")
            parts.extend(_with_inlines(part, cell, len(parts)))
    return TableParts(tuple(parts), caption, cells)


def list_parts(styled: StyledList) -> ListParts:
    """列表: items of a label and a body; a list inside an item follows its words in the body."""
    parts: list[Part] = []
    items: list[tuple[int, int]] = []

    def add(block: StyledList, parent: int) -> None:
        whole = len(parts)
        parts.append(Part("L", parent))
        for item in block.items:
            place = len(parts)
            parts.extend((Part("LI", whole), Part("Lbl", place)))
            body = len(parts)
            items.append((place + 1, body))
            parts.extend(_with_inlines(Part("LBody", place), item.text, body))
            for inner in item.lists:
                add(inner, body)

    add(styled, -1)
    return ListParts(tuple(parts), tuple(items))


def quotation_parts(styled: StyledQuotation) -> QuotationParts:
    """引文: its paragraphs in a BlockQuote."""
    parts = [Part("BlockQuote")]
    places: list[int] = []
    for paragraph in styled.paragraphs:
        places.append(len(parts))
        parts.extend(_with_inlines(Part("P", 0), paragraph, len(parts)))
    return QuotationParts(tuple(parts), tuple(places))


def inline_place(paragraph: StyledParagraph, span: int) -> int:
    """How far behind its paragraph's part a span's part stands: 0 where it has none of its own."""
    spans = paragraph.spans
    if not inline_role(spans[span]):
        return 0
    return sum(1 for one in spans[: span + 1] if inline_role(one))


def inline_role(span: StyledSpan) -> str:
    """The role of a span's own part: what leads elsewhere, and what is emphasised; empty for the
    rest, which belongs to its paragraph."""
    if span.address or span.note:
        return "Link"
    return "Em" if span.dot else ""


def note_destination(note: StyledNote) -> str:
    """The name of the place where a note stands at the foot of its page."""
    return f"note-{note.place}"


def _with_inlines(part: Part, paragraph: StyledParagraph, place: int) -> tuple[Part, ...]:
    """A paragraph's part, at a place of its block, and the parts of its spans that have one."""
    roles = (inline_role(span) for span in paragraph.spans)
    return (part, *(Part(role, place) for role in roles if role))
