"""Finished pages (成页) as data: absolutely placed marks, no notion of PDF.

All lengths in pt from the trimmed page's top-left corner, y downwards.  What is drawn, tagged,
clicked, searched and compared later all comes from these nouns.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, SourcePosition
from typeset.base.units import Pt, Rectangle
from typeset.design.style.style import Colour

ARTIFACT = -1
"""Structure index of what is not content: rules, leaders (版面装饰)."""
FOOTER = -2
"""Structure index of a page number (页码), which a reader finds on each page anew."""
REPEATED = -3
"""Structure index of what is printed again on a new page, as the head of a table (续表表头)."""


class Spoken(Struct, frozen=True, eq=False):
    """读作: the words that neighbouring runs stand for together, where their glyphs do not tell
    them: a character put together from others, or characters with the reading over them."""

    text: str


class GlyphRun(Struct, frozen=True):
    """字串: glyphs of one face, size and colour on one baseline.

    `x, y` is the origin of the first glyph on the baseline; `offsets` are the origins of each
    glyph from `x` (the first is 0).  `codes` are the two-byte codes of `Glyph.code`,
    `identifiers` the glyph ids, `texts` the characters each glyph stands for (a ligature has
    several, the tail of a cluster ""), in reading order.  `advances` are natural advances.
    `columns` maps each glyph to its source column (0 unknown).  Runs with one `spoken` stand for
    its words instead.  `turn` is the text's about its origin, clockwise in degrees (0 or 270);
    the offsets run along it.
    """

    x: Pt
    y: Pt
    face: str
    size: Pt
    colour: Colour
    codes: tuple[int, ...]
    identifiers: tuple[int, ...]
    offsets: tuple[Pt, ...]
    advances: tuple[Pt, ...]
    texts: tuple[str, ...]
    structure: int = ARTIFACT
    position: SourcePosition | None = None
    spoken: Spoken | None = None
    turn: int = 0


def words_of(runs: Iterable[GlyphRun]) -> str:
    """What runs stand for, in their order; what several are spoken as together, once."""
    parts: list[str] = []
    spoken: Spoken | None = None
    for run in runs:
        if run.spoken is None:
            parts.extend(run.texts)
        elif run.spoken is not spoken:
            parts.append(run.spoken.text)
        spoken = run.spoken
    return "".join(parts)


class Disc(Struct, frozen=True):
    """圆点: a filled circle with its middle at x, y (着重号)."""

    x: Pt
    y: Pt
    radius: Pt
    colour: Colour
    structure: int = ARTIFACT


class Rule(Struct, frozen=True):
    """线: a filled rectangle (rules of tables, leaders drawn as lines)."""

    box: Rectangle
    colour: Colour
    structure: int = ARTIFACT


class PlacedPicture(Struct, frozen=True):
    """图: an image file of the issue drawn into `box` (proportion already kept)."""

    box: Rectangle
    path: str
    alternative: str
    structure: int = ARTIFACT
    position: SourcePosition | None = None


class ForeignPage(Struct, frozen=True):
    """附件页: page `page_index` (from 0) of a foreign file, drawn into `box`, turned clockwise by
    `turn` degrees (0, 90, 180, 270) after its own /Rotate has been applied.

    `path` is the file itself, `pack` the prepared one that holds the page; only what lies in
    `shown` is painted.
    """

    box: Rectangle
    path: str
    page_index: int
    turn: int
    alternative: str
    structure: int
    pack: str
    shown: Rectangle


Mark: TypeAlias = GlyphRun | Disc | Rule | PlacedPicture | ForeignPage


class LinkArea(Struct, frozen=True):
    """链接区: a rectangle that leads to a named destination of this file, or to an address.

    `words` describe it to a screen reader.
    """

    box: Rectangle
    destination: str
    address: str
    words: str
    structure: int = ARTIFACT


class Destination(Struct, frozen=True):
    """跳转目标: a named place on the page that holds it; `top` is where the view begins."""

    name: str
    top: Pt


PageKind: TypeAlias = Literal["cover", "contents", "head", "body", "attachment", "blank", "imprint"]
"""`head`: the first page of a document, with its 版头; `imprint`: one that holds nothing else than
its 版记."""


class LineReport(Struct, frozen=True):
    """One composed line as measured: for the page report, `inspect` and the benchmark; `ragged`
    where it could not be filled to the measure."""

    y: Pt
    text: str
    gap: float
    squeeze: float
    last: bool
    style: str
    grid_line: int
    ragged: bool = False


class VariantReport(Struct, frozen=True):
    """A paragraph that was set some lines longer or shorter than its best way, for the page's sake
    (reference rule 24); `text` is how it begins."""

    text: str
    lines: int


class GivenUp(Struct, frozen=True):
    """A rule that could not be kept (short, lonely, keep, or as in `Composed`) and where, by the
    beginning of the paragraph; empty for the page's end."""

    rule: str
    text: str = ""


class Page(Struct, frozen=True):
    """页.

    `number` is the printed page number or None; `label` what a viewer shows (封面, 目录, 1 …).
    `side` is recto (odd sheet side, right) or verso; in single-sided styles always recto.
    """

    kind: PageKind
    side: Literal["recto", "verso"]
    number: int | None
    label: str
    type_area: Rectangle
    marks: tuple[Mark, ...]
    links: tuple[LinkArea, ...]
    destinations: tuple[Destination, ...]
    lines: tuple[LineReport, ...]
    lines_used: int
    variants: tuple[VariantReport, ...] = ()
    given_up: tuple[GivenUp, ...] = ()


class OutlineEntry(Struct, frozen=True):
    """书签: nested by `level` from 1; leads to a named destination."""

    level: int
    title: str
    destination: str


class StructureNode(Struct, frozen=True):
    """结构: one element of the logical tree (role as in PDF/UA: Document, Sect, H1, P, TOCI …).

    `parent` indexes `Pages.structure`, -1 for the root; the children of a node stand in reading
    order.  `scope` says what a TH is the head of: Column or Row.
    """

    role: str
    parent: int
    alternative: str = ""
    scope: str = ""


class ExpectedTitle(Struct, frozen=True):
    """What the finished file must show: the title of a contents entry on a printed page, and
    `listed`, its words in the contents, beside that page's number."""

    title: str
    listed: str
    page_index: int
    number: int
    contents_page_index: int
    position: SourcePosition | None


class Pages(Struct, frozen=True):
    """成书: all pages in order with what belongs to the whole file."""

    width: Pt
    height: Pt
    bleed: Pt
    title: str
    author: str
    subject: str
    language: str
    date: datetime.date
    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    structure: tuple[StructureNode, ...]
    expected_titles: tuple[ExpectedTitle, ...]
    duplex: bool
    findings: tuple[Finding, ...]
