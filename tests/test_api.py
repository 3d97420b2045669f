"""The interface for other programs: an office from source to release, in a dozen lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import typeset
from tests.editions import WEEK, write_edition
from typeset import api


def test_from_source_to_release(tmp_path: Path) -> None:
    write_edition(tmp_path)
    office = typeset.open_office(tmp_path)
    assert office.weeks == (WEEK,)
    issue = office.issue(WEEK)
    assert issue.folder == tmp_path / "issues" / WEEK
    assert not any(one.severity is typeset.Severity.ERROR for one in issue.lint())
    assert len(issue.lay_out().pages.pages) == issue.build(preflight=False).pages
    made = issue.freeze("清样")
    assert made.record.name == "清样"
    assert issue.approve("张三").approval.has_signed("张三")
    released = issue.release(copies=20)
    assert set(released.files) == {f"{WEEK}.pdf", f"{WEEK}.print.pdf", *released.files}
    report = typeset.preflight_file(released.folder / f"{WEEK}.print.pdf")
    assert report.pages == issue.build(preflight=False).pages


def test_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    office = typeset.open_office(tmp_path)
    text = tmp_path / "稿.md"
    text.write_text("# 关于开展学习的通知\n\n各支部认真学习。\n\n落实到人。\n", "utf-8")
    issue = office.new("2025-37")
    account = office.import_files([text], into="2025-37")
    assert account.folder == issue.folder
    assert account.files
    assert "关于开展学习的通知" in (account.folder / account.files[0]).read_text("utf-8")


def test_a_folder_that_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(typeset.SourceError, match="E905"):
        typeset.open_office(tmp_path)


def test_names_are_lazy_and_complete() -> None:
    for name in api.__all__:
        assert getattr(typeset, name) is getattr(api, name)
    with pytest.raises(AttributeError):
        _ = typeset.nothing
    script = "import sys, typeset; print([m for m in sys.modules if m.startswith('typeset.')])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
