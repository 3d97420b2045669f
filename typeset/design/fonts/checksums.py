"""sha256 of files (校验和), remembered by path, size and time of change."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from typeset.base.cache import read_cache, write_cache

_CACHE = "faces.json"
_MOST_KEPT = 500


class Checksums:
    """What files contain, without reading those that have not changed."""

    def __init__(self) -> None:
        stored: Any = read_cache(_CACHE)
        self._known: dict[str, Any] = stored if isinstance(stored, dict) else {}
        self._asked: dict[str, Any] = {}
        self._changed = False

    def of(self, path: Path) -> str | None:
        """The file's sha256 in hexadecimal, None where no readable file is."""
        try:
            state = path.stat()
        except OSError:
            return None
        key = str(path.absolute())
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
        known = self._known.get(key)
        if isinstance(known, list) and known[:-1] == stamp:
            self._asked[key] = known
            return str(known[-1])
        try:
            with path.open("rb") as file:
                checksum = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        self._known[key] = self._asked[key] = [*stamp, checksum]
        self._changed = True
        return checksum

    def save(self) -> None:
        """Write what is new; where files are very many, only those that were asked for now."""
        if self._changed:
            write_cache(_CACHE, self._known if len(self._known) <= _MOST_KEPT else self._asked)
            self._changed = False
