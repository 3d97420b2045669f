"""One expression in two forms within an issue (前后不一)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

TWO_FORMS = Message(
    "W076",
    mark("{first} ({first_count} times) and {second} ({second_count}) in one issue"),
    mark("keep to one form"),
)

_OPENING, _CLOSING = "“‘", "”’"


def check(subject: Subject) -> Iterator[Found]:
    """The groups of `forms` in the lists of terms; the rarer form is reported, once."""
    text = subject.text
    for group in subject.terms.forms:
        if not all(form.strip(_OPENING + _CLOSING) in text for form in group):
            continue
        places = {form: _places(text, form) for form in group}
        used = sorted((form for form in group if places[form]), key=lambda form: len(places[form]))
        if len(used) > 1:
            rare, usual = used[0], used[-1]
            yield report(
                subject, TWO_FORMS, places[rare][0],
                first=rare, first_count=len(places[rare]),
                second=usual, second_count=len(places[usual]),
            )  # fmt: skip


def _places(text: str, form: str) -> list[int]:
    """Where a form stands; one without quotation marks only where it stands in none."""
    found: list[int] = []
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        before, after = text[start - 1 : start], text[end : end + 1]
        quoted = before in tuple(_OPENING) or after in tuple(_CLOSING)
        if form[0] in _OPENING or not quoted:
            found.append(start)
        start = text.find(form, end)
    return found


RULE = Rule(
    (TWO_FORMS,),
    mark("one expression in two forms within an issue"),
    "习惯",
    check,
    bad=Example("落实“三会一课”制度。三会一课要按时开。"),
    good=Example("落实“三会一课”制度。“三会一课”要按时开。"),
)
