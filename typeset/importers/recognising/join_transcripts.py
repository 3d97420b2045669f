"""Several files as one manuscript (合并来稿): each a material, unless they say it themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from msgspec.structs import replace

from typeset.content.paths import material_number
from typeset.importers.manuscript.transcript import NOTATION, Part, Span, Transcript
from typeset.importers.recognising.find_materials import is_marker
from typeset.importers.recognising.read_front_matter import is_contents_label


def join_transcripts(transcripts: Sequence[Transcript]) -> Transcript:
    """One transcript; a lone file stays as it is.

    A file without a line 材料N gets one: the number in its name, else the next.  The first file may
    be the cover and the contents alone.
    """
    if len(transcripts) == 1:
        return transcripts[0]
    joined = Transcript("", (), "")
    used: set[int] = set()
    for index, given in enumerate(transcripts):
        transcript = given
        lines = transcript.text.splitlines()
        marked = any(is_marker(line) for line in lines)
        front = not index and any(map(is_contents_label, lines))
        if not marked and not front:
            number = _number(transcript.parts[0].file, used)
            used.add(number)
            transcript = with_marker(transcript, number)
        joined = _appended(joined, transcript)
    return joined


def with_marker(transcript: Transcript, number: int) -> Transcript:
    """A transcript below a line that says its number."""
    line = f"材料{number}\n"
    moved = _moved(transcript, len(line), 1)
    put_in = Span(0, len(line), NOTATION)
    return replace(moved, text=line + transcript.text, added=(put_in, *moved.added))


def _number(file: str, used: set[int]) -> int:
    named = material_number(PurePath(file).name)
    if named and named not in used:
        return named
    return max(used, default=0) + 1


def _appended(joined: Transcript, transcript: Transcript) -> Transcript:
    """Two transcripts as one, each beginning a line."""
    between = "" if not joined.text or joined.text.endswith("\n") else "\n"
    before = joined.text + between
    moved = _moved(transcript, len(before), before.count("\n"))
    put_in = (Span(len(joined.text), len(before), NOTATION),) if between else ()
    return Transcript(
        before + transcript.text,
        (*joined.parts, replace(moved.parts[0], first_line=before.count("\n") + 1)),
        ", ".join(dict.fromkeys(kind for kind in (joined.encoding, moved.encoding) if kind)),
        (*joined.added, *put_in, *moved.added),
        (*joined.dropped, *moved.dropped),
        {**joined.roles, **moved.roles},
        {**joined.pictures, **moved.pictures},
        (*joined.findings, *moved.findings),
    )


def _moved(transcript: Transcript, offset: int, lines: int) -> Transcript:
    """A transcript whose offsets and lines count from elsewhere; findings keep their file's."""
    return replace(
        transcript,
        parts=tuple(Part(part.first_line + lines, part.file) for part in transcript.parts),
        added=tuple(_shifted(span, offset) for span in transcript.added),
        dropped=tuple(_shifted(span, offset) for span in transcript.dropped),
        roles={line + lines: role for line, role in transcript.roles.items()},
    )


def _shifted(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset, span.rule)
