"""Pictures that lie beside a text (配图): brought into the issue's folder, their lines told so."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.errors import SourceError
from typeset.importers.manuscript.result import NOTATION, Span, Transcript
from typeset.importers.manuscript.transport import PICTURE_PATH

Companion = Callable[[str], bytes | None]
"""The bytes of a file beside the one that is imported, by its name there; None without one."""

_LINE = re.compile(r"^[ \t\u3000]*!\[[^\[\]\n]*\]\(([^()\n]*)\)[ \t]*$", re.MULTILINE)
_MOST = 200


class _Brought(Struct, frozen=True):
    """A path as written, from `start` up to `end`, and the new one."""

    start: int
    end: int
    path: str


def bring_pictures(transcript: Transcript, companion: Companion) -> Transcript:
    """The transcript with the pictures found; the lines of others stay as they are."""
    found: list[tuple[re.Match[str], bytes]] = []
    for match in list(_LINE.finditer(transcript.text))[:_MOST]:
        if match[1] not in transcript.pictures and ":" not in match[1]:
            data = companion(unquote(match[1].strip()))
            if data:
                found.append((match, data))
    if not found:
        return transcript
    prepared = _prepare([data for _, data in found], transcript.parts[0].file)
    brought = [
        _Brought(*match.span(1), path)
        for (match, _), (path, _) in zip(found, prepared, strict=True)
        if path
    ]
    pictures = dict(transcript.pictures) | {path: data for path, data in prepared if path}
    return replace(_rewritten(transcript, brought), pictures=pictures)


def _prepare(pictures: Sequence[bytes], file: str) -> list[tuple[str, bytes]]:
    """(path, bytes) of each picture; an empty path for one that cannot be used."""
    from typeset.importers.receiving.work_apart import work_on

    entry = "typeset.importers.receiving.work_foreign:prepare_pictures"
    request = {"sizes": [len(data) for data in pictures]}
    with tempfile.TemporaryFile() as output:
        try:
            answer = work_on(b"".join(pictures), entry, request, output, file)
        except SourceError:
            return [("", b"")] * len(pictures)
        output.seek(0)
        prepared = [(str(path), output.read(size)) for path, size in answer.values["pictures"]]
    return [(path, data) if PICTURE_PATH.fullmatch(path) else ("", b"") for path, data in prepared]


def _rewritten(transcript: Transcript, brought: Sequence[_Brought]) -> Transcript:
    """Each old path dropped, the new one put in behind it."""
    parts: list[str] = []
    added: list[Span] = []
    dropped: list[Span] = []
    done = grown = 0
    for one in brought:
        parts += [transcript.text[done : one.end], one.path]
        dropped.append(Span(one.start + grown, one.end + grown, "picture-taken"))
        start = one.end + grown
        added.append(Span(start, start + len(one.path), NOTATION))
        done, grown = one.end, grown + len(one.path)

    def moved(spans: Iterable[Span]) -> list[Span]:
        return [piece for span in spans for piece in _moved(span, brought)]

    return replace(
        transcript,
        text="".join([*parts, transcript.text[done:]]),
        added=tuple(sorted([*moved(transcript.added), *added], key=lambda span: span.start)),
        dropped=tuple(sorted([*moved(transcript.dropped), *dropped], key=lambda span: span.start)),
    )


def _moved(span: Span, brought: Sequence[_Brought]) -> list[Span]:
    """A span where its characters stand now; a path put in cuts it in two."""
    pieces: list[Span] = []
    start, grown = span.start, 0
    for one in brought:
        if one.end <= start:
            grown += len(one.path)
        elif one.end < span.end:
            pieces.append(Span(start + grown, one.end + grown, span.rule))
            start, grown = one.end, grown + len(one.path)
    return [*pieces, Span(start + grown, span.end + grown, span.rule)]
