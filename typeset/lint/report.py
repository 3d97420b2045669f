"""A place in the text to a finding (报告): its line and column, and the edit that mends it."""

from __future__ import annotations

from typeset.base.findings import Finding, Message, Value
from typeset.lint.rule import Edit, Found
from typeset.lint.subject import LintLine, Subject


def report(
    subject: Subject,
    message: Message,
    start: int,
    end: int | None = None,
    after: str | None = None,
    /,
    **values: Value,
) -> Found:
    """A finding at `start` in `subject.text`; `after` mends the text up to `end`."""
    line, offset = subject.line_at(start)
    length = (end if end is not None else start) - start
    return report_in(line, message, offset, offset + length, after, **values)


def report_in(
    line: LintLine,
    message: Message,
    start: int,
    end: int,
    after: str | None = None,
    /,
    **values: Value,
) -> Found:
    """The same for offsets in a line."""
    position = line.position(start)
    finding = Finding(message, tuple(values.items()), position)
    if after is None or not line.is_together(start, end):
        return Found(finding)
    edit = Edit(line.file, position.line, position.column, line.text[start:end], after)
    return Found(finding, (edit,))


def is_escaped(subject: Subject, offset: int) -> bool:
    """Whether a backslash says that the character is meant as it stands."""
    line, inside = subject.line_at(offset)
    return inside in line.escaped


def around(text: str, start: int, end: int, most: int = 6) -> str:
    """The characters with some neighbours of their line, as a message shows them."""
    left = text[max(start - most, 0) : start].rpartition("\n")[2]
    right = text[end : end + most].partition("\n")[0]
    return left + text[start:end] + right
