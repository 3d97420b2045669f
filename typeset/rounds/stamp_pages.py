"""Stamped pages (盖校样章): week, round, day and digest on every page, numbers beside its lines,
room to write.

What is added are marks of the layout, all of them artifacts, so that a proof is as valid a file as
the edition; nothing of the edition's own is moved but the sheet it lies on.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from typeset.base.disk import reason_of
from typeset.base.errors import BuildError, SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import Pt, Rectangle, points_from_mm
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import Colour, StyleSheet
from typeset.layout.placing.page import Disc, ForeignPage, GlyphRun, Mark, Page, Pages, Rule
from typeset.layout.placing.set_words import WordSetter
from typeset.output.write_file import freeze_folder
from typeset.rounds.round import CLEAN, PROOF_FILE, RoundRecord, Sheet, short
from typeset.texts.page_images import TILE, PageImageError, PageImages
from typeset.texts.read_text import number_lines

EXTRA_MARGIN: Pt = points_from_mm(60)
_HEAD_DOWN: Pt = points_from_mm(11)
_EDGE: Pt = points_from_mm(12)
_BESIDE: Pt = points_from_mm(3)
"""Between the type area and the numbers of its lines."""
_STAMP_SIZE, _NUMBER_SIZE, _MARGIN_SIZE, _WATERMARK_SIZE = 8.0, 6.5, 12.0, 150.0
_GREY = Colour(0.0, 0.0, 0.0, 0.55)
_DARK = Colour(0.0, 0.0, 0.0, 0.85)
_WATER = Colour(0.0, 0.0, 0.0, 0.05)
_GRID = Colour(0.0, 0.0, 0.0, 0.14)
_HAIRLINE: Pt = 0.25
_FIFTH = 5
_HAN_MIDDLE, _DIGIT_MIDDLE = 0.36, 0.33
"""Of the ink above the baseline, in em."""
_WATERMARK = "校样"
_MARGIN_HEAD = "校改"
_NUMBER = "0123456789"


class ProofLook(Struct, frozen=True):
    """校样样式: what a proof's pages carry beside the stamp and the numbers of their lines."""

    wide_margin: bool = False
    grid: bool = False
    watermark: bool = True


def sheet_of(pages: Pages, look: ProofLook) -> Sheet:
    """The sheet of a proof: the edition's own, or wider on its outer side."""
    if not look.wide_margin:
        return Sheet(pages.width, pages.height)
    verso = EXTRA_MARGIN if pages.duplex else 0.0
    return Sheet(pages.width + EXTRA_MARGIN, pages.height, verso=verso)


def stamp_pages(
    pages: Pages, style: StyleSheet, book: FontBook, record: RoundRecord, look: ProofLook
) -> Pages:
    """The pages of an edition as a proof of a round."""
    stamper = _Stamper(pages, style, book, record, look)
    return replace(
        pages,
        width=record.sheet.width,
        bleed=0.0,
        title=f"{pages.title}（{record.name}）",
        subject=identify(record),
        pages=tuple(stamper.page(page, place) for place, page in enumerate(pages.pages)),
    )


def identify(record: RoundRecord) -> str:
    """What a proof says of itself in its metadata, by which it is known again."""
    return f"{record.week} {record.name} {short(record.digest)}"


