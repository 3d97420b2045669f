"""Marks after the number of a heading (序次语后的标点)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import HAN_DIGITS
from typeset.lint.report import is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Part, Subject

NUMBER_MARK = Message(
    "W010",
    mark("{number} is not how a number is written"),
    mark("write {right}"),
)

_NUMBER = rf"""(?mx)^(?:
    (?P<han>[{HAN_DIGITS}]{{1,3}})[.．](?=\S)
  | (?P<bracketed>[（(](?:[{HAN_DIGITS}]{{1,3}}|\d{{1,2}})[）)])[、，,.．]
  | (?P<digits>\d{{1,2}})、
  | (?P<ordinal>第[{HAN_DIGITS}]{{1,3}})、(?![{HAN_DIGITS}第])
)"""


def check(subject: Subject) -> Iterator[Found]:
    """At the start of a paragraph: 一. and （一）、 and 1、 and 第一、."""
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


RULE = Rule(
    (NUMBER_MARK,),
    mark("marks after the number of a heading"),
    "GB/T 15834-2011, B.3",
    check,
    bad=Example("（一）、优化布局。统筹城乡。"),
    good=Example("（一）优化布局。统筹城乡。"),
    fixes=True,
)
