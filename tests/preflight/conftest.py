"""One good edition for all tests of the witness."""

from __future__ import annotations

import pytest

from tests.preflight.good_file import GoodFile, build_good_file


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> GoodFile:
    return build_good_file(tmp_path_factory.mktemp("good"))