class _Stamper:
    def __init__(
        self,
        pages: Pages,
        style: StyleSheet,
        book: FontBook,
        record: RoundRecord,
        look: ProofLook,
    ) -> None:
        self._pages = pages
        self._style = style
        self._record = record
        self._look = look
        clearance = style.lines.ink_clearance
        self._words = WordSetter(book, "hei", "hei_western", clearance)
        self._numbers = WordSetter(book, "western", "western", clearance)

    def page(self, page: Page, place: int) -> Page:
        """One page with all that a proof adds, on the proof's sheet."""
        sheet = self._record.sheet
        by = sheet.verso if page.side == "verso" else sheet.recto
        behind = [*self._watermark(page), *self._grid(page)]
        before = [*self._stamp(place), *self._line_numbers(page)]
        moved = tuple(_moved(mark, by) for mark in (*behind, *page.marks, *before))
        return replace(
            page,
            marks=(*moved, *self._margin(page)),
            type_area=_right(page.type_area, by),
            links=tuple(replace(link, box=_right(link.box, by)) for link in page.links),
        )

    def _stamp(self, place: int) -> Iterator[Mark]:
        """眉章: week and round on the left, day, digest and page on the right."""
        record = self._record
        count = len(self._pages.pages)
        left = f"{record.name}  {record.week}  {self._pages.title}"
        right = f"{record.made}  摘要 {short(record.digest)}  第 {place + 1} / {count} 面"
        room = self._pages.width - 2 * _EDGE - self._words.width(right, _STAMP_SIZE) - _EDGE
        while len(left) > 1 and self._words.width(left, _STAMP_SIZE) > room:
            left = left[:-2] + "…"
        yield from self._words.marks(left, _EDGE, _HEAD_DOWN, _STAMP_SIZE, _DARK)
        start = self._pages.width - _EDGE - self._words.width(right, _STAMP_SIZE)
        yield from self._words.marks(right, start, _HEAD_DOWN, _STAMP_SIZE, _DARK)
        rule = Rectangle(_EDGE, _HEAD_DOWN + 3.5, self._pages.width - 2 * _EDGE, _HAIRLINE)
        yield Rule(rule, _GREY)

    def _line_numbers(self, page: Page) -> Iterator[Mark]:
        """行号 beside each line, every fifth darker."""
        edge = page.type_area.left - _BESIDE
        runs = [mark for mark in page.marks if isinstance(mark, GlyphRun) and mark.structure >= 0]
        for number, baseline in enumerate(number_lines(page), 1):
            words = str(number)
            left = edge - self._numbers.width(words, _NUMBER_SIZE)
            colour = _GREY if number % _FIFTH else _DARK
            # Digits that are smaller than the text stand on the middle of its line.
            size = max(run.size for run in runs if run.y == baseline)
            y = baseline - _HAN_MIDDLE * size + _DIGIT_MIDDLE * _NUMBER_SIZE
            yield from self._numbers.marks(words, left, y, _NUMBER_SIZE, colour)

    def _watermark(self, page: Page) -> Iterator[Mark]:
        """校样 below the text, too light to hinder reading."""
        if not self._look.watermark or self._record.name == CLEAN:
            return
        area = page.type_area
        width = self._words.width(_WATERMARK, _WATERMARK_SIZE)
        left = area.left + (area.width - width) / 2
        middle = area.top + area.height / 2
        yield from self._words.marks(
            _WATERMARK, left, middle + 0.36 * _WATERMARK_SIZE, _WATERMARK_SIZE, _WATER
        )

    def _grid(self, page: Page) -> Iterator[Mark]:
        """版心网格: the cells of 28 characters by 22 lines."""
        if not self._look.grid or page.kind not in ("body", "contents", "head", "imprint"):
            return
        area, cells = page.type_area, self._style.type_area
        for column in range(cells.characters_per_line + 1):
            x = area.left + column * cells.character_pitch
            yield Rule(Rectangle(x, area.top, _HAIRLINE, area.height), _GRID)
        for row in range(cells.lines_per_page + 1):
            y = min(area.bottom, area.top + row * cells.line_pitch)
            yield Rule(Rectangle(area.left, y, area.width, _HAIRLINE), _GRID)

    def _margin(self, page: Page) -> Iterator[Mark]:
        """改样栏: a ruled column on the outer side, to write in."""
        if not self._look.wide_margin:
            return
        verso = self._record.sheet.verso and page.side == "verso"
        left = 0.0 if verso else self._pages.width
        inner = left + EXTRA_MARGIN if verso else left
        area, pitch = page.type_area, self._style.type_area.line_pitch
        size = self._style.type_area.size
        bottom = area.bottom + (pitch - size) / 2
        yield Rule(Rectangle(inner, _HEAD_DOWN, _HAIRLINE, bottom - _HEAD_DOWN), _GREY)
        width = self._words.width(_MARGIN_HEAD, _MARGIN_SIZE)
        middle = left + EXTRA_MARGIN / 2
        yield from self._words.marks(
            _MARGIN_HEAD, middle - width / 2, area.top - pitch / 2, _MARGIN_SIZE, _DARK
        )
        for row in range(self._style.type_area.lines_per_page):
            # Under each line of the text, halfway to the next.
            y = area.top + row * pitch + (size + pitch) / 2
            box = Rectangle(left + _BESIDE, y, EXTRA_MARGIN - 2 * _BESIDE, _HAIRLINE)
            yield Rule(box, _GRID)


