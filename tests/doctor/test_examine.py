"""The doctor: each fault of an environment is found, named with its cure, and nothing raises."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faces import HAN, every_role, write_face, write_manifest
from typeset.base.findings import Severity
from typeset.design.fonts.coverage import tongyong, tongyong_levels
from typeset.doctor import faces, folders, python_packages, surroundings
from typeset.doctor.examine import examine, guarded
from typeset.doctor.health import Area, all_findings


def codes(area: Area) -> list[str]:
    return [finding.code for finding in area.findings]


def test_the_levels_of_the_table() -> None:
    levels = tongyong_levels()
    assert [len(level) for level in levels] == [3500, 3000, 1605]
    assert len(tongyong()) == 8105  # so the levels share no character
    assert ord("一") in levels[0]
    assert ord("龘") not in tongyong()


def test_all_areas_are_examined_once(project: Path) -> None:
    areas = list(examine(project))
    names = [area.name for area in areas]
    assert len(set(names)) == len(names) == 10
    assert all(area.facts for area in areas)


@pytest.mark.parametrize("error", [OSError("gone"), ImportError("no x"), ValueError(), KeyError(1)])
def test_an_area_that_fails_is_a_finding(error: Exception) -> None:
    def look() -> Area:
        raise error

    area = guarded("fonts", "fonts", look)
    assert codes(area) == ["W910"]
    assert area.findings[0].message


def test_the_gravest_come_first(tmp_path: Path) -> None:
    severities = [one.severity for one in all_findings(list(examine(tmp_path)))]
    assert severities == sorted(severities, key=list(Severity).index)


# --------------------------------------------------------------------- Python and packages


def test_an_old_python() -> None:
    assert codes(python_packages.examine_python((3, 10, 2))) == ["E911"]
    assert codes(python_packages.examine_python((3, 11, 0))) == []


@pytest.mark.parametrize(
    ("installed", "wanted", "fits"),
    [
        ("8.5.1", ">=8.4,<9", True),
        ("9.0", ">=8.4,<9", False),
        ("8.4", ">=8.4,<9", True),
        ("8.3.9", ">=8.4,<9", False),
        ("0.50", ">=0.50,<1", True),
        ("0.6", ">=0.50,<1", False),
        ("1.0rc1", ">=1,<2", True),
        ("6.0.2", ">=6.0.2,<7", True),
        ("2.1", "~=2.0", True),
        ("3.0", "~=2.0", False),
        ("2.1", "==2.1.0", True),
        ("2.1", "!=2.1", False),
        ("whatever", "", True),
    ],
)
def test_ranges(installed: str, wanted: str, fits: bool) -> None:
    assert python_packages.is_in_range(installed, wanted) is fits


def project_with(folder: Path, *dependencies: str, lock: str = "") -> Path:
    lines = ", ".join(f'"{one}"' for one in dependencies)
    text = f"[project]\nname = 'x'\ndependencies = [{lines}]\n"
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    (folder / "requirements.lock").write_text(lock, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("dependency", "expected"),
    [
        ("click>=8", []),
        ("click>=99,<100", ["E913"]),
        ("no-such-package-of-anybody>=1", ["E912"]),
        ("Click >= 8 ; python_version > '3'", []),
    ],
)
def test_packages(tmp_path: Path, dependency: str, expected: list[str]) -> None:
    area = python_packages.examine_packages(project_with(tmp_path, dependency))
    assert codes(area) == expected
    assert len(area.facts) == 1


def test_a_package_that_cannot_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "broken_module_of_a_test.py"
    module.write_text("raise RuntimeError('damaged')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(python_packages.MODULES, "click", "broken_module_of_a_test")
    area = python_packages.examine_packages(project_with(tmp_path, "click>=8"))
    assert codes(area) == ["E914"]
    assert "damaged" in area.findings[0].message


def test_other_versions_than_locked_are_a_hint(tmp_path: Path) -> None:
    project = project_with(tmp_path, "click>=8", lock="click==8.0.0 \\\n    --hash=sha256:0\n")
    assert codes(python_packages.examine_packages(project)) == ["H915"]


def test_this_project_names_its_packages(project: Path) -> None:
    required = python_packages.required_packages(project)
    assert {"click", "pikepdf", "pyyaml", "uharfbuzz"} <= set(required)
    assert "pytest" not in required


def test_without_pyproject_the_installed_ranges_count(tmp_path: Path) -> None:
    required = python_packages.required_packages(tmp_path)
    assert "click" in required
    assert "pytest" not in required


# ------------------------------------------------------------------------------- the faces


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root with two open faces, the only ones of its machine."""
    folder = tmp_path / "fonts"
    first = write_face(folder / "open" / "First.ttf", HAN, name="First")
    second = write_face(folder / "open" / "Second.ttf", HAN + "一丁", name="Second")
    write_manifest(folder, {"First": first, "Second": second}, every_role("First", "Second"))
    monkeypatch.setattr(faces, "font_folders", lambda root: [root / "fonts"])
    return tmp_path


