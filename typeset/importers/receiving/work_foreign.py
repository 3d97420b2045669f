"""Foreign files in the worker process (外来文件): the one entry of all readers that need one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from typeset.base.errors import TypesetError
from typeset.base.worker import REFUSED_EXIT, WARNED_EXIT
from typeset.importers.manuscript.result import Transcript
from typeset.importers.manuscript.transport import pack_findings, pack_transcript

_MOST = 80
"""Findings of a refusal that are told; their JSON must fit the worker's line."""


def read_document(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """Read a document of the kind that the request names, and write its transcript."""
    assert output is not None
    try:
        transcript = _read(request, source.read())
    except TypesetError as error:
        found = pack_findings(error.findings[:_MOST])
        return REFUSED_EXIT, {"findings": found, "exit_code": error.exit_code}
    output.write(pack_transcript(transcript))
    return WARNED_EXIT if transcript.findings else 0, {}


def _read(request: Mapping[str, Any], data: bytes) -> Transcript:
    file = str(request["file"])
    if request["kind"] == "docx":
        from typeset.importers.readers.word.read_docx import read_docx

        return read_docx(data, file, accept_changes=bool(request["accept_changes"]))
    from typeset.importers.readers.web.read_html import read_html

    return read_html(data, file)


def prepare_pictures(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """Prepare pictures, given one after the other with their sizes; the answer in the same way."""
    from typeset.importers.manuscript.prepare_picture import prepare_picture

    assert output is not None
    answers: list[list[Any]] = []
    for size in request["sizes"]:
        prepared = prepare_picture(source.read(size))
        if prepared is None:
            answers.append(["", 0])
        else:
            output.write(prepared.data)
            answers.append([prepared.path, len(prepared.data)])
    return 0, {"pictures": answers}
