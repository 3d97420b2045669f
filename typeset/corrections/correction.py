"""Corrections (校改): what reviewers ask for, by file, line and words, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from typeset.base.records import values_of
from typeset.base.units import Rectangle
from typeset.corrections.annotation import AnnotationKind, Reply

REFUSED_STATES = frozenset({"rejected", "cancelled"})


class CorrectionKind(StrEnum):
    """What is asked: 改, 删, 增, or only said (批注) or asked back (疑问)."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    REMARK = "remark"
    QUESTION = "question"


DEFINITE = frozenset({CorrectionKind.REPLACE, CorrectionKind.DELETE, CorrectionKind.INSERT})
"""Kinds of which a program can see whether they were done."""


class WordSpan(Struct, frozen=True):
    """Characters `start` to `end` of a paragraph of an edition's text (all from 0); a place between
    two characters where they are the same."""

    paragraph: int
    start: int
    end: int


class Correction(Struct, frozen=True):
    """校改: one line of the 校改单.

    `page` counts from 0, `label` is what the page calls itself, `proof_line` the number in the
    proof's margin (0 where there is none); `file`, `source_line`, `column` say where to change it;
    `marked` are the words it lies on, `before` and `after` those beside them; `asked` the words
    that are to stand there, `remark` what the reviewer wrote; `boxes` lie on the edition's page.
    `earlier` keeps what the same annotation said in copies read before.
    """

    number: int
    kind: CorrectionKind
    drawn: AnnotationKind
    page: int
    label: str
    proof_line: int
    file: str
    source_line: int
    column: int
    spans: tuple[WordSpan, ...]
    marked: str
    before: str
    after: str
    asked: str
    remark: str
    author: str
    made: str
    state: str
    replies: tuple[Reply, ...]
    boxes: tuple[Rectangle, ...]
    name: str
    copy: str
    earlier: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """不采纳: whether it was decided not to do it."""
        return self.state in REFUSED_STATES


class MarkedCopy(Struct, frozen=True):
    """批注件: a file that corrections were read from."""

    name: str
    digest: str


class CorrectionList(Struct, frozen=True):
    """校改单: all corrections of one round, by number, and the copies they come from."""

    round_index: int
    round_name: str
    week: str
    copies: tuple[MarkedCopy, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Outcome(StrEnum):
    """核红结果: 已改, 未改, 改作他样, 待定 (a person must see), 不采纳."""

    DONE = "done"
    NOT_DONE = "not done"
    OTHERWISE = "changed otherwise"
    OPEN = "open"
    REFUSED = "refused"


class Judgement(Struct, frozen=True):
    """What became of a correction: `standing` is what stands there now, with where that is."""

    correction: Correction
    outcome: Outcome
    standing: str = ""
    is_changed: bool = False
    label: str = ""
    proof_line: int = 0
    file: str = ""
    source_line: int = 0


class OtherChange(Struct, frozen=True):
    """未要求的改动: words that changed though nobody asked; the place is that of now."""

    before: str
    after: str
    context: str
    label: str
    proof_line: int
    file: str
    source_line: int


class CorrectionCheck(Struct, frozen=True):
    """核红: the corrections of a round against the text of now; `against` says what that is."""

    week: str
    round_name: str
    against: str
    judgements: tuple[Judgement, ...]
    others: tuple[OtherChange, ...]

    def count(self, outcome: Outcome) -> int:
        """How many corrections ended so."""
        return sum(one.outcome is outcome for one in self.judgements)


# The 校改单 as JSON (corrections.json), and back.

FORMAT = 1


def write_corrections(corrections: CorrectionList) -> bytes:
    """The bytes of corrections.json; easy to read for a person too."""
    value = {"format": FORMAT, **values_of(corrections)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_corrections(data: bytes) -> CorrectionList:
    """The list that was written.

    Raises ValueError, TypeError, LookupError or RecursionError where it is not one.
    """
    value: Any = json.loads(data)
    if value["format"] != FORMAT:
        raise ValueError("format")
    return CorrectionList(
        round_index=int(value["round_index"]),
        round_name=str(value["round_name"]),
        week=str(value["week"]),
        copies=tuple(MarkedCopy(**one) for one in value["copies"]),
        corrections=tuple(_correction(one) for one in value["corrections"]),
    )


def _correction(value: Mapping[str, Any]) -> Correction:
    kept = dict(value)
    for key in ("number", "page", "proof_line", "source_line", "column"):
        kept[key] = int(kept[key])
    kept["kind"] = CorrectionKind(kept["kind"])
    kept["drawn"] = AnnotationKind(kept["drawn"])
    kept["spans"] = tuple(_span(one) for one in kept["spans"])
    kept["replies"] = tuple(Reply(**one) for one in kept["replies"])
    kept["boxes"] = tuple(Rectangle(**one) for one in kept["boxes"])
    kept["earlier"] = tuple(map(str, kept["earlier"]))
    return Correction(**kept)


def _span(value: Mapping[str, Any]) -> WordSpan:
    span = WordSpan(int(value["paragraph"]), int(value["start"]), int(value["end"]))
    if not 0 <= span.start <= span.end or span.paragraph < 0:
        raise ValueError("span")
    return span
