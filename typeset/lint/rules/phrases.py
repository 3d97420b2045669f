"""Set phrases one slip from what they are (固定表述): 中华人民共合国."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.rule import Example, Found, Rule, Subject, is_escaped, report
from typeset.lint.set_phrases import find_slips

SET_PHRASE = Message(
    "E078",
    mark("{wrong}: the set phrase is {right} ({source})"),
    mark("write {right}, or put a phrase of your own into issues/phrases.yaml"),
)


def check_set_phrases(subject: Subject) -> Iterator[Found]:
    """Spans one substitution, loss, doubling or swap from a phrase of styles/phrases or of
    issues/phrases.yaml; what the list of terms (E071) names already is left to it."""
    for slip in find_slips(subject.text, subject.terms.phrases):
        wrong = subject.text[slip.start : slip.end]
        if is_escaped(subject, slip.start) or any(term in wrong for term in subject.terms.terms):
            continue
        phrase = slip.phrase
        source = " ".join(filter(None, (phrase.source, phrase.since))) or "issues/phrases.yaml"
        yield report(
            subject, SET_PHRASE, slip.start, wrong=wrong, right=phrase.words, source=source
        )  # fmt: skip


SET_PHRASES_RULE = Rule(
    (SET_PHRASE,),
    mark("set phrases, names of the state, organs, regions, meetings and laws with one slip"),
    "习惯",
    check_set_phrases,
    bad=Example("构建人类命运公同体。"),
    good=Example("构建人类命运共同体。"),
)
