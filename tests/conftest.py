"""What every test may rely on: English words, a cache of its own, the material beside the project."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from typeset.texts.page_images import PageImages

os.environ["LANGUAGE"] = "en"
os.environ.pop("TYPESET_DEBUG", None)
_CACHE = tempfile.TemporaryDirectory(prefix="typeset-test-cache-")
os.environ["TYPESET_CACHE"] = _CACHE.name

if os.environ.get("CI"):
    # The same examples in every run: what fails there must fail again at the desk.
    settings.register_profile("ci", derandomize=True)
    settings.load_profile("ci")

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def project() -> Path:
    """The top of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that need it are skipped without."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the material beside the project is absent (../shared)")
    return folder


@pytest.fixture(scope="session")
def images() -> Iterator[PageImages]:
    """One worker for all tests."""
    images = PageImages()
    yield images
    images.close()
