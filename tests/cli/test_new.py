"""`paiban new`: one JSON object, words for people, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from typeset.cli.entry import run_command_line


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        run_command_line(["new", *words])
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(caught.value.code, int)
    return caught.value.code, captured.out, captured.err


def test_json(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capfd, "2025-37", "--root", str(tmp_path), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "command": "new",
        "ok": True,
        "findings": [],
        "week": "2025-37",
        "folder": str(tmp_path / "issues" / "2025-37"),
        "files": ["issue.yaml", "材料1.md"],
        "period": {"start": "2025-09-08", "end": "2025-09-12"},
        "date": "2025-09-05",
        "like": None,
    }


def test_words(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capfd, "2025-37", "--root", str(tmp_path))
    assert (code, err) == (0, "")
    assert "2025-09-08 to 2025-09-12, issue date 2025-09-05" in out
    assert out.endswith("now write the text into 材料1.md, then: make issue WEEK=2025-37\n")
    code, out, _ = run(capfd, "2025-38", "--root", str(tmp_path))
    assert code == 0
    assert "those of 2025-37" in out


def test_never_overwrites(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capfd, "2025-37", "--root", str(tmp_path))
    file = tmp_path / "issues" / "2025-37" / "材料1.md"
    file.write_text("mine", "utf-8")
    code, out, err = run(capfd, "2025-37", "--root", str(tmp_path))
    assert (code, out) == (2, "")
    assert err.startswith("E160 issue 2025-37 is there already; nothing was changed\n  cure: ")
    assert file.read_text("utf-8") == "mine"
    code, out, err = run(capfd, "2025-37", "--root", str(tmp_path), "--json")
    assert (code, err) == (2, "")
    assert [finding["code"] for finding in json.loads(out)["findings"]] == ["E160"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["2025-54"], "E163"),
        (["week"], "E162"),
        ([], "E901"),
        (["2025-37", "--root", "nowhere"], "E902"),
    ],
)
def test_bad_input(words: list[str], expected: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, *words)
    assert (code, out) == (2, "")
    assert err.startswith(expected)
    assert "cure: " in err
