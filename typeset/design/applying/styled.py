"""The styled document (着样文稿): every part of an issue with its style resolved.

What layout reads.  Words that the style adds (材料1, （…）, 来源：) are in place, dates are
written out, bold has become a face, every character is known to have a glyph.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias, assert_never

from msgspec import Struct

from typeset.base.findings import SourcePosition
from typeset.base.units import Pt
from typeset.content.attachment import AttachmentFit, Rotation
from typeset.content.document import CellAlignment, TableTurn
from typeset.design.applying.foreign_files import AttachmentFile
from typeset.design.style.style import Colour, ParagraphStyle, TableForm


class Reading(NamedTuple):
    """注音 over a span: letters of `size`, their baseline `rise` above the text's; they may reach
    `overhang` over characters beside their own."""

    text: str
    size: Pt
    rise: Pt
    overhang: Pt


class Dot(NamedTuple):
    """着重号 under each Han of a span: its diameter, and how far its middle lies below the
    baseline."""

    diameter: Pt
    below: Pt


class StyledNote(Struct, frozen=True):
    """着样脚注: its text, to stand at the foot of the page where its mark stands.  `number` counts
    the marks of a material from 1, `place` those of the whole edition."""

    number: int
    place: int
    paragraph: StyledParagraph


class StyledSpan(Struct, frozen=True):
    """A stretch of text of one look.

    `role` and `western` are roles of the font book.  `address` is a link's, or empty.  A
    `forced_break` stands before the span's first character (a title's ` / `).  `columns` as in
    `Text`.  `rise` lifts the span above the baseline (上标; below it where negative) and binds it
    to the character before.  `note` makes the span a note's mark.
    """

    text: str
    role: str
    western: str
    size: Pt
    colour: Colour
    position: SourcePosition
    columns: tuple[int, ...] = ()
    address: str = ""
    forced_break: bool = False
    rise: Pt = 0.0
    reading: Reading | None = None
    dot: Dot | None = None
    note: StyledNote | None = None


class StyledParagraph(Struct, frozen=True):
    """着样段落: spans, the style's name and values, and its role in the logical structure
    (P, H1 … H6, Caption).  `outline` is the level of its bookmark, 0 for none."""

    spans: tuple[StyledSpan, ...]
    name: str
    style: ParagraphStyle
    role: str
    position: SourcePosition
    outline: int = 0

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def has_notes(self) -> bool:
        return any(span.note is not None for span in self.spans)


class StyledTable(Struct, frozen=True):
    """着样表格: cells as paragraphs; `alignments` a column; the caption above, if any, and the line
    above each further part of a table that goes over pages (续表), if the style has one."""

    header: tuple[StyledParagraph, ...]
    rows: tuple[tuple[StyledParagraph, ...], ...]
    alignments: tuple[CellAlignment, ...]
    caption: StyledParagraph | None
    continued: StyledParagraph | None
    rules: TableForm
    turn: TableTurn
    position: SourcePosition


class StyledPicture(Struct, frozen=True):
    """着样图片: the file's path and its pixels; its share of the measure (0: the style decides);
    the caption below, if any."""

    path: str
    width: int
    height: int
    share: float
    caption: StyledParagraph | None
    alternative: str
    position: SourcePosition


class StyledItem(Struct, frozen=True):
    """着样列表项: its label, its words, the lists inside it."""

    label: StyledParagraph
    text: StyledParagraph
    lists: tuple[StyledList, ...]


class StyledList(Struct, frozen=True):
    """着样列表."""

    items: tuple[StyledItem, ...]
    position: SourcePosition


class StyledQuotation(Struct, frozen=True):
    """着样引文."""

    paragraphs: tuple[StyledParagraph, ...]
    position: SourcePosition


class StyledAttachmentNote(Struct, frozen=True):
    """着样附件说明: the label, and each title after its number; one alone has none."""

    label: StyledParagraph
    titles: tuple[tuple[StyledParagraph | None, StyledParagraph], ...]
    position: SourcePosition


class StyledSignature(Struct, frozen=True):
    """着样落款: the names, the date, and whether a place for the seal is kept."""

    names: tuple[StyledParagraph, ...]
    date: StyledParagraph | None
    sealed: bool
    position: SourcePosition


StyledBlock: TypeAlias = (
    StyledParagraph
    | StyledTable
    | StyledPicture
    | StyledList
    | StyledQuotation
    | StyledAttachmentNote
    | StyledSignature
)


def paragraphs_of(block: StyledBlock) -> Iterator[StyledParagraph]:
    """Every paragraph of a block, in reading order."""
    match block:
        case StyledParagraph():
            yield block
        case StyledTable():
            yield from (block.caption,) if block.caption else ()
            yield from (block.continued,) if block.continued else ()
            for row in (block.header, *block.rows):
                yield from row
        case StyledPicture():
            yield from (block.caption,) if block.caption else ()
        case StyledList():
            for item in block.items:
                yield item.label
                yield item.text
                for inner in item.lists:
                    yield from paragraphs_of(inner)
        case StyledQuotation():
            yield from block.paragraphs
        case StyledAttachmentNote():
            yield block.label
            for number, title in block.titles:
                yield from (number, title) if number else (title,)
        case StyledSignature():
            yield from block.names
            yield from (block.date,) if block.date else ()
        case _:
            assert_never(block)


class StyledMaterial(Struct, frozen=True):
    """着样材料: `label` (材料1), then `front` (引题, 题, 副题, 文号, date), then the text."""

    number: int
    label: StyledParagraph
    front: tuple[StyledParagraph, ...]
    blocks: tuple[StyledBlock, ...]
    title: str
    position: SourcePosition


class StyledAttachedFile(Struct, frozen=True):
    """着样附件文件: what is known of one foreign file, and how its pages are to stand."""

    title: str
    facts: AttachmentFile
    fit: AttachmentFit
    rotate: Rotation
    position: SourcePosition


class StyledAttachment(Struct, frozen=True):
    """着样附件: its label and title, and its files."""

    number: int
    label: StyledParagraph
    title: StyledParagraph
    files: tuple[StyledAttachedFile, ...]
    own_numbers: bool
    show_label: bool
    position: SourcePosition


class StyledEntry(Struct, frozen=True):
    """目录条目: its words, and which material or attachment it leads to."""

    number: str
    paragraph: StyledParagraph
    material: int = 0
    attachment: int = 0


class StyledCategory(Struct, frozen=True):
    """目录类别."""

    heading: StyledParagraph
    entries: tuple[StyledEntry, ...]


class StyledCover(Struct, frozen=True):
    """封面."""

    title: StyledParagraph
    period: StyledParagraph
    compiler: StyledParagraph
    date: StyledParagraph
    imprint: tuple[StyledParagraph, ...]


class StyledContents(Struct, frozen=True):
    """目录: heading, period, categories, and the notice that follows the list."""

    heading: StyledParagraph
    period: StyledParagraph | None
    categories: tuple[StyledCategory, ...]
    notice: StyledParagraph | None


class StyledIssue(Struct, frozen=True):
    """着样稿: the whole edition, ready for layout."""

    title: str
    subject: str
    author: str
    date: datetime.date
    cover: StyledCover
    contents: StyledContents
    materials: tuple[StyledMaterial, ...]
    attachments: tuple[StyledAttachment, ...]
    names: tuple[str, ...]


class StyledRedHead(Struct, frozen=True):
    """着样版头: `marks` are 份号, 密级 and 紧急程度, each with its line counted from 1; `issuers`
    are the lines of the 发文机关标志, `word` 文件 beside several; then the 文号 and the 签发人."""

    marks: tuple[tuple[int, StyledParagraph], ...]
    issuers: tuple[StyledParagraph, ...]
    word: StyledParagraph | None
    number: StyledParagraph
    signatory_label: StyledParagraph | None
    signatories: tuple[StyledParagraph, ...]


class StyledLabelled(Struct, frozen=True):
    """A label with the words that hang behind it: 抄送：…"""

    label: StyledParagraph
    text: StyledParagraph


class StyledImprint(Struct, frozen=True):
    """着样版记; `addressees` are the 主送机关 as they stand where page 1 has no room for them."""

    addressees: StyledLabelled | None
    copies_to: StyledLabelled | None
    printed_by: StyledParagraph | None
    printed_on: StyledParagraph | None


class StyledDocument(Struct, frozen=True):
    """着样公文: a single official document, ready for layout; `front` are its titles."""

    title: str
    subject: str
    author: str
    date: datetime.date
    head: StyledRedHead
    front: tuple[StyledParagraph, ...]
    addressees: StyledParagraph | None
    blocks: tuple[StyledBlock, ...]
    attachments: tuple[StyledAttachment, ...]
    imprint: StyledImprint
    names: tuple[str, ...]
    position: SourcePosition
