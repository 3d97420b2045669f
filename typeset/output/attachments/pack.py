"""Packs (备妥文件): a foreign file's pages ready to be painted, as a worker leaves them.

A pack is a file: a first line, the bytes of all streams, a JSON text, and at the end the length of
that text and the SHA-256 of all before.  Values of a PDF are written in JSON so: a token as its
own text, an array as a list, a dictionary as `{"/": {key: value}}`, a stream as a dictionary with
`"s": [offset, length]`, a reference to another object of the pack as `{"r": name}`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from typeset.base.cache import cache_folder

_FIRST = b"typeset pack 1\n"
_TAIL = 8 + 32
_CHUNK = 1 << 20


class PackWriter:
    """Writes a pack into a file that is open for writing, stream by stream."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._offset = 0
        self.objects: dict[str, Any] = {}
        self._put(_FIRST)

    def add_bytes(self, content: bytes) -> list[int]:
        """Where the bytes of a stream now stand: [offset, length]."""
        place = [self._offset, len(content)]
        self._put(content)
        return place

    def close(self, facts: Mapping[str, Any]) -> None:
        """Write what the pack says of itself; `objects` come along."""
        text = json.dumps({**facts, "objects": self.objects}, separators=(",", ":")).encode()
        self._put(text)
        self._put(len(text).to_bytes(8, "big"))
        self._file.write(self._digest.digest())

    def _put(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._offset += len(content)


class Pack(Struct, frozen=True):
    """A pack that was found whole: what it says, and the path under which its bytes lie."""

    path: Path
    facts: Mapping[str, Any]


def open_pack(path: Path, *, fresh: bool = False) -> Pack | None:
    """The pack of a path; None where it is missing, damaged or of another make.

    Raises OSError where a fresh one, which must be there, cannot be read.
    """
    try:
        with path.open("rb") as file:
            facts = _read(file)
    except (ValueError, RecursionError):
        return None
    except OSError:
        if fresh:
            raise
        return None
    return None if facts is None else Pack(path, facts)


def _read(file: IO[bytes]) -> Mapping[str, Any] | None:
    size = file.seek(0, 2)
    if size < len(_FIRST) + _TAIL:
        return None
    file.seek(size - _TAIL)
    tail = file.read(_TAIL)
    length = int.from_bytes(tail[:8], "big")
    start = size - _TAIL - length
    if start < len(_FIRST) or _digest(file, size - len(tail) + 8) != tail[8:]:
        return None
    file.seek(0)
    if file.read(len(_FIRST)) != _FIRST:
        return None
    file.seek(start)
    facts = json.loads(file.read(length))
    return facts if isinstance(facts, dict) else None


def _digest(file: IO[bytes], length: int) -> bytes:
    """SHA-256 of the first `length` bytes."""
    file.seek(0)
    digest = hashlib.sha256()
    while length > 0 and (part := file.read(min(_CHUNK, length))):
        digest.update(part)
        length -= len(part)
    return digest.digest()


# Packs that are kept (备妥缓存): a file that was prepared once is not opened again.
#
# They lie in the user's cache, named by the file's digest and all that the work depends on; the
# longest unused go when there are too many.  Without a cache they lie in a temporary folder until
# the program ends.

MOST_BYTES = 1_000_000_000
_FOLDER = "attachments"
_OUTPUT = Path(__file__).parents[1]


def pack_path(digest: str, request: Mapping[str, Any]) -> Path:
    """Where the pack of a file, given by its sha256, and of a request lies or is to lie."""
    asked = json.dumps(request, sort_keys=True)
    name = hashlib.sha256(f"{digest}\n{asked}\n{_version()}".encode()).hexdigest()[:40]
    return _folder() / f"{name}.pack"


def touch_pack(path: Path) -> None:
    """Note that a pack was used."""
    with contextlib.suppress(OSError):
        os.utime(path)


def trim_packs(limit: int = MOST_BYTES) -> None:
    """Remove the packs that were not used for the longest time, until the rest fits."""
    try:
        states = [(path, path.stat()) for path in _folder().glob("*.pack")]
    except OSError:
        return
    room = limit
    for path, state in sorted(states, key=lambda one: -one[1].st_mtime):
        room -= state.st_size
        if room < 0:
            with contextlib.suppress(OSError):
                path.unlink()


@cache
def _folder() -> Path:
    kept = cache_folder()
    if kept is not None:
        folder = kept / _FOLDER
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
    import atexit

    passing = tempfile.TemporaryDirectory(prefix="typeset-attachments-", ignore_cleanup_errors=True)
    atexit.register(passing.cleanup)
    return Path(passing.name)


@cache
def _version() -> str:
    """A digest of the code that makes packs: another code makes other packs."""
    digest = hashlib.sha256()
    for path in (*sorted(_OUTPUT.rglob("*.py")), _OUTPUT.parent / "base" / "run_office.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()
