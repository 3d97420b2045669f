"""A ZIP file of manuscripts unpacked within limits (解压).  Runs in a worker process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from typeset.base.errors import TypesetError
from typeset.base.worker import REFUSED_EXIT
from typeset.importers.manuscript.transport import pack_findings
from typeset.importers.readers.word.open_package import open_package

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
