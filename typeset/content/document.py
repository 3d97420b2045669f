"""The document (文稿): an issue as pure data, each part with its source position.

Nothing here knows of faces, sizes or pages.  Equality ignores positions, so that
`parse(write_source(document)) == document` says what it means.
"""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from typeset.base.findings import UNKNOWN, SourcePosition
from typeset.content.attachment import Attachment
from typeset.content.placed import Placed


class Text(Placed, frozen=True):
    """A run of plain characters.

    `position` is that of its first character.  `columns` gives the column of each character
    where an escape before it broke the plain count; empty when they follow one another.
    """

    text: str
    position: SourcePosition = UNKNOWN
    columns: tuple[int, ...] = ()


class Strong(Placed, frozen=True):
    """着重 by face: `**…**`."""

    children: tuple[Inline, ...]
    position: SourcePosition = UNKNOWN


class Emphasis(Placed, frozen=True):
    """着重号: `==…==`, a dot under each Han character."""

    children: tuple[Inline, ...]
    position: SourcePosition = UNKNOWN


class Superscript(Placed, frozen=True):
    """上标: `^2^`; `position` is that of its first character."""

    text: str
    position: SourcePosition = UNKNOWN


class Subscript(Placed, frozen=True):
    """下标: `~2~`; `position` is that of its first character."""

    text: str
    position: SourcePosition = UNKNOWN


class Ruby(Placed, frozen=True):
    """注音: `{喆|zhé}`, a reading over characters; as many syllables as characters stand one over
    each.  `position` is that of the first character."""

    text: str
    reading: str
    position: SourcePosition = UNKNOWN


class NoteMark(Placed, frozen=True):
    """注码: `[^1]`, the mark of the note whose text a line `[^1]: …` of the material gives."""

    label: str
    position: SourcePosition = UNKNOWN


class Note(Placed, frozen=True):
    """脚注 written where its mark stands: `^[…]`."""

    children: tuple[Inline, ...]
    position: SourcePosition = UNKNOWN


class Link(Placed, frozen=True):
    """链接: `[words](https://…)`; schemes http, https and mailto only."""

    children: tuple[Inline, ...]
    address: str
    position: SourcePosition = UNKNOWN


class ForcedBreak(Placed, frozen=True):
    """强制换行: ` / ` in a title or other header line."""

    position: SourcePosition = UNKNOWN


class Byline(Placed, frozen=True):
    """署名: `（记者 某某）` closing the last paragraph; its names are kept whole."""

    text: str
    position: SourcePosition = UNKNOWN


Inline: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Superscript
    | Subscript
    | Ruby
    | NoteMark
    | Note
    | Link
    | ForcedBreak
    | Byline
)
Inlines: TypeAlias = tuple[Inline, ...]


class Paragraph(Placed, frozen=True):
    """段落."""

    inlines: Inlines
    position: SourcePosition = UNKNOWN


class Heading(Placed, frozen=True):
    """标题 of level 1 to 4, known by its number: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).

    `title` holds the number too, as typed.  `run_in` is the text that follows the title's
    closing 。 in the same paragraph; empty for a heading that stands alone.
    """

    level: Literal[1, 2, 3, 4]
    title: Inlines
    run_in: Inlines = ()
    position: SourcePosition = UNKNOWN


CellAlignment: TypeAlias = Literal["left", "centre", "right", "auto"]
TableRules: TypeAlias = Literal["style", "three-line", "full"]
TableTurn: TypeAlias = Literal["auto", "turned", "upright"]


class Table(Placed, frozen=True):
    """表: a header row, rows of cells, an alignment a column (`auto`: numbers right, short text
    centred, else left), and the caption line above it (`表：…`), empty where none stands.

    `rules` and `turn` are the caption line's `{全框}` or `{三线}`, `{横排}` or `{竖排}`: turned by
    90° on a page of its own (GB/T 9704-2012, 8), or never.
    """

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    alignments: tuple[CellAlignment, ...]
    caption: Inlines = ()
    rules: TableRules = "style"
    turn: TableTurn = "auto"
    position: SourcePosition = UNKNOWN


class Picture(Placed, frozen=True):
    """图: `![caption](file)`; the file lies inside the issue's folder.  `width` in per cent of the
    measure (`{宽=60%}`), 0 where the style decides."""

    file: str
    caption: Inlines = ()
    width: int = 0
    position: SourcePosition = UNKNOWN


class NoteText(Placed, frozen=True):
    """脚注 given on a line of its own, `[^1]: …`; printed at the foot of its mark's page."""

    label: str
    inlines: Inlines
    position: SourcePosition = UNKNOWN


class ListItem(Placed, frozen=True):
    """列表项: its words, and the lists inside it."""

    inlines: Inlines
    lists: tuple[ItemList, ...] = ()
    position: SourcePosition = UNKNOWN


