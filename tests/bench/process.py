"""Whole processes against the clock: one run, runs in pairs, growth.

Machines are noisy, so two engines are compared run by run (A B A B …) and the median of the
ratios is what counts, not the ratio of two sums.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
MEBIBYTE = 1024 * 1024


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

    The peak is that of the process itself.  A child starts with its parent's peak, so this
    program loads nothing big while it measures.
    """
    words = [os.fspath(word) for word in command]
    start = time.perf_counter()
    with subprocess.Popen(
        words,
        cwd=PROJECT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(f"{' '.join(words)} ended with {process.returncode}:\n{output}")
    return Run(seconds, usage.ru_maxrss * 1024, output)


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
