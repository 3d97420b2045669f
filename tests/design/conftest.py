"""Faces for the tests of the design stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces import HAN, every_role, write_face, write_manifest
from typeset.design.fonts import load_fonts as module


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fonts folder with one open face, which serves every role; a cache of its own."""
    monkeypatch.setenv("TYPESET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "open_faces_folder", lambda: tmp_path / "elsewhere")
    folder = tmp_path / "fonts"
    path = write_face(folder / "open" / "Open.ttf", HAN, name="Open")
    write_manifest(folder, {"Open": path}, every_role("Open"))
    return folder
