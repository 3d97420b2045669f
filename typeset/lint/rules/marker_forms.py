"""Material markers spelled in several ways (材料标记)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report_in
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Part, Subject

MARKER_FORMS = Message(
    "W047",
    mark("material markers in {count} spellings: {forms}"),
    mark("spell them all alike, as in 材料1"),
)


def check(subject: Subject) -> Iterator[Found]:
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


RULE = Rule(
    (MARKER_FORMS,),
    mark("material markers in several spellings (manuscripts)"),
    "习惯",
    check,
    bad=Example("材料 1\n\n植树通知\n\n种树。\n\n### 材料2\n\n节水通知\n\n省水。", manuscript=True),
    good=Example("材料1\n\n植树通知\n\n种树。\n\n材料2\n\n节水通知\n\n省水。", manuscript=True),
)
