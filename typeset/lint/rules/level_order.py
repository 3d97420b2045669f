"""The order of levels (层次): 一、 （一） 1. （1）."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.numbered_lines import numbered_lines
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintMaterial, Subject

LEVEL_ORDER = Message(
    "W045",
    mark("{number} stands below {outer}, which is a lower level"),
    mark("keep the order 一、 （一） 1. （1）"),
)


def check(subject: Subject) -> Iterator[Found]:
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


RULE = Rule(
    (LEVEL_ORDER,),
    mark("levels of headings in the wrong order"),
    "GB/T 9704-2012, 7.3.3",
    check,
    bad=Example("1. 统筹。分步实施。\n（一）布局。兼顾城乡。"),
    good=Example("（一）布局。兼顾城乡。\n1. 统筹。分步实施。"),
)
