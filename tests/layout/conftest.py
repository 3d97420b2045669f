"""What tests of pages share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents import NAME, write_document
from typeset.design.fonts.font_book import FontBook
from typeset.edition.build_issue import LaidOut, lay_out_issue


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., LaidOut]:
    """Writes a document and lays it out."""

    def make(facts: str = "", *, style: str = "", **parts: str | int) -> LaidOut:
        write_document(tmp_path, facts, **parts)  # type: ignore[arg-type]
        return lay_out_issue(tmp_path, NAME, style)

    return make


@pytest.fixture(scope="session")
def book(project: Path) -> FontBook:
    from typeset.base.project import font_folders
    from typeset.design.fonts.load_fonts import load_fonts

    loaded = load_fonts(font_folders(project)).book
    for role in loaded.roles:
        for source in loaded.sources(role):
            loaded.open(source)
    return loaded
