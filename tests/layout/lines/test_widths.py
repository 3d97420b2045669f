"""What stands where in a line: widths of marks, gaps, squeezing and stretching, each row with its
rule (GB/T 15834-2011, 5.1; CLReq, 3.1.6, 3.2, 3.3), on square glyphs: positions are exact."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.square_font import CENTRE, ink_of, set_text, setting, typesetter
from typeset.layout.lines.line import Line

OPEN = "“‘（《〈「『【〖〔［｛"
LEFT_MARKS = "”’）》〉」』】〗〕］｝，、；：。．！"
CLEARANCE = 0.02


def line_of(text: str, measure: float = 100.0, indent: float = 0.0) -> Line:
    return set_text(text, measure, indent).lines[0]


def places(text: str, measure: float = 100.0, line: int = 0) -> list[float]:
    """Left edges of each character's room."""
    return [round(x, 4) for x in set_text(text, measure).lines[line].xs]


WIDTHS: list[tuple[str, str, list[float], float]] = [
    # rule and case, text, left edges, right edge; 汉 before and after, so that no edge counts
    ("8 a mark is one em", "汉，汉", [0, 1, 2], 3),
    ("8 an OPEN is one em", "汉（汉", [0, 1, 2], 3),
    ("8 a dash is two", "汉——汉", [0, 1, 2, 3], 4),
    ("8 an ellipsis is two", "汉……汉", [0, 1, 2, 3], 4),
    ("8 · is half", "汉·汉", [0, 1, 1.5], 2.5),
    ("8 – is half", "汉–汉", [0, 1, 1.5], 2.5),
    ("8 — alone is one", "汉—汉", [0, 1, 2], 3),
    ("8 ～ is one", "汉～汉", [0, 1, 2], 3),
    ("8 a character of another plane is one", "汉\U00020000汉", [0, 1, 2], 3),
    ("8 a variation selector takes no room", "汉\U000e0100汉", [0, 1], 2),
    ("9 ：“", "汉：“汉", [0, 1, 1.5, 2.5], 3.5),
    ("9 ，“", "汉，“汉", [0, 1, 1.5, 2.5], 3.5),
    ("9 。”", "汉。”汉", [0, 1, 1.5, 2.5], 3.5),
    ("9 》、", "汉》、汉", [0, 1, 1.5, 2.5], 3.5),
    ("9 》《", "汉》《汉", [0, 1, 1.5, 2.5], 3.5),
    ("9 （“", "汉（“汉", [0, 1, 1.5, 2.5], 3.5),
    ("9 three together: two", "汉》”，汉", [0, 1, 1.5, 2, 3], 4),
    ("9 a centred ？ gives up its blank", "汉（？）汉", [0, 1, 1.815, 2.63, 3.63], 4.63),
    ("13 Han–Latin", "汉ab汉", [0, 1.25, 1.75, 2.5], 3.5),
    ("13 Latin–Han–figure", "a汉1", [0, 0.75, 2], 2.5),
    ("13 a number and its unit", "汉8月汉", [0, 1.25, 1.875, 2.875], 3.875),
    ("13 a typed space is replaced", "汉 8 月汉", [0, 1, 1.25, 1.75, 1.875, 2.875], 3.875),
    ("13 no gap beside a full-width mark", "汉，ab（汉", [0, 1, 2, 2.5, 3, 4], 5),
    ("13 no gap before a raised figure", "汉²汉", [0, 1, 1.75], 2.75),
    ("13 no gap before ASCII ,", "汉,汉", [0, 1, 1.75], 2.75),
    ("13 no gap beside a connector", "汉/汉-汉", [0, 1, 1.5, 2.5, 3], 4),
    ("13 a typed space between words", "ab cd", [0, 0.5, 1, 1.25, 1.75], 2.25),
    ("13 a typed space between Han stays", "汉汉 汉", [0, 1, 2, 2.5], 3.5),
    ("13 a typed space at the very front goes", "  汉汉", [0, 0, 1], 2),
]


@pytest.mark.parametrize(("rule", "text", "lefts", "right"), WIDTHS, ids=[row[0] for row in WIDTHS])
def test_widths(rule: str, text: str, lefts: list[float], right: float) -> None:
    assert places(text) == lefts
    assert line_of(text).width == pytest.approx(right)


