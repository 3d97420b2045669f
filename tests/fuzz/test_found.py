"""What `make fuzz` has found, each the shortest way to it: an answer or one of our findings now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.__main__ import is_fair
from tests.fuzz.targets import TARGETS
from tests.importers.word_files import zipped

READERS = {target.name: target for target in TARGETS}

FOUND = [
    pytest.param(
        "word", zipped({"word/document.xml": "<w/>"})[46:], id="a ZIP that lost its beginning"
    ),
]


@pytest.mark.parametrize(("target", "data"), FOUND)
def test_is_borne(target: str, data: bytes, tmp_path: Path) -> None:
    try:
        READERS[target].run(data, tmp_path / "own")
    except Exception as error:
        if not is_fair(error):
            raise
