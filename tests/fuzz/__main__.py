"""Throw broken input at every reader for a while.

    python -m tests.fuzz MINUTES [--seed N] [TARGET…]

Every target gets its share of the time, in a child of its own with limits.  What it cannot bear is kept in
`build/fuzz/TARGET/` and printed; a crash that is mended becomes a row in tests/fuzz/test_found.py.
"""

from __future__ import annotations

import argparse
import mmap
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.faults.scenarios import PROJECT
from tests.fuzz.targets import TARGETS, Target
from typeset.base.errors import InternalError, TypesetError

KEPT = PROJECT / "build" / "fuzz"
MEMORY = 4_000_000_000
SECONDS = 40
"""For one input; a worker would be stopped much later, so this is a loop."""
ROOM = 64_000_000


def signature(error: BaseException) -> str:
    """Where an error arose: its type and the last of our own lines."""
    frames = [
        one for one in traceback.extract_tb(error.__traceback__) if "/typeset/" in one.filename
    ]
    place = frames[-1] if frames else None
    where = f"{Path(place.filename).name}:{place.name}" if place else "?"
    return f"{type(error).__name__} in {where}"


def is_fair(error: BaseException) -> bool:
    """An answer that a user can do something with; a worker that lacks memory says so itself."""
    if isinstance(error, TypesetError):
        return not isinstance(error, InternalError)
    return isinstance(error, MemoryError) or "bad_alloc" in str(error)


class Slot:
    """The input that is being tried, where the parent finds it when the child dies."""

    def __init__(self) -> None:
        self._room = mmap.mmap(-1, ROOM)

    def put(self, data: bytes) -> None:
        self._room.seek(0)
        self._room.write(len(data).to_bytes(8, "big") + data[: ROOM - 8])

    def get(self) -> bytes:
        self._room.seek(0)
        length = int.from_bytes(self._room.read(8), "big")
        return self._room.read(length)


def keep(target: Target, data: bytes, said: str) -> None:
    """A file of what was not borne, once for each place."""
    folder = KEPT / target.name
    folder.mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in said)[:100]
    path = folder / f"{name}-{sha256(data).hexdigest()[:8]}"
    if not list(folder.glob(f"{name}-*")):
        path.write_bytes(data)
        print(f"{target.name}: {said}\n    {path.relative_to(PROJECT)}", flush=True)


def hammer(target: Target, seeds: Sequence[bytes], slot: Slot, until: float, seed: int) -> None:
    """Try inputs until the time is up; ends this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.setrecursionlimit(1000)
    chance = random.Random(seed)
    tried = 0
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(seeds_folder(), work, dirs_exist_ok=True)
        folder = Path(work, "own")
        while time.monotonic() < until:
            data = target.mutate(chance, chance.choice(seeds), seeds)
            slot.put(data)
            tried += 1
            signal.alarm(SECONDS)
            try:
                target.run(data, folder)
            except Exception as error:  # noqa: BLE001 (this is what is looked for)
                if not is_fair(error):
                    keep(target, data, signature(error))
                    if os.environ.get("TYPESET_DEBUG") == "1":
                        traceback.print_exc()
            signal.alarm(0)
    print(f"{target.name}: {tried} inputs", flush=True)
    os._exit(0)


def seeds_folder() -> Path:
    """Where states of an edition lie for all targets."""
    folder = Path(tempfile.gettempdir(), f"typeset-fuzz-{os.getuid()}-{os.getpid()}")
    return _FOLDERS.setdefault("states", folder)


_FOLDERS: dict[str, Path] = {}


def fuzz(target: Target, seconds: float, seed: int) -> None:
    """One target's share of the time, in as many children as its crashes need."""
    seeds = target.seeds(seeds_folder())
    slot = Slot()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        child = os.fork()
        if not child:
            hammer(target, seeds, slot, until, seed)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            ended = signal.Signals(os.WTERMSIG(status)).name
            keep(
                target,
                slot.get(),
                "longer than it may" if ended == "SIGALRM" else f"killed by {ended}",
            )
        elif os.WEXITSTATUS(status):
            print(f"{target.name}: the harness itself failed", flush=True)
            return
        seed += 1_000_003


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("minutes", type=float)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    chosen = [one for one in TARGETS if not given.targets or one.name in given.targets]
    os.environ["LANGUAGE"] = "en"
    try:
        seeds_folder().mkdir()
        os.environ["TYPESET_CACHE"] = str(seeds_folder() / "kept")
        print(f"seed {given.seed}", flush=True)
        for target in chosen:
            fuzz(target, 60 * given.minutes / len(chosen), given.seed)
    finally:
        shutil.rmtree(seeds_folder(), ignore_errors=True)
    sys.exit(1 if KEPT.exists() and any(KEPT.rglob("*-*")) else 0)


if __name__ == "__main__":
    main()
