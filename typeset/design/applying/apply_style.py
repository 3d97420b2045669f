"""Apply a style (着样): Issue × StyleSheet × FontBook → StyledIssue.

After this nothing of the source's notation is left: bold is a face, numbers and labels are
words, and each character has been looked for in the faces that will set it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.attachment import Attachment
from typeset.content.check_notes import printed_notes
from typeset.content.document import (
    AttachmentNote,
    Block,
    Byline,
    Heading,
    Inlines,
    Issue,
    ItemList,
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
from typeset.content.normalise import KINDS, Kind
from typeset.content.normalise_issue import normalise_issue
from typeset.design.applying.check_glyphs import check_glyphs
from typeset.design.applying.check_references import check_references
from typeset.design.applying.foreign_files import Files
from typeset.design.applying.style_blocks import BlockStylist, InlineStylist
from typeset.design.applying.style_front import FrontStylist
from typeset.design.applying.styled import (
    StyledAttachedFile,
    StyledAttachment,
    StyledBlock,
    StyledIssue,
    StyledMaterial,
    StyledParagraph,
    StyledPicture,
    StyledTable,
)
from typeset.design.applying.words import attachment_label, date_words, period_words
from typeset.design.fonts.coverage import visible
from typeset.design.fonts.font_book import FontBook
from typeset.design.fonts.messages import NORMALISED
from typeset.design.style.style import NormalisationRules, StyleSheet

INVISIBLE = Message(
    "W410",
    mark("the invisible character {code} is not printed"),
    mark("take it out of the source; paiban lint --fix does"),
)

_HEADING_ROLES = {1: "H2", 2: "H3", 3: "H4", 4: "H5"}


def apply_style(
    issue: Issue, style: StyleSheet, book: FontBook, files: Files
) -> tuple[StyledIssue, tuple[Finding, ...]]:
    """The issue with its style, what was mended in its texts (H409), what was taken out of them
    (W410), what it refers to in vain (W415, W416), and what the faces lack (E401 errors, H402
    fallbacks)."""
    issue, edits = normalise_issue(issue, kinds_of(style.normalisation))
    stylist = Stylist(style, files)
    styled = stylist.issue(issue)
    mended = (NORMALISED.at(edit.position, before=edit.before, after=edit.after) for edit in edits)
    referred = check_references([one.blocks for one in styled.materials], issue, style)
    taken = stylist.taken_out()
    return styled, (*mended, *taken, *referred, *check_glyphs(styled, style, book))


def kinds_of(rules: NormalisationRules) -> tuple[Kind, ...]:
    """The kinds of normalisation that a style has switched on."""
    return tuple(kind for kind in KINDS if getattr(rules, kind))


class Stylist:
    """The style at work on one issue; numbers tables and pictures as it goes."""

    def __init__(self, style: StyleSheet, files: Files) -> None:
        self._style = style
        self._numbers = style.numbers
        self._files = files
        self._inlines = InlineStylist(style)
        self._blocks = BlockStylist(style, self._inlines)
        self._front = FrontStylist(style, self._inlines)
        self._tables = 0
        self._pictures = 0

    @property
    def inlines(self) -> InlineStylist:
        return self._inlines

    def issue(self, issue: Issue) -> StyledIssue:
        materials = tuple(self._material(material) for material in issue.materials)
        title = visible(issue.title)
        return StyledIssue(
            title=title + self._numbers.cover_period.format(period=period_words(issue.period)),
            subject=title,
            author=visible(issue.compiler),
            date=issue.date,
            cover=self._front.cover(issue),
            contents=self._front.contents(issue),
            materials=materials,
            attachments=self.attachments(issue),
            names=tuple(dict.fromkeys((*issue.names, *self._inlines.names))),
        )

    def taken_out(self) -> Iterator[Finding]:
        """W410 for each invisible character, at its first place."""
        for character, place in self._inlines.invisible.items():
            yield INVISIBLE.at(place, code=f"U+{ord(character):04X}")

    # ---------------------------------------------------------------------- materials

    def _material(self, material: Material) -> StyledMaterial:
        where = material.position
        label = self._numbers.material.format(n=material.number)
        return StyledMaterial(
            number=material.number,
            label=self._inlines.words(label, "material_label", where),
            front=self.titles(material),
            blocks=self.text(material),
            title=visible(plain_text(material.title)),
            position=where,
        )

    def titles(self, material: Material) -> tuple[StyledParagraph, ...]:
        """引题, 题, 副题, 文号 and date."""
        numbers = self._numbers
        where = material.position
        self._inlines.begin_material(printed_notes(material))
        front = []
        if material.kicker:
            front.append(self._inlines.paragraph(material.kicker, "kicker", where))
        front.append(self._inlines.paragraph(material.title, "title", where, role="H1"))
        front.extend(
            self._inlines.paragraph(subtitle, "subtitle", where) for subtitle in material.subtitles
        )
        if material.document_number:
            front.append(self._inlines.words(material.document_number, "document_number", where))
        if material.date:
            words = numbers.document_date.format(date=date_words(material.date))
            front.append(self._inlines.words(words, "document_date", where))
        return tuple(front)

    def text(self, material: Material) -> tuple[StyledBlock, ...]:
        """正文, with the byline and the source that the header lines give."""
        if self._style.material.restart_numbers:
            self._tables = self._pictures = 0
        noted = {id(note) for note in printed_notes(material).values()}
        blocks = [
            self._block(block) for block in self._with_byline(material) if id(block) not in noted
        ]
        if material.source:
            words = self._numbers.source.format(text=material.source)
            blocks.append(self._inlines.words(words, "source", material.position))
        return tuple(blocks)

    def _with_byline(self, material: Material) -> Sequence[Block]:
        """署名 of the header lines closes the last paragraph, as one in the text does."""
        if not material.byline:
            return material.blocks
        byline = Byline(self._numbers.byline.format(text=material.byline), material.position)
        blocks = list(material.blocks)
        for place in range(len(blocks) - 1, -1, -1):
            block = blocks[place]
            if isinstance(block, Paragraph):
                blocks[place] = replace(block, inlines=(*block.inlines, byline))
                return blocks
        return [*blocks, Paragraph((byline,), material.position)]

    def _block(self, block: Block) -> StyledBlock:
        match block:
            case Paragraph():
                return self._inlines.paragraph(block.inlines, "body", block.position)
            case NoteText(label=label, inlines=inlines, position=where):
                # No mark leads to it: printed as it stands.
                shown = (Text(f"[^{label}]: ", where), *inlines)
                return self._inlines.paragraph(shown, "body", where)
            case Heading():
                return self._heading(block)
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case AttachmentNote():
                return self._blocks.attachment_note(block)
            case Signature():
                return self._blocks.signature(block)
            case ItemList():
                return self._blocks.item_list(block)
            case Quotation():
                return self._blocks.quotation(block)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> StyledParagraph:
        """A run-in head keeps its face up to its closing 。; the paragraph is body text."""
        name = f"heading_{heading.level}"
        role = _HEADING_ROLES[heading.level]
        outline = heading.level + 1
        if not heading.run_in:
            return self._inlines.paragraph(
                heading.title, name, heading.position, role=role, outline=outline
            )
        style = self._style.paragraphs[name]
        body = self._style.paragraphs["body"]
        spans = (
            *self._inlines.spans(heading.title, style, heading.position),
            *self._inlines.spans(heading.run_in, body, heading.position),
        )
        return StyledParagraph(spans, "body", body, "P", heading.position, outline)

    def _table(self, table: Table) -> StyledTable:
        caption = None
        label = self._numbers.table.format(n="")
        if table.caption:
            self._tables += 1
            label = self._numbers.table.format(n=self._tables)
            caption = self._captioned(label, table.caption, table.position)
        continued = self._numbers.table_continued.format(label=label)
        return StyledTable(
            header=tuple(
                self._inlines.paragraph(cell, "table_head", table.position) for cell in table.header
            ),
            rows=tuple(
                tuple(self._inlines.paragraph(cell, "table_cell", table.position) for cell in row)
                for row in table.rows
            ),
            alignments=table.alignments,
            caption=caption,
            continued=self._inlines.words(continued, "table_continued", table.position)
            if continued
            else None,
            rules=self._style.table.rules if table.rules == "style" else table.rules,
            turn=table.turn,
            position=table.position,
        )

    def _picture(self, picture: Picture) -> StyledPicture:
        file = self._files.pictures[picture.file]
        caption = None
        if picture.caption:
            self._pictures += 1
            label = self._numbers.picture.format(n=self._pictures)
            caption = self._captioned(label, picture.caption, picture.position)
        return StyledPicture(
            path=file.path,
            width=file.width,
            height=file.height,
            share=picture.width / 100,
            caption=caption,
            alternative=visible(plain_text(picture.caption)) or picture.file,
            position=picture.position,
        )

    def _captioned(self, label: str, caption: Inlines, position: SourcePosition) -> StyledParagraph:
        """The caption after its label, both as the form `labelled` has them."""
        before, _, after = self._numbers.labelled.partition("{text}")
        lead, tail = before.format(label=label), after.format(label=label)
        inlines = (Text(lead, position), *caption, *([Text(tail, position)] if tail else []))
        return self._inlines.paragraph(inlines, "caption", position, role="Caption")

    def attachments(self, issue: Issue) -> tuple[StyledAttachment, ...]:
        """附件: labels and titles, with what is known of the files."""
        return tuple(self._attachment(one, len(issue.attachments)) for one in issue.attachments)

    def _attachment(self, attachment: Attachment, count: int) -> StyledAttachment:
        position = attachment.position
        label = attachment_label(self._numbers, attachment.number, count)
        return StyledAttachment(
            number=attachment.number,
            label=self._inlines.words(label, "attachment_label", position),
            title=self._inlines.words(attachment.title, "attachment_title", position, role="H1"),
            files=tuple(
                StyledAttachedFile(
                    title=file.title,
                    facts=self._files.attachments[attachment.number, place],
                    fit=file.fit,
                    rotate=file.rotate,
                    position=file.position,
                )
                for place, file in enumerate(attachment.files)
            ),
            own_numbers=attachment.own_numbers,
            show_label=attachment.show_label and self._style.attachment.show_label,
            position=position,
        )
