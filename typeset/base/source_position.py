"""Where something was written."""

from __future__ import annotations

from typing import NamedTuple


class SourcePosition(NamedTuple):
    """出处: a file (as the editor knows it, relative to the issue's folder), line and column.

    Lines and columns count from 1; a column counts characters, not bytes.  0 means unknown.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


UNKNOWN = SourcePosition("")
