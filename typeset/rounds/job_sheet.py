"""The job sheet (付印单): all that a print shop must know of a released edition, on one A4 page, in
the manner of a Chinese office's form: a table with full rules, blanks to fill in, places to sign.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from typeset.base.units import Pt, Rectangle, points_from_mm
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import Colour
from typeset.layout.placing.page import Mark, Page, Pages, Rule, StructureNode
from typeset.layout.placing.set_words import WordSetter

_WIDTH, _HEIGHT = points_from_mm(210), points_from_mm(297)
_LEFT, _TOP, _ROOM = points_from_mm(28), points_from_mm(30), points_from_mm(156)
_LABEL = points_from_mm(27)
_TITLE_SIZE, _SIZE, _SMALL = 22.0, 12.0, 9.0
_LINE: Pt = 16.0
_PAD: Pt = 6.0
_ROW: Pt = 32.0
_THICK, _THIN = 1.0, 0.5
_BLACK = Colour(0.0, 0.0, 0.0, 1.0)
_MOST_SIGNED = 7
_BASELINE = 0.36
"""How far the baseline lies below the middle of a line of Han, in em."""


class JobSheet(Struct, frozen=True):
    """付印单: the facts that stand on it, as they are printed; `date` is the issue's."""

    title: str
    issue: str
    date: datetime.date
    pages: str
    sheets: str
    trim: str
    bleed: str
    colours: str
    sides: str
    copies: str
    condition: str
    faces: tuple[str, ...]
    press_file: str
    sha256: str
    round: str
    signatures: tuple[str, ...]


Cells = Sequence[tuple[str, Sequence[str]]]
"""Cells of a row: label and lines of words."""


def set_job_sheet(sheet: JobSheet, book: FontBook, clearance: float) -> Pages:
    """The job sheet as one page, tagged as a title and one paragraph for each field."""
    return _Form(sheet, book, clearance).pages()


