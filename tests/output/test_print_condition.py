"""The print condition: the default profile as pinned, a shop's own, and what is none."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from tests.editions import WEEK, write_edition
from typeset.base.errors import SourceError
from typeset.base.project import font_folders, project_folder
from typeset.design.fonts.font_manifest import load_font_manifest
from typeset.edition.build_issue import build_issue
from typeset.output.print_condition import (
    DEFAULT_CONDITION,
    DEFAULT_PROFILE,
    UNKNOWN_CONDITION,
    PrintCondition,
    load_condition,
)


@pytest.fixture(scope="module")
def default() -> PrintCondition:
    return load_condition(None, "", font_folders(project_folder()))


def test_the_default_is_the_pinned_profile(default: PrintCondition, project: Path) -> None:
    manifest = load_font_manifest(project / "fonts" / "manifest.yaml")
    pinned = {profile.file: profile for profile in manifest.profiles}[DEFAULT_PROFILE]
    assert pinned.condition == DEFAULT_CONDITION == default.identifier
    assert pinned.edition(default.stream.digest.hex()) is not None


def test_a_shop_s_own(default: PrintCondition, tmp_path: Path) -> None:
    path = tmp_path / "shop.icc"
    path.write_bytes(default.profile)
    assert load_condition(path, "", []).identifier == "FOGRA39L Coated"
    assert load_condition(path, "PSO", []).identifier == "PSO"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E608"),
        (b"not a profile" * 20, "E608"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "E609"),
    ],
)
def test_no_profile(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.icc"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        load_condition(path, "", [])
    assert [finding.code for finding in caught.value.findings] == [code]


def test_an_absent_profile_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load_condition(tmp_path / "x.icc", "", [tmp_path])
    finding = caught.value.findings[0]
    assert finding.code == "E608"
    assert finding.cure


def test_without_any_profile_the_files_claim_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_condition(None, "", [tmp_path]) is UNKNOWN_CONDITION
    monkeypatch.setattr("typeset.output.print_condition.DEFAULT_PROFILE", "absent.icc")
    folder = write_edition(tmp_path, {"材料1.md": "title: 题\n\n![图](a.png)\n"})
    Image.new("RGB", (400, 300), (200, 30, 30)).save(folder / "a.png")
    built = build_issue(tmp_path, WEEK)
    assert "W607" in [finding.code for finding in built.findings]
    for path in (built.path, built.press):
        with pikepdf.open(path) as pdf:
            assert "/OutputIntents" not in pdf.Root
            packet = pdf.Root.Metadata.read_bytes()
            assert b"pdfaid:part" not in packet
            assert b"GTS_PDFXVersion>" not in packet
            assert b"<pdfuaid:part>1" in packet


def test_a_truncated_profile(default: PrintCondition, tmp_path: Path) -> None:
    path = tmp_path / "x.icc"
    path.write_bytes(default.profile[:5000])
    with pytest.raises(SourceError):
        load_condition(path, "", [])
