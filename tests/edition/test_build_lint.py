"""The linter in the flow: errors stop a build, a draft lists them, and what it rests on counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editions import WEEK, write_edition
from typeset.base.errors import BuildError
from typeset.edition.build_issue import Lint, build_issue
from typeset.lint.surroundings import digest_surroundings

SLIP = {"材料1.md": "title: 植树\n\n甲,乙。\n"}
LONG = "各支部要把学习教育的要求落到实处，逐条对照检查，逐项列出清单，按时完成整改。"


def test_errors_stop_the_build(tmp_path: Path) -> None:
    write_edition(tmp_path, SLIP)
    with pytest.raises(BuildError) as caught:
        build_issue(tmp_path, WEEK, lint=Lint.STOP)
    assert [one.code for one in caught.value.findings] == ["E001", "H095"]
    assert not (tmp_path / "out").exists()


def test_a_draft_is_built_with_its_errors_listed(tmp_path: Path) -> None:
    write_edition(tmp_path, SLIP)
    built = build_issue(tmp_path, WEEK, lint=Lint.LIST)
    assert built.path.is_file()
    assert "E001" in {one.code for one in built.findings}
    assert "lint" in built.seconds
    again = build_issue(tmp_path, WEEK, lint=Lint.LIST)
    assert again.unchanged
    assert again.findings == built.findings
    with pytest.raises(BuildError):
        build_issue(tmp_path, WEEK, lint=Lint.STOP)


def test_warnings_do_not_stop_it(tmp_path: Path) -> None:
    write_edition(tmp_path, {"材料1.md": "title: 植树\n\n甲、乙...\n"})
    built = build_issue(tmp_path, WEEK, lint=Lint.STOP)
    assert "W006" in {one.code for one in built.findings}


def test_who_asks_for_no_linting_gets_none(tmp_path: Path) -> None:
    write_edition(tmp_path, SLIP)
    built = build_issue(tmp_path, WEEK)
    assert not {one.code for one in built.findings if one.code[1] == "0"}


def test_an_issue_before_that_changes_is_seen(tmp_path: Path) -> None:
    write_edition(tmp_path, {"材料1.md": f"title: 植树\n\n{LONG}\n"})
    assert not build_issue(tmp_path, WEEK, lint=Lint.STOP).unchanged
    assert build_issue(tmp_path, WEEK, lint=Lint.STOP).unchanged
    before = tmp_path / "issues" / "2025-35"
    before.mkdir()
    (before / "材料1.md").write_text(f"title: 植树\n\n{LONG}\n", "utf-8")
    built = build_issue(tmp_path, WEEK, lint=Lint.STOP)
    assert "W077" in {one.code for one in built.findings}


def test_the_digest_of_what_lies_around(tmp_path: Path) -> None:
    write_edition(tmp_path)
    first = digest_surroundings(tmp_path, WEEK)
    assert digest_surroundings(tmp_path, WEEK) == first
    (tmp_path / "issues" / "terms.yaml").write_text("terms: []\n", "utf-8")
    assert digest_surroundings(tmp_path, WEEK) != first
