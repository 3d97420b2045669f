"""Apply a style (着样): Issue × StyleSheet × FontBook → StyledIssue.

After this nothing of the source's notation is left: bold is a face, numbers and labels are
words, and each character has been looked for in the faces that will set it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.base.units import Pt
from typeset.content.document import (
    Block,
    Byline,
    ContentsCategory,
    ForcedBreak,
    Heading,
    Inline,
    Inlines,
    Issue,
    Link,
    Material,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    plain_text,
)
from typeset.design.check_glyphs import check_glyphs
from typeset.design.font_book import FontBook
from typeset.design.style import ParagraphStyle, StyleSheet
from typeset.design.styled import (
    StyledAttachment,
    StyledBlock,
    StyledCategory,
    StyledContents,
    StyledCover,
    StyledEntry,
    StyledIssue,
    StyledMaterial,
    StyledParagraph,
    StyledPicture,
    StyledSpan,
    StyledTable,
)
from typeset.design.words import date_words, han_number, period_words

_MANIFEST = SourcePosition("issue.yaml")
_HEADING_ROLES = {1: "H2", 2: "H3", 3: "H4", 4: "H5"}


@dataclass(frozen=True, slots=True)
class PictureFile:
    """What is known of a picture before it is placed: its path and its pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """What is known of an attachment before it is placed: path, page sizes in pt as seen."""

    path: str
    page_sizes: tuple[tuple[Pt, Pt], ...]
    is_image: bool


@dataclass(frozen=True, slots=True)
class Files:
    """Facts of the foreign files, measured outside: pictures by name, attachments by number."""

    pictures: Mapping[str, PictureFile]
    attachments: Mapping[int, AttachmentFile]


def apply_style(
    issue: Issue, style: StyleSheet, book: FontBook, files: Files
) -> tuple[StyledIssue, tuple[Finding, ...]]:
    """The issue with its style, and what the faces lack (E401 errors, H402 fallbacks)."""
    stylist = _Stylist(style, files)
    styled = stylist.issue(issue)
    return styled, check_glyphs(styled, style, book)


