"""`paiban lint`, and the linter inside `paiban issue`: exit codes, one JSON object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.editions import WEEK, write_edition
from typeset.cli.entry import run_command_line

SLIP = {"材料1.md": "title: 植树\n\n甲,乙。\n"}


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        run_command_line([*words])
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(caught.value.code, int)
    return caught.value.code, captured.out, captured.err


def answer(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code, out, err = run(capfd, *words, "--json")
    assert err == ""
    value: dict[str, Any] = json.loads(out)
    assert value["ok"] is (code == 0)
    return code, value


def found(value: dict[str, Any]) -> list[str]:
    return [one["code"] for one in value["findings"]]


def test_week(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write_edition(tmp_path, SLIP)
    code, value = answer(capfd, "lint", WEEK, "--root", str(tmp_path))
    assert code == 1
    assert [
        (one["code"], one["file"], one["line"], one["column"]) for one in value["findings"]
    ] == [("E001", "材料1.md", 3, 2)]
    code, out, err = run(capfd, "lint", WEEK, "--root", str(tmp_path))
    assert code == 1
    assert "1 errors, 0 warnings, 0 hints" in out
    assert "材料1.md:3: E001" in err


def test_fix_shows_each_repair(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write_edition(tmp_path, SLIP)
    code, out, _ = run(capfd, "lint", WEEK, "--fix", "--root", str(tmp_path))
    assert code == 0
    assert "材料1.md:3: E001 甲,乙。 → 甲，乙。" in out
    code, value = answer(capfd, "lint", WEEK, "--fix", "--root", str(tmp_path))
    assert (code, value["repairs"], value["backup"]) == (0, [], None)


def test_rules(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write_edition(tmp_path, {"材料1.md": "title: 植树\n\n甲,乙...\n"})
    root = ("--root", str(tmp_path))
    assert found(answer(capfd, "lint", WEEK, *root)[1]) == ["E001", "W006"]
    assert found(answer(capfd, "lint", WEEK, *root, "--rule", "w006")[1]) == ["W006"]
    both = ("--rule", "W006,E001")
    assert found(answer(capfd, "lint", WEEK, *root, *both)[1]) == ["E001", "W006"]
    code, value = answer(capfd, "lint", WEEK, *root, "--rule", "E777")
    assert (code, found(value)) == (2, ["E092"])


def test_file(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = write_edition(tmp_path, SLIP)
    material = str(folder / "材料1.md")
    assert found(answer(capfd, "lint", material)[1]) == ["E001"]
    manuscript = tmp_path / "m.txt"
    manuscript.write_text("清单\n\n材料1\n\n植树\n\n甲,乙。\n", "utf-8")
    assert found(answer(capfd, "lint", str(manuscript))[1]) == ["E001"]
    code, value = answer(capfd, "lint", str(manuscript), "--fix")
    assert (code, found(value)) == (2, ["E094"])


def test_bad_input(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write_edition(tmp_path)
    assert answer(capfd, "lint", "2025-99", "--root", str(tmp_path))[0] == 2
    rubbish = tmp_path / "rubbish.txt"
    rubbish.write_bytes(bytes(range(256)) * 50)
    assert answer(capfd, "lint", str(rubbish))[0] == 2
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert answer(capfd, "lint", str(empty))[0] == 2
    folder = tmp_path / "issues" / WEEK
    (folder / "材料1.md").write_text("没有标题\n", "utf-8")
    code, value = answer(capfd, "lint", WEEK, "--root", str(tmp_path))
    assert code == 2
    assert found(value) == ["E210"]
