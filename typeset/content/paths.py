"""Files named in a source (文件路径): opened only inside the issue's folder, only ordinary ones.

What is named is opened first and judged by what was opened, so a link changed in between gains
nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.limits import ISSUE_FOLDER_BYTES, ISSUE_FOLDER_FILES
from typeset.content.manifest import nearest_name
from typeset.content.read_text import quoted

FILE_MISSING = Message(
    "E105",
    mark("the file {name} is not there"),
    mark("did you mean {nearest}?"),
)
FILE_MISSING_ALONE = Message(
    "E106",
    mark("the file {name} is not there"),
    mark("put it into the issue's folder, or correct its name"),
)
FILE_UNREADABLE = Message(
    "E107",
    mark("the file {name} cannot be read: {reason}"),
    mark("look at its permissions, or copy it here anew"),
)
FILE_TOO_LARGE = Message(
    "E108",
    mark("the file {name} is larger than {limit} bytes"),
    mark("divide the text into several materials"),
)
FOLDER_TOO_LARGE = Message(
    "E109",
    mark("the issue's folder holds more than {limit} bytes"),
    mark("move what does not belong to the issue elsewhere"),
)
FOLDER_TOO_FULL = Message(
    "E110",
    mark("the issue's folder holds more than {limit} files"),
    mark("move what does not belong to the issue elsewhere"),
)
PATH_ABSOLUTE = Message(
    "E115",
    mark("{name} is an absolute path"),
    mark("copy the file into the issue's folder and write its name only"),
)
PATH_PARENT = Message(
    "E116",
    mark("{name} leads out of the issue's folder (..)"),
    mark("copy the file into the issue's folder and write its name only"),
)
PATH_BACKSLASH = Message(
    "E117",
    mark("{name} holds a backslash"),
    mark("write folders with /, as in attachments/plan.pdf"),
)
PATH_DRIVE = Message(
    "E118",
    mark("{name} names a drive or an address"),
    mark("copy the file into the issue's folder and write its name only"),
)
PATH_CONTROL = Message(
    "E119",
    mark("the file name {name} holds a character that no file name may hold"),
    mark("type the name anew"),
)
PATH_OUTSIDE = Message(
    "E120",
    mark("{name} is a link to a place outside the issue's folder"),
    mark("put the file itself into the issue's folder"),
)
PATH_FOLDER = Message(
    "E121",
    mark("{name} is a folder, not a file"),
    mark("name a file in it"),
)
PATH_SPECIAL = Message(
    "E122",
    mark("{name} is not an ordinary file"),
    mark("put an ordinary file in its place"),
)

_MATERIAL_NUMBER = re.compile(r"(?:材料|material)[\s_\-—]*(\d{1,4})", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_CHUNK = 1 << 20


class Opened(Struct, frozen=True):
    """A file read: its bytes, or only the digest where the contents were not asked for."""

    data: bytes
    sha256: str


def material_number(file: str) -> int | None:
    """The number in a name such as 材料3.md, 材料 3.txt, material-3.md; None in others."""
    name = unicodedata.normalize("NFC", file.rpartition("/")[2])
    match = _MATERIAL_NUMBER.fullmatch(name.rpartition(".")[0] or name)
    return (int(match[1]) or None) if match else None


def list_files(folder: Path) -> list[str] | Finding:
    """All files of an issue's folder, as `attachments/plan.pdf`, sorted; or the limit passed."""
    files: list[str] = []
    size = 0
    for path, folders, names in os.walk(folder):
        # Proofs are no sources; a round holds a copy of all of them.
        folders[:] = sorted(name for name in folders if name != "proofs" or path != str(folder))
        for name in names:
            full = os.path.join(path, name)
            files.append(os.path.relpath(full, folder).replace(os.sep, "/"))
            try:
                size += os.lstat(full).st_size
            except OSError:
                continue
        if len(files) > ISSUE_FOLDER_FILES:
            return FOLDER_TOO_FULL.at(limit=ISSUE_FOLDER_FILES)
        if size > ISSUE_FOLDER_BYTES:
            return FOLDER_TOO_LARGE.at(limit=ISSUE_FOLDER_BYTES)
    return sorted(files)


