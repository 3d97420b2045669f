"""Where lines break: each row names the rule of the reference it stands for (CLReq, 3.1.3; GB/T
15834-2011, 5.1), on square glyphs in measures of a few em."""

from __future__ import annotations

import pytest

from tests.square_font import lines_of, set_text, setting, spans, typesetter
from typeset.layout.lines.char_class import may_end_line, may_start_line
from typeset.layout.lines.line import Line

NOT_FIRST = "，、；：。．？！”’）》〉」』】〗〕］｝·—–～／％℃…"
NOT_LAST = "“‘（《〈「『【〖〔［｛￥№§"


@pytest.mark.parametrize("mark", NOT_FIRST)
def test_rule_1_no_line_starts_with(mark: str) -> None:
    for before in range(1, 9):
        composed = set_text("汉" * before + mark + "汉" * 8, 4)
        for line in composed.lines[1:]:
            assert may_start_line(line.text[0]), lines_of(composed)


@pytest.mark.parametrize("mark", NOT_LAST)
def test_rule_1_no_line_ends_with(mark: str) -> None:
    for before in range(1, 9):
        composed = set_text("汉" * before + mark + "汉" * 8, 4)
        for line in composed.lines[:-1]:
            assert may_end_line(line.text[-1]), lines_of(composed)


BREAKS: list[tuple[str, str, float, list[str]]] = [
    # rule and case, text, measure, lines
    ("1 a dash is not split and may start a line", "汉汉汉汉汉——汉汉", 5, ["汉汉汉汉汉", "——汉汉"]),
    ("1 a paragraph may start with a dash", "——汉汉汉", 5, ["——汉汉汉"]),
    ("1 ASCII , like its full-width kin", "汉汉汉汉,汉汉汉", 4, ["汉汉汉", "汉,汉汉", "汉"]),
    ("1 ASCII / between Han", "汉汉汉汉/汉汉", 4, ["汉汉汉", "汉/汉汉"]),
    ("1 ASCII ( ends no line", "汉汉汉(a汉", 4, ["汉汉汉", "(a汉"]),
    ("1 $ stays with its amount", "汉汉汉汉$50汉", 5, ["汉汉汉汉", "$50汉"]),
    ("2 a dash is one", "汉汉汉——汉汉", 4, ["汉汉汉", "——汉汉"]),
    ("2 an ellipsis is one and starts no line", "汉汉汉汉……汉", 4, ["汉汉汉", "汉……汉"]),
    ("2 a number and its unit", "汉汉2025年汉汉", 5, ["汉汉", "2025年汉", "汉"]),
    (
        "2 a typed space parts no number from its unit",
        "汉汉2025 年汉",
        4,
        ["汉汉", "2025 年", "汉"],
    ),
    ("2 a number with point and per cent", "汉汉12.5%汉汉", 4, ["汉汉", "12.5%汉", "汉"]),
    ("2 a number and ℃", "汉汉汉36℃汉", 4, ["汉汉汉", "36℃汉"]),
    ("2 万元 is dear to break", "汉" * 80 + "5万元汉汉", 82, ["汉" * 80, "5万元汉汉"]),
    ("1 a sign is no connector", "汉汉汉汉-5汉", 4, ["汉汉汉汉", "-5汉"]),
    ("2 第 and its number", "汉汉汉第12届汉", 4, ["汉汉汉", "第12届", "汉"]),
    ("2 第 and a Han number", "汉汉汉第十二届汉", 4, ["汉汉汉", "第十二届", "汉"]),
    ("2 another measure word: a penalty only", "汉汉汉汉汉12个汉汉", 6, ["汉汉汉汉汉", "12个汉汉"]),
    ("2 a document number", "汉汉汉〔2025〕15号汉", 7, ["汉汉汉", "〔2025〕15号汉"]),
    ("2 a number in brackets", "汉汉汉汉（一）汉", 5, ["汉汉汉汉", "（一）汉"]),
    ("2 a standard's number", "汉汉汉GB/T 9704—2012汉", 9, ["汉汉汉", "GB/T 9704—2012汉"]),
    ("2 a span of years", "汉汉汉2025—2027年汉", 7, ["汉汉汉", "2025—2027年", "汉"]),
    ("2 a year in Han figures", "汉汉汉二〇二五年汉", 6, ["汉汉汉", "二〇二五年汉"]),
    ("2 a year in Han figures alone", "汉汉汉二〇二五至汉", 6, ["汉汉汉", "二〇二五至汉"]),
    (
        "2 a day in Han figures",
        "汉汉二〇二五年十二月三十一日",
        10,
        ["汉汉二〇二五年十二月", "三十一日"],
    ),
    ("2 a state of a document", "汉汉汉汉（试行）汉", 6, ["汉汉汉汉", "（试行）汉"]),
    ("2 two in brackets are dear to part", "汉" * 80 + "（摘要）汉", 82, ["汉" * 80, "（摘要）汉"]),
    ("2 full-width figures", "汉汉汉２０２５年汉", 6, ["汉汉汉", "２０２５年汉"]),
    ("2 a date parts after 年", "汉汉汉汉2025年8月汉汉", 8, ["汉汉汉汉2025年", "8月汉汉"]),
    ("2 a date parts after 月", "汉汉汉汉汉12月27日汉", 8, ["汉汉汉汉汉12月", "27日汉"]),
    ("3 a word is whole", "汉汉words汉汉", 4, ["汉汉", "words汉", "汉"]),
    ("3 a word parts at its hyphen", "汉汉汉over-seas汉", 6, ["汉汉汉over-", "seas汉"]),
    ("3 an address parts at its points", "汉www.abc.de/fgh汉", 6, ["汉www.abc.", "de/fgh汉"]),
    ("3 a piece wider than the line parts anywhere", "abcdefghijklm", 4, ["abcdefgh", "ijklm"]),
    ("3 fifty figures in a narrow cell", "1234567890" * 5, 5, ["1234567890"] * 5),
    ("3 a zero-width space parts a word", "汉ab\u200bcd", 3, ["汉ab\u200b", "cd"]),
    ("3 a no-break space parts nothing", "汉汉ab\u00a0cd", 4, ["汉汉", "ab\u00a0cd"]),
    ("7 a raised figure stays", "汉汉汉汉²汉", 4, ["汉汉汉", "汉²汉"]),
    ("7 a unit is one with its power", "汉汉汉5m²汉", 4, ["汉汉汉", "5m²汉"]),
    (
        "1 what has no width is seen through",
        "汉汉汉\u200b，汉汉",
        3,
        ["汉汉", "汉\u200b，汉", "汉"],
    ),
]