def test_faces_that_are_right(root: Path) -> None:
    area = faces.examine_fonts(root)
    assert set(codes(area)) == {"H919"}  # these faces hold five characters
    assert area.worst is None
    body = next(fact for fact in area.facts if fact.subject == "body")
    assert [one["state"] for one in body.values["faces"]] == ["right", "right"]
    assert body.values["coverage"] == [(5, 3500), (0, 3000), (0, 1605)]
    assert [one["coverage"][0] for one in body.values["faces"]] == [(3, 3500), (5, 3500)]


def test_a_missing_first_face_is_stood_in_for(root: Path) -> None:
    (root / "fonts" / "open" / "First.ttf").unlink()
    area = faces.examine_fonts(root)
    found = [one for one in area.findings if one.code == "W917"]
    assert len(found) == 6
    assert "Second" in found[0].message
    assert area.worst is Severity.WARNING


def test_a_role_without_a_face(root: Path) -> None:
    for path in (root / "fonts" / "open").iterdir():
        path.unlink()
    assert set(codes(faces.examine_fonts(root))) == {"E918"}


def test_a_changed_face_is_named_whatever_its_time_says(root: Path) -> None:
    path = root / "fonts" / "open" / "First.ttf"
    before = path.stat()
    faces.examine_fonts(root)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    area = faces.examine_fonts(root)
    changed = [one for one in area.findings if one.code == "E916"]
    assert [dict(one.values)["face"] for one in changed] == ["First"]


def test_own_faces_come_first_and_may_be_damaged(root: Path) -> None:
    own = write_face(root / "fonts" / "body" / "Own.otf", HAN + "喆", kind="cid", embedding=4)
    area = faces.examine_fonts(root)
    body = next(fact for fact in area.facts if fact.subject == "body").values["faces"]
    assert [one["face"] for one in body] == ["Own", "First", "Second"]
    assert (body[0]["state"], body[0]["embedding"]) == ("own", "preview and print")
    own.write_bytes(b"damaged")
    assert "E404" in codes(faces.examine_fonts(root))


def test_a_face_that_must_not_be_embedded(root: Path) -> None:
    write_face(root / "fonts" / "body" / "Own.otf", HAN, kind="cid", embedding=2)
    found = [one for one in faces.examine_fonts(root).findings if one.code.startswith("W4")]
    assert len(found) == 1
    assert "Own.otf" in found[0].message


def test_a_list_of_faces_that_is_no_list(root: Path) -> None:
    (root / "fonts" / "manifest.yaml").write_text("faces: [", encoding="utf-8")
    assert codes(faces.examine_fonts(root)) == ["W936"]
    assert codes(faces.examine_profile(root)) == []


def test_the_profile(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts" / "open").mkdir(parents=True)
    manifest = (project / "fonts" / "manifest.yaml").read_bytes()
    (tmp_path / "fonts" / "manifest.yaml").write_bytes(manifest)
    monkeypatch.setattr(faces, "font_folders", lambda root: [root / "fonts"])
    monkeypatch.setattr(faces, "open_faces_folder", lambda: tmp_path / "nowhere")
    assert codes(faces.examine_profile(tmp_path)) == ["W920"]
    (tmp_path / "fonts" / "open" / "FOGRA39L_coated.icc").write_bytes(b"other")
    assert codes(faces.examine_profile(tmp_path)) == ["E921"]


# ---------------------------------------------------------------------- programs and rights


def program(folder: Path, name: str, script: str) -> folders.Program:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return folders.Program(name, (name,), "--version", "purpose", "cure")


@pytest.mark.parametrize(
    ("script", "expected", "version"),
    [
        ("echo Name 12.3.4", [], "12.3.4"),
        ("echo version 7.5 >&2", [], "7.5"),
        ("echo broken library >&2; exit 3", ["W923"], ""),
        ("true", ["W923"], ""),
        ("kill -9 $$", ["W923"], ""),
    ],
)
def test_programs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    expected: list[str],
    version: str,
) -> None:
    known = program(tmp_path, "some-program", script)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    area = folders.examine_programs([known])
    assert codes(area) == expected
    assert area.facts[0].values["version"] == version


