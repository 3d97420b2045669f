"""A ZIP file of manuscripts unpacked within limits (解压).  Runs in a worker process."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError, TypesetError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.base.worker import REFUSED_EXIT
from typeset.content.paths import open_inside
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.file_kind import SUFFIXES, kind_of
from typeset.importers.manuscript.transport import pack_findings
from typeset.importers.readers.word.open_package import open_package
from typeset.importers.receiving.bring_pictures import Companion
from typeset.importers.receiving.read_manuscript import read_manuscript
from typeset.importers.recognising.find_materials import number_value

_UTF_8 = 0x800
"""The flag of a member whose name is in UTF-8 (APPNOTE.TXT, 4.4.4)."""


def unpack(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """Write the members, one after the other, behind a line of their names and sizes."""
    assert output is not None
    try:
        package = open_package(source.read(), str(request["file"]))
        members: dict[str, bytes] = {}
        for info in package.names.values():
            if not info.is_dir():
                members[_name(info.filename, info.flag_bits)] = package.inflate(info)
    except TypesetError as error:
        found = pack_findings(error.findings)
        return REFUSED_EXIT, {"findings": found, "exit_code": error.exit_code}
    output.write(json.dumps([[name, len(data)] for name, data in members.items()]).encode())
    output.write(b"\n")
    for data in members.values():
        output.write(data)
    return 0, {}


def _name(name: str, flags: int) -> str:
    """A member's name; Chinese systems write GB 18030 where cp437 is expected."""
    if flags & _UTF_8:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


# What is to be imported, as bytes (收稿): files, folders, ZIP files, standard input, in order.

NOTHING_TO_IMPORT = Message(
    "E298",
    mark("{name} holds no file that can be imported"),
    mark("put .docx, .html, .md or .txt files into it"),
)
TOO_MANY_FILES = Message(
    "E299",
    mark("{name} holds more than {limit} files"),
    mark("import the files you mean by their names"),
)
FILE_LEFT_OUT = Message(
    "W284",
    mark("{name} is no text and was left out"),
    mark("put pictures and PDF into the issue's folder yourself where they are needed"),
)

