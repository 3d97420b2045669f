"""Lists, quotations and the ending of a text with their styles (列表、引文、附件说明、落款)."""

from __future__ import annotations

from typeset.base.source_position import SourcePosition
from typeset.content.document import AttachmentNote, ItemList, ListItem, Quotation, Signature
from typeset.design.applying.style_inlines import InlineStylist
from typeset.design.applying.styled import (
    StyledAttachmentNote,
    StyledItem,
    StyledList,
    StyledParagraph,
    StyledQuotation,
    StyledSignature,
)
from typeset.design.applying.words import date_words, item_words
from typeset.design.style.style import StyleSheet

_DEEPEST = 3


class BlockStylist:
    """A style at work on the blocks that are made of several paragraphs."""

    def __init__(self, style: StyleSheet, inlines: InlineStylist) -> None:
        self._style = style
        self._inlines = inlines

    def item_list(self, block: ItemList, level: int = 1) -> StyledList:
        """A list at a level from 1; its marks are words of the style."""
        rules = self._style.lists
        level = min(level, _DEEPEST)
        form = getattr(rules, f"{'ordered' if block.ordered else 'bullet'}_{level}")
        items = tuple(
            self._item(item, item_words(form, number), level)
            for number, item in enumerate(block.items, start=block.start)
        )
        return StyledList(items, block.position)

    def _item(self, item: ListItem, label: str, level: int) -> StyledItem:
        name = f"list_{level}"
        return StyledItem(
            label=self._inlines.words(label, name, item.position),
            text=self._inlines.paragraph(item.inlines, name, item.position),
            lists=tuple(self.item_list(inner, level + 1) for inner in item.lists),
        )

    def quotation(self, quotation: Quotation) -> StyledQuotation:
        """引文, 按语."""
        where = quotation.position
        paragraphs = tuple(
            self._inlines.paragraph(one, "quotation", where) for one in quotation.paragraphs
        )
        return StyledQuotation(paragraphs, where)

    def attachment_note(self, note: AttachmentNote) -> StyledAttachmentNote:
        """附件说明; a single title has no number (GB/T 9704-2012, 7.3.4)."""
        several = len(note.titles) > 1
        return StyledAttachmentNote(
            label=self._note_words(self._style.attachment_note.label, note.position),
            titles=tuple(
                (
                    self._note_number(number, note.position) if several else None,
                    self._inlines.paragraph(title, "attachment_note", note.position),
                )
                for number, title in enumerate(note.titles, start=1)
            ),
            position=note.position,
        )

    def _note_number(self, number: int, position: SourcePosition) -> StyledParagraph:
        return self._note_words(self._style.attachment_note.number.format(n=number), position)

    def _note_words(self, words: str, position: SourcePosition) -> StyledParagraph:
        return self._inlines.words(words, "attachment_note", position)

    def signature(self, signature: Signature) -> StyledSignature:
        """落款."""
        where = signature.position
        date = signature.date
        return StyledSignature(
            names=tuple(
                self._inlines.paragraph(name, "signature", where) for name in signature.names
            ),
            date=self._inlines.words(date_words(date), "signature", where) if date else None,
            sealed=signature.sealed,
            position=where,
        )
