"""`paiban doctor` in processes of its own, in good surroundings and in broken ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WITHOUT = """
import sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
sys.argv[0] = "typeset"
from typeset.cli import main
main()
"""


def doctor(*options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "typeset", "doctor", *options]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **variables}
    )


def without(
    packages: str, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The program on a machine that lacks some packages."""
    command = [sys.executable, "-c", WITHOUT, packages, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_lines_for_people(project: Path) -> None:
    done = doctor("--root", str(project))
    areas = [line for line in done.stdout.splitlines() if line.startswith("[")]
    assert len(areas) == 10
    assert "Traceback" not in done.stderr
    assert f"    Python: {sys.version.split()[0]}" in done.stdout


def test_one_object_for_programs(project: Path) -> None:
    done = doctor("--json", "--root", str(project))
    value = json.loads(done.stdout)
    assert (value["command"], value["ok"]) == ("doctor", done.returncode == 0)
    areas = {area["area"]: area for area in value["areas"]}
    assert areas["python"]["state"] == "fine"
    packages = {fact["subject"]: fact for fact in areas["packages"]["facts"]}
    assert packages["click"]["wanted"]
    assert packages["click"]["version"]
    assert "2025-36" in areas["issues"]["facts"][0]["weeks"]


def test_it_speaks_chinese(project: Path) -> None:
    done = doctor("--root", str(project), LANGUAGE="zh_CN")
    assert "字体" in done.stdout
    assert "时钟" in done.stdout


def test_a_terminal_without_utf8(project: Path) -> None:
    done = doctor("--root", str(project), PYTHONIOENCODING="ascii", LANGUAGE="zh_CN")
    assert "W930" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_is_told_with_its_cure_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    done = doctor("--root", str(tmp_path))
    assert done.returncode == 1
    assert "E924" in done.stderr
    assert "cure: " in done.stderr


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    assert doctor("--root", str(tmp_path / "no")).returncode == 2


@pytest.mark.parametrize(
    "packages", ["uharfbuzz", "yaml,lxml,PIL", "pikepdf,pypdf,pypdfium2", "starlette,watchfiles"]
)
def test_missing_packages_are_named(packages: str, project: Path) -> None:
    done = without(packages, "doctor", "--json", cwd=project)
    value = json.loads(done.stdout)
    found = [one for one in value["findings"] if one["code"] == "E914"]
    assert len(found) == len(packages.split(","))
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_even_without_click_there_is_a_doctor(options: tuple[str, ...], project: Path) -> None:
    done = without("click", "doctor", *options, cwd=project)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    if options:
        codes = [one["code"] for one in json.loads(done.stdout)["findings"]]
        assert "E914" in codes
    else:
        assert "E914" in done.stderr
        assert "[FAULT] packages" in done.stdout


def test_without_click_every_command_points_to_the_doctor() -> None:
    done = without("click", "issue", "2025-36")
    assert (done.returncode, done.stdout) == (3, "")
    assert "E937" in done.stderr
    assert "doctor" in done.stderr


def test_a_command_that_lacks_a_package_points_to_the_doctor(project: Path) -> None:
    done = without(
        "uharfbuzz,fontTools,pikepdf", "issue", "2025-36", "--rebuild", "--root", str(project)
    )
    assert "E904" in done.stderr
    assert "paiban doctor" in done.stderr
    assert done.returncode == 3
