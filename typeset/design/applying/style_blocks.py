"""Inlines to spans (行内着样): bold has become a face, scripts a size and a height, notes ride on
their marks, links and forced breaks on spans.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import SourcePosition
from typeset.content.document import (
    AttachmentNote,
    Byline,
    Emphasis,
    ForcedBreak,
    Inline,
    Inlines,
    ItemList,
    Link,
    ListItem,
    Note,
    NoteMark,
    NoteText,
    Quotation,
    Ruby,
    Signature,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from typeset.design.applying.styled import (
    Dot,
    Reading,
    StyledAttachmentNote,
    StyledItem,
    StyledList,
    StyledNote,
    StyledParagraph,
    StyledQuotation,
    StyledSignature,
    StyledSpan,
)
from typeset.design.applying.words import date_words, item_words, note_sign
from typeset.design.fonts.coverage import is_invisible
from typeset.design.style.style import ParagraphStyle, StyleSheet

_NAMES = re.compile(r"[^\s（）()、，,]+")


class _Look(Struct, frozen=True):
    """What inlines inherit from those they stand in."""

    style: ParagraphStyle
    where: SourcePosition
    strong: bool = False
    dotted: bool = False
    address: str = ""


class InlineStylist:
    """A style at work on inlines; gathers the names that bylines hold, which never break, and the
    invisible characters that were taken out, with the first place of each."""

    def __init__(self, style: StyleSheet) -> None:
        self._style = style
        self._notes: Mapping[str, NoteText] = {}
        self._marks = 0
        self._marks_before = 0
        self.names: list[str] = []
        self.invisible: dict[str, SourcePosition] = {}

    def begin_material(self, notes: Mapping[str, NoteText]) -> None:
        """Notes are looked for among those of a material, and counted anew."""
        self._notes = notes
        self._marks_before += self._marks
        self._marks = 0

    def words(
        self, text: str, name: str, position: SourcePosition, *, role: str = "P"
    ) -> StyledParagraph:
        """A paragraph of plain words in the style of a name."""
        return self.paragraph((Text(text, position),), name, position, role=role)

    def paragraph(
        self,
        inlines: Inlines,
        name: str,
        position: SourcePosition,
        *,
        role: str = "P",
        outline: int = 0,
    ) -> StyledParagraph:
        """A paragraph of inlines in the style of a name; `role` and `outline` as in the noun."""
        style = self._style.paragraphs[name]
        spans = tuple(self.spans(inlines, style, position))
        return StyledParagraph(spans, name, style, role, position, outline)

    def spans(
        self, inlines: Inlines, style: ParagraphStyle, position: SourcePosition
    ) -> list[StyledSpan]:
        """Spans of one look each; a forced break is a mark on the span that follows it."""
        spans: list[StyledSpan] = []
        self._flatten(inlines, _Look(style, position), spans)
        merged: list[StyledSpan] = []
        forced = False
        for span in spans:
            if span.forced_break and not span.text:
                forced = True
                continue
            shown = self._visible(span)
            merged.append(replace(shown, forced_break=True) if forced else shown)
            forced = False
        return merged

    def _flatten(self, inlines: Inlines, look: _Look, spans: list[StyledSpan]) -> None:
        for inline in inlines:
            where = inline.position if inline.position.file else look.where
            self._inline(inline, replace(look, where=where), spans)

    def _inline(self, inline: Inline, look: _Look, spans: list[StyledSpan]) -> None:
        match inline:
            case Strong(children=children):
                self._flatten(children, replace(look, strong=True), spans)
            case Emphasis(children=children):
                self._flatten(children, replace(look, dotted=True), spans)
            case Link(children=children, address=target):
                self._flatten(children, replace(look, address=target), spans)
            case _:
                spans.append(self._span(inline, look))

    def _span(
        self,
        inline: Text | Byline | Superscript | Subscript | Ruby | NoteMark | Note | ForcedBreak,
        look: _Look,
    ) -> StyledSpan:
        measures, size = self._style.inline, look.style.size
        match inline:
            case Text(text=text, columns=columns):
                return replace(self._plain(look, text), columns=columns)
            case Byline(text=text):
                self.names.extend(_NAMES.findall(text))
                return self._plain(look, text)
            case Superscript(text=text):
                return self._raised(look, text, measures.superscript_rise)
            case Subscript(text=text):
                return self._raised(look, text, -measures.subscript_drop)
            case Ruby(text=text, reading=words):
                reading = Reading(
                    words,
                    measures.ruby_size * size,
                    measures.ruby_rise * size,
                    measures.ruby_overhang * size,
                )
                return replace(self._plain(look, text), reading=reading)
            case NoteMark(label=label):
                note = self._notes.get(label)
                if note is None:
                    return self._plain(look, f"[^{label}]")
                return self._mark(note.inlines, note.position, look)
            case Note(children=children):
                return self._mark(children, look.where, look)
            case ForcedBreak():
                return replace(self._plain(look, ""), forced_break=True)
            case _:
                assert_never(inline)

    def _plain(self, look: _Look, text: str) -> StyledSpan:
        style, measures = look.style, self._style.inline
        dot = Dot(measures.dot_size * style.size, measures.dot_below * style.size)
        return StyledSpan(
            text,
            style.strong if look.strong else style.face,
            style.strong_western if look.strong else style.western,
            style.size,
            style.colour,
            look.where,
            address=look.address,
            dot=dot if look.dotted else None,
        )

    def _raised(self, look: _Look, text: str, rise: float) -> StyledSpan:
        size = look.style.size
        plain = self._plain(look, text)
        return replace(plain, size=self._style.inline.script_size * size, rise=rise * size)

    def _mark(self, inlines: Inlines, position: SourcePosition, look: _Look) -> StyledSpan:
        """A note's mark, and its note, which begins with the same sign."""
        self._marks += 1
        number = self._marks
        # On each page anew: the sign of the first stands in for all of them, since all are as wide.
        sign = note_sign(number if self._style.note.numbering == "material" else 1)
        words = (Text(f"{sign}\u3000", position), *inlines)
        paragraph = self.paragraph(words, "note", position, role="Note")
        mark = self._raised(look, sign, self._style.note.mark_rise)
        return replace(
            mark, note=StyledNote(number, self._marks_before + number, paragraph), dot=None
        )

    def _visible(self, span: StyledSpan) -> StyledSpan:
        """The span without characters that leave nothing on paper."""
        text = span.text
        if text.isprintable() or not any(map(is_invisible, text)):
            return span
        kept = [k for k, character in enumerate(text) if not is_invisible(character)]
        start = span.position.column
        columns = span.columns or tuple(range(start, start + len(text)))
        for k, character in enumerate(text):
            if is_invisible(character):
                place = span.position._replace(column=columns[k] if start else 0)
                self.invisible.setdefault(character, place)
        shown = "".join(text[k] for k in kept)
        return replace(span, text=shown, columns=tuple(columns[k] for k in kept) if start else ())


# Lists, quotations and the ending of a text with their styles (列表、引文、附件说明、落款).

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
