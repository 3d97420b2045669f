"""A manuscript by itself: numbers in full-width figures count, notes are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from typeset.lint.lint_file import lint_file

HEAD = "title: 关于植树的通知\ndate: 2025-08-20\n\n"
CASES = [
    ("１．植树要抓紧。\n２．防火要抓牢。\n３．水源要抓实。", []),
    ("１．植树要抓紧。\n２．防火要抓牢。\n５．水源要抓实。", ["E041"]),
    ("1．植树要抓紧。\n2．防火要抓牢。\n２．水源要抓实。", ["E042"]),
    ("脚注处[^1]。\n\n[^1]: 脚注文字,有错。\n\n结尾。", ["E001"]),
    ("- 一项[^1]。\n\n[^1]: 脚注文字,有错。", ["E001"]),
]


@pytest.mark.parametrize(("body", "codes"), CASES)
def test_codes(body: str, codes: list[str], tmp_path: Path, project: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text(HEAD + body + "\n", "utf-8")
    found = [one.code for one in lint_file(path, project, ()).findings]
    assert [code for code in found if code.startswith("E")] == codes
