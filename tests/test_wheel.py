"""The wheel in an environment of its own: an office's folder anywhere, nothing beside the program."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

WEEK = "2025-37"
TEXT = """标题：关于做好本周学习的提示

各支部认真组织学习，做好记录。
"""


def run(*words: str | Path, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, words)),
        cwd=where,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": "", **environment},
        check=False,
    )


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """The scripts of an environment into which the wheel was installed with all it needs."""
    place = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation")
    built = run(*build, "-w", place, project, where=place)
    assert built.returncode == 0, built.stderr
    venv.create(place / "env", with_pip=True)
    scripts = place / "env" / "bin"
    (wheel,) = place.glob("*.whl")
    lock = project / "requirements.lock"
    packages = run(scripts / "pip", "install", "-q", "-r", lock, where=place)
    if packages.returncode and "Retrying (" in packages.stderr:
        pytest.skip("the package server cannot be reached")
    assert packages.returncode == 0, packages.stderr
    done = run(scripts / "pip", "install", "-q", "--no-deps", wheel, where=place)
    assert done.returncode == 0, done.stderr
    return scripts


@pytest.mark.slow
def test_an_office_from_nothing(scripts: Path, tmp_path: Path, project: Path) -> None:
    office = tmp_path / "党员 教育中心"
    office.mkdir()
    paiban = scripts / "paiban"
    before = sorted(path for path in scripts.parent.rglob("*") if "__pycache__" not in path.parts)

    lost = run(paiban, "issue", WEEK, where=office)
    assert (lost.returncode, lost.stderr.split()[0]) == (2, "E905")

    made = run(paiban, "init", where=office)
    assert made.returncode == 0, made.stderr
    assert {path.name for path in office.iterdir()} == {"issues", "styles", "fonts", "Makefile"}
    assert run(paiban, "new", WEEK, where=office).returncode == 0

    # The faces that the checkout has brought already serve here, too.
    faces = office / "fonts" / "open"
    faces.symlink_to(project / "fonts" / "open")
    (office / "fonts" / "manifest.yaml").symlink_to(project / "fonts" / "manifest.yaml")
    text = office / "稿子.md"
    text.write_text(TEXT, "utf-8")
    taken = run(paiban, "import", text, "2025-38", "--as", "issue", where=office)
    assert taken.returncode == 0, taken.stderr
    built = run(paiban, "issue", "2025-38", "--no-preflight", where=office)
    assert built.returncode == 0, built.stderr
    assert {path.name for path in (office / "out").iterdir()} == {
        "2025-38.pdf",
        "2025-38.print.pdf",
    }
    after = sorted(path for path in scripts.parent.rglob("*") if "__pycache__" not in path.parts)
    assert after == before


@pytest.mark.slow
def test_the_first_new_makes_the_folder(scripts: Path, tmp_path: Path) -> None:
    done = run(scripts / "paiban", "new", WEEK, where=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "issues" / WEEK / "issue.yaml").is_file()
    assert "Makefile" in done.stdout


@pytest.mark.slow
def test_the_former_name_says_the_new_one_once(scripts: Path, tmp_path: Path) -> None:
    cache = {"TYPESET_CACHE": str(tmp_path / "cache")}
    first, second = (
        run(scripts / "typeset", "--version", where=tmp_path, **cache) for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert "paiban" in first.stderr
    assert second.stderr == ""
