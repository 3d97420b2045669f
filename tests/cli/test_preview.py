"""`paiban preview`: what it refuses before it serves."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editions import WEEK, write_edition


def run(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "typeset", "preview", *options, "--no-open"]
    return subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["2031-01"], "E1"),
        ([WEEK, "--round", "3"], "E893"),
        ([WEEK, "--editor", "code"], "E896"),
        ([WEEK, "--editor", 'code "'], "E896"),
        ([WEEK, "--port", "70000"], "E901"),
    ],
)
def test_what_cannot_be_served(
    project: Path, tmp_path: Path, options: list[str], code: str
) -> None:
    write_edition(tmp_path)
    done = run(project, *options, "--root", str(tmp_path))
    assert done.returncode == 2
    assert code in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said(project: Path, tmp_path: Path) -> None:
    write_edition(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(project, WEEK, "--root", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "E895" in done.stderr
