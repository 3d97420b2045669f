"""Titles (reference rule 20; GB/T 9704-2012, 7.3.1): fewest lines, whole words, good shape."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.square_font import setting, spans, typesetter
from typeset.base.findings import SourcePosition
from typeset.base.project import project_folder
from typeset.design.applying.styled import StyledParagraph, StyledSpan
from typeset.design.style.load_style import load_style
from typeset.design.style.style import Colour, StyleSheet
from typeset.layout.blocks.paragraph import measure_of, set_paragraph, shift_of
from typeset.layout.lines.line import Line
from typeset.layout.lines.titles import balanced_lines
from typeset.layout.lines.words import segment, word_boundaries
from typeset.layout.placing.slices import SetLine

HERE = SourcePosition("title.md", 1)
BLACK = Colour(0, 0, 0, 1)


def style() -> StyleSheet:
    return load_style("weekly", [project_folder() / "styles"])


def title(text: str) -> StyledParagraph:
    """A title of 10 pt; ` / ` forces a break."""
    parts = [
        StyledSpan(part, "title", "western", 10.0, BLACK, HERE, forced_break=place > 0)
        for place, part in enumerate(text.split(" / "))
    ]
    sheet = replace(style().paragraphs["title"], size=10.0)
    return StyledParagraph(tuple(parts), "title", sheet, "H1", HERE)


def lines_of(text: str, measure: float, names: tuple[str, ...] = ()) -> list[str]:
    lines = balanced_lines(typesetter(names), title(text), measure * 10.0, 10.0)
    return [line.text.strip() for line in lines]


TITLES: list[tuple[str, str, float, list[str]]] = [
    # case, title, measure in em, lines
    ("one line where it fits", "关于召开会议的通知", 20, ["关于召开会议的通知"]),
    (
        "before 关于",
        "某某市人民政府办公厅关于做好城市排水工作的通知",
        20,
        ["某某市人民政府办公厅", "关于做好城市排水工作的通知"],
    ),
    (
        "behind the colon of a clause",
        "青禾市市长在全体会议上强调：坚定信心真抓实干确保完成全年任务",
        20,
        ["青禾市市长在全体会议上强调：", "坚定信心真抓实干确保完成全年任务"],
    ),
    (
        "never inside a fixed term",
        "青禾日报评论员：把全面从严治党要求落到实处",
        20,
        ["青禾日报评论员：", "把全面从严治党要求落到实处"],
    ),
    (
        "before a dash and a 文号",
        "关于全市经济运行情况的分析报告——在第三次会议上的讲话（青府〔2025〕3号）",
        16,
        ["关于全市经济运行情况的分析报告", "——在第三次会议上的讲话", "（青府〔2025〕3号）"],
    ),
    (
        "a clause a line",
        "认真学习会议精神 扎实推进各项工作",
        12,
        ["认真学习会议精神", "扎实推进各项工作"],
    ),
    (
        "two issuers are no clauses",
        "中共某市委 某市人民政府关于印发规划的通知",
        20,
        ["中共某市委 某市人民政府", "关于印发规划的通知"],
    ),
    ("的 starts no line", "加快建设现代化城市的实施意见", 9, ["加快建设现代化", "城市的实施意见"]),
    (
        "places side by side stay together",
        "加快交通基础设施建设重庆四川联合召开工作会议",
        14,
        ["加快交通基础设施建设", "重庆四川联合召开工作会议"],
    ),
    ("a forced break", "关于 / 召开会议的通知", 20, ["关于", "召开会议的通知"]),
    ("《》 is whole", "关于学习《城市更新条例》的通知", 11, ["关于学习", "《城市更新条例》的通知"]),
]


@pytest.mark.parametrize(
    ("case", "text", "measure", "lines"), TITLES, ids=[row[0] for row in TITLES]
)
def test_titles(case: str, text: str, measure: float, lines: list[str]) -> None:
    assert lines_of(text, measure) == lines


def test_a_name_is_never_parted() -> None:
    text = "会议强调欧阳建国要求认真落实工作任务"
    for measure in range(8, 18):
        lines = lines_of(text, measure, ("欧阳建国",))
        assert any("欧阳建国" in line for line in lines), lines


WORDS = (
    "城市",
    "更新",
    "工作",
    "会议",
    "精神",
    "的",
    "和",
    "推动",
    "发展",
    "《条例》",
    "2025年",
    "关于",
    " ",
    "，",
)
TITLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=24).map("".join)


@given(text=TITLE, measure=st.integers(8, 24))
def test_titles_lose_nothing_and_fit(text: str, measure: int) -> None:
    lines = balanced_lines(typesetter(), title(text), measure * 10.0, 10.0)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= measure + 0.02 for line in lines)


@pytest.mark.slow
@given(text=TITLE, measure=st.integers(8, 24))
def test_titles_part_between_words_in_few_lines(text: str, measure: int) -> None:
    """Where words leave a way, in as many lines as a title has; ordinary breaking serves else."""
    whole = typesetter().compose(spans(text, role="title"), setting(1e6)).lines
    lines = balanced_lines(typesetter(), title(text), measure * 10.0, 10.0)
    offsets = list(accumulate(len(line.text) for line in lines))[:-1]
    boundaries = word_boundaries(text, ())
    if len(lines) <= 5 and all(offset in boundaries for offset in offsets):
        assert not any(text[offset] in "的和与及等，》" for offset in offsets)
        assert len(lines) < ceil(whole[0].width / measure) + 3


def test_centred_within_two_hundredths() -> None:
    """And each line by itself, whatever blank its marks gave up."""
    sheet = style()
    measure = measure_of(sheet.type_area)
    block = set_paragraph(typesetter(), title("关于印发（试行）的通知"), measure)
    items = [item for piece in block.choice.slices for item in piece.items]
    assert items
    for item in items:
        assert isinstance(item, SetLine)
        assert_centred(item.line, item.left, measure.width)
        assert item.left == shift_of(item.paragraph.style, item.line, measure)


def assert_centred(line: Line, left: float, width: float) -> None:
    before = left + line.xs[0] * 10.0
    after = width - left - line.width * 10.0
    assert abs(before - after) <= 0.02 * 10.0


def test_a_title_of_ten_thousand_characters_comes_out() -> None:
    lines = balanced_lines(typesetter(), title("城市更新" * 2500), 200.0, 10.0)
    assert sum(len(line.text) for line in lines) == 10000


def test_words_are_as_long_as_the_text() -> None:
    for text in ("城市更新工作", "a b", "\ud800城市", ""):
        assert sum(len(word.text) for word in segment(text)) == len(text)


def test_boundaries_are_in_order() -> None:
    offsets = list(word_boundaries("推动城市更新和高质量发展的意见", ()))
    assert all(first < second for first, second in pairwise(offsets))
    assert offsets[0] == 2
