"""Wrong words and fixed expressions (用语): those of styles/terms.yaml and the unit's own."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message, Severity
from typeset.base.messages import mark
from typeset.lint.messages import TERM_ERROR
from typeset.lint.report import is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

TERM_WARNING = Message("W071", TERM_ERROR.text, TERM_ERROR.cure)
TERM_HINT = Message("H071", TERM_ERROR.text, TERM_ERROR.cure)

_MESSAGES = {
    Severity.ERROR: TERM_ERROR,
    Severity.WARNING: TERM_WARNING,
    Severity.HINT: TERM_HINT,
}


def check(subject: Subject) -> Iterator[Found]:
    """Each wrong word where it stands, unless it is a part of the right one."""
    text = subject.text
    for wrong, term in subject.terms.terms.items():
        start = text.find(wrong)
        while start >= 0:
            end = start + len(wrong)
            if not _is_part_of_right(text, start, wrong, term.right) and not is_escaped(
                subject, start
            ):
                why = f"（{term.why}）" if term.why else ""
                message = _MESSAGES[term.level]
                # A word is mended only where no more than the word is at stake.
                after = term.right if term.level is not Severity.HINT and term.right else None
                yield report(
                    subject, message, start, end, after, wrong=wrong, right=term.right, why=why
                )
            start = text.find(wrong, end)


def _is_part_of_right(text: str, start: int, wrong: str, right: str) -> bool:
    inside = right.find(wrong)
    return inside >= 0 and text.startswith(right, start - inside)


RULE = Rule(
    (TERM_ERROR, TERM_WARNING, TERM_HINT),
    mark("wrong words and fixed expressions (styles/terms.yaml, issues/terms.yaml)"),
    "习惯",
    check,
    bad=Example("截止目前，已种树百棵。"),
    good=Example("截至目前，已种树百棵。"),
    fixes=True,
)