class _Stylist:
    """The style at work on one issue; numbers tables and pictures as it goes."""

    def __init__(self, style: StyleSheet, files: Files) -> None:
        self._style = style
        self._numbers = style.numbers
        self._files = files
        self._names: list[str] = []
        self._tables = 0
        self._pictures = 0

    def issue(self, issue: Issue) -> StyledIssue:
        materials = tuple(self._material(material) for material in issue.materials)
        return StyledIssue(
            title=f"{issue.title}（{period_words(issue.period)}）",
            subject=issue.title,
            author=issue.compiler,
            date=issue.date,
            cover=self._cover(issue),
            contents=self._contents(issue),
            materials=materials,
            attachments=self._attachments(issue),
            names=tuple(dict.fromkeys((*issue.names, *self._names))),
        )

    # ------------------------------------------------------------- front of the issue

    def _cover(self, issue: Issue) -> StyledCover:
        period = self._numbers.cover_period.format(period=period_words(issue.period))
        where = issue.position
        imprint = issue.imprint
        lines = (
            imprint.licence_number,
            imprint.internal_notice,
            imprint.issue_number,
            imprint.publisher,
            imprint.recipients,
            imprint.printer,
            imprint.print_date,
            imprint.copies,
        )
        return StyledCover(
            title=self._words(issue.title, "cover_title", where, role="Title"),
            period=self._words(period, "cover_period", where),
            compiler=self._words(issue.compiler, "cover_compiler", where),
            date=self._words(date_words(issue.date), "cover_date", where),
            imprint=tuple(self._words(line, "cover_imprint", where) for line in lines if line),
        )

    def _contents(self, issue: Issue) -> StyledContents:
        contents = self._style.contents
        materials = {material.number: material for material in issue.materials}
        categories = [
            self._category(place, category, materials)
            for place, category in enumerate(issue.contents, start=1)
        ]
        if issue.attachments:
            categories.append(self._attachment_category(issue, len(categories) + 1))
        period = self._numbers.contents_period.format(period=period_words(issue.period))
        heading = contents.heading or issue.title
        return StyledContents(
            heading=self._words(heading, "contents_heading", issue.position, role="H1"),
            period=self._words(period, "contents_period", issue.position)
            if contents.show_period
            else None,
            categories=tuple(categories),
            notice=self._paragraph(issue.notice, "contents_notice", issue.position)
            if issue.notice
            else None,
        )

    def _category(
        self, place: int, category: ContentsCategory, materials: Mapping[int, Material]
    ) -> StyledCategory:
        numbers = self._numbers
        heading = numbers.category.format(han=han_number(place)) + category.heading
        single = len(category.entries) == 1
        entries = []
        for item, entry in enumerate(category.entries, start=1):
            form = numbers.single_entry if single else numbers.entry
            title = entry.title or plain_text(materials[entry.material].title)
            entries.append(
                StyledEntry(
                    form.format(arabic=item, han=han_number(item)),
                    self._words(
                        title,
                        "contents_single_entry" if single else "contents_entry",
                        entry.position,
                        role="TOCI",
                    ),
                    material=entry.material,
                )
            )
        styled = self._words(heading, "contents_category", category.position)
        return StyledCategory(styled, tuple(entries))

    def _attachment_category(self, issue: Issue, place: int) -> StyledCategory:
        numbers = self._numbers
        heading = numbers.category.format(han=han_number(place))
        heading += self._style.contents.attachments_heading
        position = issue.attachments[0].position
        entries = []
        for attachment in issue.attachments:
            label = numbers.attachment.format(n=attachment.number)
            entries.append(
                StyledEntry(
                    "",
                    self._words(
                        f"{label}　{attachment.title}",
                        "contents_single_entry",
                        attachment.position,
                        role="TOCI",
                    ),
                    attachment=attachment.number,
                )
            )
        return StyledCategory(self._words(heading, "contents_category", position), tuple(entries))

    # ---------------------------------------------------------------------- materials

    def _material(self, material: Material) -> StyledMaterial:
        numbers = self._numbers
        where = material.position
        label = numbers.material.format(n=material.number)
        front = []
        if material.kicker:
            front.append(self._paragraph(material.kicker, "kicker", where))
        front.append(self._paragraph(material.title, "title", where, role="H1"))
        front.extend(
            self._paragraph(subtitle, "subtitle", where) for subtitle in material.subtitles
        )
        if material.document_number:
            front.append(self._words(material.document_number, "document_number", where))
        if material.date:
            words = numbers.document_date.format(date=date_words(material.date))
            front.append(self._words(words, "document_date", where))
        blocks = [self._block(block) for block in self._with_byline(material)]
        if material.source:
            words = numbers.source.format(text=material.source)
            blocks.append(self._words(words, "source", where))
        title = plain_text(material.title)
        return StyledMaterial(
            number=material.number,
            label=self._words(label, "material_label", where),
            front=tuple(front),
            blocks=tuple(blocks),
            title=title,
            position=where,
        )

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
                return self._paragraph(block.inlines, "body", block.position)
            case Heading():
                return self._heading(block)
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> StyledParagraph:
        """A run-in head keeps its face up to its closing 。; the paragraph is body text."""
        name = f"heading_{heading.level}"
        role = _HEADING_ROLES[heading.level]
        outline = heading.level + 1
        if not heading.run_in:
            return self._paragraph(
                heading.title, name, heading.position, role=role, outline=outline
            )
        style = self._style.paragraphs[name]
        body = self._style.paragraphs["body"]
        spans = (
            *self._spans(heading.title, style, heading.position),
            *self._spans(heading.run_in, body, heading.position),
        )
        return StyledParagraph(spans, "body", body, "P", heading.position, outline)

    def _table(self, table: Table) -> StyledTable:
        caption = None
        if table.caption:
            self._tables += 1
            label = self._numbers.table.format(n=self._tables)
            caption = self._captioned(label, table.caption, table.position)
        return StyledTable(
            header=tuple(
                self._paragraph(cell, "table_head", table.position) for cell in table.header
            ),
            rows=tuple(
                tuple(self._paragraph(cell, "table_cell", table.position) for cell in row)
                for row in table.rows
            ),
            alignments=table.alignments,
            caption=caption,
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
            caption=caption,
            alternative=plain_text(picture.caption) or picture.file,
            position=picture.position,
        )

    def _captioned(self, label: str, caption: Inlines, position: SourcePosition) -> StyledParagraph:
        return self._paragraph(
            (Text(f"{label}　", position), *caption), "caption", position, role="Caption"
        )

    def _attachments(self, issue: Issue) -> tuple[StyledAttachment, ...]:
        styled = []
        for attachment in issue.attachments:
            file = self._files.attachments[attachment.number]
            label = self._numbers.attachment.format(n=attachment.number)
            styled.append(
                StyledAttachment(
                    number=attachment.number,
                    label=self._words(label, "attachment_label", attachment.position),
                    title=self._words(
                        attachment.title, "attachment_title", attachment.position, role="H1"
                    ),
                    path=file.path,
                    page_sizes=file.page_sizes,
                    whole_page=attachment.fit == "page",
                    is_image=file.is_image,
                    position=attachment.position,
                )
            )
        return tuple(styled)

    # ------------------------------------------------------------------------ inlines

    def _words(
        self, text: str, name: str, position: SourcePosition, *, role: str = "P"
    ) -> StyledParagraph:
        return self._paragraph((Text(text, position),), name, position, role=role)

    def _paragraph(
        self,
        inlines: Inlines,
        name: str,
        position: SourcePosition,
        *,
        role: str = "P",
        outline: int = 0,
    ) -> StyledParagraph:
        style = self._style.paragraphs[name]
        spans = tuple(self._spans(inlines, style, position))
        return StyledParagraph(spans, name, style, role, position, outline)

    def _spans(
        self, inlines: Inlines, style: ParagraphStyle, position: SourcePosition
    ) -> list[StyledSpan]:
        spans: list[StyledSpan] = []
        self._flatten(inlines, style, position, spans, strong=False, address="")
        merged: list[StyledSpan] = []
        forced = False
        for span in spans:
            if span.forced_break and not span.text:
                forced = True
                continue
            merged.append(replace(span, forced_break=True) if forced else span)
            forced = False
        return merged

    def _flatten(
        self,
        inlines: Inlines,
        style: ParagraphStyle,
        position: SourcePosition,
        spans: list[StyledSpan],
        *,
        strong: bool,
        address: str,
    ) -> None:
        for inline in inlines:
            self._inline(inline, style, position, spans, strong=strong, address=address)

    def _inline(
        self,
        inline: Inline,
        style: ParagraphStyle,
        position: SourcePosition,
        spans: list[StyledSpan],
        *,
        strong: bool,
        address: str,
    ) -> None:
        where = inline.position if inline.position.file else position
        role = style.strong if strong else style.face
        plain = StyledSpan(
            "", role, style.western, style.size, style.colour, where, address=address
        )
        match inline:
            case Text(text=text, columns=columns):
                spans.append(replace(plain, text=text, columns=columns))
            case Byline(text=text):
                self._names.extend(text.strip("（）()").split())
                spans.append(replace(plain, text=text))
            case Strong(children=children):
                self._flatten(children, style, where, spans, strong=True, address=address)
            case Link(children=children, address=target):
                self._flatten(children, style, where, spans, strong=strong, address=target)
            case ForcedBreak():
                spans.append(replace(plain, forced_break=True))
            case _:
                assert_never(inline)
