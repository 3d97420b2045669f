"""Page images (页面图像): pages of finished files painted by a worker process.

The worker is begun when first needed and again whenever it has died; what it had open is opened
anew, so a page that kills it costs that page only.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

WORKER = Path(__file__).with_name("page_worker.py")
SECONDS = 20.0
TILE = 2048
"""Edge of the largest picture in pixels; a page that is larger comes in several."""


class PageImageError(Exception):
    """A page could not be painted: time, memory, crash, or no such page."""


class PageFacts(NamedTuple):
    """Width and height of a page in pt, and what a viewer calls it (封面, 1 …; may be empty)."""

    width: float
    height: float
    label: str


class PageCharacters(Struct, frozen=True):
    """The characters of a page without blanks, and of each left, top, right, bottom in pt."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]


class PageImages:
    """Documents by key, and pictures of their pages.  Safe to be used by several threads."""

    def __init__(self) -> None:
        self._data: dict[str, bytes] = {}
        self._pages: dict[str, tuple[PageFacts, ...]] = {}
        self._worker: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def open(self, key: str, data: bytes) -> None:
        """Make a document known; one of the same key is replaced.  Raises PageImageError."""
        with self._lock:
            self._data[key] = data
            try:
                self._open(key)
            except PageImageError:
                self._data.pop(key, None)
                raise

    def forget(self, key: str) -> None:
        """Close a document."""
        with self._lock, contextlib.suppress(PageImageError):
            self._data.pop(key, None)
            self._pages.pop(key, None)
            if self._worker is not None:
                self._ask({"do": "close", "key": key})

    def pages(self, key: str) -> tuple[PageFacts, ...]:
        """The pages of a document."""
        return self._pages[key]

    def image(
        self, key: str, place: int, scale: float, column: int, row: int, *, grey: bool
    ) -> bytes:
        """One tile of a page at `scale` pixels a point, as PNG.  Raises PageImageError."""
        try:
            width, height, _ = self._pages[key][place]
        except (KeyError, IndexError):
            raise PageImageError(f"{key} {place}") from None
        left, top = column * TILE, row * TILE
        size = (min(TILE, round(width * scale) - left), min(TILE, round(height * scale) - top))
        if min(size) <= 0 or min(left, top) < 0:
            raise PageImageError(f"{key} {place}: no such tile")
        request = {"do": "image", "place": place, "scale": scale, "grey": grey}
        with self._lock:
            _, data = self._ask({**request, "key": key, "box": [left, top, *size]})
        return data

    def characters(self, key: str) -> tuple[PageCharacters, ...]:
        """The characters of each page.  Raises PageImageError."""
        with self._lock:
            answer, _ = self._ask({"do": "characters", "key": key})
        return tuple(_characters(page) for page in answer["pages"])

    def difference(
        self, key: str, place: int, other_key: str, other_place: int
    ) -> tuple[float, float, float, float] | None:
        """Left, top, width, height in pt of what two pages show differently, coarsely."""
        request = {"other_key": other_key, "other_place": other_place}
        with self._lock:
            answer, _ = self._ask({"do": "difference", "key": key, "place": place, **request})
        box = answer["box"]
        return None if box is None else (box[0], box[1], box[2], box[3])

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    # ------------------------------------------------------------------------ the worker

    def _open(self, key: str) -> None:
        answer, _ = self._ask({"do": "open", "key": key}, self._data[key])
        self._pages[key] = tuple(PageFacts(*page) for page in answer["pages"])

    def _ask(self, request: Mapping[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        fresh = self._worker is None or self._worker.poll() is not None
        worker = self._begin() if fresh or self._worker is None else self._worker
        if fresh:
            for key in list(self._data):
                if key != request["key"] or request["do"] != "open":
                    self._exchange(worker, {"do": "open", "key": key}, self._data[key])
        return self._exchange(worker, request, data)

    def _begin(self) -> subprocess.Popen[bytes]:
        self._end()
        self._worker = subprocess.Popen(
            [sys.executable, "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            # The terminal's Ctrl+C is for the server, which then ends its worker.
            start_new_session=True,
        )
        return self._worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for stream in (worker.stdin, worker.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _exchange(
        self, worker: subprocess.Popen[bytes], request: Mapping[str, Any], data: bytes
    ) -> tuple[dict[str, Any], bytes]:
        assert worker.stdin is not None
        assert worker.stdout is not None
        deadline = time.monotonic() + SECONDS
        head = json.dumps(request).encode()
        try:
            for frame in (head, data):
                worker.stdin.write(struct.pack(">I", len(frame)) + frame)
            worker.stdin.flush()
            source = worker.stdout.fileno()
            answer = json.loads(_read_frame(source, deadline))
            content = _read_frame(source, deadline)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self._end()
            raise PageImageError(type(error).__name__) from error
        if "error" in answer:
            raise PageImageError(answer["error"])
        return answer, content


def _read_frame(source: int, deadline: float) -> bytes:
    size = struct.unpack(">I", _read(source, 4, deadline))[0]
    return _read(source, size, deadline)


def _read(source: int, size: int, deadline: float) -> bytes:
    """Exactly `size` bytes of a pipe.  Raises EOFError, TimeoutError."""
    parts: list[bytes] = []
    while size:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            raise TimeoutError
        part = os.read(source, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _characters(page: Mapping[str, Any]) -> PageCharacters:
    numbers = [value / 100 for value in page["boxes"]]
    edges = iter(numbers)
    return PageCharacters(page["text"], tuple(zip(edges, edges, edges, edges, strict=True)))
