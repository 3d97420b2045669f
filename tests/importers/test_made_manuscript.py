"""A manuscript whose maker knows what is in it: its titles, its cuts and its faults, and nothing else."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from tests.manuscript import WEEK, Manuscript, make_manuscript
from typeset.content.document_texts import plain_text
from typeset.importers.manuscript.result import ImportResult
from typeset.importers.plain_text import import_plain_text
from typeset.importers.save_import import save_import
from typeset.lint.lint_file import lint_text
from typeset.lint.lint_issue import lint_issue


@pytest.fixture(scope="module", params=[1, 2, 3])
def made(request: pytest.FixtureRequest) -> Manuscript:
    return make_manuscript(request.param)


@pytest.fixture(scope="module")
def result(made: Manuscript) -> ImportResult:
    return import_plain_text(made.text.encode(), WEEK, "稿.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028"])
def test_encodings_and_line_ends_make_no_difference(
    encoding: str, line_end: str, made: Manuscript, result: ImportResult
) -> None:
    other = made.text.replace("\n", line_end).encode(encoding)
    assert import_plain_text(other, WEEK, "稿.txt").issue == result.issue


def test_front_matter(result: ImportResult) -> None:
    issue = result.issue
    assert (issue.title, issue.compiler) == ("周重点学习内容清单", "青禾市学习办公室汇编")
    assert issue.date == datetime.date(2025, 8, 29)
    listed = [[entry.material for entry in category.entries] for category in issue.contents]
    assert listed == [[1], [2, 3, 4]]


def test_titles(made: Manuscript, result: ImportResult) -> None:
    materials = result.issue.materials
    assert [(plain_text(one.kicker), plain_text(one.title)) for one in materials] == made.titles


def test_cuts_are_joined_and_nothing_else(made: Manuscript, result: ImportResult) -> None:
    assert [(join.line, join.rule) for join in result.account.joins] == [
        (line, "page-break") for line in made.joins
    ]


def test_faults_are_found_and_mended(
    made: Manuscript, result: ImportResult, tmp_path: Path
) -> None:
    found = Counter(one.code for one in lint_text(made.text.encode(), "稿.txt", tmp_path).findings)
    brackets = made.signs["("] + made.signs[")"]
    assert found == {"E001": made.signs[","], "E002": brackets, "W047": 1}
    marks = [repair.before for repair in result.repairs if repair.rule == "half-width-mark"]
    assert Counter(marks) == {",": made.signs[","]}
    saved = save_import(result, tmp_path, "稿.txt")
    assert lint_issue(saved.loaded, tmp_path).findings == ()
