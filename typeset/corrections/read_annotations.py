"""What a reviewer's PDF reader left in a file (读回批注), read in a worker within limits."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.base.units import Rectangle
from typeset.base.worker import Ending, WorkerLimits, run_worker
from typeset.corrections.annotation import (
    AnnotatedFile,
    AnnotatedPage,
    Annotation,
    AnnotationKind,
    Reply,
)

NO_COPY = Message(
    "E770",
    mark("{file} cannot be read: {reason}"),
    mark("give the PDF that the reviewer sent back"),
)
NO_PDF_COPY = Message(
    "E771",
    mark("{file} is no PDF, or too damaged or too large to be read: {reason}"),
    mark("ask the reviewer to save the marked proof as a PDF once more"),
)
LOCKED_COPY = Message(
    "E772",
    mark("{file} asks for a password"),
    mark("ask the reviewer to save it without a password"),
)
FAILED_COPY = Message(
    "E774",
    mark("{file} could not be read within the limits of time and memory"),
    mark("open it in another reader and save it as a new PDF; it may be built to do harm"),
)

_ENTRY = "typeset.corrections.scan_annotations:scan"
_ANSWER_BYTES = 60_000_000
_LIMITS = WorkerLimits(written=_ANSWER_BYTES)


def read_annotations(path: Path, *, words: bool = False) -> AnnotatedFile:
    """The annotations of a PDF from outside; with `words` how its pages read besides.

    Raises SourceError (E770–E774) where it cannot be read, is no PDF or asks for a password.
    """
    try:
        # A pipe must not keep us waiting.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not path.is_file():
                raise SourceError([NO_COPY.at(file=str(path), reason=os.strerror(22))])
            return _read(file, path.name, words=words)
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise SourceError([NO_COPY.at(file=str(path), reason=reason)]) from error


def _read(file: IO[bytes], name: str, *, words: bool) -> AnnotatedFile:
    with tempfile.TemporaryFile() as output:
        answer = run_worker(_ENTRY, file, {"words": words}, output, _LIMITS)
        if answer.ending is Ending.REFUSED:
            raise SourceError([_refusal(name, answer.values)])
        if answer.failed:
            raise SourceError([FAILED_COPY.at(file=name)])
        output.seek(0)
        try:
            return _file(name, json.loads(output.read(_ANSWER_BYTES + 1)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise SourceError([FAILED_COPY.at(file=name)]) from error


def _refusal(name: str, said: Mapping[str, Any]) -> Finding:
    reason = str(said.get("reason") or "-")
    match said.get("why"):
        case "locked":
            return LOCKED_COPY.at(file=name)
        case "no pdf" | "large":
            return NO_PDF_COPY.at(file=name, reason=reason)
        case _:
            return FAILED_COPY.at(file=name)


def _file(name: str, value: Mapping[str, Any]) -> AnnotatedFile:
    return AnnotatedFile(
        name=name,
        digest=str(value["digest"]),
        identifier=str(value["identifier"]),
        said=str(value["said"]),
        pages=tuple(
            AnnotatedPage(float(width), float(height), str(words))
            for width, height, words in value["pages"]
        ),
        annotations=tuple(map(_annotation, value["annotations"])),
        left_out=int(value["left_out"]),
        unreadable=int(value["unreadable"]),
    )


def _annotation(value: Mapping[str, Any]) -> Annotation:
    kept = dict(value)
    kept["kind"] = AnnotationKind(kept["kind"])
    kept["boxes"] = tuple(Rectangle(**box) for box in kept["boxes"])
    kept["replies"] = tuple(Reply(**reply) for reply in kept["replies"])
    return Annotation(**kept)
