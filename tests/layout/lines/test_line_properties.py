"""What holds of every paragraph, whatever its text and its measure (reference rules 1, 3, 12, 19)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.square_font import ink_of, set_text, setting, spans, standard_rules, typesetter
from typeset.layout.lines.char_class import CharClass, char_class, may_end_line, may_start_line
from typeset.layout.lines.line import Line

pytestmark = pytest.mark.slow

PIECES = (
    *"汉字文本行数的和",
    *"，、。：；？！",
    *"“”（）《》",
    *("——", "……", "·", "—", "～", "％", "℃", "￥"),
    *("2025年", "8月27日", "12.5%", "第3届", "（一）", "〔2025〕15号", "3个"),
    *("ab", "word", "well-known", "GB/T 9704—2012", "www.abc.de/f/g", " ", ",", "(a)", "/"),
)
PROSE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
HAN_PROSE = st.lists(st.sampled_from(PIECES[:24]), min_size=30, max_size=90).map("".join)
ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.text(
    st.sampled_from("汉a1，（）“”—…·/-%$²\u200b\u200d\u0301\u00a0\u3000\ud800\n\t\U0001f600"),
    max_size=60,
)
MEASURES = st.floats(2.0, 30.0)
INDENTS = st.sampled_from([0.0, 2.0, -2.0])
TOLERANCE = 0.02
MODEST = settings(max_examples=120, deadline=None)


def in_order(lines: tuple[Line, ...], text: str) -> bool:
    """Whether the lines hold the text's characters, all of them, in order."""
    return "".join(line.text for line in lines) == text


@MODEST
@given(text=ANY_TEXT, measure=MEASURES, indent=INDENTS)
def test_any_text_in_any_measure(text: str, measure: float, indent: float) -> None:
    """Nothing is lost, nothing stands outside the measure, offsets lead back to the text."""
    composed = set_text(text, measure, indent)
    assert in_order(composed.lines, text)
    for line in composed.lines:
        assert line.width <= measure + TOLERANCE
        for shape, offset in zip(line.shapes, line.offsets, strict=True):
            assert text.startswith(shape.text, offset)
        assert all(second >= first - 1e-6 for first, second in pairwise(line.xs))
        assert all(advance >= -1e-6 for advance in line.advances)


@MODEST
@given(text=PROSE, measure=MEASURES, cut=st.integers(0, 60))
def test_markup_loses_nothing(text: str, measure: float, cut: int) -> None:
    """A change of look anywhere in the text."""
    composed = typesetter().compose(spans(text[:cut], text[cut:]), setting(measure))
    assert in_order(composed.lines, text)
    assert all(line.width <= measure + TOLERANCE for line in composed.lines)


@MODEST
@given(text=PROSE, measure=st.floats(8.0, 30.0))
def test_no_forbidden_break(text: str, measure: float) -> None:
    """Unless the text leaves no other way, which the paragraph then says."""
    composed = set_text(text, measure)
    if composed.given_up in {"box", "rule"}:
        return
    for first, second in pairwise(composed.lines):
        before, after = first.text.strip(), second.text.strip()
        if before and after:
            assert may_end_line(before[-1]), (before, after)
            assert may_start_line(after[0]) or after.startswith("——"), (before, after)
            assert not (before[-1].isdigit() and after[0] in "年月日号届"), (before, after)
            assert before[-1] + after[0] != "……"
            assert after[0] != "—" or (len(before) - len(before.rstrip("—"))) % 2 == 0


@MODEST
@given(text=HAN_PROSE, measure=st.floats(6.0, 30.0), indent=st.sampled_from([0.0, 2.0]))
def test_rule_19_justified_lines_are_flush_and_their_gaps_equal(
    text: str, measure: float, indent: float
) -> None:
    composed = set_text(text, measure, indent)
    for line in composed.lines:
        if not line.justified:
            assert line.last or composed.given_up in {"ragged", "box", "rule"}
            continue
        assert abs(line.width - measure) <= TOLERANCE
        gaps = [
            line.xs[k + 1] - line.xs[k] - line.advances[k]
            for k in range(len(line.xs) - 1)
            if char_class(line.shapes[k].text) is char_class(line.shapes[k + 1].text)
            and char_class(line.shapes[k].text) is CharClass.HAN
        ]
        if gaps:
            assert max(gaps) - min(gaps) <= 0.01
            assert min(gaps) >= -1e-6


@MODEST
@given(text=HAN_PROSE, measure=st.floats(6.0, 30.0))
def test_the_limits_of_gaps_hold_or_are_said_to_be_given_up(text: str, measure: float) -> None:
    rules = standard_rules()
    limits = {"": rules.warning_gap, "gap": rules.error_gap}
    composed = set_text(text, measure)
    widest = max((line.gap for line in composed.lines), default=0.0)
    assert widest <= limits.get(composed.given_up, rules.widest_gap) + 1e-6


@MODEST
@given(text=PROSE, measure=st.floats(3.0, 30.0))
def test_rule_12_ink_never_overlaps(text: str, measure: float) -> None:
    """Western glyphs and the halves of a dash have side bearings of their own."""
    rules = standard_rules()
    for line in ink_of(set_text(text, measure)):
        for (first, _, right), (second, left, _) in pairwise(line):
            least = 0.0 if first == second == "—" else rules.ink_clearance
            assert left - right >= least - 1e-6, (first, second)


@MODEST
@given(text=PROSE, measure=MEASURES)
def test_the_same_text_is_set_the_same(text: str, measure: float) -> None:
    assert set_text(text, measure) == set_text(text, measure)
    opened = typesetter().open(spans(text), setting(measure))
    assert opened.best() == set_text(text, measure)


@MODEST
@given(text=HAN_PROSE, measure=st.floats(10.0, 28.0))
def test_rule_24_variants_keep_within_the_target(text: str, measure: float) -> None:
    opened = typesetter().open(spans(text), setting(measure, 2.0))
    for count, breaks in opened.variants().items():
        composed = opened.finish(breaks)
        assert len(composed.lines) == count
        assert in_order(composed.lines, text)
        assert max(line.gap for line in composed.lines) <= standard_rules().target_gap + 1e-6
