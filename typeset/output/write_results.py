"""Writing what a build made (写成品): all files or none, one run at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.output.messages import NOT_WRITTEN
from typeset.output.write_file import locked_folder, write_files

BUSY = Message(
    "E702",
    mark("another run is writing {week} and does not come to its end"),
    mark("wait until it is done, or end it, then run again"),
)


def write_results(files: Mapping[Path, bytes], week: str) -> None:
    """Write all files or none; two runs for one folder take turns.  Raises SourceError."""
    path = next(iter(files))
    try:
        with locked_folder(path.parent):
            write_files(files)
    except TimeoutError as error:
        raise SourceError([BUSY.at(week=week)]) from error
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([NOT_WRITTEN.at(file=os.fspath(path), reason=reason)]) from error
