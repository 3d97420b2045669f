"""The period on the cover and above the contents (起止日期的写法)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.dates import parse_period
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintLine, Part, Subject

PERIOD_FORMS = Message(
    "W064",
    mark("the period is written in two forms: {first} (line {line}) and {second}"),
    mark("write it alike on the cover and above the contents"),
)

_LONGEST = 60


def check(subject: Subject) -> Iterator[Found]:
    """In a manuscript: lines above the materials that hold a period only."""
    first: LintLine | None = None
    for line in subject.lines:
        if line.part is not Part.FACT or not _is_period(line.text):
            continue
        if first is None:
            first = line
        elif _bare(line.text) != _bare(first.text):
            yield report_in(
                line, PERIOD_FORMS, 0, len(line.text),
                first=first.text, second=line.text, line=first.position(0).line,
            )  # fmt: skip


def _bare(text: str) -> str:
    return "".join(text.split()).strip("（）()")


def _is_period(text: str) -> bool:
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return False
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


_START = "学习清单\n\n（2025年9月1日至9月5日）\n\n编写组\n\n2025年8月29日\n\n学习清单\n\n"
_END = "\n\n一、文件\n\n1.植树的通知\n\n材料1\n\n植树的通知\n\n种树百棵。"

RULE = Rule(
    (PERIOD_FORMS,),
    mark("the period in two forms on the cover and above the contents (manuscripts)"),
    "习惯",
    check,
    bad=Example(f"{_START}（2025年9月1日至5日）{_END}", manuscript=True),
    good=Example(f"{_START}（2025年9月1日至9月5日）{_END}", manuscript=True),
)
