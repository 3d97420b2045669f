"""The 校改单 and 核红 as lines of text and as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from typeset.base.messages import mark, translate
from typeset.base.records import values_of
from typeset.corrections.correction import (
    Correction,
    CorrectionCheck,
    CorrectionKind,
    CorrectionList,
    Judgement,
    OtherChange,
    Outcome,
)

KIND_WORDS = {
    CorrectionKind.REPLACE: mark("change"),
    CorrectionKind.DELETE: mark("delete"),
    CorrectionKind.INSERT: mark("insert"),
    CorrectionKind.REMARK: mark("remark"),
    CorrectionKind.QUESTION: mark("question"),
}
OUTCOME_WORDS = {
    Outcome.DONE: mark("done"),
    Outcome.NOT_DONE: mark("not done"),
    Outcome.OTHERWISE: mark("changed otherwise"),
    Outcome.OPEN: mark("to be seen"),
    Outcome.REFUSED: mark("refused"),
}
_LONGEST = 40
_STATE_WORDS = {"accepted": mark("accepted"), "completed": mark("completed")}


def list_as_lines(corrections: Iterable[Correction]) -> Iterator[str]:
    """One line a correction; what was said besides under it."""
    for one in corrections:
        yield f"{one.number:>4}  {_words(KIND_WORDS[one.kind])}  {place_of(one)}  {words_of(one)}"
        aside = [part for part in (one.author, one.made.replace("T", " "), _state(one)) if part]
        said = remark_of(one)
        if said:
            aside.insert(0, said.replace("\n", " / "))
        if aside:
            yield "      " + "  ".join(aside)
        for reply in one.replies:
            yield "      ↳ " + "  ".join(part for part in (reply.words, reply.author) if part)


def check_as_lines(check: CorrectionCheck) -> Iterator[str]:
    """The outcome of every correction, then what else changed."""
    yield summary_of(check)
    for one in check.judgements:
        correction = one.correction
        head = f"{correction.number:>4}  {_words(OUTCOME_WORDS[one.outcome])}"
        kind = _words(KIND_WORDS[correction.kind])
        yield f"{head}  {kind}  {place_of(correction)}  {words_of(correction)}"
        note = note_of(one)
        if note:
            yield "      " + note
    if check.others:
        yield _words(mark("Changed though nobody asked:"))
        yield from (f"      {other_as_line(other)}" for other in check.others)


def summary_of(check: CorrectionCheck) -> str:
    """核红 in one line."""
    told = mark(
        "{week} {round}: {total} corrections; {done} done, {not_done} not done, "
        "{otherwise} changed otherwise, {open} to be seen, {refused} refused; "
        "{others} changes besides"
    )
    return translate(told).format(
        week=check.week,
        round=check.round_name,
        total=len(check.judgements),
        done=check.count(Outcome.DONE),
        not_done=check.count(Outcome.NOT_DONE),
        otherwise=check.count(Outcome.OTHERWISE),
        open=check.count(Outcome.OPEN),
        refused=check.count(Outcome.REFUSED),
        others=len(check.others),
    )


def place_of(correction: Correction) -> str:
    """Page and line of the proof, file:line:column of the source."""
    where = page_and_line(correction.label, correction.proof_line)
    if not correction.file:
        return where
    numbers = [str(number) for number in (correction.source_line, correction.column) if number]
    return where + " " + ":".join((correction.file, *numbers))


def page_and_line(label: str, line: int) -> str:
    """第几页第几行."""
    if not label:
        return ""
    if not label.isdecimal():  # 封面, 目录
        told = mark("{page}, line {line}") if line else "{page}"
        return translate(told).format(page=label, line=line)
    told = mark("p. {page}, line {line}") if line else mark("p. {page}")
    return translate(told).format(page=label, line=line)


def words_of(correction: Correction) -> str:
    """The marked words between those beside them, and what is to stand there."""
    if not correction.spans:
        return _words(mark("(no words here)"))
    marked = correction.marked
    if len(marked) > _LONGEST:
        marked = f"{marked[: _LONGEST // 2]}…{marked[-_LONGEST // 2 :]}"
    shown = f"{correction.before[-6:]}[{marked}]{correction.after[:6]}"
    match correction.kind:
        case CorrectionKind.REPLACE:
            return f"{shown} → {correction.asked}"
        case CorrectionKind.INSERT:
            return f"{shown} + {correction.asked}"
        case _:
            return shown


def remark_of(correction: Correction) -> str:
    """What the reviewer wrote, where it is more than the words to put in."""
    plain = "".join(correction.remark.split())
    return "" if plain == "".join(correction.asked.split()) else correction.remark


def note_of(judgement: Judgement) -> str:
    """What stands there now, where a person must look."""
    where = page_and_line(judgement.label, judgement.proof_line)
    if judgement.outcome is Outcome.OTHERWISE:
        if not judgement.standing:
            return translate(mark("now nothing stands there")) + _place(judgement)
        return translate(mark("now: {words}")).format(words=judgement.standing) + _place(judgement)
    if judgement.outcome is Outcome.OPEN and judgement.is_changed:
        told = mark("changed there, now: {words}")
        return translate(told).format(words=judgement.standing) + _place(judgement)
    if judgement.outcome is Outcome.OPEN:
        return translate(mark("nothing changed there"))
    if judgement.outcome is Outcome.NOT_DONE and where:
        return translate(mark("still as it was")) + _place(judgement)
    return ""


def other_as_line(other: OtherChange) -> str:
    """One change that nobody asked for."""
    where = page_and_line(other.label, other.proof_line)
    source = f" {other.file}:{other.source_line}" if other.file else ""
    return f"{where}{source}  {other.context}{change_of(other)}"


def change_of(other: OtherChange) -> str:
    """[before] → [after], shortened."""
    before, after = (
        words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        for words in (other.before.replace("\n", "¶"), other.after.replace("\n", "¶"))
    )
    return f"[{before}] → [{after}]"


def list_as_json(corrections: CorrectionList) -> list[dict[str, Any]]:
    """Objects for `--json`; `page` counts sheet sides from 1."""
    return [_correction(one) for one in corrections.corrections]


def check_as_json(check: CorrectionCheck) -> dict[str, Any]:
    """The object for `--json`."""
    return {
        "week": check.week,
        "round": check.round_name,
        "against": check.against or None,
        "summary": {str(outcome): check.count(outcome) for outcome in Outcome},
        "corrections": [
            {
                **_correction(one.correction),
                "outcome": str(one.outcome),
                "standing": one.standing or None,
                "changed": one.is_changed,
                "now": {
                    "page_label": one.label,
                    "line_on_page": one.proof_line,
                    "file": one.file or None,
                    "line": one.source_line or None,
                },
            }
            for one in check.judgements
        ],
        "others": [values_of(one) for one in check.others],
    }


def _correction(one: Correction) -> dict[str, Any]:
    value = values_of(one)
    for key in ("spans", "boxes"):
        del value[key]
    value["page"] = one.page + 1
    value["page_label"] = value.pop("label")
    value["line_on_page"] = value.pop("proof_line")
    value["line"] = value.pop("source_line") or None
    value["file"] = one.file or None
    return value


def _place(judgement: Judgement) -> str:
    where = page_and_line(judgement.label, judgement.proof_line)
    source = f" {judgement.file}:{judgement.source_line}" if judgement.file else ""
    return f" ({where}{source})" if where else ""


def _state(one: Correction) -> str:
    if one.is_refused:
        return _words(OUTCOME_WORDS[Outcome.REFUSED])
    return _words(_STATE_WORDS.get(one.state, ""))


def _words(template: str) -> str:
    return translate(template)