class _Form:
    def __init__(self, sheet: JobSheet, book: FontBook, clearance: float) -> None:
        self._sheet = sheet
        self._title = WordSetter(book, "title", "western", clearance)
        self._labels = WordSetter(book, "hei", "hei_western", clearance)
        self._words = WordSetter(book, "song", "western", clearance, 0.25)
        self._marks: list[Mark] = []
        self._nodes = [StructureNode("Document", -1), StructureNode("H1", 0)]
        self._y = _TOP

    def pages(self) -> Pages:
        sheet = self._sheet
        self._heading()
        top = self._y
        for cells in self._rows():
            self._row(cells)
        self._box(_LEFT, top, _ROOM, self._y - top, _THICK)
        self._foot()
        page = Page(
            kind="body",
            side="recto",
            number=None,
            label="1",
            type_area=Rectangle(_LEFT, _TOP, _ROOM, _HEIGHT - 2 * _TOP),
            marks=tuple(self._marks),
            links=(),
            destinations=(),
            lines=(),
            lines_used=0,
        )
        return Pages(
            width=_WIDTH,
            height=_HEIGHT,
            bleed=0.0,
            title=f"付印单 {sheet.title} {sheet.issue}",
            author="",
            subject="",
            language="zh-CN",
            date=sheet.date,
            pages=(page,),
            outline=(),
            structure=tuple(self._nodes),
            expected_titles=(),
            duplex=False,
            findings=(),
        )

    def _heading(self) -> None:
        words = "付　印　单"
        left = _LEFT + (_ROOM - self._title.width(words, _TITLE_SIZE)) / 2
        self._y += _TITLE_SIZE
        self._marks += self._title.marks(words, left, self._y, _TITLE_SIZE, _BLACK, 1)
        self._y += 20.0

    def _rows(self) -> Iterator[Cells]:
        sheet = self._sheet
        wide = _ROOM - _LABEL - 2 * _PAD
        yield (("刊　　名", self._broken(sheet.title, wide)),)
        yield (("期　　次", (sheet.issue,)), ("签批校次", (sheet.round,)))
        yield (("页　　数", (sheet.pages,)), ("用　　纸", (sheet.sheets,)))
        yield (("成品尺寸", (sheet.trim,)), ("出　　血", (sheet.bleed,)))
        yield (("单双面", (sheet.sides,)), ("印　　数", (sheet.copies,)))
        yield (("颜　　色", self._broken(sheet.colours, wide)),)
        yield (("印刷条件", self._broken(sheet.condition, wide)),)
        yield (("所用字体", self._broken("、".join(sheet.faces) + "（均已嵌入）", wide)),)
        yield (("付印文件", (sheet.press_file,)),)
        digest = sheet.sha256
        yield (("文件校验\nSHA-256", (_spaced(digest[:32]), _spaced(digest[32:]))),)
        yield (("签　　批", self._signed(wide)),)
        yield (("用纸规格", ()), ("装订方式", ()))
        yield (("承印单位", ()), ("交货时间", ()))
        yield (("备　　注", ("", "")),)

    def _signed(self, width: Pt) -> list[str]:
        """The signatures, as many as the page has room for."""
        lines = [line for one in self._sheet.signatures for line in self._broken(one, width)]
        if len(lines) > _MOST_SIGNED:
            lines = [*lines[: _MOST_SIGNED - 1], f"……（共 {len(self._sheet.signatures)} 人签批）"]
        return lines

    def _row(self, cells: Cells) -> None:
        """One row, its cells of equal width, as high as its longest cell asks."""
        lines = max(max(len(words), label.count("\n") + 1) for label, words in cells)
        height = max(_ROW, lines * _LINE + 2 * _PAD)
        width = _ROOM / len(cells)
        for place, (label, words) in enumerate(cells):
            left = _LEFT + place * width
            self._nodes.append(StructureNode("P", 0))
            node = len(self._nodes) - 1
            said = label.split("\n")
            self._stack(self._labels, said, left, _LABEL, height, node, centred=True)
            room = width - _LABEL
            self._stack(self._words, words, left + _LABEL, room, height, node, centred=False)
            self._marks.append(Rule(Rectangle(left + _LABEL, self._y, _THIN, height), _BLACK))
            if place:
                self._marks.append(Rule(Rectangle(left, self._y, _THIN, height), _BLACK))
        self._y += height
        self._marks.append(Rule(Rectangle(_LEFT, self._y - _THIN, _ROOM, _THIN), _BLACK))

    def _stack(
        self,
        setter: WordSetter,
        lines: Sequence[str],
        left: Pt,
        width: Pt,
        height: Pt,
        node: int,
        *,
        centred: bool,
    ) -> None:
        """Lines of a cell, in the middle of its height."""
        y = self._y + (height - len(lines) * _LINE) / 2
        for words in lines:
            size = _SIZE
            room = width - (4 if centred else 2 * _PAD)
            while setter.width(words, size) > room and size > 5:
                size -= 0.25
            start = left + ((width - setter.width(words, size)) / 2 if centred else _PAD)
            baseline = y + _LINE / 2 + _BASELINE * size
            self._marks += setter.marks(words, start, baseline, size, _BLACK, node)
            y += _LINE

    def _foot(self) -> None:
        """Places to sign, and what the printer is asked to look at."""
        self._y += 34.0
        third = _ROOM / 3
        self._nodes.append(StructureNode("P", 0))
        node = len(self._nodes) - 1
        for place, words in enumerate(("编辑：", "审签：", "承印：")):
            left = _LEFT + place * third
            self._marks += self._labels.marks(words, left, self._y, _SIZE, _BLACK, node)
            start = left + self._labels.width(words, _SIZE)
            line = Rectangle(start, self._y + 3, left + third - 14 - start, _THIN)
            self._marks.append(Rule(line, _BLACK))
        self._y += 26.0
        self._nodes.append(StructureNode("P", 0))
        node = len(self._nodes) - 1
        words = "请按实际尺寸印刷（不缩放），开印前核对文件校验值；空白各栏由经办人填写。"
        self._marks += self._words.marks(words, _LEFT, self._y, _SMALL, _BLACK, node)

    def _box(self, left: Pt, top: Pt, width: Pt, height: Pt, thick: Pt) -> None:
        for box in (
            Rectangle(left, top, width, thick),
            Rectangle(left, top + height - thick, width, thick),
            Rectangle(left, top, thick, height),
            Rectangle(left + width - thick, top, thick, height),
        ):
            self._marks.append(Rule(box, _BLACK))

    def _broken(self, text: str, width: Pt) -> list[str]:
        """Lines of a cell; words of Latin letters stay whole."""
        lines = [""]
        for word in _words(text):
            if lines[-1] and self._words.width(lines[-1] + word, _SIZE) > width:
                lines.append(word.lstrip())
            else:
                lines[-1] += word
        return lines


def _words(text: str) -> Iterable[str]:
    """Han one by one with the mark behind it, Latin words whole."""
    return re.findall(r"(?: ?[!-~]+|.)[，。、；：）》]*", text)


def _spaced(digest: str) -> str:
    """Eight digits a group, as people compare them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
