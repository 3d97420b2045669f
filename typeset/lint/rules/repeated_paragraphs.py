"""Paragraphs that stood before (重复段落), in this issue or the last eight."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.read_earlier import paragraph_key
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Part, Subject

PARAGRAPH_REPEATS = Message(
    "W077",
    mark("this paragraph stood in {place} already: {text}"),
    mark("take one of them away"),
)

_SHOWN = 16


def check(subject: Subject) -> Iterator[Found]:
    """Paragraphs of some length, marks and blanks aside."""
    seen: dict[str, str] = {}
    for line in subject.lines:
        key = paragraph_key(line.text) if line.part is Part.BODY else ""
        if not key:
            continue
        place = seen.get(key) or subject.earlier.paragraphs.get(key)
        if place:
            shown = line.text[:_SHOWN] + "…"
            yield report_in(line, PARAGRAPH_REPEATS, 0, len(line.text), place=place, text=shown)
        seen.setdefault(key, str(line.position(0)))


_TEXT = "各支部要把学习教育的要求落到实处，逐条对照检查，逐项列出清单，按时完成整改并报送情况。"

RULE = Rule(
    (PARAGRAPH_REPEATS,),
    mark("paragraphs that stand twice, or stood in one of the last eight issues"),
    "习惯",
    check,
    bad=Example(f"{_TEXT}\n{_TEXT}"),
    good=Example(_TEXT),
)