def test_a_program_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    area = folders.examine_programs()
    assert codes(area) == ["H922"] * len(folders.PROGRAMS)
    assert all(finding.cure for finding in area.findings)


def test_a_program_that_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = program(tmp_path, "some-program", "exec sleep 30")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(folders, "PATIENCE", 0.2)
    assert codes(folders.examine_programs([known])) == ["W923"]


def test_a_folder_in_the_way_of_writing(tmp_path: Path) -> None:
    assert folders.try_writing(tmp_path / "new" / "newer") == ""
    assert not (tmp_path / "new").exists()
    (tmp_path / "out").write_bytes(b"")
    assert folders.try_writing(tmp_path / "out")
    found = folders.examine_folders(tmp_path).findings
    assert [(one.code, dict(one.values)["folder"]) for one in found] == [
        ("E924", str(tmp_path / "out"))
    ]
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    assert codes(folders.examine_folders(tmp_path)) == ["E924"]


def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_bytes(b"")
    monkeypatch.setenv("TYPESET_CACHE", str(tmp_path / "cache"))
    assert codes(folders.examine_folders(tmp_path)) == ["W925"]


def test_without_a_home_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TYPESET_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert codes(folders.examine_folders(tmp_path)) == ["W925"]


@pytest.mark.parametrize(
    ("free", "expected"), [(10**9, []), (10**8, ["W926"]), (10**6, ["E927"]), (0, ["E927"])]
)
def test_space(free: int, expected: Sequence[str]) -> None:
    assert [one.code for one in folders.judge_space(free, Path("x"))] == expected


def test_no_issues(tmp_path: Path, project: Path) -> None:
    assert codes(folders.examine_issues(tmp_path)) == ["W935"]
    assert codes(folders.examine_issues(project)) == []


# -------------------------------------------------------------------------- surroundings


def test_a_port_in_use() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = int(other.getsockname()[1])
        assert codes(surroundings.examine_port(port)) == ["H928"]
    assert codes(surroundings.examine_port(port)) == []


def test_no_port_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(socket.socket, "listen", refuse)
    assert codes(surroundings.examine_port()) == ["E929"]


def test_encodings() -> None:
    assert codes(surroundings.examine_locale("utf-8", "utf-8")) == []
    assert codes(surroundings.examine_locale("UTF8", "utf-8")) == []
    assert codes(surroundings.examine_locale("ascii", "utf-8")) == ["W930"]
    assert codes(surroundings.examine_locale("gbk", "iso8859-1")) == ["W930", "E931"]


@pytest.mark.parametrize(
    ("asked", "spoken", "expected"),
    [
        ("zh_CN", "zh_CN", []),
        ("zh_TW:en", "zh_CN", []),
        ("en", "en", []),
        ("C.UTF-8", "en", []),
        ("fr_FR.UTF-8", "en", ["H932"]),
        ("fr:zh", "zh_CN", []),
    ],
)
def test_languages(
    monkeypatch: pytest.MonkeyPatch, asked: str, spoken: str, expected: list[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", asked)
    area = surroundings.examine_locale("utf-8", "utf-8")
    assert codes(area) == expected
    assert area.facts[2].seen == spoken


@pytest.mark.parametrize(("year", "expected"), [(1970, ["W933"]), (2999, ["W933"])])
def test_clocks_that_are_wrong(year: int, expected: list[str]) -> None:
    area = surroundings.examine_clock(lambda: datetime(year, 1, 1, tzinfo=UTC))
    assert codes(area) == expected


def test_the_clock_and_its_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert codes(surroundings.examine_clock()) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert codes(surroundings.examine_clock()) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert codes(surroundings.examine_clock()) == ["W934"]