def test_rule_8_only_blank_is_taken_never_ink() -> None:
    """A centred ？ has less blank on its right than the half that its class would give."""
    (line,) = ink_of(set_text("汉汉汉？", 3.75))
    assert line[-1][2] <= 3.75 + 1e-6
    assert ink_of(set_text("汉汉汉？汉汉", 4))[0][-1][0] == "？"


@pytest.mark.parametrize("mark", LEFT_MARKS)
def test_rule_10_a_mark_at_the_end_takes_half(mark: str) -> None:
    composed = set_text("汉汉汉汉" + mark + "汉汉汉", 4.5)
    assert composed.lines[0].text == "汉汉汉汉" + mark
    assert composed.lines[0].width == pytest.approx(4.5)
    assert composed.lines[0].gap == 0.0


@pytest.mark.parametrize("mark", OPEN)
@pytest.mark.parametrize("indent", [0.0, 2.0])
def test_rule_10_an_open_at_the_start_loses_its_left_half(mark: str, indent: float) -> None:
    """At a turnover line, and at a paragraph's indented first line."""
    first = ink_of(set_text(mark + "汉汉", 9, indent))[0]
    assert first[0][1] == pytest.approx(indent + 0.05)
    assert first[1][1] == pytest.approx(indent + 0.55)
    turned = set_text("汉汉汉" + mark + "汉汉汉", 3)
    assert ink_of(turned)[1][0][1] == pytest.approx(0.05)


def test_rule_10_is_a_switch() -> None:
    assert set_text("（汉汉", 9, line_start_trim=False).lines[0].width == 3.0
    assert set_text("汉汉，汉汉", 3, line_end_trim=False).lines[0].advances[-1] == 1.0


def test_rule_12_the_halves_of_a_dash_touch_and_marks_stand_in_the_middle() -> None:
    line = line_of("汉——汉…·～—汉")
    ink = ink_of(set_text("汉——汉", 9))[0]
    assert ink[1][2] == pytest.approx(ink[2][1])
    middles = {
        shape.text: (shape.bottom + shape.top) / 2 for shape in line.shapes if shape.text != "汉"
    }
    assert middles == {mark: pytest.approx(CENTRE / 1000, abs=0.001) for mark in "—…·～"}


@pytest.mark.parametrize("first", "汉，。）（“”、《》：")
@pytest.mark.parametrize("second", "汉，。）（“”、《》：")
@pytest.mark.parametrize("third", "汉，（”")
def test_rule_12_ink_never_overlaps(first: str, second: str, third: str) -> None:
    text = "汉" + first + second + third + "汉汉汉汉"
    for measure in (3, 4.5, 5, 6, 20):
        for line in ink_of(set_text(text, measure)):
            for left, right in pairwise(line):
                assert right[1] - left[2] >= CLEARANCE - 1e-6, (measure, left, right)


FACES: list[tuple[str, str]] = [
    # text, the face of each glyph: h Han, w Western
    ("汉“abc”汉", "hhwwwhh"),
    ("“汉汉”", "hhhh"),
    ("that’s all", "wwwwww-www"),
    ("say “yes” now", "www-wwwww-www"),
    ("汉2025—2027年", "hwwwwhwwwwh"),
    ("汉…汉", "hhh"),
    ("ab—cd", "wwwww"),
]


@pytest.mark.parametrize(("text", "faces"), FACES, ids=[row[0] for row in FACES])
def test_rule_14_faces_by_the_nearest_strong_character(text: str, faces: str) -> None:
    names = {"SquareHan": "h", "SquareWestern": "w", "": "-"}
    assert "".join(names[shape.face] for shape in line_of(text).shapes) == faces


def squeezed(text: str, measure: float) -> tuple[Line, dict[str, float]]:
    """The first line of a text, and how far each kind of room in it is from its natural size."""
    line = set_text(text + "汉" * 9, measure).lines[0]
    natural = set_text(line.text + "汉", 100).lines[0]
    assert line.text == text
    taken = {
        shape.text: before - after
        for shape, before, after in zip(line.shapes, natural.advances, line.advances, strict=False)
        if abs(before - after) > 1e-6
    }
    return line, taken


