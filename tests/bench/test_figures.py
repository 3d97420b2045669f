"""The benchmark measures what it says, on inputs small enough to count by hand; nothing is timed."""

from __future__ import annotations

import dataclasses
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bench.composing import take_characters
from tests.bench.editions import (
    WEEK,
    another_edition,
    body_texts,
    change_paragraph,
    repeat_edition,
    save_edition,
    text_only,
)
from tests.bench.process import (
    BenchError,
    Comparison,
    Run,
    growth_exponent,
    run_paired,
    run_process,
)
from tests.bench.report import Table
from tests.bench.set_lines import Glyph, LineFigures, SetLine, measure_lines
from typeset.content.document import Issue
from typeset.content.load_issue import load_issue


def run(seconds: float) -> Run:
    return Run(seconds, 0, "")


# -------------------------------------------------------------------------- processes


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_growth_exponent(exponent: float) -> None:
    sizes = [1.0, 5.0, 25.0, 90.0]
    seconds = [0.3 * size**exponent for size in sizes]
    assert growth_exponent(sizes, seconds) == pytest.approx(exponent)


def test_ratio_is_the_median_of_pairs() -> None:
    ours, theirs = [run(2.0), run(9.0), run(4.0)], [run(1.0), run(3.0), run(1.0)]
    compared = Comparison(tuple(ours), tuple(theirs))
    assert compared.ratios == (2.0, 3.0, 4.0)
    assert compared.ratio == 3.0
    assert statistics.median([2.0, 9.0, 4.0]) / statistics.median([1.0, 3.0, 1.0]) == 4.0


def test_runs_take_turns() -> None:
    order: list[str] = []

    def engine(name: str) -> Run:
        order.append(name)
        return run(1.0)

    compared = run_paired(lambda: engine("ours"), lambda: engine("theirs"), 2)
    assert order == ["theirs", "ours", "theirs", "ours"]
    assert (len(compared.ours), len(compared.theirs)) == (2, 2)
    alone = run_paired(lambda: engine("ours"), None, 2)
    assert alone.ratio is None


def test_peak_is_the_childs_own() -> None:
    size = 200_000_000
    small = run_process([sys.executable, "-c", "print('small')"])
    big = run_process([sys.executable, "-c", f"print(len(b'x' * {size}))"])
    assert small.output == "small\n"
    assert big.output == f"{size}\n"
    assert big.peak >= size
    assert small.peak < 50_000_000, "and not that of the program that measures"
    assert big.seconds > 0


def test_failed_process_says_why() -> None:
    with pytest.raises(BenchError, match="no such engine"):
        run_process([sys.executable, "-c", "raise SystemExit('no such engine')"])


def test_environment_is_added_to() -> None:
    command = [sys.executable, "-c", "import os; print(os.environ['ENGINE'], 'PATH' in os.environ)"]
    assert run_process(command, {"ENGINE": "ours"}).output == "ours True\n"


# ------------------------------------------------------------------------------- lines


def line(text: str, left: float = 0.0, pitch: float = 1.0, first: float | None = None) -> SetLine:
    """A line of cells `pitch` apart; `first` is the origin of the first glyph."""
    glyphs = [Glyph(character, left + pitch * place) for place, character in enumerate(text)]
    if first is not None:
        glyphs[0] = Glyph(text[0], first)
    return SetLine(tuple(glyphs), left)


