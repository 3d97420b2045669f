"""Tables on pages: widths, alignment, rules, breaks, turned (GB/T 9704-2012, 8; rule 23)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editions import MATERIAL, WEEK, write_edition
from typeset.edition.build_issue import LaidOut, lay_out_issue
from typeset.layout.blocks.table_columns import level_columns, split_number
from typeset.layout.placing.page import REPEATED, GlyphRun, Page, Rule

TEXT = "各支部要认真学习文件精神，逐条对照检查。"
HEAD = "| 甲 | 乙 | 丙 |\n|---|---|---|\n"


def lay_out(root: Path, text: str) -> LaidOut:
    write_edition(root, {"材料1.md": MATERIAL.format(title="学习的通知", text=text)})
    return lay_out_issue(root, WEEK)


def pages_of(laid: LaidOut) -> list[Page]:
    """The pages of material 1."""
    pages = [page for page in laid.pages.pages if page.kind == "body"]
    second = next(
        k for k, page in enumerate(pages) if any(d.name == "material-2" for d in page.destinations)
    )
    return pages[:second]


def runs(page: Page) -> list[GlyphRun]:
    return [mark for mark in page.marks if isinstance(mark, GlyphRun)]


def find(page: Page, text: str) -> GlyphRun:
    return next(run for run in runs(page) if "".join(run.texts) == text)


def levels(page: Page) -> list[float]:
    """The heights of the rules that lie, from the top."""
    return sorted(
        {round(m.box.top + m.box.height / 2, 1) for m in page.marks if isinstance(m, Rule)}
    )


NUMBERS = [
    ("1,234.5", 5),
    ("-0.5", 2),
    ("12%", 2),
    ("355项", 3),
    ("￥3.20", 2),
    ("—", 1),
    ("", 0),
    ("2025年9月1日", None),
    ("第3项", None),
]


@pytest.mark.parametrize(("text", "whole"), NUMBERS)
def test_whole_part_of_a_number(text: str, whole: int | None) -> None:
    assert split_number(text) == whole


def test_numbers_stand_by_their_units_place(tmp_path: Path) -> None:
    rows = "| 一 | 1,234.5 | 3% |\n| 二 | 88 | 12.5% |\n| 三 | 3.14 | — |\n"
    page = pages_of(lay_out(tmp_path, HEAD + rows))[0]

    def units(text: str, digits: int) -> float:
        run = find(page, text)
        return run.x + run.offsets[digits - 1] + run.advances[digits - 1]

    places = [units("1,234.5", 5), units("88", 2), units("3.14", 1)]
    assert max(places) - min(places) < 0.1
    head = find(page, "乙")
    middle = (find(page, "1,234.5").x + units("3.14", 4)) / 2
    assert head.x + head.advances[0] / 2 == pytest.approx(middle, abs=0.5)


def test_rule_23_half_a_line_of_white_below_and_the_grid_holds(tmp_path: Path) -> None:
    laid = lay_out(
        tmp_path, f"{TEXT}\n表：题\n{HEAD}| 一 | 二 | 三 |\n{TEXT}\n{HEAD}| 四 | 五 | 六 |\n{TEXT}"
    )
    area = laid.style.type_area
    page = pages_of(laid)[0]
    body = [line for line in page.lines if line.style == "body"]
    first = min(line.y for line in page.lines)
    for line in body:
        place = (line.y - first) / area.line_pitch
        assert place == pytest.approx(round(place), abs=0.05 / area.line_pitch)
    bottoms = [levels(page)[2], levels(page)[5]]
    for bottom, text in zip(bottoms, body[1:], strict=True):
        white = text.y - 0.8 * area.size - bottom
        assert 0.35 * area.line_pitch < white < 0.6 * area.line_pitch
    # The table without a caption stands as far from the text above as from the text below.
    above = levels(page)[3] - (body[1].y + 0.2 * area.size)
    assert above == pytest.approx(body[2].y - 0.8 * area.size - bottoms[1], abs=0.5)


@pytest.mark.parametrize(("option", "upright"), [("", 0), (" {三线}", 0), (" {全框}", 4)])
def test_rules_of_both_forms(tmp_path: Path, option: str, upright: int) -> None:
    laid = lay_out(tmp_path, f"表：题{option}\n{HEAD}| 一 | 二 | 三 |\n| 四 | 五 | 六 |")
    page = pages_of(laid)[0]
    rules = [mark.box for mark in page.marks if isinstance(mark, Rule)]
    standing = [box for box in rules if box.height > box.width]
    lying = [box for box in rules if box.width > box.height]
    assert len(standing) == upright
    assert len(lying) == (4 if upright else 3)
    for box in rules:
        assert box.left >= page.type_area.left - 0.01
        assert box.right <= page.type_area.right + 0.01


def long_table(rows: int) -> str:
    return HEAD + "".join(f"| {k} | 第{k}项 | {k}.5 |\n" for k in range(1, rows + 1))


def test_a_long_table_repeats_its_head_and_ends_inside_the_type_area(tmp_path: Path) -> None:
    laid = lay_out(tmp_path, f"{TEXT}\n表：题\n{long_table(50)}{TEXT}")
    pages = pages_of(laid)
    assert len(pages) >= 3
    for page in pages[1:]:
        again = "".join("".join(run.texts) for run in runs(page) if run.structure == REPEATED)
        assert again.startswith("续表1")
        assert "甲乙丙" in again
    for page in pages[:-1]:
        assert levels(page)[-1] <= page.type_area.bottom
        assert levels(page)[-1] == pytest.approx(page.type_area.bottom, abs=1)
    for page in pages:
        assert levels(page)[0] >= page.type_area.top
    numbers = [run for page in pages for run in runs(page) if "".join(run.texts).endswith(".5")]
    assert len(numbers) == 50


@pytest.mark.parametrize("before", range(8, 20))
def test_a_table_is_parted_only_with_two_rows_on_each_side(tmp_path: Path, before: int) -> None:
    laid = lay_out(
        tmp_path, "\n".join([TEXT] * before) + f"\n表：题\n{long_table(6)}{TEXT}\n{TEXT}"
    )
    counts = [
        sum("".join(run.texts).endswith(".5") for run in runs(page)) for page in pages_of(laid)
    ]
    assert sum(counts) == 6
    assert all(count == 0 or count >= 2 for count in counts), counts


WIDE = "| " + " | ".join(f"第{k}季度计划" for k in range(1, 13)) + " |\n" + "|---" * 12 + "|\n"
WIDE += ("| " + " | ".join(["种树三百棵"] * 12) + " |\n") * 3


@pytest.mark.parametrize("before", [1, 25])
def test_8_a_wide_table_is_turned_on_a_page_of_its_own(tmp_path: Path, before: int) -> None:
    laid = lay_out(
        tmp_path, "\n".join([TEXT] * before) + f"\n表：题\n{WIDE}" + "\n".join([TEXT] * 30)
    )
    pages = pages_of(laid)
    turned = [k for k, page in enumerate(pages) if any(run.turn for run in runs(page))]
    assert len(turned) == 1
    page = pages[turned[0]]
    area = page.type_area
    number = "".join("".join(run.texts) for run in runs(page) if not run.turn)
    assert number == f"— {page.number} —"
    for run in [run for run in runs(page) if run.turn]:
        end = run.y - run.offsets[-1] - run.advances[-1]
        assert run.turn == 270
        assert area.left - 0.1 <= run.x <= area.right + 0.1
        assert area.top - 0.1 <= end < run.y <= area.bottom + 0.1
    title = next(run for run in runs(page) if run.turn)
    assert title.x - area.left < 2 * laid.style.type_area.size, "the head lies at the left"
    full = laid.style.type_area.lines_per_page
    assert pages[turned[0] - 1].lines_used >= full - 1, "the text flows on around it"
    nodes = laid.pages.structure
    roles = [nodes[run.structure].role for run in runs(page) if run.structure >= 0]
    assert set(roles) == {"Caption", "TH", "TD"}


def test_8_upright_where_the_source_says_so(tmp_path: Path) -> None:
    laid = lay_out(tmp_path, f"表：题 {{竖排}}\n{WIDE}")
    assert not any(run.turn for page in pages_of(laid) for run in runs(page))
    laid = lay_out(tmp_path / "b", f"表：题 {{横排}}\n{HEAD}| 一 | 二 | 三 |\n")
    assert any(run.turn for page in pages_of(laid) for run in runs(page))


LONG = "1234567890" * 5
CELLS = [
    # rows of a table that is wrong or hard
    f"| {LONG} | 乙 | 丙 |\n",
    f"| {LONG} | {LONG} | {LONG} |\n",
    "| 一 | 二 | 三 | 四 | 五 |\n",
    "| 一 |\n",
    f"| {'长' * 900} | 乙 | https://www.gov.cn/{'a' * 120} |\n",
    "| 第一行 / 第二行 | **重**要 / 话 | 一 / 二 / 三 |\n",
    "|  |  |  |\n",
]


@pytest.mark.parametrize("row", CELLS)
def test_every_character_is_there_and_inside(tmp_path: Path, row: str) -> None:
    laid = lay_out(tmp_path, f"{TEXT}\n表：题 {{竖排}}\n{HEAD}{row}{TEXT}")
    shown: list[str] = []
    for page in pages_of(laid):
        for run in runs(page):
            assert run.x >= page.type_area.left - 0.1
            if run.structure >= 0:
                end = run.x + run.offsets[-1] + run.advances[-1]
                assert end <= page.type_area.right + 8, "".join(run.texts)
                assert run.y <= page.type_area.bottom + 0.1
                shown.append("".join(run.texts))
    wanted = row.replace(" / ", "").replace("**", "")
    for sign in set(wanted) - set("| \n"):
        assert "".join(shown).count(sign) >= wanted.count(sign)


def test_columns_are_levelled() -> None:
    """A short word is not cut where a long text would hardly notice."""
    size, pad = 10.0, 0.0
    cells = [[50.0, 400.0], [50.0, 390.0]]
    widths = level_columns([30.0, 220.0], [20.0, 20.0], cells, size, pad)
    assert widths == [50.0, 200.0]
    assert sum(widths) == 250.0