def check_name(name: str, position: SourcePosition | None) -> Finding | None:
    """What is wrong with a file's name before anything is opened."""
    message = None
    if any(char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in name):
        message = PATH_CONTROL
    elif "\\" in name:
        message = PATH_BACKSLASH
    elif name.startswith(("/", "~/")):
        message = PATH_ABSOLUTE
    elif _DRIVE.match(name):
        message = PATH_DRIVE
    elif ".." in name.split("/"):
        message = PATH_PARENT
    return message.at(position, name=quoted(name)) if message else None


def read_file(
    folder: Path, name: str, position: SourcePosition | None, *, limit: int, files: list[str]
) -> Opened | Finding:
    """Read a file of the issue's folder whole; `files` are those there are, for suggestions."""
    handle = open_inside(folder, name, position, files)
    if isinstance(handle, Finding):
        return handle
    with os.fdopen(handle, "rb") as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            return _unreadable(name, position, error)
    if len(data) > limit:
        return FILE_TOO_LARGE.at(position, name=quoted(name), limit=limit)
    return Opened(data, hashlib.sha256(data).hexdigest())


def digest_file(
    folder: Path, name: str, position: SourcePosition | None, *, files: list[str]
) -> Opened | Finding:
    """Read a file of the issue's folder for its digest only; the bytes are not kept."""
    handle = open_inside(folder, name, position, files)
    if isinstance(handle, Finding):
        return handle
    digest = hashlib.sha256()
    with os.fdopen(handle, "rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        except OSError as error:
            return _unreadable(name, position, error)
    return Opened(b"", digest.hexdigest())


def open_inside(
    folder: Path, name: str, position: SourcePosition | None, files: list[str]
) -> int | Finding:
    """A descriptor of an ordinary file inside a folder, links followed but not out of it."""
    wrong = check_name(name, position)
    if wrong is not None:
        return wrong
    try:
        # Without O_NONBLOCK a pipe nobody writes to would wait for ever.
        handle = os.open(folder / name, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return _missing(folder, name, position, files)
    except OSError as error:
        return _unreadable(name, position, error)
    wrong = _check_opened(handle, folder, name, position)
    if wrong is not None:
        os.close(handle)
        return wrong
    return handle


def _check_opened(
    handle: int, folder: Path, name: str, position: SourcePosition | None
) -> Finding | None:
    status = os.fstat(handle)
    real = Path(os.path.realpath(folder / name))
    inside = real.is_relative_to(os.path.realpath(folder))
    if inside:
        try:
            inside = os.path.samestat(status, os.lstat(real))
        except OSError:
            inside = False
    message = None
    if not inside:
        message = PATH_OUTSIDE
    elif stat.S_ISDIR(status.st_mode):
        message = PATH_FOLDER
    elif not stat.S_ISREG(status.st_mode):
        message = PATH_SPECIAL
    return message.at(position, name=quoted(name)) if message else None


def _missing(folder: Path, name: str, position: SourcePosition | None, files: list[str]) -> Finding:
    if os.path.lexists(folder / name):
        target = Path(os.path.realpath(folder / name))
        if not target.is_relative_to(os.path.realpath(folder)):
            return PATH_OUTSIDE.at(position, name=quoted(name))
    nearest = nearest_name(name, files)
    if nearest is None or nearest == name:
        return FILE_MISSING_ALONE.at(position, name=quoted(name))
    return FILE_MISSING.at(position, name=quoted(name), nearest=quoted(nearest))


def is_unreadable(error: SourceError) -> bool:
    """Whether the disk, and not what stands in the files, is why an issue cannot be used."""
    return any(finding.code == FILE_UNREADABLE.code for finding in error.findings)


def _unreadable(name: str, position: SourcePosition | None, error: OSError) -> Finding:
    reason = reason_of(error)
    return FILE_UNREADABLE.at(position, name=quoted(name), reason=reason)
