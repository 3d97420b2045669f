"""`paiban init`: what an office's folder needs, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from typeset.base.errors import SourceError
from typeset.content.new_office import new_office


def test_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "党员 教育"
    made = new_office(folder)
    assert made == ("issues/", "styles/", "fonts/", "styles/README.txt", "Makefile")
    assert len((folder / "Makefile").read_text("utf-8").splitlines()) == 3
    assert new_office(folder) == ()


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("mine", "utf-8")
    assert "Makefile" not in new_office(tmp_path)
    assert (tmp_path / "Makefile").read_text("utf-8") == "mine"


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "issues").touch()
    with pytest.raises(SourceError) as refused:
        new_office(tmp_path)
    assert [finding.code for finding in refused.value.findings] == ["E189"]