CASES: list[tuple[str, Sequence[SetLine], dict[str, object]]] = [
    ("even", [line("国中永口", 2.0), line("田日")], {"lines": 2, "widest": 0.0}),
    ("3 % is not above", [line("国中", pitch=1.03)], {"widest": 0.03}),
    ("4 %", [line("国中", pitch=1.04)], {"widest": 0.04, "above_3": 1}),
    ("6 %", [line("国中永", pitch=1.06)], {"widest": 0.06, "above_3": 1, "above_5": 1}),
    ("a mark is no Han", [line("国，中", pitch=1.5)], {"widest": 0.0}),
    ("a typed space is no gap", [line("国 中", pitch=1.5)], {"widest": 0.0}),
    ("start with a mark", [line("国中"), line("，永口")], {"lines": 2, "forbidden_starts": 1}),
    ("a paragraph may start so", [line("·国"), line("中永")], {"lines": 2}),
    ("end with an opening mark", [line("国（"), line("中永")], {"lines": 2, "forbidden_ends": 1}),
    ("last line may end so", [line("国中"), line("中永（")], {"lines": 2}),
    ("dash at a start", [line("国中"), line("——永口")], {"lines": 2, "dash_starts": 1}),
    ("one half dash at a start", [line("国—"), line("—永口")],
     {"lines": 2, "forbidden_starts": 1, "split_pairs": 1}),
    ("ellipsis split", [line("国…"), line("…永口")],
     {"lines": 2, "forbidden_starts": 1, "split_pairs": 1}),
    ("number from its unit", [line("国20"), line("日永口")], {"lines": 2, "split_numbers": 1}),
    ("number in two", [line("国20"), line("25永口")], {"lines": 2, "split_numbers": 1}),
    ("decimal in two", [line("国2."), line("5永口")], {"lines": 2, "split_numbers": 1}),
    ("第 from its number", [line("国第"), line("5永口")], {"lines": 2, "split_numbers": 1}),
    ("number before a word", [line("国20"), line("个永口")], {"lines": 2}),
    ("one Han on the last line", [line("国中"), line("永。")], {"lines": 2, "short_last_lines": 1}),
    ("a paragraph of one line", [line("国")], {"lines": 1}),
    ("opening mark trimmed", [line("《国", 2.0, first=1.5)], {"open_starts": 1}),
    ("opening mark whole", [line("《国", 2.0)], {"open_starts": 1, "untrimmed_opens": 1}),
]  # fmt: skip
NOTHING = LineFigures(1, 0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(("paragraph", "expected"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_lines_are_counted(paragraph: Sequence[SetLine], expected: dict[str, object]) -> None:
    found = dataclasses.asdict(measure_lines([paragraph]))
    wanted = dataclasses.asdict(NOTHING) | expected
    assert found.pop("widest") == pytest.approx(wanted.pop("widest"))
    assert found == wanted


def test_paragraphs_are_summed() -> None:
    paragraph = [line("国20"), line("日永口")]
    figures = measure_lines([paragraph, paragraph, [line("国中")]])
    assert (figures.lines, figures.split_numbers) == (5, 2)


# ---------------------------------------------------------------------------- editions


@pytest.fixture(scope="module")
def issue(project: Path) -> Issue:
    """The text of the sample issue."""
    return text_only(load_issue(project, WEEK).issue)


def test_copies_differ_and_load(issue: Issue, tmp_path: Path) -> None:
    repeated = repeat_edition(issue, 3)
    save_edition(repeated, tmp_path)
    loaded = load_issue(tmp_path, WEEK).issue
    assert [one.number for one in loaded.materials] == list(range(1, 3 * len(issue.materials) + 1))
    entries = [entry.material for one in loaded.contents for entry in one.entries]
    assert sorted(entries) == [one.number for one in loaded.materials]
    long = [text for text in body_texts(loaded) if len(text) > 60]
    assert len(long) >= 3 * 5
    assert len(set(long)) == len(long)


def test_changed_edition_differs_in_one_paragraph(issue: Issue) -> None:
    before, after = body_texts(change_paragraph(issue)), body_texts(issue)
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_another_edition_shares_faces_but_no_paragraph(issue: Issue, tmp_path: Path) -> None:
    other = another_edition(issue)
    save_edition(other, tmp_path)
    other_texts, texts = body_texts(load_issue(tmp_path, WEEK).issue), body_texts(issue)
    assert {text for text in texts if len(text) > 60}.isdisjoint(other_texts)
    glyphs, other_glyphs = set("".join(texts)), set("".join(other_texts))
    assert other_glyphs < glyphs
    assert len(other_glyphs) > 0.8 * len(glyphs)


@pytest.mark.parametrize("count", [1, 7, 8, 20])
def test_take_characters(count: int) -> None:
    taken = take_characters(["国中永口", "田日月"], count)
    assert len("".join(taken)) == count
    assert ("国中永口田日月" * 3).startswith("".join(taken))


# ------------------------------------------------------------------------------ tables


def test_table() -> None:
    table = Table("heading", ("state", "s"), notes=("note",))
    table.add("冷", 0.25)
    table.add("warm", None)
    assert table.as_text().splitlines() == [
        "heading",
        "  state     s",
        "  冷     0.25",
        "  warm      –",
        "  (note)",
    ]
    assert table.as_json()["rows"] == [{"state": "冷", "s": 0.25}, {"state": "warm", "s": None}]