@pytest.mark.parametrize(
    ("rule", "text", "measure", "lines"), BREAKS, ids=[row[0] for row in BREAKS]
)
def test_breaks(rule: str, text: str, measure: float, lines: list[str]) -> None:
    assert lines_of(set_text(text, measure)) == lines


def test_rule_4_a_name_is_kept_up_to_the_error_limit_and_else_said() -> None:
    """Two em over 29 gaps stay under 0.1 em, over 15 they do not."""
    for before, whole in ((30, True), (16, False)):
        text = "汉" * before + "欧阳杰" + "汉" * 20
        assert lines_of(set_text(text, before + 2))[0].endswith("欧阳")
        named = set_text(text, before + 2, names=("欧阳杰",))
        assert lines_of(named)[0].endswith("汉" if whole else "欧阳")
        assert named.given_up == ("gap" if whole else "name")


def test_rule_4_a_name_is_never_parted_in_a_heading() -> None:
    text = "汉汉汉欧阳杰汉汉汉"
    assert lines_of(set_text(text, 5, names=("欧阳杰",))) == ["汉汉汉欧阳", "杰汉汉汉"]
    heading = set_text(text, 5, names=("欧阳杰",), heading=True)
    assert lines_of(heading) == ["汉汉汉", "欧阳杰汉汉", "汉"]


def test_rule_5_markup_changes_no_break() -> None:
    text = "汉汉，汉《汉》汉2025年——汉……（一）汉abc汉汉％汉"
    for measure in (4, 5, 6, 7, 9):
        plain = typesetter().compose(spans(text), setting(measure))
        for cut in range(1, len(text)):
            if text[cut - 1 : cut + 1] in ("——", "……"):
                continue
            marked = typesetter().compose(spans(text[:cut], text[cut:]), setting(measure))
            assert lines_of(marked) == lines_of(plain), (measure, text[:cut])


