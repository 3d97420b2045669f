"""Run a command again and again, and let another call fail in each run.

    LD_PRELOAD=failing_calls.so python -m tests.faults.inject STATE WORK MOST -- WORDS…

STATE is the folder a run starts from, WORK the one it runs in, made anew for each; MOST calls fail,
spread evenly, 0 for all.  One JSON object a line (`Injector.run`): first what the command does
undisturbed, twice, then one a failing call.

All modules are imported before, and each run is a child of this process, so that a run costs as
much as its work, and only calls of that work are counted.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import importlib
import json
import os
import pkgutil
import shutil
import sys
from pathlib import Path

import typeset
from typeset.cli import main

LOOKED_AWAY = {"cache", "passing"}
"""Folders that may hold anything: the cache checks itself."""
READING = "open "


def import_all() -> None:
    """Every module of the program."""
    for info in pkgutil.walk_packages(typeset.__path__, "typeset."):
        if not info.name.endswith("__main__"):
            importlib.import_module(info.name)


def files_of(folder: Path) -> dict[str, str]:
    """Name → digest of every file, links as they are."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in LOOKED_AWAY or (path.is_dir() and not path.is_symlink()):
            continue
        content = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        found[name.as_posix()] = hashlib.sha256(content).hexdigest()
    return found


class Injector:
    """A command, the folder it starts from and the library that lets a call fail."""

    def __init__(self, state: Path, work: Path, words: list[str]) -> None:
        self._state, self._work, self._words = state, work, words
        self._library = ctypes.CDLL(None)
        self._library.failing_call.restype = ctypes.c_char_p
        self._library.failing_watch(str(work).encode())

    def run(self, at: int, error: int) -> dict[str, object]:
        """One run; `at` 0 lets nothing fail.

        Its keys: at, error, call (operation and file), count (of calls), code, words, files.
        """
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(self._state, self._work, symlinks=True)
        with (
            open(os.memfd_create("words"), "r+b") as words,
            open(os.memfd_create("told"), "r+b") as told,
        ):
            child = os.fork()
            if not child:
                self._become(at, error, words.fileno(), told.fileno())
            _, status = os.waitpid(child, 0)
            words.seek(0)
            told.seek(0)
            count, _, call = told.read().decode().partition(" ")
            return {
                "at": at,
                "error": errno.errorcode.get(error, ""),
                "call": call.replace(str(self._work), ""),
                "count": int(count or 0),
                "code": os.waitstatus_to_exitcode(status),
                "words": words.read().decode(errors="replace"),
                "files": files_of(self._work),
            }

    def _become(self, at: int, error: int, words: int, told: int) -> None:
        """The command itself, in a child; never returns."""
        code = 70
        try:
            os.dup2(words, 1)
            os.dup2(words, 2)
            os.chdir(self._work)
            sys.argv = ["typeset", *self._words]
            self._library.failing_arm(at, error)
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
            sys.stdout.flush()
            sys.stderr.flush()
            self._library.failing_disarm()
            said = f"{self._library.failing_count()} {self._library.failing_call().decode()}"
            os.write(told, said.encode())
        finally:
            os._exit(code)


def inject(state: Path, work: Path, most: int, words: list[str]) -> None:
    """Print what became of every run."""
    import_all()
    injector = Injector(state, work, words)
    for _ in range(2):
        undisturbed = injector.run(0, 0)
        print(json.dumps(undisturbed), flush=True)
    count = undisturbed["count"]
    assert isinstance(count, int)
    step = max(count / most, 1.0) if most else 1.0
    for at in sorted({round(count - k * step) for k in range(most or count)} - {0}):
        for error in (errno.EIO, errno.ENOSPC):
            run = injector.run(at, error)
            print(json.dumps(run), flush=True)
            if most or str(run["call"]).startswith(READING):
                break  # a full disk keeps nobody from reading


if __name__ == "__main__":
    end = sys.argv.index("--")
    inject(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[end + 1 :])
