"""Whole processes against the clock: one run, runs in pairs, growth.

Machines are noisy, so two engines are compared run by run (A B A B …) and the median of the
ratios is what counts, not the ratio of two sums.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
MEBIBYTE = 1024 * 1024
_LAUNCHER = """
import os, sys
from time import perf_counter
told, command = int(sys.argv[1]), sys.argv[2:]
os.set_inheritable(told, False)
start = perf_counter()
process = os.posix_spawn(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
os.write(told, b"%f %d" % (perf_counter() - start, usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status) and 1)
"""


class BenchError(Exception):
    """A measured process failed; the text says which, and what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall-clock seconds from start to end, its peak memory in bytes, its words."""

    seconds: float
    peak: int
    output: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two engines run by turns: `ratios[k]` is ours over theirs in round k."""

    ours: tuple[Run, ...]
    theirs: tuple[Run, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        return tuple(
            our.seconds / their.seconds
            for our, their in zip(self.ours, self.theirs, strict=bool(self.theirs))
        )

    @property
    def ratio(self) -> float | None:
        """Median of the ratios, None without a second engine."""
        return statistics.median(self.ratios) if self.theirs else None


def run_process(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Run:
    """Run one command in the project's folder.  Raises BenchError when it fails.

    A child counts its parent's memory as its own peak until it has run, so that a small launcher
    stands between it and this program; the launcher holds the watch.
    """
    words = [os.fspath(word) for word in command]
    figures, write_end = os.pipe()
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(write_end), *words]
    with os.fdopen(figures) as told:
        try:
            process = subprocess.run(
                launcher,
                cwd=PROJECT,
                env={**os.environ, **(environment or {})},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=[write_end],
                check=False,
            )
        finally:
            os.close(write_end)
        seconds, peak = told.read().split() or ("0", "0")
    output = process.stdout.decode("utf-8", "replace")
    if process.returncode:
        raise BenchError(f"{' '.join(words)} ended with {process.returncode}:\n{output}")
    return Run(float(seconds), int(peak) * 1024, output)


def run_paired(
    ours: Callable[[], Run], theirs: Callable[[], Run] | None, rounds: int
) -> Comparison:
    """Run two engines by turns, `rounds` times each; without a second one, ours alone."""
    our_runs: list[Run] = []
    their_runs: list[Run] = []
    for _ in range(rounds):
        if theirs is not None:
            their_runs.append(theirs())
        our_runs.append(ours())
    return Comparison(tuple(our_runs), tuple(their_runs))


def median_seconds(runs: Sequence[Run]) -> float:
    """Median of the wall-clock seconds."""
    return statistics.median(run.seconds for run in runs)


def highest_peak(runs: Sequence[Run]) -> float:
    """The largest peak memory in MiB."""
    return max(run.peak for run in runs) / MEBIBYTE


def growth_exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The k of seconds ≈ c · size^k, by least squares on logarithms; 1 is linear."""
    return statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(one) for one in seconds]
    ).slope