def test_rule_5_a_number_over_two_spans_is_one() -> None:
    composed = typesetter().compose(spans("汉汉20", "25年汉"), setting(4))
    assert lines_of(composed) == ["汉汉", "2025年", "汉"]


def last(text: str, measure: float) -> Line:
    return set_text(text, measure, 2).lines[-1]


@pytest.mark.parametrize("length", range(20, 60))
def test_rule_6_the_last_line_holds_two_han(length: int) -> None:
    text = ("汉汉汉汉，汉汉汉汉汉、" * 8)[:length] + "汉。"
    line = last(text, 10)
    assert sum(character == "汉" for character in line.text) >= 2


@pytest.mark.parametrize("length", range(20, 60))
def test_rule_6_the_last_line_is_not_stretched(length: int) -> None:
    line = last("汉汉，汉2025年汉" * 8 + "汉" * length, 10)
    assert line.gap == 0.0
    assert not line.justified


def test_rule_11_hanging_is_a_switch() -> None:
    text = "汉汉汉汉汉，汉汉汉"
    assert lines_of(set_text(text, 5))[0] == "汉汉汉汉"
    hung = set_text(text, 5, hanging_marks=True)
    assert lines_of(hung) == ["汉汉汉汉汉，", "汉汉汉"]
    assert hung.lines[0].width == pytest.approx(5.0)


def test_rule_18_total_fit_is_not_greedy() -> None:
    """Filling each line as far as it goes would leave one Han on the last."""
    composed = set_text("汉" * 81, 40)
    assert sorted(map(len, lines_of(composed))) == [2, 39, 40]
    assert max(line.gap for line in composed.lines) == pytest.approx(1 / 38)


def test_rule_18_on_the_grid_above_even() -> None:
    text = "汉汉2025年汉，汉汉汉汉汉汉汉汉、汉汉汉汉汉汉汉汉汉abc汉汉汉汉汉，汉汉汉汉汉汉汉"
    plain, grid = (set_text(text, 12, grid_first=weight).lines for weight in (0.0, 50.0))

    def off_grid(lines: tuple[Line, ...]) -> int:
        return sum(line.gap > 0 or line.squeeze > 0 for line in lines)

    assert off_grid(grid) <= off_grid(plain)


def test_rule_22_the_indent_is_exact_and_turnovers_are_flush() -> None:
    composed = set_text("汉" * 50, 12, 2)
    assert [line.xs[0] for line in composed.lines] == [2.0, 0.0, 0.0, 0.0, 0.0]


def test_a_hanging_indent() -> None:
    composed = typesetter().compose(spans("汉" * 20), setting(10, -2, left=2))
    assert [(line.xs[0], len(line.text)) for line in composed.lines] == [
        (0.0, 10),
        (2.0, 8),
        (2.0, 2),
    ]


LATIN: list[tuple[str, str, float, list[str]]] = [
    # rule and case, text, measure, lines
    ("3 a hyphen", "汉" * 8 + "communication汉", 12, ["汉" * 8 + "commu", "nication汉"]),
    ("3 never an abbreviation", "汉" * 8 + "COMMUNIQUE汉", 12, ["汉" * 8, "COMMUNIQUE汉"]),
    (
        "3 inside a long part",
        "汉" * 4 + "www.abcdefghijklm.cn汉",
        9,
        ["汉" * 4 + "www.abcde", "fghijklm.cn汉"],
    ),
]


@pytest.mark.parametrize(("rule", "text", "measure", "lines"), LATIN, ids=[row[0] for row in LATIN])
def test_latin_parts_only_where_no_gap_stays_small(
    rule: str, text: str, measure: float, lines: list[str]
) -> None:
    composed = set_text(text, measure)
    assert lines_of(composed) == lines
    assert "".join(lines_of(composed)) == text


def test_a_line_of_latin_opens_its_word_spaces() -> None:
    composed = set_text("one two six 汉汉 ten and " + "x" * 11, 11)
    line = composed.lines[0]
    han = [x for x, shape in zip(line.xs, line.shapes, strict=True) if shape.text == "汉"]
    assert han[1] - han[0] == pytest.approx(1.0)