STANDARD_INPUT = "-"
FILE_BYTES = 100_000_000
ALL_BYTES = 300_000_000
MOST_FILES = 200
_DEPTH = 6
_PICTURE_BYTES = 50_000_000
_IGNORED = re.compile(
    r"\..*|~\$.*|__MACOSX|Thumbs\.db|desktop\.ini|.*_files|.*\.files", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\d{1,9}|(?<=[材料第附件之（(\s])[一二三四五六七八九十百]{1,5}|\A[一二三四五六七八九十百]{1,5}(?=[、.．])"
)


class GivenFile(Struct, frozen=True):
    """A file to be imported: its name for messages, its bytes, and its way to what lies beside."""

    name: str
    data: bytes
    companion: Companion


class Gathered(Struct):
    """All files in order, and what was left out."""

    files: list[GivenFile] = []
    findings: list[Finding] = []


def gather_files(names: Sequence[str]) -> Gathered:
    """The files that the names stand for: `-` is standard input, a folder or ZIP all it holds.

    Names given stay in their order; those in a folder are sorted as people count (2 before 10).
    Raises SourceError for what is missing, too large or too much.
    """
    gathered = Gathered()
    for name in names:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(FILE_BYTES + 1)
            _add(gathered, name, data, lambda _: None)
        elif Path(name).is_dir():
            _gather_folder(Path(name), gathered)
        else:
            data = read_manuscript(Path(name), FILE_BYTES)
            _add(gathered, name, data, _beside(Path(name).parent))
    if not gathered.files:
        raise SourceError([NOTHING_TO_IMPORT.at(name=quoted(" ".join(names)))])
    return gathered


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """自然顺序: 材料2 before 材料10, 材料二 before 材料十."""
    key: list[tuple[int, int, str]] = []
    done = 0
    for match in _NUMBER.finditer(name):
        key.append((1, 0, name[done : match.start()]))
        key.append((0, number_value(match[0]), ""))
        done = match.end()
    return [*key, (1, 0, name[done:])]


def _add(gathered: Gathered, name: str, data: bytes, companion: Companion) -> None:
    """Add a file, or what is in it where it is a ZIP file."""
    if not data:
        raise SourceError([messages.NO_TEXT.at(name=quoted(name))])
    if len(data) > FILE_BYTES:
        raise SourceError([messages.TOO_LARGE.at(name=quoted(name), limit=FILE_BYTES)])
    if kind_of(data, name) == "zip":
        _gather_zip(name, data, gathered)
        return
    gathered.files.append(GivenFile(name, data, companion))
    size = sum(len(file.data) for file in gathered.files)
    if len(gathered.files) > MOST_FILES:
        raise SourceError([TOO_MANY_FILES.at(name=quoted(name), limit=MOST_FILES)])
    if size > ALL_BYTES:
        raise SourceError([messages.TOO_LARGE.at(name=quoted(name), limit=ALL_BYTES)])


def _gather_folder(folder: Path, gathered: Gathered) -> None:
    """The files of a folder and those below it; links to folders are not followed."""
    found: list[Path] = []
    try:
        for top, folders, names in os.walk(folder):
            depth = len(Path(top).relative_to(folder).parts)
            folders[:] = [n for n in folders if not _IGNORED.fullmatch(n) and depth < _DEPTH]
            found += [Path(top, n) for n in names if not _IGNORED.fullmatch(n)]
            if len(found) > MOST_FILES:
                raise SourceError([TOO_MANY_FILES.at(name=quoted(str(folder)), limit=MOST_FILES)])
    except OSError as error:
        reason = reason_of(error)
        raise SourceError(
            [messages.UNREADABLE.at(name=quoted(str(folder)), reason=reason)]
        ) from None
    before = len(gathered.files)
    for path in sorted(found, key=lambda path: natural_key(path.relative_to(folder).as_posix())):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            _add(gathered, str(path), read_manuscript(path, FILE_BYTES), _beside(path.parent))
        else:
            gathered.findings.append(FILE_LEFT_OUT.at(name=quoted(str(path))))
    if len(gathered.files) == before:
        raise SourceError([NOTHING_TO_IMPORT.at(name=quoted(str(folder)))])


def _gather_zip(name: str, data: bytes, gathered: Gathered) -> None:
    """The files of a ZIP file, unpacked in a worker process."""
    from typeset.importers.receiving.work_apart import work_on

    entry = "typeset.importers.receiving.gather_files:unpack"
    with tempfile.TemporaryFile() as output:
        work_on(data, entry, {"file": name}, output, name)
        output.seek(0)
        members = _members(output.read(ALL_BYTES * 2))
    before = len(gathered.files)
    for inner in sorted(members, key=natural_key):
        if any(_IGNORED.fullmatch(part) for part in PurePosixPath(inner).parts):
            continue
        shown = f"{name}/{inner}"
        if PurePosixPath(inner).suffix.lower() not in SUFFIXES:
            gathered.findings.append(FILE_LEFT_OUT.at(name=quoted(shown)))
        elif kind_of(members[inner], inner) == "zip":
            raise SourceError([messages.OTHER_KIND.at(name=quoted(shown), kind="ZIP")])
        else:
            _add(gathered, shown, members[inner], _inside(members, inner))
    if len(gathered.files) == before:
        raise SourceError([NOTHING_TO_IMPORT.at(name=quoted(name))])


def _members(packed: bytes) -> dict[str, bytes]:
    import json

    line, _, rest = packed.partition(b"\n")
    members: dict[str, bytes] = {}
    for name, size in json.loads(line or b"[]"):
        members[str(name)], rest = rest[:size], rest[size:]
    return members


def _inside(members: Mapping[str, bytes], inner: str) -> Companion:
    folder = PurePosixPath(inner).parent

    def companion(name: str) -> bytes | None:
        return members.get(os.path.normpath(folder / name))

    return companion


def _beside(folder: Path) -> Companion:
    """Pictures in a file's own folder and below it, never elsewhere."""

    def companion(name: str) -> bytes | None:
        handle = open_inside(folder, name.removeprefix("./"), None, [])
        if isinstance(handle, Finding):
            return None
        with os.fdopen(handle, "rb") as file:
            data = file.read(_PICTURE_BYTES + 1)
        return data if len(data) <= _PICTURE_BYTES else None

    return companion
