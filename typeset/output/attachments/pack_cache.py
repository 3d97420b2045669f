"""Packs that are kept (备妥缓存): a file that was prepared once is not opened again.

They lie in the user's cache, named by the file's digest and all that the work depends on; the
longest unused go when there are too many.  Without a cache they lie in a temporary folder until
the program ends.
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
from typing import Any

from typeset.base.cache import cache_folder

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
