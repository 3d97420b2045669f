"""The real manuscript beside the project: its known defects, and silence once they are mended."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from typeset.base.findings import Finding, Severity
from typeset.content.load_issue import load_issue
from typeset.importers.plain_text import import_plain_text
from typeset.importers.save_import import save_import
from typeset.lint.lint_file import lint_file
from typeset.lint.lint_issue import lint_issue

WEEK = "2025-36"
MENDED = (
    ("材料2.md", "党政联席会第十一次会议", "党政联席会议第十一次会议"),
    ("材料2.md", "以习近平总书记为核心", "以习近平同志为核心"),
)
"""The two slips that an import keeps: what is wrong in the words themselves."""
LEAST_CHARACTERS = 10_000


@pytest.fixture(scope="module")
def manuscript(shared: Path) -> Path:
    path = shared / "manuscripts" / f"{WEEK}.txt"
    if not path.is_file():
        pytest.skip(f"the manuscript is absent (../shared/manuscripts/{WEEK}.txt)")
    return path


@pytest.fixture(scope="module")
def findings(manuscript: Path, project: Path) -> tuple[Finding, ...]:
    return lint_file(manuscript, project).findings


@pytest.fixture
def imported(manuscript: Path, tmp_path: Path) -> Path:
    """A root with the manuscript imported."""
    result = import_plain_text(manuscript.read_bytes(), WEEK, manuscript.name)
    save_import(result, tmp_path, manuscript.name)
    return tmp_path


def lines(findings: tuple[Finding, ...], code: str) -> list[int]:
    return [one.position.line for one in findings if one.code == code and one.position]


def test_all_known_defects_and_nothing_else(findings: tuple[Finding, ...]) -> None:
    assert Counter(one.code for one in findings) == {
        "E001": 7,  # half-width commas
        "E002": 10,  # half-width brackets
        "W064": 1,  # the period in two forms
        "E051": 1,  # the lost 议 of 联席会议
        "E073": 1,  # 王 晓晖
        "W047": 1,  # three spellings of the marker
        "W087": 2,  # stray ** around 2030 and 2035
        "E071": 1,  # 以习近平总书记为核心的党中央
        "H088": 14,  # blanks beside numbers
    }


def test_places(findings: tuple[Finding, ...]) -> None:
    assert lines(findings, "E001") == [87, 87, 89, 89, 97, 97, 97]
    assert lines(findings, "E002") == [5, 5, 13, 13, 87, 87, 89, 89, 95, 95]
    assert lines(findings, "W064") == [13]
    assert lines(findings, "E051") == [19]
    assert lines(findings, "E073") == [61]
    assert lines(findings, "W087") == [105, 105]


def test_both_titles_are_shown(findings: tuple[Finding, ...]) -> None:
    message = next(one.message for one in findings if one.code == "E051")
    assert "联席会议第十一次会议精神" in message
    assert "联席会第十一次会议召开" in message


def test_columns_are_those_of_the_file(findings: tuple[Finding, ...], manuscript: Path) -> None:
    text = manuscript.read_text("utf-8").splitlines()
    for one in findings:
        if one.code in {"E001", "E002"} and one.position:
            sign = text[one.position.line - 1][one.position.column - 1]
            assert sign == dict(one.values)["sign"]


def test_the_import_leaves_what_is_wrong_in_the_words(imported: Path) -> None:
    found = lint_issue(load_issue(imported, WEEK), imported).findings
    assert [one.code for one in found] == ["E051", "E071"]


def test_a_clean_official_text_is_left_in_peace(imported: Path) -> None:
    folder = imported / "issues" / WEEK
    for name, wrong, right in MENDED:
        text = (folder / name).read_text("utf-8")
        assert wrong in text
        (folder / name).write_text(text.replace(wrong, right), "utf-8")
    loaded = load_issue(imported, WEEK)
    assert sum(map(len, loaded.texts.values())) > LEAST_CHARACTERS
    found = lint_issue(loaded, imported).findings
    assert [one for one in found if one.severity is not Severity.HINT] == []
    assert len(found) <= 3