class ItemList(Placed, frozen=True):
    """列表: neighbouring lines `- …`, or `1) …` where it is `ordered`, then numbered from `start`;
    lines further in belong to a list inside the item above them."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    position: SourcePosition = UNKNOWN


class Quotation(Placed, frozen=True):
    """引文、按语: neighbouring lines `> …`, one paragraph each."""

    paragraphs: tuple[Inlines, ...]
    position: SourcePosition = UNKNOWN


class AttachmentNote(Placed, frozen=True):
    """附件说明: the titles of a document's attachments, named below its text (GB/T 9704-2012,
    7.3.4); `附件：1. …` and `2. …` lines at a material's end."""

    titles: tuple[Inlines, ...]
    position: SourcePosition = UNKNOWN


class Signature(Placed, frozen=True):
    """落款: who signs, one name a line, and the day of the document (GB/T 9704-2012, 7.3.5).

    The last lines of a material: a name and a date, or `落款：…` lines.  `sealed`: a place for
    the seal is kept (`（印章）` after the name).
    """

    names: tuple[Inlines, ...]
    date: datetime.date | None = None
    sealed: bool = False
    position: SourcePosition = UNKNOWN


Block: TypeAlias = (
    Paragraph
    | Heading
    | Table
    | Picture
    | NoteText
    | ItemList
    | Quotation
    | AttachmentNote
    | Signature
)


class Material(Placed, frozen=True):
    """材料: one text of the issue.

    `kicker` 引题, `title` 题, `subtitles` 副题 (one or more), `date` the document's own date
    as printed under the title, `document_number` 文号, `source` 来源, `byline` 署名 to be
    appended to the last paragraph in （）.  `number` counts the materials from 1.
    """

    number: int
    title: Inlines
    blocks: tuple[Block, ...]
    kicker: Inlines = ()
    subtitles: tuple[Inlines, ...] = ()
    date: datetime.date | None = None
    document_number: str = ""
    source: str = ""
    byline: str = ""
    file: str = ""
    position: SourcePosition = UNKNOWN


class ContentsEntry(Placed, frozen=True):
    """目录条目: a material as listed; `title` is empty where the material's own serves."""

    material: int
    title: str = ""
    position: SourcePosition = UNKNOWN


class ContentsCategory(Placed, frozen=True):
    """目录类别: its heading without number (the style numbers it) and its entries."""

    heading: str
    entries: tuple[ContentsEntry, ...]
    position: SourcePosition = UNKNOWN


class Period(Struct, frozen=True):
    """起止日期, both days included."""

    start: datetime.date
    end: datetime.date


class Imprint(Struct, frozen=True):
    """内部资料 particulars that licensed internal publications carry on the cover; all optional:
    准印证号, 内部资料 notice, 编印单位, 发送对象, 印刷单位, 印刷日期, 印数, 期号."""

    licence_number: str = ""
    internal_notice: str = ""
    publisher: str = ""
    recipients: str = ""
    printer: str = ""
    print_date: str = ""
    copies: str = ""
    issue_number: str = ""


ABSENT = Text("")


class Official(Placed, frozen=True):
    """公文要素: what a single official document states of itself (GB/T 9704-2012, 7.2–7.4).

    `issuers` 发文机关, the leading one first; `head` 发文机关标志 where it is not their names with
    文件; `number` 发文字号; `copy_number` 份号; `secrecy` 密级和保密期限; `urgency` 紧急程度;
    `signatories` 签发人 of a document to a superior; `addressees` 主送机关 and `copies_to` 抄送机关
    without their closing mark; `seal` whether room is left for the 印章; `annotation` 附注 without
    its brackets; `printed_by` and `printed_on` 印发机关和印发日期.  What is absent is empty.
    """

    issuers: tuple[Text, ...]
    number: Text
    head: Text = ABSENT
    copy_number: Text = ABSENT
    secrecy: Text = ABSENT
    urgency: Text = ABSENT
    signatories: tuple[Text, ...] = ()
    addressees: Text = ABSENT
    seal: bool = False
    annotation: Text = ABSENT
    copies_to: Text = ABSENT
    printed_by: Text = ABSENT
    printed_on: datetime.date | None = None
    position: SourcePosition = UNKNOWN


IssueKind: TypeAlias = Literal["weekly", "document"]


class Issue(Placed, frozen=True):
    """期: the whole weekly edition as written, or a single official document (公文).

    `week` is the folder's name (`2025-36`).  `names` are never broken over lines.
    `materials` stand in the order in which they are printed; `contents` refers to them by
    number.  `style` is the style sheet's name as asked for in issue.yaml, or empty.

    A document has its particulars in `official`, its text as the one material, and no contents;
    `date` is its 成文日期.
    """

    week: str
    title: str
    period: Period
    compiler: str
    date: datetime.date
    contents: tuple[ContentsCategory, ...]
    materials: tuple[Material, ...]
    notice: Inlines = ()
    names: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint = Imprint()
    style: str = ""
    official: Official | None = None
    position: SourcePosition = UNKNOWN

    @property
    def kind(self) -> IssueKind:
        """种类: a weekly edition, or a document."""
        return "document" if self.official else "weekly"
