"""The project's own manifest, and mistakes in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from typeset.base.errors import SourceError
from typeset.design.fonts.font_manifest import load_font_manifest

ROLES = {"title", "body", "kai", "hei", "song", "western", "hei_western"}


def test_the_project_s_manifest(project: Path) -> None:
    manifest = load_font_manifest(project / "fonts" / "manifest.yaml")
    assert set(manifest.roles) == ROLES
    for role, chain in manifest.roles.items():
        faces = [manifest.face(identifier) for identifier in chain]
        first = faces[0]
        assert first is not None
        assert not first.optional, role
        # Without apt every role is still served.
        assert any(
            face is not None and face.editions[0].package.kind == "pypi" for face in faces
        ), role


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("index: 0", "", "index"),
        ("sha256: d8", "sha256: xx", "sha256"),
        ("kind: debian", "kind: rpm", "rpm"),
        ("file: FandolFang-Regular.otf", "file: ../x.otf", "plain file name"),
        ("body: [FandolFang-Regular,", "body: [Unknown,", "Unknown"),
        ("faces:", "faces: [", ""),
    ],
)
def test_a_mistake_is_named(
    project: Path, tmp_path: Path, before: str, after: str, said: str
) -> None:
    text = (project / "fonts" / "manifest.yaml").read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "manifest.yaml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        load_font_manifest(broken)
    finding = caught.value.findings[0]
    assert finding.code == "E456"
    assert said in finding.message


def test_a_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        load_font_manifest(tmp_path / "manifest.yaml")
