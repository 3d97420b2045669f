"""The command line as a whole: exit codes, one JSON object, no traceback, the reader's language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from typeset import __version__
from typeset.base.errors import BuildError, SourceError
from typeset.base.findings import Message, SourcePosition
from typeset.cli.commands import COMMANDS
from typeset.cli.common import Answer, find_root, run

WORD = Message("W900", "the word {word}", "another word")
FAULT = Message("E900", "the fault {word}", "no fault")
PLACE = SourcePosition("材料2.md", 14)


def typeset(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "typeset", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_help_names_every_command_and_imports_none() -> None:
    script = (
        "import sys, contextlib\nfrom typeset.cli.entry import run_command_line\n"
        "with contextlib.suppress(SystemExit): run_command_line(['--help'])\n"
        "loaded = [m for m in sys.modules if m.startswith('typeset.')]\n"
        "print(sorted({m.split('.')[1] for m in loaded}), [m for m in "
        "('yaml', 'reportlab', 'uharfbuzz', 'fontTools', 'PIL', 'rjieba') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert all(f"  {name}" in done.stdout for name in COMMANDS)
    assert done.stdout.splitlines()[-1] == "['api', 'base', 'cli'] []"


def test_version() -> None:
    assert typeset("--version").stdout == f"paiban {__version__}\n"


def test_no_command_shows_the_help() -> None:
    done = typeset()
    assert done.returncode == 2
    assert "Usage: paiban" in done.stdout


@pytest.mark.parametrize("words", [["nope"], ["fonts", "--nope"], ["fonts", "install", "extra"]])
def test_usage_errors_as_text_and_as_json(words: list[str]) -> None:
    done = typeset(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("E901 ")
    assert "\n  cure: see: paiban" in done.stderr
    done = typeset(*words, "--json")
    assert done.returncode == 2
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["ok"] is False
    assert [finding["code"] for finding in answer["findings"]] == ["E901"]


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "zh_TW.UTF-8", "zh_HK", "zh"])
def test_chinese_readers_are_answered_in_chinese(language: str) -> None:
    done = typeset("nope", LANGUAGE="", LANG=language)
    assert done.stderr.splitlines() == [
        "E901 没有 'nope' 这个命令",
        "  办法：用法见：paiban --help",
    ]


def answer_of(capfd: pytest.CaptureFixture[str], **keys: Any) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run("issue", **keys)
    out, err = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out, err


def fail(error: Exception) -> Any:
    def work() -> Answer:
        raise error

    return work


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda: Answer([WORD.at(PLACE, word="x")], {"pages": 3}, ["done"]), 0),
        (lambda: Answer([FAULT.at(PLACE, word="x")]), 1),
        (fail(SourceError([FAULT.at(PLACE, word="x")])), 2),
        (fail(BuildError([FAULT.at(PLACE, word="x")])), 1),
        (fail(ZeroDivisionError("by nothing\nmore")), 3),
        (fail(RecursionError()), 3),
    ],
)
def test_every_end_has_its_code_and_one_object(
    capfd: pytest.CaptureFixture[str], work: Any, code: int
) -> None:
    ended, out, err = answer_of(capfd, work=work, as_json=True)
    assert (ended, err) == (code, "")
    answer = json.loads(out)
    assert answer["command"] == "issue"
    assert answer["ok"] is (code == 0)
    assert len(answer["findings"]) == 1
    assert set(answer["findings"][0]) == {
        *("severity", "code", "message", "cure", "file", "line", "column", "page")
    }
    ended, out, err = answer_of(capfd, work=work, as_json=False)
    assert ended == code
    assert "Traceback" not in out + err
    if code < 3:
        assert err.startswith("材料2.md:14: ")
        assert "\n  cure: " in err


def test_the_details_of_a_failure_are_kept(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer_of(capfd, work=fail(ZeroDivisionError("by nothing")), as_json=True)
    finding = json.loads(out)["findings"][0]
    assert finding["code"] == "E999"
    log = Path(os.environ["TYPESET_CACHE"]) / "typeset-error.log"
    assert str(log) in finding["cure"]
    assert "ZeroDivisionError: by nothing" in log.read_text(encoding="utf-8")


def test_a_failure_goes_on_as_it_is_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TYPESET_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("issue", fail(ZeroDivisionError()), as_json=False)


def test_json_survives_a_name_that_is_no_text(capfd: pytest.CaptureFixture[str]) -> None:
    finding = WORD.at(SourcePosition("bad\udcff.md", 1), word="x")
    _, out, _ = answer_of(capfd, work=lambda: Answer([finding]), as_json=True)
    assert json.loads(out)["findings"][0]["file"] == "bad\udcff.md"


@pytest.mark.parametrize("words", [["--help"], ["fonts", "list"], ["lint", "2025-36", "--json"]])
def test_a_full_disk_behind_the_output_is_told(words: list[str], project: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "typeset", *words],
            cwd=project, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("E906 the output cannot be read or written: No space left")
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_failure() -> None:
    command = f"{sys.executable} -m typeset --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""


def test_the_root(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_root(None) == project
    (tmp_path / "issues").mkdir()
    assert find_root(None) == tmp_path
    assert find_root(str(project)) == project
    with pytest.raises(SourceError) as caught:
        find_root(str(tmp_path / "none"))
    assert caught.value.findings[0].code == "E902"
