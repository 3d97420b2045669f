"""Completion, asked as the shells ask it: a process with COMP_WORDS in its environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from typeset.cli.commands import COMMANDS

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for week in ("2025-35", "2025-36", "2026-01"):
        folder = tmp_path / "issues" / week
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text("title: x\n", encoding="utf-8")
    (tmp_path / "issues" / "2025-99").mkdir()  # no issue: it has no issue.yaml
    return tmp_path


def complete(root: Path, *words: str, shell: str = "bash") -> list[str]:
    """What the shell is answered when the last word is being typed."""
    variables = {
        "_PAIBAN_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(("paiban", *words)),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }
    command = [sys.executable, "-m", "typeset"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, **variables, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    "command",
    [["issue"], ["preview"], ["lint"], ["inspect", "pages"], ["proof"], ["approve"], ["release"]],
)
def test_weeks_newest_first(root: Path, command: list[str]) -> None:
    found = complete(root, *command, "20")
    assert found == ["plain,2026-01", "plain,2025-36", "plain,2025-35"]
    assert complete(root, *command, "2026") == ["plain,2026-01"]


@pytest.mark.parametrize(
    ("shell", "expected"),
    [
        ("bash", ["plain,2026-01"]),
        ("zsh", ["plain", "2026-01", "_"]),
        ("fish", ["plain,2026-01"]),
    ],
)
def test_every_shell(root: Path, shell: str, expected: list[str]) -> None:
    assert complete(root, "issue", "2026", shell=shell) == expected


def test_lint_completes_files_where_no_week_fits(root: Path) -> None:
    assert complete(root, "lint", "manu") == ["file,manu"]


def test_commands_and_options(root: Path) -> None:
    assert complete(root, "pre") == ["plain,preview", "plain,preflight"]
    assert "plain,--no-open" in complete(root, "preview", "--no")
    assert len(complete(root, "")) == len(COMMANDS)


def test_the_root_that_was_typed_counts(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "issues" / "1999-01").mkdir(parents=True)
    (other / "issues" / "1999-01" / "issue.yaml").write_text("title: x\n", encoding="utf-8")
    assert complete(root, "issue", "--root", str(other), "19") == ["plain,1999-01"]
    assert complete(root, "issue", "--root", str(other / "no"), "19") == []


def test_rounds_of_the_week_that_was_typed(root: Path) -> None:
    for name in ("1-一校", "2-二校"):
        folder = root / "issues" / "2025-36" / "proofs" / name
        folder.mkdir(parents=True)
        (folder / "round.json").write_text("{}", encoding="utf-8")
    found = ["plain,一校", "plain,二校"]
    assert complete(root, "preview", "2025-36", "--round", "") == found
    assert complete(root, "approve", "2025-36", "--round", "二") == found[1:]


def test_no_round_of_no_week(root: Path) -> None:
    assert complete(root, "preview", "2025-36", "--round", "x") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_that_switches_it_on(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "typeset"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "_PAIBAN_COMPLETE": f"{shell}_source"},
    )
    assert "_paiban_completion" in done.stdout
