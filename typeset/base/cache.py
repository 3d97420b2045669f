"""The user's cache folder (缓存): what can be computed again, kept to save time.

A cache entry is JSON with a checksum; a damaged, older or foreign entry is as good as none, and a
cache that cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition

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


# Records of builds (排版记录): what an edition was made from, so that nothing is made twice.
#
# A record names every input with its digest and the result with its own; where all of them are as
# they were, building again would give the same bytes (DESIGN, decision 9).

_PACKAGE = Path(__file__).parents[1]
_CODE = (".py", ".mo", ".txt")
_CHUNK = 1 << 20


class BuildRecord(Struct, frozen=True):
    """What is remembered of a build: its findings and the facts that the summary shows."""

    findings: tuple[Finding, ...]
    facts: Mapping[str, Any]


def record_name(*parts: str) -> str:
    """The cache's name for a build of some folder, week and options."""
    return f"build-{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}.json"


def digest_inputs(folders: Iterable[Path]) -> str:
    """One digest of every file below the folders, and of this program.

    Files count by content; those of the program and of `fonts` folders, which are large and seldom
    change, by size and time.  A folder that is not there counts as empty.
    """
    digest = hashlib.sha256()
    for path in _files(_PACKAGE):
        if path.name.endswith(_CODE):
            _add_stamp(digest, path)
    for folder in folders:
        digest.update(f"\0{folder}\0".encode("utf-8", "surrogateescape"))
        stamped = folder.name == "fonts"
        for path in _files(folder):
            (_add_stamp if stamped else _add_content)(digest, path)
    return digest.hexdigest()


def digest_file(path: Path) -> str:
    """sha256 of a file in hexadecimal, empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def recall_build(name: str, inputs: str, results: Iterable[Path]) -> BuildRecord | None:
    """The record of a build with the same inputs whose results are still as it left them."""
    stored = read_cache(name)
    if not isinstance(stored, dict) or stored.get("inputs") != inputs:
        return None
    if stored.get("results") != [digest_file(path) for path in results]:
        return None
    try:
        findings = tuple(_finding(value) for value in stored["findings"])
        return BuildRecord(findings, dict(stored["facts"]))
    except (KeyError, TypeError, ValueError):
        return None


def others_changed(record: BuildRecord) -> bool:
    """Whether a file that its facts name under `others`, as [path, sha256], is no longer so."""
    return any(digest_file(Path(path)) != digest for path, digest in record.facts["others"])


def remember_build(name: str, inputs: str, results: Iterable[Path], record: BuildRecord) -> None:
    """Store a record; failing to is no fault."""
    value = {
        "inputs": inputs,
        "results": [digest_file(path) for path in results],
        "findings": [_as_json(finding) for finding in record.findings],
        "facts": dict(record.facts),
    }
    write_cache(name, value)


def _files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "proofs"))
        for name in sorted(names):
            yield Path(path, name)


def _add_stamp(digest: Any, path: Path) -> None:
    try:
        state = path.stat()
    except OSError:
        return
    stamp = f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_ino}\0"
    digest.update(stamp.encode("utf-8", "surrogateescape"))


def _add_content(digest: Any, path: Path) -> None:
    digest.update(f"{path}\0{digest_file(path)}\0".encode("utf-8", "surrogateescape"))


def _as_json(finding: Finding) -> list[Any]:
    where, kind = finding.position, finding.kind
    place = [where.file, where.line, where.column] if where else None
    return [kind.code, kind.text, kind.cure, finding.values, place, finding.page]


def _finding(value: list[Any]) -> Finding:
    code, text, cure, values, place, page = value
    position = SourcePosition(*place) if place else None
    named = tuple((str(key), content) for key, content in values)
    return Finding(Message(code, text, cure), named, position, page)
