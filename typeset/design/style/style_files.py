"""The files of styles (样式文件): their names, and their bytes."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from typeset.base.cache import unpack_cache, write_cache
from typeset.base.disk import reason_of
from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.design.style.style import Colour, StyleSheet

UNREADABLE = Message(
    "E305",
    mark("the style cannot be read: {reason}"),
    mark("look at the file's permissions, or copy it here anew"),
)
TOO_LARGE = Message(
    "E306",
    mark("the style is larger than {limit} bytes"),
    mark("keep only what differs from the style it extends"),
)

SUFFIX = ".yaml"
MOST_BYTES = 200_000
OTHER_FILES = frozenset({"terms"})
"""What lies among the styles without being one: the linter's list of words."""
_NAME = re.compile(r"\w[\w.-]{0,99}")


def is_style_name(name: str) -> bool:
    """Whether a style may have this name: no path, nothing hidden."""
    return _NAME.fullmatch(name) is not None


def shown_path(path: Path) -> str:
    """A style file as its author knows it: `styles/weekly.yaml`."""
    return f"{path.parent.name}/{path.name}"


def read_bytes(path: Path) -> bytes | Finding:
    """The bytes of a regular file of bearable size, or the one finding that says what it is."""
    where = SourcePosition(shown_path(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return UNREADABLE.at(where, reason="it is no file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return UNREADABLE.at(where, reason=reason_of(error))
    return TOO_LARGE.at(where, limit=MOST_BYTES) if len(data) > MOST_BYTES else data


def style_names(folders: Iterable[Path]) -> list[str]:
    """The names of the styles there are."""
    names = {
        path.stem
        for folder in folders
        for path in folder.glob(f"*{SUFFIX}")
        if is_style_name(path.stem) and path.stem not in OTHER_FILES
    }
    return sorted(names)


# Styles read before (样式缓存): a style sheet as JSON and back, so that YAML is read only once.
#
# An entry is good only for exactly the files there are now: what was read, and what would have
# been read instead had it lain there, is part of its key.

FORMAT = 1
"""To be raised whenever the same YAML would be read otherwise than before."""


class StyleKey(Struct, frozen=True):
    """Which entry (by name and folders), and what all files of the folders hold."""

    entry: str
    digest: str


def style_key(name: str, folders: Sequence[Path]) -> StyleKey | None:
    """The key of a style as the folders are now; None where a file of theirs cannot be read."""
    heading = f"{FORMAT} {_shape(StyleSheet)}\n{name}\n"
    digest = hashlib.sha256(heading.encode("utf-8", "surrogateescape"))
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            data = read_bytes(path)
            if not isinstance(data, bytes):
                return None
            heading = f"{path} {len(data)}\n"
            digest.update(heading.encode("utf-8", "surrogateescape") + data)
    place = "\n".join((name, *map(str, folders))).encode("utf-8", "surrogateescape")
    return StyleKey(f"style-{hashlib.sha256(place).hexdigest()[:32]}.json", digest.hexdigest())


def read_style_cache(key: StyleKey) -> tuple[StyleSheet, tuple[Path, ...]] | None:
    """The sheet and the files it was read from; None where there is nothing of use."""

    def unpack(stored: Any) -> tuple[StyleSheet, tuple[Path, ...]] | None:
        if stored["digest"] != key.digest:
            return None
        return _unpack(StyleSheet, stored["sheet"]), tuple(map(Path, stored["sources"]))

    return unpack_cache(key.entry, unpack)


def write_style_cache(key: StyleKey, sheet: StyleSheet, sources: Sequence[Path]) -> None:
    """Keep a sheet that was read without error."""
    value = {"digest": key.digest, "sheet": _pack(sheet), "sources": [str(one) for one in sources]}
    write_cache(key.entry, value)


def _pack(value: Any) -> Any:
    """A noun of the style as a list of its fields, in their order."""
    if isinstance(value, Mapping):
        return {key: _pack(one) for key, one in value.items()}
    fields = None if isinstance(value, Colour) else getattr(type(value), "__annotations__", None)
    return [_pack(getattr(value, key)) for key in fields] if fields else value


def _unpack(hint: Any, stored: Any) -> Any:
    """The value again: annotations say which fields are nouns themselves.

    Raises TypeError or ValueError where it has another shape.
    """
    if hint is Colour:
        return Colour(*stored)
    if isinstance(stored, dict):
        _, inner = get_args(hint)
        return {key: _unpack(inner, one) for key, one in stored.items()}
    if not isinstance(stored, list):
        return stored
    hints = hint.__annotations__.values()
    return hint(*(_unpack(one, value) for one, value in zip(hints, stored, strict=True)))


def _shape(noun: Any) -> list[Any]:
    """The names of all fields, so that a sheet of another version is never taken for ours."""
    inner = [*get_args(noun), *getattr(noun, "__annotations__", {}).values()]
    return [list(getattr(noun, "__annotations__", ())), *(_shape(one) for one in inner)]
