"""The user's cache folder (缓存): what can be computed again, kept to save time.

A cache entry is JSON with a checksum; a damaged, older or foreign entry is as good as none, and a
cache that cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

CACHE_VERSION = 1
Kept = TypeVar("Kept")


def cache_folder() -> Path | None:
    """`$TYPESET_CACHE`, `$XDG_CACHE_HOME/typeset` or `~/.cache/typeset`; None without a home."""
    explicit = os.environ.get("TYPESET_CACHE")
    if explicit:
        return Path(explicit)
    base = os.environ.get("XDG_CACHE_HOME")
    if base and os.path.isabs(base):
        return Path(base, "typeset")
    home = os.environ.get("HOME")
    return Path(home, ".cache", "typeset") if home and os.path.isabs(home) else None


def read_cache(name: str) -> Any:
    """The value stored under a name, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        checksum, _, body = (folder / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum.decode("ascii", "replace") != _checksum(body):
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def unpack_cache(name: str, unpack: Callable[[Any], Kept]) -> Kept | None:
    """What `unpack` makes of the value stored under a name; None where it is of another shape.

    `unpack` may raise whatever taking a value apart raises.
    """
    value = read_cache(name)
    if value is None:
        return None
    try:
        return unpack(value)
    except (TypeError, LookupError, ValueError, AttributeError):
        return None


def write_cache(name: str, value: Any) -> None:
    """Store a value whole or not at all; failing to is no fault."""
    folder = cache_folder()
    if folder is None:
        return
    import tempfile  # only when something is new

    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_checksum(body).encode() + b"\n" + body)
            os.replace(temporary, folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def _checksum(body: bytes) -> str:
    return f"{CACHE_VERSION} {hashlib.sha256(body).hexdigest()}"
