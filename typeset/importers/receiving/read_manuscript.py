"""The manuscript's bytes (取稿): an ordinary file of bounded size, opened once."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.importers import messages

NO_MANUSCRIPT = Message(
    "E250",
    mark("there is no file {name}"),
    mark("look at the spelling of the name and at the folder you are in"),
)
IS_FOLDER = Message(
    "E251",
    mark("{name} is a folder"),
    mark("name the manuscript in it"),
)

MANUSCRIPT_BYTES = 4_000_000
"""Two thousand pages; a weekly edition has some thirty."""


def read_manuscript(path: Path, limit: int = MANUSCRIPT_BYTES) -> bytes:
    """Read a manuscript whole.

    Raises SourceError where there is none, or something that is no ordinary file of our size.
    """
    name = str(path)
    try:
        # Without O_NONBLOCK a pipe nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            data = _read(handle, name, limit)
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError):
        data = NO_MANUSCRIPT.at(name=name)
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        data = messages.UNREADABLE.at(name=name, reason=reason)
    if isinstance(data, Finding):
        raise SourceError([data])
    return data


def _read(handle: int, name: str, limit: int) -> bytes | Finding:
    mode = os.fstat(handle).st_mode
    if stat.S_ISDIR(mode):
        return IS_FOLDER.at(name=name)
    if not stat.S_ISREG(mode):
        return messages.BINARY.at(name=name)
    if os.fstat(handle).st_size > limit:
        return messages.TOO_LARGE.at(name=name, limit=limit)
    chunks: list[bytes] = []
    while chunk := os.read(handle, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks) or messages.NO_TEXT.at(name=name)
