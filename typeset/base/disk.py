"""What a disk refuses (磁盘): the reason in words."""

from __future__ import annotations

import errno
import os
import re
import shutil

REFUSALS = frozenset(
    getattr(errno, name)
    for name in (
        "EACCES", "EBUSY", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENAMETOOLONG", "ENFILE", "ENODEV",
        "ENOSPC", "ENOTDIR", "ENXIO", "EPERM", "EROFS", "ESTALE", "ETXTBSY",
    )
)  # fmt: skip
"""Errors that the machine answers for, not this program."""


_NUMBER = re.compile(r"\[Errno (\d+)\]")


def reason_of(error: BaseException) -> str:
    """The system's own words for why something could not be read or written."""
    first = _first(error)
    return getattr(first, "strerror", None) or str(first) or type(first).__name__


def file_of(error: OSError, otherwise: str | os.PathLike[str] = "") -> str:
    """The file that an error speaks of, else another name."""
    name = getattr(_first(error), "filename", None)
    return os.fsdecode(name if isinstance(name, str | bytes) and name else otherwise)


def is_refusal(error: BaseException) -> bool:
    """Whether the machine answers for an error: a full disk, a broken one, rights."""
    return getattr(_first(error), "errno", None) in REFUSALS


def _first(error: BaseException) -> BaseException:
    """Of the many that copying a folder collects as words, the first."""
    if not isinstance(error, shutil.Error) or not isinstance(error.args[0], list):
        return error
    source, _, said = error.args[0][0]
    number = _NUMBER.match(str(said))
    return OSError(int(number[1]), os.strerror(int(number[1])), source) if number else error
