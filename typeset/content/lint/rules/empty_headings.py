"""Headings with nothing below them (空标题)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.messages import mark
from typeset.content.lint.messages import EMPTY_HEADING
from typeset.content.lint.numbered_lines import NumberedLine, numbered_lines
from typeset.content.lint.report import report_in
from typeset.content.lint.rule import Example, Found, Rule
from typeset.content.lint.subject import LintMaterial, Subject


def check(subject: Subject) -> Iterator[Found]:
    """Headings of levels 1 and 2 followed by one of their own level, a higher one, or the end.

    Where no heading of a level has text, they are a list and not headings.
    """
    for material in subject.materials:
        numbered = list(numbered_lines(material))
        empty = [one for one in numbered if one.level <= 2 and _is_empty(one, numbered, material)]
        full = {one.level for one in numbered if one not in empty}
        for one in empty:
            if one.level in full:
                yield report_in(
                    one.line, EMPTY_HEADING, 0, len(one.line.text), heading=one.line.text[:20]
                )


def _is_empty(one: NumberedLine, numbered: list[NumberedLine], material: LintMaterial) -> bool:
    if not one.is_alone:
        return False
    after = next((other for other in numbered if other.index > one.index), None)
    if after is None:
        return one.index == len(material.body) - 1
    return after.index == one.index + 1 and after.level <= one.level


RULE = Rule(
    (EMPTY_HEADING,),
    mark("headings with nothing below them"),
    "习惯",
    check,
    bad=Example("一、总体要求\n二、保障\n加强领导。"),
    good=Example("一、总体要求\n稳中求进。\n二、保障\n加强领导。"),
)
