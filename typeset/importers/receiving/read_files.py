"""Files of any kind to one transcript (读取来稿): each by its own reader, joined in order."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from typeset.base.errors import SourceError
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.file_kind import Kind, kind_of
from typeset.importers.manuscript.result import Transcript
from typeset.importers.manuscript.transport import unpack_transcript
from typeset.importers.plain_text import read_plain_text
from typeset.importers.readers.read_markdown import read_markdown
from typeset.importers.receiving.bring_pictures import bring_pictures
from typeset.importers.receiving.gather_files import GivenFile
from typeset.importers.receiving.read_manuscript import MANUSCRIPT_BYTES
from typeset.importers.receiving.work_apart import WORKER_CRASH, work_on
from typeset.importers.recognising.join_lines import join_transcripts

_WORK = "typeset.importers.receiving.work_foreign"
_HTML_BYTES = 10_000_000
_TRANSCRIPT_BYTES = 200_000_000
_LIMITS: dict[Kind, int] = {
    "text": MANUSCRIPT_BYTES,
    "markdown": MANUSCRIPT_BYTES,
    "html": _HTML_BYTES,
}


def read_files(files: Sequence[GivenFile], *, accept_changes: bool) -> Transcript:
    """The transcript of all files, in their order.

    Raises SourceError with what is wrong with any of them, InternalError where a file's words
    cannot be reconciled.
    """
    transcripts: list[Transcript] = []
    errors: list[SourceError] = []
    for file in files:
        try:
            transcripts.append(_read_one(file, accept_changes=accept_changes))
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceError(finding for error in errors for finding in error.findings)
    return join_transcripts(transcripts)


def _read_one(file: GivenFile, *, accept_changes: bool) -> Transcript:
    kind = kind_of(file.data, file.name)
    data, limit = file.data, _LIMITS.get(kind)
    if limit is not None and len(data) > limit:
        raise SourceError([messages.TOO_LARGE.at(name=quoted(file.name), limit=limit)])
    if kind in {"doc", "odt", "rtf"}:
        from typeset.importers.readers.convert_office import convert_office

        suffix = PurePath(file.name).suffix.lower() or f".{kind}"
        data, kind = convert_office(data, suffix, file.name), "docx"
    if kind == "text":
        transcript = read_plain_text(data, file.name)
    elif kind == "markdown":
        transcript = read_markdown(data, file.name)
    elif kind == "zip":
        raise SourceError([messages.OTHER_KIND.at(name=quoted(file.name), kind="ZIP")])
    else:
        request = {"kind": kind, "file": file.name, "accept_changes": accept_changes}
        transcript = _read_apart(data, request)
    if len(transcript.text) > MANUSCRIPT_BYTES:
        raise SourceError([messages.TOO_LARGE.at(name=quoted(file.name), limit=MANUSCRIPT_BYTES)])
    return bring_pictures(transcript, file.companion)


def _read_apart(data: bytes, request: Mapping[str, Any]) -> Transcript:
    """Read foreign bytes in a worker process."""
    name = str(request["file"])
    with tempfile.TemporaryFile() as output:
        work_on(data, f"{_WORK}:read_document", request, output, name)
        output.seek(0)
        try:
            return unpack_transcript(output.read(_TRANSCRIPT_BYTES), name)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise SourceError([WORKER_CRASH.at(name=quoted(name))]) from None
