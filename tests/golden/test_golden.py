"""Pages as text (版面样本): the sample issues as they are laid out, line by line, in 0.01 mm.

`make golden` writes the expected dumps anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from typeset.edition.build_issue import lay_out_issue
from typeset.layout.placing.dump import dump_pages

FOLDER = Path(__file__).parent
ISSUES = ["2025-36", "handbook", "notice-sample"]


@pytest.mark.parametrize("week", ISSUES)
def test_pages(project: Path, week: str) -> None:
    laid = lay_out_issue(project, week)
    substituted = [str(found) for found in laid.findings if found.code == "W407"]
    if substituted:
        pytest.skip(f"the pinned faces are not all there: {substituted[0]}")
    dump = dump_pages(laid.pages)
    path = FOLDER / f"{week}.txt"
    if os.environ.get("TYPESET_WRITE_GOLDEN"):
        path.write_text(dump, encoding="utf-8")
    assert dump == path.read_text(encoding="utf-8")
