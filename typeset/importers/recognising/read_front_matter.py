"""The front matter (卷首): title, period, compiler, date, contents list, notice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct, field

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.dates import NoSuchDayError, parse_date, parse_period
from typeset.content.document import Period
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.strand import EMPTY, Ledger, Line, Strand
from typeset.importers.recognising.find_materials import read_label
from typeset.importers.recognising.repair_marks import tidy_paragraph, tidy_title

PERIOD_FORMS = Message(
    "W250",
    mark("the period is written in two forms: {first} (line {line}) and {second}"),
    mark("nothing to do here: it is kept once, as a date; correct the manuscript's template"),
)
PERIODS_DIFFER = Message(
    "W251",
    mark("two periods: {first} (line {line}) and {second}; the first was taken"),
    mark("look which is right, and correct issue.yaml"),
)
DATES_DIFFER = Message(
    "W252",
    mark("two issue dates: {first} (line {line}) and {second}; the first was taken"),
    mark("look which is right, and correct issue.yaml"),
)
NO_SUCH_DAY = Message(
    "W263",
    mark("there is no such day as {text}; the line was left out"),
    mark("look at the calendar and correct issue.yaml or the material"),
)
NOTICE_JOINED = Message(
    "W264",
    mark("this paragraph was joined to the notice above"),
    mark("look at notice in issue.yaml"),
)

_Value = TypeVar("_Value", datetime.date, Period)

_CONTENTS = re.compile(r"[（(【\[]?目\s*[录次][）)】\]]?[:：]?")
_CATEGORY = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]\s*(?=\S)")
_ITEM = re.compile(r"[（(]?(\d{1,3})\s*[.．、）)]\s*(?=\S)|[①-⑳]\s*(?=\S)")
_NOTICE = re.compile(r"(?:工作|学习|温馨|特别)?(?:提示|提醒|要求)\s*[:：]")
_COMPILER = re.compile(r".*(?:编印|编制|编写|编辑|编发|整理|印发|印制|主办|[汇选]编|编)")
_COMPILER_LABEL = re.compile(r"(?:汇编|编印|编辑|编者|编制|整理)(?:单位|部门)?\s*[:：]\s*(?=\S)")
_DATE_LABEL = re.compile(r"(?:印发|编印|汇编|出版|发布)?(?:日期|时间)\s*[:：]\s*(?=\S)")
_LEADER = re.compile(
    r"(?:[\s.．…·]*[.．…·]{2,}[\s.．…·]*|\s{2,}|\t\s*)\d{1,4}\Z|[\s.…·]*[.…·]{3,}\Z"
)
_IMPRINT = (
    (
        "issue_number",
        re.compile(r"[（(]?(?:\d{4}年)?\s*总?\s*第\s*[\d一二三四五六七八九十百]+\s*期.*"),
    ),
    ("licence_number", re.compile(r".*准印证.*")),
    ("internal_notice", re.compile(r".*内部(?:资料|学习|刊物|材料|使用).*")),
)
_LONGEST_COMPILER = 30
_LONGEST_LEADER = 120


class Entry(Struct):
    """An entry as listed: its words, and the material its label names (0: none)."""

    strand: Strand
    line: int
    material: int = 0
    numbered: bool = False


class Category(Struct):
    """A category as listed; `heading` is empty where entries stand without one."""

    heading: Strand
    line: int
    entries: list[Entry] = []


class FrontMatter(Struct):
    """What the front matter said; None and empty where it did not."""

    title: Strand | None = None
    period: Period | None = None
    compiler: Strand | None = None
    date: datetime.date | None = None
    categories: list[Category] = []
    notice: Strand | None = None
    imprint: dict[str, Strand] = {}


def read_front_matter(lines: Sequence[Line], ledger: Ledger) -> FrontMatter:
    """Read the lines above the first material."""
    reader = _Reader(ledger)
    for line in lines:
        strand = tidy_title(line.strand, ledger)
        if strand.text:
            reader.read(line.with_strand(strand))
    reader.finish()
    return reader.front


class _Reader(Struct):
    ledger: Ledger
    front: FrontMatter = field(default_factory=FrontMatter)
    in_contents: bool = False
    notice_line: int = 0
    first: dict[str, tuple[int, str]] = {}

    def read(self, line: Line) -> None:
        """Take one line by the first form that it has."""
        text = line.text
        if _CONTENTS.fullmatch(text):
            self.ledger.discard(line.strand, "contents-label")
            self.in_contents = True
        elif not self._take_fact(line):
            self._take_words(line)

    def finish(self) -> None:
        """Place what could still grow line by line."""
        front, ledger = self.front, self.ledger
        if front.notice is not None:
            front.notice = tidy_paragraph(front.notice, ledger)
            ledger.place("notice", front.notice)

    # --------------------------------------------------------------------------- facts

    def _take_fact(self, line: Line) -> bool:
        """Period, date, compiler, imprint: lines that are nothing else."""
        if self._take_dated(line, "period", parse_period, PERIODS_DIFFER):
            return True
        if self._take_dated(line, "date", parse_date, DATES_DIFFER):
            return True
        if self.in_contents:
            return False
        for key, pattern in _IMPRINT:
            if pattern.fullmatch(line.text) and key not in self.front.imprint:
                self.front.imprint[key] = line.strand
                self.ledger.place(f"imprint/{key}", line.strand)
                return True
        return self._take_compiler(line)

    def _take_dated(
        self, line: Line, key: str, parse: Callable[[str], _Value], differ: Message
    ) -> bool:
        label = _DATE_LABEL.match(line.text)
        strand = line.strand.cut(label.end()) if label else line.strand
        try:
            value = parse(strand.text)
        except NoSuchDayError:
            self.ledger.report(NO_SUCH_DAY, line.number, text=quoted(strand.text))
            self.ledger.discard(line.strand, "no-such-day")
            return True
        except ValueError:
            return False
        if label:
            self.ledger.discard(line.strand.cut(0, label.end()), "label")
        known = getattr(self.front, key)
        if known is None:
            setattr(self.front, key, value)
            self.first[key] = (line.number, _bare(strand.text))
            self.ledger.rewrite(strand, date_source(value), "date-form")
            self.ledger.place(key, strand)
            return True
        first_line, first = self.first[key]
        second = _bare(strand.text)
        if known != value or (key == "period" and first != second):
            message = PERIOD_FORMS if known == value else differ
            self.ledger.report(message, line.number, line=first_line, first=first, second=second)
        self.ledger.discard(strand, "repeated")
        return True

    def _take_compiler(self, line: Line) -> bool:
        label = _COMPILER_LABEL.match(line.text)
        fits = _COMPILER.fullmatch(line.text) and len(line.text) <= _LONGEST_COMPILER
        if self.front.compiler is not None or self.front.title is None or not (label or fits):
            return False
        strand = line.strand
        if label:
            self.ledger.discard(strand.cut(0, label.end()), "label")
            strand = strand.cut(label.end())
        self.front.compiler = strand
        self.ledger.place("compiler", strand)
        return True

    # --------------------------------------------------------------------------- words

    def _take_words(self, line: Line) -> None:
        text = line.text
        front = self.front
        if self._is_notice(text):
            self._take_notice(line)
        elif (category := _CATEGORY.match(text)) and (front.title is not None or self.in_contents):
            self._take_category(line, category.end())
        elif front.title is not None and text == front.title.text:
            self.ledger.discard(line.strand, "repeated")
            self.in_contents = True
        elif self.in_contents or read_label(line) or (front.title and _ITEM.match(text)):
            self._take_entry(line)
        elif front.title is None:
            front.title = line.strand
            self.ledger.place("title", line.strand)
        else:
            self.ledger.report(messages.LEFT_OUT, line.number, text=quoted(text))
            self.ledger.discard(line.strand, "left-out")

    def _is_notice(self, text: str) -> bool:
        """工作提示：…, any sentence below the contents, and what goes on with either."""
        notice = self.front.notice
        if notice is not None and not _is_closed(notice.text):
            return True
        sentence = text.endswith(("。", "！", "……")) and bool(self.front.categories)
        return sentence or _NOTICE.match(text) is not None

    def _take_notice(self, line: Line) -> None:
        front = self.front
        if front.notice is None:
            front.notice = line.strand
        else:
            if _is_closed(front.notice.text):
                self.ledger.report(NOTICE_JOINED, line.number)
            self.ledger.join(self.notice_line, line.number, "page-break")
            front.notice = front.notice + line.strand
        self.notice_line = line.number

    def _take_category(self, line: Line, start: int) -> None:
        self.in_contents = True
        self.ledger.discard(line.strand.cut(0, start), "contents-number")
        heading = line.strand.cut(start)
        self.front.categories.append(Category(heading, line.number))

    def _take_entry(self, line: Line) -> None:
        self.in_contents = True
        if not self.front.categories:
            self.front.categories.append(Category(EMPTY, line.number))
        entries = self.front.categories[-1].entries
        strand = self._without_leader(line.strand)
        label = read_label(line.with_strand(strand))
        if label is not None and label[2].text:
            self.ledger.discard(label[1], "contents-number")
            entries.append(Entry(label[2], line.number, label[0], numbered=True))
            return
        number = self._item_number(strand.text)
        if number:
            self.ledger.discard(strand.cut(0, number), "contents-number")
            entries.append(Entry(strand.cut(number), line.number, numbered=True))
        elif entries and entries[-1].numbered:
            # An entry without number below a numbered one is its second line.
            self.ledger.join(entries[-1].line, line.number, "line-wrap")
            entries[-1].strand = entries[-1].strand + strand
            entries[-1].line = line.number
        else:
            entries.append(Entry(strand, line.number))

    def _item_number(self, text: str) -> int:
        """Where the words begin after the number expected here; 0 without one.

        The expected number tells `1.8月27日…` from a number with a fraction.
        """
        match = _ITEM.match(text)
        if match is None:
            return 0
        before = [entry for category in self.front.categories for entry in category.entries]
        here = self.front.categories[-1].entries
        expected = {1, len(before) + 1, len(here) + 1}
        if match[1] is None or int(match[1]) in expected:
            return match.end()
        return match.end() if not text[match.end()].isdigit() else 0

    def _without_leader(self, strand: Strand) -> Strand:
        start = max(len(strand.text) - _LONGEST_LEADER, 0)
        match = _LEADER.search(strand.text, start)
        if match is None or not match.start():
            return strand
        return self.ledger.drop(strand, [match.span()], "leader")


def is_contents_label(text: str) -> bool:
    """Whether a line of a manuscript, its # and ** included, is the word 目录."""
    return _CONTENTS.fullmatch(text.strip("#＃* \t\u3000")) is not None


def date_source(value: datetime.date | Period) -> str:
    """A date or a period in the form of the source."""
    if isinstance(value, Period):
        return f"{value.start.isoformat()}/{value.end.isoformat()}"
    return value.isoformat()


def _is_closed(text: str) -> bool:
    return text.endswith(("。", "！", "？", "…", "”", "）"))


def _bare(text: str) -> str:
    return text.strip("（）() ")
