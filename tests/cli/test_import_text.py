"""`typeset import`: one JSON object, exit codes, bad input without a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from typeset.cli.entry import run_command_line
from typeset.content.importers.read_manuscript import MANUSCRIPT_BYTES

TEXT = "清单\n一、类\n1.种树\n材料1\n种树\n到**2030**年,种树\n100 棵。\n"


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        run_command_line(["import", *words])
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(caught.value.code, int)
    return caught.value.code, captured.out, captured.err


def answer(
    capfd: pytest.CaptureFixture[str], root: Path, file: Path | str, *words: str
) -> tuple[int, dict[str, Any]]:
    code, out, err = run(capfd, str(file), "2025-36", "--root", str(root), "--json", *words)
    assert err == ""
    value: dict[str, Any] = json.loads(out)
    assert value["command"] == "import"
    assert value["ok"] is (code == 0)
    return code, value


def test_json(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "m.txt"
    file.write_text(TEXT, "utf-8")
    code, value = answer(capfd, tmp_path, file)
    assert code == 0
    assert value["findings"] == []
    assert value["files"] == ["issue.yaml", "材料1.md"]
    assert value["joins"] == []
    keys = {"line", "column", "before", "after", "rule", "left", "right"}
    assert all(set(repair) == keys for repair in value["repairs"])
    comma = next(repair for repair in value["repairs"] if repair["rule"] == "half-width-mark")
    assert (comma["line"], comma["before"], comma["after"]) == (6, ",", "，")
    counts = value["counts"]
    assert counts["characters_in"] == len(TEXT)
    assert (tmp_path / "issues" / "2025-36" / "issue.yaml").is_file()


def test_text(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "m.txt"
    file.write_text(TEXT, "utf-8")
    code, out, _ = run(capfd, str(file), "2025-36", "--root", str(tmp_path))
    assert code == 0
    assert "2030**年,种树 → " in out
    assert "1 materials" in out
    code, _, err = run(capfd, str(file), "2025-36", "--root", str(tmp_path))
    assert code == 2
    assert "E267" in err
    code, out, _ = run(capfd, str(file), "2025-36", "--root", str(tmp_path), "--force")
    assert code == 0
    assert ".backups" in out


BAD: list[tuple[str, bytes | None, str]] = [
    ("missing.txt", None, "E250"),
    ("empty.txt", b"", "E254"),
    ("blank.txt", b"\n \n", "E254"),
    ("binary.txt", b"\x00\x01\x02\xff" * 64, "E255"),
    ("word.docx", b"PK\x03\x04" + bytes(60), "E256"),
    ("large.txt", b"a" * (MANUSCRIPT_BYTES + 1), "E253"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[row[0] for row in BAD])
def test_bad_input(
    name: str, data: bytes | None, code: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    status, value = answer(capfd, tmp_path, tmp_path / name)
    assert status == 2
    assert [finding["code"] for finding in value["findings"]] == [code]
    assert value["findings"][0]["cure"]
    assert not (tmp_path / "issues").exists()


def test_a_folder_and_a_bad_week(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, value = answer(capfd, tmp_path, tmp_path)
    assert status == 2
    assert [finding["code"] for finding in value["findings"]] == ["E251"]
    status, _, err = run(capfd, "m.txt", "../x", "--root", str(tmp_path))
    assert status == 2
    assert "E265" in err
