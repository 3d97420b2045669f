"""What to type is what works where the reader stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from typeset.base.advice import as_typed_here

WORDS = [
    ("build it first: make issue WEEK=2025-37", "build it first: paiban issue 2025-37"),
    ("先排出：make issue WEEK=2025-37，再看", "先排出：paiban issue 2025-37，再看"),
    ('make approve WEEK=2025-37 OPTIONS="--by 张三"', "paiban approve 2025-37 --by 张三"),
    ("run: make doctor", "run: paiban doctor"),
    ("make it shorter", "make it shorter"),
]


@pytest.mark.parametrize(("written", "wanted"), WORDS)
def test_by_the_program_without_a_makefile(
    written: str, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_typed_here(written) == wanted
    (tmp_path / "Makefile").touch()
    assert as_typed_here(written) == written
