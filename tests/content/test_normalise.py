"""Normalising marks (reference rule 15; GB/T 15834-2011): what changes, where, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.base.findings import SourcePosition
from typeset.content.document import Byline, Inlines, Strong, Text
from typeset.content.document_texts import plain_text
from typeset.content.normalise import KINDS, Edit, normalise
from typeset.content.parse_inline import parse_inline

HERE = SourcePosition("a.md", 7, 1)


def inlines_of(text: str) -> Inlines:
    return parse_inline(text, HERE).inlines


def normalised(text: str) -> str:
    return plain_text(normalise(inlines_of(text))[0])


CHANGED: list[tuple[str, str, str]] = [
    # case, before, after
    ("half-width marks", "会议指出,要:学;好?好!", "会议指出，要：学；好？好！"),
    ("brackets", "会议(三次)召开", "会议（三次）召开"),
    ("a bracket takes its partner along", "会议(ABC)", "会议（ABC）"),
    ("a mark beside a changed one", "会议(abc),abc", "会议（abc），abc"),
    ("a mark between Latin and Han", "abc,会议", "abc，会议"),
    ("a mark beside 》", "《条例》,abc", "《条例》，abc"),
    ("full-width figures and letters", "２０２５年ＡＢ", "2025年AB"),
    ("a full-width point between figures", "增长１．５倍", "增长1.5倍"),
    ("dots", "会议...召开", "会议……召开"),
    ("many dots", "会议......召开", "会议……召开"),
    ("full stops for an ellipsis", "会议。。。", "会议……"),
    ("hyphens", "会议--召开", "会议——召开"),
    ("quotes", '会议"指出"要', "会议“指出”要"),
    ("over bold words", "**会议,**召开", "会议，召开"),
]
KEPT: list[tuple[str, str]] = [
    ("numbers", "会议1,000人10:30"),
    ("Latin", "会议 call f(x), now; ok? yes! 会议"),
    ("an address", "会议https://a.b/c?d=1,2:3;4!(x)"),
    ("an electronic address", "会议a.b@c.de"),
    ("dots in Latin", "会议 wait... now"),
    ("the word of a command", "会议--json会议"),
    ("quotes in Latin", '会议 a "b" c'),
    ("one quote alone", '会议"指出'),
    ("marks that are right", "会议，要：“学”——好……（一）"),
]


@pytest.mark.parametrize(("case", "before", "after"), CHANGED, ids=[row[0] for row in CHANGED])
def test_changed(case: str, before: str, after: str) -> None:
    assert normalised(before) == after


@pytest.mark.parametrize(("case", "text"), KEPT, ids=[row[0] for row in KEPT])
def test_kept(case: str, text: str) -> None:
    assert normalise(inlines_of(text)) == (inlines_of(text), ())


def test_a_backslash_keeps_a_mark() -> None:
    assert normalised("会议\\,要\\(一),好") == "会议,要(一），好"


def test_a_byline_is_left_alone() -> None:
    inlines = (Text("会议,", HERE), Byline("(记者 某某)", HERE))
    changed, edits = normalise(inlines)
    assert changed == (Text("会议，"), Byline("(记者 某某)"))
    assert len(edits) == 1


def test_edits_say_where_and_what() -> None:
    _, edits = normalise(inlines_of("会**议...**召开(一),好"))
    found = [(edit.offset, edit.before, edit.after, edit.kind, edit.position) for edit in edits]
    assert found == [
        (2, "...", "……", "ellipses", SourcePosition("a.md", 7, 5)),
        (7, "(", "（", "half_width_marks", SourcePosition("a.md", 7, 12)),
        (9, "),", "），", "half_width_marks", SourcePosition("a.md", 7, 14)),
    ]


def test_columns_follow_the_source() -> None:
    (text,), _ = normalise(inlines_of("会议...召开"))
    assert isinstance(text, Text)
    assert text.text == "会议……召开"
    assert text.columns == (1, 2, 3, 3, 6, 7)


SWITCHED = {
    "half_width_marks": "会议,",
    "full_width_letters": "会议２０",
    "ellipses": "会议...",
    "dashes": "会议--会议",
    "straight_quotes": '会议"一"',
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_switch(kind: str) -> None:
    inlines = inlines_of(SWITCHED[kind])
    others = [one for one in KINDS if one != kind]
    assert normalise(inlines, others) == (inlines, ())
    assert normalise(inlines, [one for one in KINDS if one == kind])[1]


ANY = st.text(st.sampled_from("会议要的，。《》ab12１Ａ,;:?!()\"'.-—… *\\/@"), max_size=40)


def undone(text: str, edits: tuple[Edit, ...]) -> str:
    """The text before the edits, whose offsets count in it."""
    for edit in edits:
        at = edit.offset
        assert text[at : at + len(edit.after)] == edit.after
        text = text[:at] + edit.before + text[at + len(edit.after) :]
    return text


@given(text=ANY)
def test_edits_lead_back_to_the_source(text: str) -> None:
    """Rule 15 is reversible: the edits, undone from first to last, give the source's text."""
    before = inlines_of(text)
    after, edits = normalise(before)
    assert undone(plain_text(after), edits) == plain_text(before)
    assert [edit.offset for edit in edits] == sorted(edit.offset for edit in edits)


@given(text=ANY.filter(lambda text: "\\" not in text))
def test_a_second_time_changes_nothing(text: str) -> None:
    once, _ = normalise((Text(text, HERE),))
    assert normalise(once) == (once, ())


@given(text=ANY, cut=st.integers(0, 40))
def test_markup_changes_nothing(text: str, cut: int) -> None:
    plain, _ = normalise((Text(text, HERE),))
    strong = Strong((Text(text[cut:], HERE),), HERE)
    marked, _ = normalise((Text(text[:cut], HERE), strong))
    assert plain_text(marked) == plain_text(plain)
