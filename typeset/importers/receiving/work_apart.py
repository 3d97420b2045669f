"""Foreign bytes in a worker process (隔离读取), and what its ending means."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from typing import IO, Any

from typeset.base.errors import InternalError, SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.worker import Ending, WorkerAnswer, run_worker
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.transport import unpack_findings

WORKER_MEMORY = Message(
    "E296",
    mark("reading {name} needed too much memory and was ended"),
    mark("take large pictures out of it, or import its text alone"),
)


WORKER_CRASH = Message(
    "E297",
    mark("{name} could not be read: its reader crashed"),
    mark("save it anew in the program it comes from, or import its text alone"),
)


_FAULTS = {
    Ending.OUT_OF_TIME: messages.WORKER_TIME,
    Ending.OUT_OF_MEMORY: WORKER_MEMORY,
}


def work_on(
    data: bytes, entry: str, request: Mapping[str, Any], output: IO[bytes], name: str
) -> WorkerAnswer:
    """Run an entry of the importers in a worker; its answer where it took the bytes.

    Raises SourceError for a refusal and for a worker that failed, InternalError where the refusal
    is a fault of ours.
    """
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.flush()
        answer = run_worker(entry, given, request, output)
    if answer.failed:
        message = _FAULTS.get(answer.ending, WORKER_CRASH)
        raise SourceError([message.at(name=quoted(name))])
    if answer.ending is Ending.REFUSED:
        try:
            findings = unpack_findings(answer.values["findings"], name)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise SourceError([WORKER_CRASH.at(name=quoted(name))]) from None
        internal = answer.values.get("exit_code") == InternalError.exit_code
        raise (InternalError if internal else SourceError)(findings)
    return answer
