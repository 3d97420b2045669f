"""Headings with nothing below them (空标题)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.numbered_lines import numbered_lines
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

EMPTY_HEADING = Message(
    "W046",
    mark("nothing stands below the heading {heading}"),
    mark("write its text, or take the heading away"),
)


def check(subject: Subject) -> Iterator[Found]:
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


RULE = Rule(
    (EMPTY_HEADING,),
    mark("headings with nothing below them"),
    "习惯",
    check,
    bad=Example("一、总体要求\n二、保障\n加强领导。"),
    good=Example("一、总体要求\n稳中求进。\n二、保障\n加强领导。"),
)
