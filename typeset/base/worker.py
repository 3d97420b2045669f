"""Worker processes (工作进程): work on foreign or broken files, apart and within limits.

Contract: `python -I`, descriptors closed but for the input and the output, an empty temporary
folder as working folder, memory, processor time, bytes written and open files limited.  The worker
answers one JSON line and may write one file.  Exit 0 fine, 2 refused, 3 fine with warnings; any
other end, a signal or a second line is a failure: out of time, out of memory, or a crash.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

REFUSED_EXIT, WARNED_EXIT, MEMORY_EXIT, FAULT_EXIT = 2, 3, 70, 71
LONGEST_ANSWER = 64 * 1024
"""Bytes of the JSON line."""

_PROJECT = Path(__file__).parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import typeset.base.worker_child as c; c.main()"
)
_PAUSE, _GLANCE = 0.002, 0.1
"""Seconds between two looks at a worker that is about to end, and at one that is silent."""


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """上限: memory and bytes written in bytes, times in seconds."""

    memory: int = 1_000_000_000
    processor_seconds: int = 60
    wall_seconds: int = 90
    written: int = 500_000_000
    open_files: int = 64


class Ending(StrEnum):
    """How a worker ended."""

    FINE = "fine"
    WARNED = "warned"
    REFUSED = "refused"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"


_ENDINGS = {0: Ending.FINE, REFUSED_EXIT: Ending.REFUSED, WARNED_EXIT: Ending.WARNED}


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """What a worker ended with; `values` is its JSON line, empty after a failure."""

    ending: Ending
    values: Mapping[str, Any]

    @property
    def failed(self) -> bool:
        return self.ending not in _ENDINGS.values()


def run_worker(
    entry: str,
    source: IO[bytes],
    request: Mapping[str, Any],
    output: IO[bytes] | None = None,
    limits: WorkerLimits | None = None,
) -> WorkerAnswer:
    """Call `module:function` in a worker with a request, an open input and perhaps an output.

    The function takes (request, input, output) and gives (exit code, JSON object).  Never raises
    for what the worker does; OSError where no process can be started.
    """
    limits = limits or WorkerLimits()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="typeset-worker-", ignore_cleanup_errors=True)
        )
        asked = stack.enter_context(tempfile.TemporaryFile())
        asked.write(json.dumps(request).encode())
        asked.seek(0)
        source.seek(0)
        given = [stream.fileno() for stream in (source, output) if stream is not None]
        words = [_START, str(_PROJECT), entry, json.dumps(given), json.dumps(asdict(limits))]
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", *words],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": os.defpath, "TMPDIR": folder, "LC_ALL": "C.UTF-8"},
            pass_fds=given,
            start_new_session=True,
        )
        return _answer(process, time.monotonic() + limits.wall_seconds)


def _answer(process: subprocess.Popen[bytes], deadline: float) -> WorkerAnswer:
    """Read the worker's line and its end; whatever it started is ended too."""
    line = b""
    in_time = False
    try:
        line = _read_line(process, deadline)
        in_time = _wait(process, deadline)
    finally:
        # The worker is not reaped yet, so its group's number cannot be anyone else's.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout:
            process.stdout.close()
    if not in_time:
        return WorkerAnswer(Ending.OUT_OF_TIME, {})
    return _judge(process.returncode, line)


def _judge(code: int, line: bytes) -> WorkerAnswer:
    if code in _ENDINGS:
        with contextlib.suppress(ValueError, RecursionError):
            values = json.loads(line) if len(line) <= LONGEST_ANSWER else None
            if isinstance(values, dict):
                return WorkerAnswer(_ENDINGS[code], values)
        return WorkerAnswer(Ending.CRASHED, {})
    if code == MEMORY_EXIT:
        return WorkerAnswer(Ending.OUT_OF_MEMORY, {})
    out_of_time = code in (-signal.SIGXCPU, -signal.SIGKILL)
    return WorkerAnswer(Ending.OUT_OF_TIME if out_of_time else Ending.CRASHED, {})


def _read_line(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """What the worker says, a little beyond the longest answer at most."""
    import selectors

    assert process.stdout is not None
    said = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(said) <= LONGEST_ANSWER:
            if not selector.select(_GLANCE):
                # Something that the worker started may hold the pipe when the worker has ended.
                if _has_ended(process) or time.monotonic() > deadline:
                    break
                continue
            part = os.read(process.stdout.fileno(), LONGEST_ANSWER)
            if not part:
                break
            said += part
    return said


def _wait(process: subprocess.Popen[bytes], deadline: float) -> bool:
    """Whether the worker ends in time; it is left unreaped."""
    while not _has_ended(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the worker has ended; it stays unreaped."""
    state = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, process.pid, state) is not None
