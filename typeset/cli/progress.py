"""Progress of long work (进度), on a terminal only: one line that is written over."""

from __future__ import annotations

import sys
import threading
import time
from typing import Self

from typeset.base.messages import mark, translate

_WORKED_ON = mark("{file}: page {done}")
_PATIENCE, _PAUSE = 1.0, 0.1
"""Seconds before anything is said, and between two lines."""


class Progress:
    """Told how many pages of a file are ready, from several threads."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._is_shown = sys.stderr.isatty() and not quiet
        self._lock = threading.Lock()
        self._next = time.monotonic() + _PATIENCE
        self._width = 0

    def __call__(self, file: str, done: int) -> None:
        now = time.monotonic()
        with self._lock:
            if not self._is_shown or now < self._next:
                return
            self._next = now + _PAUSE
            self._write(translate(_WORKED_ON).format(file=file, done=done))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away, before other words are written."""
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, line: str) -> None:
        # Han characters are two columns wide; blanks enough for all of them wipe the old line.
        sys.stderr.write("\r" + line + " " * max(0, self._width - len(line)))
        sys.stderr.flush()
        self._width = 2 * len(line)
