"""The worker's contract: limits, answers, and an end in any case."""

from __future__ import annotations

import io
import os
import tempfile
import time
from pathlib import Path
from typing import IO, Any

import pytest

from typeset.base import worker
from typeset.base.worker import LONGEST_ANSWER, Ending, WorkerAnswer, WorkerLimits, run_worker

SMALL = WorkerLimits(memory=400_000_000, processor_seconds=2, wall_seconds=5, written=10_000)

WORK = """
import os, sys, time

def echo(request, source, output):
    if output is not None:
        output.write(source.read()[::-1])
    return request["code"], {"said": request["word"], "cwd": os.listdir(".")}

def print_much(request, source, output):
    print("noise")
    os.write(1, b"more noise")
    return 0, {"said": "quiet"}

def surroundings(request, source, output):
    import resource
    kinds = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
    return 0, {
        "limits": {kind: resource.getrlimit(getattr(resource, "RLIMIT_" + kind))[0] for kind in kinds},
        "environment": sorted(os.environ),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "isolated": sys.flags.isolated,
        "path": "" in sys.path or os.getcwd() in sys.path,
    }

def swell(request, source, output):
    return 0, {"length": len(bytearray(2_000_000_000))}

def spin(request, source, output):
    while True:
        pass

def sleep(request, source, output):
    time.sleep(60)

def fail(request, source, output):
    raise RuntimeError("what is in here must not come out")

def segfault(request, source, output):
    import ctypes
    ctypes.string_at(0)

def write_much(request, source, output):
    output.write(b"x" * 100_000)
    output.flush()
    return 0, {}

def talk_much(request, source, output):
    return 0, {"said": "x" * 100_000}

def wrong_code(request, source, output):
    return 9, {}

def no_object(request, source, output):
    return 0, [1]

def leave(request, source, output):
    os._exit(0)

def children(request, source, output):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    return 0, {"said": "parent"}
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module of work, which workers find beside the package."""
    package = Path(worker.__file__).parents[1]
    (tmp_path / "typeset").symlink_to(package)
    (tmp_path / "some_work.py").write_text(WORK, encoding="utf-8")
    monkeypatch.setattr(worker, "_PROJECT", tmp_path)
    return "some_work"


def work(
    name: str, limits: WorkerLimits = SMALL, output: IO[bytes] | None = None, **asked: Any
) -> WorkerAnswer:
    with tempfile.TemporaryFile() as source:
        source.write(b"abc")
        source.flush()
        return run_worker(
            f"some_work:{name}", source, {"code": 0, "word": "好", **asked}, output, limits
        )


@pytest.mark.parametrize(
    ("code", "ending"), [(0, Ending.FINE), (2, Ending.REFUSED), (3, Ending.WARNED)]
)
def test_answers(module: str, code: int, ending: Ending) -> None:
    with tempfile.TemporaryFile() as output:
        answer = work("echo", code=code, output=output)
        output.seek(0)
        assert output.read() == b"cba"
    assert answer == WorkerAnswer(ending, {"said": "好", "cwd": []})
    assert not answer.failed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("swell", Ending.OUT_OF_MEMORY),
        ("spin", Ending.OUT_OF_TIME),
        ("fail", Ending.CRASHED),
        ("segfault", Ending.CRASHED),
        ("write_much", Ending.CRASHED),
        ("talk_much", Ending.CRASHED),
        ("wrong_code", Ending.CRASHED),
        ("no_object", Ending.CRASHED),
        ("leave", Ending.CRASHED),
        ("not_there", Ending.CRASHED),
    ],
)
def test_failures(module: str, name: str, ending: Ending) -> None:
    with tempfile.TemporaryFile() as output:
        assert work(name, output=output) == WorkerAnswer(ending, {})


def test_wall_clock(module: str) -> None:
    assert work("sleep", WorkerLimits(wall_seconds=1)).ending is Ending.OUT_OF_TIME


def test_children_are_ended(module: str) -> None:
    """A grandchild that holds the answer's pipe neither delays the answer nor outlives it."""
    assert work("children").values == {"said": "parent"}
    time.sleep(0.05)
    own = [name for name in os.listdir("/proc") if name.isdigit()]
    assert [pid for pid in own if "some_work:children" in command_of(pid)] == []


def command_of(pid: str) -> str:
    try:
        return Path("/proc", pid, "cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def test_library_noise_does_not_spoil_the_answer(module: str) -> None:
    assert work("print_much").values == {"said": "quiet"}


def test_surroundings(module: str) -> None:
    found = work("surroundings").values
    assert found["limits"] == {
        "AS": 400_000_000,
        "CPU": 2,
        "FSIZE": 10_000,
        "NOFILE": 64,
        "CORE": 0,
    }
    assert set(found["environment"]) <= {"PATH", "TMPDIR", "LC_ALL", "LC_CTYPE"}
    assert found["descriptors"] <= 7
    assert found["isolated"] == 1
    assert found["path"] is False


def test_nothing_is_left_behind(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("echo", "segfault"):
        work(name)
        assert list(folder.iterdir()) == []


def test_longest_answer_is_the_contract() -> None:
    assert LONGEST_ANSWER == 64 * 1024
    assert WorkerLimits() == WorkerLimits(1_000_000_000, 60, 90, 500_000_000, 64, 0, 0.0)


def test_a_source_that_is_no_file_is_told(module: str) -> None:
    with pytest.raises(OSError, match="fileno"):
        run_worker("some_work:echo", io.BytesIO(b""), {})
