"""Normalise every text of an issue (全稿规范化): its materials, its contents and its notice."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from typeset.content.document import (
    AttachmentNote,
    Block,
    ContentsCategory,
    Heading,
    Inlines,
    Issue,
    ItemList,
    ListItem,
    Material,
    NoteText,
    Paragraph,
    Picture,
    Quotation,
    Signature,
    Table,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.normalise import KINDS, Edit, Kind, normalise


def normalise_issue(
    issue: Issue, kinds: Collection[Kind] = KINDS
) -> tuple[Issue, tuple[Edit, ...]]:
    """The issue with its texts normalised, and every change, in the order of the book."""
    walker = _Walker(kinds)
    contents = tuple(walker.category(category) for category in issue.contents)
    notice = walker.inlines(issue.notice)
    materials = tuple(walker.material(material) for material in issue.materials)
    changed = replace(issue, contents=contents, notice=notice, materials=materials)
    return changed, tuple(walker.edits)


class _Walker:
    """Goes through the document and gathers the edits."""

    def __init__(self, kinds: Collection[Kind]) -> None:
        self._kinds = kinds
        self.edits: list[Edit] = []

    def inlines(self, inlines: Inlines) -> Inlines:
        changed, edits = normalise(inlines, self._kinds)
        self.edits.extend(edits)
        return changed

    def category(self, category: ContentsCategory) -> ContentsCategory:
        entries = tuple(
            replace(entry, title=plain_text(self.inlines((Text(entry.title, entry.position),))))
            if entry.title
            else entry
            for entry in category.entries
        )
        heading = plain_text(self.inlines((Text(category.heading, category.position),)))
        return replace(category, heading=heading, entries=entries)

    def material(self, material: Material) -> Material:
        return replace(
            material,
            kicker=self.inlines(material.kicker),
            title=self.inlines(material.title),
            subtitles=tuple(self.inlines(line) for line in material.subtitles),
            blocks=tuple(self.block(block) for block in material.blocks),
        )

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph() | NoteText():
                return replace(block, inlines=self.inlines(block.inlines))
            case Heading():
                title = self.inlines(block.title)
                return replace(block, title=title, run_in=self.inlines(block.run_in))
            case Table():
                return replace(
                    block,
                    caption=self.inlines(block.caption),
                    header=tuple(self.inlines(cell) for cell in block.header),
                    rows=tuple(tuple(self.inlines(cell) for cell in row) for row in block.rows),
                )
            case Picture():
                return replace(block, caption=self.inlines(block.caption))
            case ItemList():
                return self.item_list(block)
            case Quotation():
                return replace(block, paragraphs=tuple(map(self.inlines, block.paragraphs)))
            case AttachmentNote():
                return replace(block, titles=tuple(map(self.inlines, block.titles)))
            case Signature():
                return replace(block, names=tuple(map(self.inlines, block.names)))

    def item_list(self, block: ItemList) -> ItemList:
        return replace(block, items=tuple(map(self.item, block.items)))

    def item(self, item: ListItem) -> ListItem:
        inlines = self.inlines(item.inlines)
        return replace(item, inlines=inlines, lists=tuple(map(self.item_list, item.lists)))