SQUEEZES: list[tuple[str, str, float, dict[str, float]]] = [
    # rule 16: text of the line, how much too long it is, what each mark gives
    ("brackets first", "汉（汉）汉，汉汉。汉", 0.5, {"（": 0.25, "）": 0.25}),
    ("then pauses", "汉（汉）汉，汉：汉。汉", 1.5, {"（": 0.5, "）": 0.5, "，": 0.25, "：": 0.25}),
    ("stops last", "汉，汉。汉", 0.75, {"，": 0.5, "。": 0.25}),
]


@pytest.mark.parametrize(
    ("case", "text", "over", "given"), SQUEEZES, ids=[row[0] for row in SQUEEZES]
)
def test_rule_16_squeezing(case: str, text: str, over: float, given: dict[str, float]) -> None:
    natural = set_text(text, 100).lines[0].width
    line, taken = squeezed(text, natural - over)
    assert taken == {mark: pytest.approx(amount, abs=1e-6) for mark, amount in given.items()}
    assert line.squeeze == pytest.approx(over)
    assert line.width == pytest.approx(natural - over)


def test_rule_16_western_gaps_after_pauses_before_stops() -> None:
    text = "汉，汉ab汉。汉"
    natural = set_text(text, 100).lines[0].width
    pauses, western, stops = (
        set_text(text + "汉" * 9, natural - over).lines[0] for over in (0.5, 0.7, 0.9)
    )
    for line in (pauses, western, stops):
        assert line.text == text
        assert line.width == pytest.approx(natural - (natural - line.width))
    assert pauses.xs[3] - pauses.xs[2] == pytest.approx(1.25)
    assert western.xs[3] - western.xs[2] == pytest.approx(1.15)
    assert western.advances[-2] == 1.0
    assert stops.xs[3] - stops.xs[2] == pytest.approx(1.125)
    assert stops.advances[-2] == pytest.approx(0.85)


def test_rule_16_word_spaces_give_before_marks() -> None:
    text = "汉（ab cd）汉"
    natural = set_text(text, 100).lines[0].width
    line = set_text(text + "汉" * 9, natural - 0.06).lines[0]
    assert line.text == text
    space = line.shapes[4]
    assert space.text == " "
    assert space.width == pytest.approx(0.19)


def test_rule_17_word_spaces_then_western_gaps_then_all_gaps() -> None:
    text = "汉汉ab cd汉汉"
    natural = set_text(text, 100).lines[0].width

    def stretched(by: float) -> Line:
        line = set_text(text + "words" * 4, natural + by, target_gap=0.5, warning_gap=0.5).lines[0]
        assert line.text == text
        assert line.width == pytest.approx(natural + by)
        return line

    word, western, last = stretched(0.2), stretched(0.3), stretched(0.616)
    assert word.shapes[4].width == pytest.approx(0.45)
    assert word.xs[2] == pytest.approx(2.25)
    assert western.shapes[4].width == pytest.approx(0.5)
    assert western.xs[2] == pytest.approx(2.275)
    assert last.gap == pytest.approx(0.1)
    assert last.xs[1] == pytest.approx(1.1)
    assert last.xs[2] - last.xs[1] == pytest.approx(1.333)


def test_rule_17_no_gap_opens_inside_boxes_nor_before_marks() -> None:
    line = set_text("汉汉——（汉）汉，汉" + "words" * 3, 10.5, warning_gap=0.5).lines[0]
    assert line.gap > 0
    joined = {("—", "—"), ("（", "汉"), ("汉", "）"), ("汉", "，")}
    for k in range(len(line.xs) - 1):
        between = line.xs[k + 1] - line.xs[k] - line.advances[k]
        pair = (line.shapes[k].text, line.shapes[k + 1].text)
        assert between == pytest.approx(0.0 if pair in joined else line.gap), pair


def test_a_western_character_the_face_lacks_is_still_in_the_line() -> None:
    line = line_of("aŁb")
    assert line.text == "aŁb"
    assert [shape.face for shape in line.shapes] == ["SquareWestern", "", "SquareWestern"]


def test_a_paragraph_without_text_has_no_lines() -> None:
    assert set_text("", 9).lines == ()
    assert typesetter().compose((), setting(9)).lines == ()