def _moved(mark: Mark, by: Pt) -> Mark:
    """A mark further right."""
    if not by:
        return mark
    if isinstance(mark, GlyphRun | Disc):
        return replace(mark, x=mark.x + by)
    if isinstance(mark, ForeignPage):
        return replace(mark, box=_right(mark.box, by), shown=_right(mark.shown, by))
    return replace(mark, box=_right(mark.box, by))


def _right(box: Rectangle, by: Pt) -> Rectangle:
    return Rectangle(box.left + by, box.top, box.width, box.height)


def versos(pages: Sequence[Page]) -> tuple[int, ...]:
    """The places of left-hand pages."""
    return tuple(place for place, page in enumerate(pages) if page.side == "verso")


# A round's pages as pictures (校样图), and one sheet that shows them all (缩略总图).

NOT_PAINTED = Message(
    "E756",
    mark("the pages of round {folder} could not be made into pictures: {reason}"),
    mark("the round itself is whole; open its PDF instead"),
)

PICTURES_FOLDER = "png"
SHEET_FILE = "overview.png"
_SCALE = 2.0
"""Pixels a pt of a page's picture (144 ppi)."""
_SMALL_WIDTH, _ACROSS, _GAP = 300, 6, 18
_WIDEST = 8000
"""Pixels of the overview from side to side, at the most."""
_PAPER = (236, 236, 236)


def paint_round(folder: Path) -> Path:
    """Paint the proof of a round into `png` beside it; the folder of the pictures.

    Raises BuildError (E756) where a page cannot be painted, SourceError where a picture cannot be
    written.
    """
    made = folder / PICTURES_FOLDER
    try:
        freeze_folder(made, _pictures((folder / PROOF_FILE).read_bytes()))
    except (PageImageError, OSError) as error:
        reason = reason_of(error)
        kind = SourceError if isinstance(error, OSError) else BuildError
        raise kind([NOT_PAINTED.at(folder=folder.name, reason=reason)]) from error
    return made


def _pictures(proof: bytes) -> dict[str, bytes]:
    """The pages one by one, so that a long proof needs no more memory than its files take."""
    images = PageImages()
    files: dict[str, bytes] = {}
    small: list[Image.Image] = []
    try:
        images.open(PROOF_FILE, proof)
        count = len(images.pages(PROOF_FILE))
        digits = len(str(count))
        width = min(_SMALL_WIDTH, _WIDEST // _across(count) - _GAP)
        for place in range(count):
            page = _page(images, place)
            files[f"{place + 1:0{digits}}.png"] = _encoded(page)
            height = max(1, round(page.height * width / page.width))
            small.append(page.resize((width, height), Image.Resampling.LANCZOS))
    finally:
        images.close()
    files[SHEET_FILE] = _encoded(_overview(small))
    return files


def _page(images: PageImages, place: int) -> Image.Image:
    """One page, its tiles put together."""
    facts = images.pages(PROOF_FILE)[place]
    width, height = round(facts.width * _SCALE), round(facts.height * _SCALE)
    page = Image.new("RGB", (width, height), "white")
    for row in range(-(-height // TILE)):
        for column in range(-(-width // TILE)):
            data = images.image(PROOF_FILE, place, _SCALE, column, row, grey=False)
            with Image.open(io.BytesIO(data)) as tile:
                page.paste(tile.convert("RGB"), (column * TILE, row * TILE))
    return page


def _across(count: int) -> int:
    """How many small pages stand in a row: six, or more where there are very many."""
    return max(min(_ACROSS, count), round(math.sqrt(count)))


def _overview(small: Sequence[Image.Image]) -> Image.Image:
    """All pages small, row by row."""
    across = _across(len(small))
    width = max(one.width for one in small) + _GAP
    cell = max(one.height for one in small) + _GAP
    size = (across * width + _GAP, -(-len(small) // across) * cell + _GAP)
    sheet = Image.new("RGB", size, _PAPER)
    for place, one in enumerate(small):
        row, column = divmod(place, across)
        sheet.paste(one, (_GAP + column * width, _GAP + row * cell))
    return sheet


def _encoded(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG", optimize=False)
    return data.getvalue()
