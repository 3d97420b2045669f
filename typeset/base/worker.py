"""Worker processes (工作进程): work on foreign or broken files, apart and within limits.

Contract: `python -I`, descriptors closed but for the input and the output, an empty temporary
folder as working folder, memory, processor time, bytes written and open files limited.  The worker
answers one JSON line and may write one file, and tells of each step it has done.  Exit 0 fine, 2
refused, 3 fine with warnings; any other end, a signal or a second line is a failure: out of time,
out of memory, or a crash.
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
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from typeset.base.records import values_of

REFUSED_EXIT, WARNED_EXIT, MEMORY_EXIT, FAULT_EXIT = 2, 3, 70, 71
LONGEST_ANSWER = 64 * 1024
"""Bytes of the JSON line."""
STEP = b"."
"""What a worker says before its line for each step that it has done."""

_PROJECT = Path(__file__).parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import typeset.base.worker_child as c; c.main()"
)
_PAUSE, _GLANCE = 0.002, 0.1
"""Seconds between two looks at a worker that is about to end, and at one that is silent."""


class WorkerLimits(Struct, frozen=True):
    """上限: memory and bytes written in bytes, times in seconds.

    Each of the first `steps` steps that a worker tells of allows `seconds_a_step` more.
    """

    memory: int = 1_000_000_000
    processor_seconds: int = 60
    wall_seconds: int = 90
    written: int = 500_000_000
    open_files: int = 64
    steps: int = 0
    seconds_a_step: float = 0.0


class Ending(StrEnum):
    """How a worker ended."""

    FINE = "fine"
    WARNED = "warned"
    REFUSED = "refused"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"


_ENDINGS = {0: Ending.FINE, REFUSED_EXIT: Ending.REFUSED, WARNED_EXIT: Ending.WARNED}


class WorkerAnswer(Struct, frozen=True):
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
    step: Callable[[int], None] | None = None,
) -> WorkerAnswer:
    """Call `module:function` in a worker with a request, an open input and perhaps an output.

    The function takes (request, input, output) and gives (exit code, JSON object); `step` is
    called with the number of steps it has told of (`worker_child.tell_step`).  Never raises for
    what the worker does; OSError where no process can be started.
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
        words = [_START, str(_PROJECT), entry, json.dumps(given), json.dumps(values_of(limits))]
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
        return _answer(process, _Clock(limits, step))


class _Clock:
    """When a worker's time is up: each step it tells of allows it some more."""

    def __init__(self, limits: WorkerLimits, step: Callable[[int], None] | None) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.wall_seconds
        self._step = step
        self._steps = 0

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self._end

    def count(self, steps: int) -> None:
        """Some more steps are done."""
        allowed = min(steps, max(0, self._limits.steps - self._steps))
        self._end += allowed * self._limits.seconds_a_step
        self._steps += steps
        if self._step is not None and allowed:
            self._step(self._steps)


def _answer(process: subprocess.Popen[bytes], clock: _Clock) -> WorkerAnswer:
    """Read the worker's line and its end; whatever it started is ended too."""
    line = b""
    in_time = False
    try:
        line = _read_line(process, clock)
        in_time = _wait(process, clock)
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


def _read_line(process: subprocess.Popen[bytes], clock: _Clock) -> bytes:
    """What the worker says, a little beyond the longest answer at most; the signs before its line
    are steps."""
    import selectors

    assert process.stdout is not None
    said = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(said) <= LONGEST_ANSWER:
            if not selector.select(_GLANCE):
                # Something that the worker started may hold the pipe when the worker has ended.
                if _has_ended(process) or clock.is_over:
                    break
                continue
            part = os.read(process.stdout.fileno(), LONGEST_ANSWER)
            if not part:
                break
            if not said:
                answer = part.lstrip(STEP)
                clock.count(len(part) - len(answer))
                part = answer
            said += part
            if clock.is_over:
                break
    return said


def _wait(process: subprocess.Popen[bytes], clock: _Clock) -> bool:
    """Whether the worker ends in time; it is left unreaped."""
    while not _has_ended(process):
        if clock.is_over:
            return False
        time.sleep(_PAUSE)
    return True


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the worker has ended; it stays unreaped."""
    state = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, process.pid, state) is not None
