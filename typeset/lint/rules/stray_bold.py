"""Stray ** (多余的星号)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.lint.characters import has_han
from typeset.lint.report import around
from typeset.lint.rule import Edit, Example, Found, Rule
from typeset.lint.subject import LintLine, Subject

STRAY_BOLD = Message(
    "W087",
    mark("** around what needs no emphasis: {around}"),
    mark("take both signs away"),
)

_SIGN = "**"


def check(subject: Subject) -> Iterator[Found]:
    """Pairs around numbers and marks only, as recognition of print puts them; unpaired ones are
    found when the text is read (W220), in a manuscript here."""
    for line in subject.lines:
        for start, end in line.bold:
            words = line.text[start:end]
            if not has_han(words) and not any(char.isalpha() for char in words):
                yield _found(line, start, end)


def _found(line: LintLine, start: int, end: int) -> Found:
    shown = around(line.text, start, end)
    finding = Finding(STRAY_BOLD, (("around", shown),), line.position(start))
    if start == end or not line.is_together(start, end):
        return Found(finding)
    opening, closing = line.position(start), line.position(end - 1)
    edits = (
        Edit(line.file, opening.line, opening.column - len(_SIGN), _SIGN, ""),
        Edit(line.file, closing.line, closing.column + 1, _SIGN, ""),
    )
    return Found(finding, edits)


RULE = Rule(
    (STRAY_BOLD,),
    mark("stray ** around numbers"),
    "习惯",
    check,
    bad=Example("到**2030**年基本建成。"),
    good=Example("到2030年基本建成。"),
    fixes=True,
)
