"""The order of heading numbers (标题序号): no gaps, no repetition, one way of counting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from typeset.base.findings import Message, Value
from typeset.base.messages import mark
from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_blocks import number_of_heading
from typeset.lint.characters import HAN_DIGITS, number_value
from typeset.lint.read_manuscript_lines import NumberedLine, numbered_lines, write_number
from typeset.lint.rule import (
    Example,
    Found,
    LintLine,
    LintMaterial,
    Part,
    Rule,
    Subject,
    is_escaped,
    report,
    report_in,
)

NUMBERS_JUMP = Message(
    "E041",
    mark("heading numbers jump from {before} to {number}"),
    mark("number it {right}, or write \\{number} if it is not a heading"),
)
NUMBER_REPEATS = Message(
    "E042",
    mark("heading number {number} repeats that of line {line}"),
    mark("number it {right}"),
)
NUMBERS_MIXED = Message(
    "W043",
    mark("the numbers start again at {number}, elsewhere in this text they run on"),
    mark("let them start again under every heading above, or run on through the whole text"),
)
NUMBERS_START = Message(
    "W044",
    mark("the first heading of its kind is {number}"),
    mark("start at {right}, or write \\{number} if it is not a heading"),
)


def check_heading_numbers(subject: Subject) -> Iterator[Found]:
    """Each level of each material by itself; where a heading above begins, a level may run on or
    start again, but not now this and now that."""
    for material in subject.materials:
        counter = _Counter()
        begins = _article_starts(material)
        for numbered in numbered_lines(material):
            while begins and begins[0] < numbered.index:
                begins.pop(0)
                counter.begin_article()
            found = counter.take(numbered)
            if found is not None:
                yield found


_ARTICLE = re.compile(
    rf"第[{HAN_DIGITS}百零〇\d]{{1,6}}[编章节条款](?![件例约])|附件[\d{HAN_DIGITS}：:]|附则"
)


def _article_starts(material: LintMaterial) -> list[int]:
    """The indices of the lines where an article, a chapter or a list of 附件 begins."""
    return [index for index, line in enumerate(material.body) if _ARTICLE.match(line.text)]


class _Counter(Struct):
    """The last number of each level, and whether a heading above has come since."""

    last: dict[int, NumberedLine] = {}
    is_new: dict[int, bool] = {}
    runs_on: bool = False
    restarts: bool = False

    def begin_article(self) -> None:
        """Under 第N条 the numbers （一） and below begin anew; 一、 may, or runs on."""
        self.last = {level: last for level, last in self.last.items() if level == 1}
        self.is_new = {1: True}

    def take(self, numbered: NumberedLine) -> Found | None:
        """Count one number; what is wrong with it."""
        level, value = numbered.level, number_value(numbered.digits)
        before = self.last.get(level)
        is_new = self.is_new.get(level, False)
        self.last[level] = numbered
        self.is_new[level] = False
        for lower in range(level + 1, 5):
            self.is_new[lower] = True
        if before is None:
            return None if value == 1 else self._start(numbered)
        return self._compare(numbered, value, before, is_new=is_new)

    def _start(self, numbered: NumberedLine) -> Found:
        right = write_number(numbered, 1)
        return _found(numbered, NUMBERS_START, number=numbered.number, right=right)

    def _compare(
        self, numbered: NumberedLine, value: int, before: NumberedLine, *, is_new: bool
    ) -> Found | None:
        last = number_value(before.digits)
        if value == 1 and (is_new or numbered.level > 2):
            return self._restart(numbered) if numbered.level == 2 else None
        if value == last + 1:
            self.runs_on = self.runs_on or (is_new and numbered.level == 2)
            return None
        right = write_number(numbered, last + 1)
        if value == last:
            line = before.line.position(0).line
            return _found(numbered, NUMBER_REPEATS, number=numbered.number, line=line, right=right)
        right = write_number(numbered, 1) if is_new and not self.runs_on else right
        return _found(
            numbered, NUMBERS_JUMP, before=before.number, number=numbered.number, right=right
        )

    def _restart(self, numbered: NumberedLine) -> Found | None:
        if self.runs_on and not self.restarts:
            return _found(numbered, NUMBERS_MIXED, number=numbered.number)
        self.restarts = True
        return None


def _found(numbered: NumberedLine, message: Message, **values: Value) -> Found:
    return report_in(numbered.line, message, 0, len(numbered.number), **values)


HEADING_NUMBERS_RULE = Rule(
    (NUMBERS_JUMP, NUMBER_REPEATS, NUMBERS_MIXED, NUMBERS_START),
    mark("heading numbers that jump, repeat, or count now this way and now that"),
    "GB/T 9704-2012, 7.3.3",
    check_heading_numbers,
    bad=Example("一、总体要求\n坚持稳中求进。\n三、保障措施\n加强领导。"),
    good=Example("一、总体要求\n坚持稳中求进。\n二、保障措施\n加强领导。"),
)


# Marks after the number of a heading (序次语后的标点).

NUMBER_MARK = Message(
    "W010",
    mark("{number} is not how a number is written"),
    mark("write {right}"),
)

_NUMBER = rf"""(?mx)^(?:
    (?P<han>[{HAN_DIGITS}]{{1,3}})(?:[.．][ \u3000]*|[，,][ \u3000]+)(?=\S)
  | (?P<bracketed>[（(](?:[{HAN_DIGITS}]{{1,3}}|\d{{1,2}})[）)])[、，,.．]
  | (?P<digits>\d{{1,2}})、
  | (?P<ordinal>第[{HAN_DIGITS}]{{1,3}})(?:、(?![{HAN_DIGITS}第])|[.．][ \u3000]*(?=\S))
)"""


def check_number_marks(subject: Subject) -> Iterator[Found]:
    """At the start of a paragraph: 一. and 一， with a blank, （一）、 and 1、 and 第一、."""
    for match in re.finditer(_NUMBER, subject.text):
        line, _ = subject.line_at(match.start())
        if line.part not in {Part.BODY, Part.NOTICE} or is_escaped(subject, match.start()):
            continue
        right = _right(match)
        yield report(
            subject, NUMBER_MARK, match.start(), match.end(), right, number=match[0], right=right
        )


def _right(match: re.Match[str]) -> str:
    if match["han"]:
        return f"{match['han']}、"
    if match["digits"]:
        return f"{match['digits']}."
    return match["bracketed"] or f"{match['ordinal']}，"


NUMBER_MARKS_RULE = Rule(
    (NUMBER_MARK,),
    mark("marks after the number of a heading"),
    "GB/T 15834-2011, B.3",
    check_number_marks,
    bad=Example("（一）、优化布局。统筹城乡。"),
    good=Example("（一）优化布局。统筹城乡。"),
    fixes=True,
)


# The order of levels (层次): 一、 （一） 1. （1）.

LEVEL_ORDER = Message(
    "W045",
    mark("{number} stands below {outer}, which is a lower level"),
    mark("keep the order 一、 （一） 1. （1）"),
)


def check_level_order(subject: Subject) -> Iterator[Found]:
    """A level whose headings stand below those of a lower one; that a level is left out is fine."""
    for material in subject.materials:
        yield from _check_material(material)


def _check_material(material: LintMaterial) -> Iterator[Found]:
    opened: dict[int, str] = {}
    for numbered in numbered_lines(material):
        level = numbered.level
        outer = next((opened[low] for low in range(level + 1, 5) if low in opened), None)
        is_first = level not in opened and numbered.digits in {"一", "1"}
        if outer is not None and is_first:
            yield report_in(
                numbered.line, LEVEL_ORDER, 0, len(numbered.number),
                number=numbered.number, outer=outer,
            )  # fmt: skip
        opened = {other: number for other, number in opened.items() if other < level}
        opened[level] = numbered.number


LEVEL_ORDER_RULE = Rule(
    (LEVEL_ORDER,),
    mark("levels of headings in the wrong order"),
    "GB/T 9704-2012, 7.3.3",
    check_level_order,
    bad=Example("1. 统筹。分步实施。\n（一）布局。兼顾城乡。"),
    good=Example("（一）布局。兼顾城乡。\n1. 统筹。分步实施。"),
)


# Marks that end a title or heading (标题末尾的标点).

MARK_AFTER_HEADING = Message(
    "W009",
    mark("a heading ends in {sign}: {around}"),
    mark("take the mark away"),
)

_AFTER_TITLE = "。，、；,;"
_AFTER_HEADING = "。，、；：,;:"


def check_marks_after_headings(subject: Subject) -> Iterator[Found]:
    """Titles, entries of the contents, and headings of the first level that stand alone."""
    for line in subject.lines:
        end = len(line.text) - 1
        if end < 1 or line.text[end] not in _AFTER_HEADING or end in line.escaped:
            continue
        is_title = line.part in {Part.TITLE, Part.CONTENTS} and line.text[end] in _AFTER_TITLE
        if is_title or _is_heading(line):
            yield report_in(
                line,
                MARK_AFTER_HEADING,
                end,
                end + 1,
                "",
                sign=line.text[end],
                around=line.text[max(end - 12, 0) :],
            )


def _is_heading(line: LintLine) -> bool:
    """Whether a line is a heading of level 1 and no sentence that only has a number."""
    text = line.text
    if line.part is not Part.BODY or len(text) > HEADING_CHARACTERS:
        return False
    numbered = number_of_heading(text)
    is_first = numbered is not None and numbered[0] == 1
    return is_first and not any(sign in text[:-1] for sign in "。，；：")


MARKS_AFTER_HEADINGS_RULE = Rule(
    (MARK_AFTER_HEADING,),
    mark("marks that end a title or a heading standing alone"),
    "GB/T 15834-2011, B.4",
    check_marks_after_headings,
    bad=Example("一、总体要求。\n坚持稳中求进。"),
    good=Example("一、总体要求\n坚持稳中求进。"),
    fixes=True,
)


# Headings with nothing below them (空标题).

EMPTY_HEADING = Message(
    "W046",
    mark("nothing stands below the heading {heading}"),
    mark("write its text, or take the heading away"),
)


def check_empty_headings(subject: Subject) -> Iterator[Found]:
    """Headings of levels 1 and 2 followed by one of their own level, a higher one, or the end.

    Where no heading of a level has text, they are a list and not headings.
    """
    for material in subject.materials:
        numbered = list(numbered_lines(material))
        following = [one.index for one in numbered[1:]]
        levels = [one.level for one in numbered[1:]]
        last = len(material.body)
        empty = [
            one.level <= 2 and one.is_alone and index == one.index + 1 and level <= one.level
            for one, index, level in zip(numbered, [*following, last], [*levels, 0], strict=False)
        ]
        full = {one.level for one, is_empty in zip(numbered, empty, strict=True) if not is_empty}
        for one, is_empty in zip(numbered, empty, strict=True):
            if is_empty and one.level in full:
                yield report_in(
                    one.line, EMPTY_HEADING, 0, len(one.line.text), heading=one.line.text[:20]
                )


EMPTY_HEADINGS_RULE = Rule(
    (EMPTY_HEADING,),
    mark("headings with nothing below them"),
    "习惯",
    check_empty_headings,
    bad=Example("一、总体要求\n二、保障\n加强领导。"),
    good=Example("一、总体要求\n稳中求进。\n二、保障\n加强领导。"),
)


# Material markers spelled in several ways (材料标记).

MARKER_FORMS = Message(
    "W047",
    mark("material markers in {count} spellings: {forms}"),
    mark("spell them all alike, as in 材料1"),
)


def check_marker_forms(subject: Subject) -> Iterator[Found]:
    """In a manuscript: 材料 1, ## 材料 2, ### 材料3; reported once, at the first that differs."""
    markers = [line for line in subject.lines if line.part is Part.MARKER]
    forms: dict[str, str] = {}
    for line in markers:
        forms.setdefault("".join("N" if char.isdigit() else char for char in line.text), line.text)
    if len(forms) > 1:
        second = forms[list(forms)[1]]
        line = next(line for line in markers if line.text == second)
        shown = ", ".join(forms.values())
        yield report_in(line, MARKER_FORMS, 0, len(line.text), count=len(forms), forms=shown)


MARKER_FORMS_RULE = Rule(
    (MARKER_FORMS,),
    mark("material markers in several spellings (manuscripts)"),
    "习惯",
    check_marker_forms,
    bad=Example("材料 1\n\n植树通知\n\n种树。\n\n### 材料2\n\n节水通知\n\n省水。", manuscript=True),
    good=Example("材料1\n\n植树通知\n\n种树。\n\n材料2\n\n节水通知\n\n省水。", manuscript=True),
)
