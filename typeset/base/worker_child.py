"""The inside of a worker (工作进程内部): limits first, then the work; see `base/worker.py`.

Nothing of typeset but this file and the entry's own module is imported, and nothing before the
limits stand.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import IO, Any, NoReturn, TypeAlias

from typeset.base.worker import FAULT_EXIT, LONGEST_ANSWER, MEMORY_EXIT, STEP

Work: TypeAlias = Callable[
    [Mapping[str, Any], IO[bytes], IO[bytes] | None], tuple[int, Mapping[str, Any]]
]


_SPOKEN: list[Callable[[], None]] = []


def tell_step() -> None:
    """Say that a step is done, which allows some more time; nothing outside a worker."""
    for speak in _SPOKEN:
        speak()


def main() -> NoReturn:
    """Do one piece of work and end the process; arguments as `run_worker` gives them."""
    entry, given, limits = sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4])
    _limit(limits)
    speak = os.dup(1)
    # A library that prints must not spoil the answer.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    _SPOKEN.append(_Steps(speak, limits).tell)
    os._exit(_work(entry, given, speak))


class _Steps:
    """The steps that are done, and the processor time that they allow."""

    def __init__(self, speak: int, limits: Mapping[str, float]) -> None:
        self._speak = speak
        self._limits = limits
        self._done = 0

    def tell(self) -> None:
        self._done += 1
        os.write(self._speak, STEP)
        if self._done <= self._limits["steps"]:
            more = int(self._done * self._limits["seconds_a_step"])
            _lower(resource.RLIMIT_CPU, int(self._limits["processor_seconds"]) + more)


def _work(entry: str, given: list[int], speak: int) -> int:
    try:
        request = json.load(sys.stdin.buffer)
        module, _, name = entry.partition(":")
        work: Work = getattr(import_module(module), name)
        source = os.fdopen(given[0], "rb")
        output = os.fdopen(given[1], "wb") if len(given) > 1 else None
        code, values = work(request, source, output)
        if output is not None:
            output.flush()
        line = json.dumps(values, ensure_ascii=True).encode()
    except MemoryError:
        return MEMORY_EXIT
    except BaseException as error:  # noqa: BLE001 (the parent hears how it ended, not why)
        return MEMORY_EXIT if "bad_alloc" in str(error) else FAULT_EXIT
    if len(line) > LONGEST_ANSWER:
        return FAULT_EXIT
    os.write(speak, line)
    return code


def _lower(kind: int, soft: int) -> None:
    """Set a soft limit, within the hard one."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _limit(limits: Mapping[str, Any]) -> None:
    """Set the limits of this process, for good."""
    seconds = limits["processor_seconds"]
    most = seconds + int(limits["steps"] * limits["seconds_a_step"])
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits["memory"], limits["memory"]),
        (resource.RLIMIT_CPU, seconds, most + 1),
        (resource.RLIMIT_FSIZE, limits["written"], limits["written"]),
        (resource.RLIMIT_NOFILE, limits["open_files"], limits["open_files"]),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        present = resource.getrlimit(kind)[1]
        known = present if present != resource.RLIM_INFINITY else max(soft, hard)
        resource.setrlimit(kind, (min(soft, known), min(hard, known)))
