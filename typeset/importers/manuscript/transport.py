"""Transcripts and findings between a worker process and its parent (传递): JSON, then pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from typeset import importers
from typeset.base.findings import Finding, Message, SourcePosition
from typeset.importers.manuscript.result import Part, Span, Transcript

PICTURE_PATH = re.compile(r"pictures/[0-9a-f]{10}\.(?:png|jpg)", re.ASCII)
"""The only paths that a worker may give."""


def pack_findings(findings: Iterable[Finding]) -> list[list[Any]]:
    """Findings as values for JSON: code, values, line."""
    return [
        [found.code, dict(found.values), found.position.line if found.position else 0]
        for found in findings
    ]


def unpack_findings(packed: Iterable[Any], file: str) -> tuple[Finding, ...]:
    """Findings about a file.  Raises KeyError, TypeError or ValueError for what is none."""
    return tuple(
        Finding(_messages()[code], tuple(values.items()), SourcePosition(file, int(line)))
        for code, values, line in packed
    )


def pack_transcript(transcript: Transcript) -> bytes:
    """A transcript as one line of JSON and the bytes of its pictures."""
    value = {
        "text": transcript.text,
        "encoding": transcript.encoding,
        "added": [[span.start, span.end, span.rule] for span in transcript.added],
        "dropped": [[span.start, span.end, span.rule] for span in transcript.dropped],
        "roles": list(transcript.roles.items()),
        "pictures": [[path, len(data)] for path, data in transcript.pictures.items()],
        "findings": pack_findings(transcript.findings),
    }
    # Escapes keep lone surrogates and every line end inside the one line.
    return b"".join([json.dumps(value).encode(), b"\n", *transcript.pictures.values()])


def unpack_transcript(data: bytes, file: str) -> Transcript:
    """The transcript of a file.  Raises KeyError, TypeError or ValueError for what is none."""
    line, _, rest = data.partition(b"\n")
    value = json.loads(line)
    pictures: dict[str, bytes] = {}
    for path, size in value["pictures"]:
        if not PICTURE_PATH.fullmatch(path):
            raise ValueError(path)
        pictures[path], rest = rest[:size], rest[size:]
    return Transcript(
        str(value["text"]),
        (Part(1, file, structured=True),),
        str(value["encoding"]),
        _spans(value["added"]),
        _spans(value["dropped"]),
        {int(line): str(role) for line, role in value["roles"]},
        pictures,
        unpack_findings(value["findings"], file),
    )


def _spans(packed: Iterable[Any]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end), str(rule)) for start, end, rule in packed)


@lru_cache(maxsize=1)
def _messages() -> Mapping[str, Message]:
    """All that an importer may say, by code: a worker is believed nothing else."""
    names = (info.name for info in walk_packages(importers.__path__, f"{importers.__name__}."))
    modules = [import_module(name) for name in names]
    found = (value for module in modules for value in vars(module).values())
    return {message.code: message for message in found if isinstance(message, Message)}
