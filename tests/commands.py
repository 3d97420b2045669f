"""Commands as a user gives them, in this process: whatever was imported and measured is at hand."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

from typeset.cli.entry import run_command_line


@dataclass(frozen=True)
class Done:
    """The exit code of a command and what it has said."""

    code: int
    out: str
    err: str


def run_command(*words: str) -> Done:
    """`typeset WORDS…`; no traceback may be seen."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code: object = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run_command_line(list(words))
        except SystemExit as end:
            code = end.code
        out.flush()
        err.flush()
    said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    assert "Traceback" not in said[1]
    assert isinstance(code, int)
    return Done(code, *said)
