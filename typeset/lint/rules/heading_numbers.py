"""The order of heading numbers (标题序号): no gaps, no repetition, one way of counting."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from typeset.base.findings import Message, Value
from typeset.base.messages import mark
from typeset.lint.characters import number_value
from typeset.lint.numbered_lines import NumberedLine, numbered_lines, write_number
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

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


def check(subject: Subject) -> Iterator[Found]:
    """Each level of each material by itself; where a heading above begins, a level may run on or
    start again, but not now this and now that."""
    for material in subject.materials:
        counter = _Counter()
        for numbered in numbered_lines(material):
            found = counter.take(numbered)
            if found is not None:
                yield found


class _Counter(Struct):
    """The last number of each level, and whether a heading above has come since."""

    last: dict[int, NumberedLine] = {}
    is_new: dict[int, bool] = {}
    runs_on: bool = False
    restarts: bool = False

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


RULE = Rule(
    (NUMBERS_JUMP, NUMBER_REPEATS, NUMBERS_MIXED, NUMBERS_START),
    mark("heading numbers that jump, repeat, or count now this way and now that"),
    "GB/T 9704-2012, 7.3.3",
    check,
    bad=Example("一、总体要求\n坚持稳中求进。\n三、保障措施\n加强领导。"),
    good=Example("一、总体要求\n坚持稳中求进。\n二、保障措施\n加强领导。"),
)
