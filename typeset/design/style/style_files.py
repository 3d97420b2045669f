"""The files of styles (样式文件): their names, and their bytes."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from pathlib import Path

from typeset.base.disk import reason_of
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.base.source_position import SourcePosition

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
