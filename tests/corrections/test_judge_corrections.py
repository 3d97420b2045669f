"""核红: whether what was asked was done, and what else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.editions import WEEK
from typeset.base.units import Rectangle
from typeset.corrections.annotation import AnnotationKind
from typeset.corrections.correction import (
    Correction,
    CorrectionCheck,
    CorrectionKind,
    CorrectionList,
    Outcome,
    WordSpan,
)
from typeset.corrections.judge_corrections import judge_corrections
from typeset.texts.edition_text import EditionText, TextLine, TextParagraph

EMPTY = CorrectionList(1, "一校", WEEK)


def plain_text(*paragraphs: str) -> EditionText:
    """A text of one line a paragraph."""

    def line(number: int, words: str) -> TextLine:
        edges = tuple(float(10 * place) for place in range(len(words) + 1))
        return TextLine(0, "1", number, words, Rectangle(0, 20 * number, 300, 16), edges)

    return EditionText(
        tuple(
            TextParagraph("P", "材料1.md", number, (line(number, words),))
            for number, words in enumerate(paragraphs, start=1)
        )
    )


def asks(
    number: int, paragraph: int, start: int, end: int, asked: str | None, said: str = ""
) -> Correction:
    """A replacement, deletion or insertion; None for a remark."""
    kind = CorrectionKind.REMARK
    if asked is not None:
        kind = CorrectionKind.INSERT if start == end else CorrectionKind.REPLACE
        kind = kind if asked else CorrectionKind.DELETE
    return Correction(
        number=number, kind=kind, drawn=AnnotationKind.HIGHLIGHT, page=0, label="1", proof_line=1,
        file="材料1.md", source_line=1, column=1, spans=(WordSpan(paragraph, start, end),),
        marked="", before="", after="", asked=asked or "", remark=said or asked or "", author="",
        made="", state="", replies=(), boxes=(), name="", copy="",
    )  # fmt: skip


def check(before: EditionText, after: EditionText, *corrections: Correction) -> CorrectionCheck:
    return judge_corrections(replace(EMPTY, corrections=corrections), before, after, "二校")


BEFORE = "各乡镇要抓好好的人民的事业，种树百万棵，每天少用一升水。"
JUDGED: list[tuple[int, int, str, str, Outcome]] = [
    (16, 18, "八十万", BEFORE.replace("百万", "八十万"), Outcome.DONE),
    (16, 18, "八十万", BEFORE, Outcome.NOT_DONE),
    (16, 18, "八十万", BEFORE.replace("百万", "九十万"), Outcome.OTHERWISE),
    (16, 18, "八十万", BEFORE.replace("百万", ""), Outcome.OTHERWISE),
    (5, 6, "", BEFORE.replace("好好", "好"), Outcome.DONE),
    (5, 6, "", BEFORE, Outcome.NOT_DONE),
    (18, 18, "余", BEFORE.replace("百万", "百万余"), Outcome.DONE),
    (18, 18, "余", BEFORE, Outcome.NOT_DONE),
    (18, 18, "余", BEFORE.replace("百万", "百万多"), Outcome.OTHERWISE),
    (0, 28, "", "", Outcome.DONE),
    (16, 18, "八十万", "", Outcome.OTHERWISE),
    (13, 14, "；", BEFORE.replace("业，", "业；"), Outcome.DONE),
    (16, 18, "八十万", "此外，" + BEFORE.replace("百万棵", "八十万株"), Outcome.DONE),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "asked", "after", "outcome"), JUDGED)
def test_outcomes(start: int, end: int, asked: str, after: str, outcome: Outcome) -> None:
    frame = ("第一段不变。", "末段也不变。")
    now = plain_text(frame[0], *([after] if after else []), frame[1])
    found = check(plain_text(frame[0], BEFORE, frame[1]), now, asks(1, 1, start, end, asked))
    assert found.judgements[0].outcome is outcome


def test_what_stands_there_and_what_else_changed() -> None:
    before = plain_text("甲段。", BEFORE, "末段不变，照旧。")
    after = plain_text(
        "甲段。", BEFORE.replace("百万", "九十万").replace("一升", "两升"), "末段不变。"
    )
    found = check(before, after, asks(1, 1, 16, 18, "八十万"))
    assert found.judgements[0].standing == "九十万"
    assert [(one.before, one.after) for one in found.others] == [("一", "两"), ("，照旧", "")]
    assert found.others[0].context.endswith("每天少用")


def test_corrections_beside_each_other_are_judged_alone() -> None:
    before = plain_text(BEFORE)
    corrections = (
        asks(1, 0, 14, 16, "栽树"),
        asks(2, 0, 16, 18, "八十万"),
        asks(3, 0, 18, 19, "株"),
    )
    after = plain_text(BEFORE.replace("种树百万棵", "栽树百万株"))
    found = check(before, after, *corrections)
    assert [one.outcome for one in found.judgements] == [
        Outcome.DONE,
        Outcome.NOT_DONE,
        Outcome.DONE,
    ]
    assert found.others == ()


def test_a_remark_waits_for_a_person() -> None:
    before, after = plain_text(BEFORE), plain_text(BEFORE.replace("一升", "二升"))
    remark = asks(1, 0, 22, 24, None, "核对此数")
    changed, same = check(before, after, remark), check(before, before, remark)
    assert changed.judgements[0].outcome is same.judgements[0].outcome is Outcome.OPEN
    assert (changed.judgements[0].is_changed, same.judgements[0].is_changed) == (True, False)
    assert "二升" in changed.judgements[0].standing
    assert changed.others == ()


def test_what_was_refused_is_not_asked_for() -> None:
    refused = replace(asks(1, 0, 16, 18, "八十万"), state="rejected")
    found = check(plain_text(BEFORE), plain_text(BEFORE), refused)
    assert found.judgements[0].outcome is Outcome.REFUSED


def test_a_remark_on_a_strike_out_may_be_the_new_words() -> None:
    strike = asks(1, 0, 16, 18, "", "八十万")
    found = check(plain_text(BEFORE), plain_text(BEFORE.replace("百万", "八十万")), strike)
    assert found.judgements[0].outcome is Outcome.DONE
    assert found.others == ()


def test_a_paragraph_that_was_moved_keeps_its_corrections() -> None:
    paragraphs = ["甲段说植树。", BEFORE, "乙段说节水。", "丙段说电。"]
    moved = [paragraphs[0], *paragraphs[2:], BEFORE.replace("百万", "八十万")]
    found = check(plain_text(*paragraphs), plain_text(*moved), asks(1, 1, 16, 18, "八十万"))
    assert found.judgements[0].outcome is Outcome.DONE


WORDS = st.text("甲乙丙丁，。", min_size=1, max_size=24)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_made_exactly_is_done_and_nothing_besides(
    paragraphs: list[str], data: st.DataObject
) -> None:
    """Whatever the text: the one correction made as asked is done, and no other change is seen;
    not made, it is not done."""
    place = data.draw(st.integers(0, len(paragraphs) - 1))
    words = paragraphs[place]
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    asked = data.draw(st.text("子丑寅", min_size=1, max_size=5))
    made = list(paragraphs)
    made[place] = words[:start] + asked + words[end:]
    one = asks(1, place, start, end, asked)
    found = check(plain_text(*paragraphs), plain_text(*made), one)
    assert found.judgements[0].outcome is Outcome.DONE
    assert found.others == ()
    same = check(plain_text(*paragraphs), plain_text(*paragraphs), one)
    assert same.judgements[0].outcome is Outcome.NOT_DONE
    assert same.others == ()


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4), st.data())
def test_any_two_texts_are_judged(before: list[str], after: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(before) - 1))
    start = data.draw(st.integers(0, len(before[place])))
    one = asks(
        1, place, start, len(before[place]), data.draw(st.sampled_from(["", "子", "甲", None]))
    )
    found = check(plain_text(*before), plain_text(*after), one)
    assert found.judgements[0].outcome in Outcome
