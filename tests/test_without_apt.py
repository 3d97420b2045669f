"""A machine without apt: what PyPI gives serves, the edition is made, and all of it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.editions import WEEK, write_edition
from typeset.edition.build_issue import build_issue

FROM_PYPI = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")


@pytest.fixture
def faces(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of faces that holds only what PyPI gives, and no colour profile."""
    folder = tmp_path / "fonts"
    (folder / "open").mkdir(parents=True)
    shutil.copy(project / "fonts" / "manifest.yaml", folder)
    for name in FROM_PYPI:
        (folder / "open" / name).symlink_to(project / "fonts" / "open" / name)
    monkeypatch.setattr("typeset.edition.build_issue.font_folders", lambda _: [folder])
    monkeypatch.setattr(
        "typeset.design.fonts.load_fonts.open_faces_folder", lambda: folder / "open"
    )
    return folder


def test_the_edition_is_made(faces: Path, tmp_path: Path) -> None:
    write_edition(tmp_path)
    built = build_issue(tmp_path, WEEK, preflight=True)
    assert {face.identifier for face in built.faces} == {
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
    }
    codes = [finding.code for finding in built.findings]
    assert codes.count("W407") >= 5
    assert codes.count("W607") == 1
    assert [str(finding) for finding in built.findings if finding.code.startswith("E")] == []
