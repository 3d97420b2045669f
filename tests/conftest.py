"""What every test may rely on: English words, a cache of its own, the material beside the project."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.manuscript import manuscript_file
from typeset.texts.page_images import PageImages

os.environ["LANGUAGE"] = "en"
os.environ.pop("TYPESET_DEBUG", None)
if "PYTEST_XDIST_WORKER" not in os.environ:
    # One for all workers, which take their environment from here: a face is measured once.
    _CACHE = tempfile.TemporaryDirectory(prefix="typeset-test-cache-")
    os.environ["TYPESET_CACHE"] = _CACHE.name

EXAMPLES, DEEP_EXAMPLES = 50, 2000
"""How many texts a property is tried with, in the suite and by `make fuzz`."""
_PATIENT = settings(
    deadline=None,  # machines differ
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # folders are written over
)
settings.register_profile("desk", _PATIENT, max_examples=EXAMPLES)
# The same examples in every run: what fails there must fail again at the desk.
settings.register_profile("ci", _PATIENT, max_examples=EXAMPLES, derandomize=True)
settings.register_profile("fuzz", _PATIENT, max_examples=DEEP_EXAMPLES, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

PROJECT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser bears its mark; files that take long are begun first."""
    long: set[Path] = set()
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if any(item.iter_markers("browser")) or any(item.iter_markers("slow")):
            long.add(item.path)
    items.sort(key=lambda item: item.path not in long)


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
def manuscript_path(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real manuscript beside the project, else one in words of our own."""
    return manuscript_file(project, tmp_path_factory.mktemp("manuscript"))


@pytest.fixture(scope="session")
def images() -> Iterator[PageImages]:
    """One worker for all tests."""
    images = PageImages()
    yield images
    images.close()
