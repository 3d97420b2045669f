"""Comparing two states of an edition (比对): rounds, the sources as they are, or any two files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.units import Rectangle
from typeset.comparison.comparison import Change, Comparison
from typeset.comparison.find_text_changes import find_text_changes
from typeset.rounds.find_rounds import read_record, read_round_file
from typeset.rounds.round import EDITION_FILE, ROUND_DAMAGED, TEXT_FILE, RoundRecord
from typeset.texts.edition_text import Edition, EditionText
from typeset.texts.page_images import PageImageError, PageImages
from typeset.texts.read_characters import read_characters
from typeset.texts.read_text import read_text, text_from_json

NOT_READ = Message(
    "E760",
    mark("{file} cannot be read: {reason}"),
    mark("give two PDFs, or a week and its rounds: paiban compare WEEK [A] [B]"),
)
NOT_COMPARED = Message(
    "E761",
    mark("{file} cannot be compared: {reason}"),
    mark("see whether the file opens in a PDF reader"),
)

MOST_BYTES = 500_000_000
_TEXTS = (".md", ".txt", ".yaml")


class State(Struct, frozen=True):
    """状态: one side of a comparison: its name, its file, its text (None where only the file is
    known) and the sha256 of the issue's pictures and attachments by their paths."""

    name: str
    data: bytes
    text: EditionText | None = None
    files: Mapping[str, str] = {}


def state_of_edition(edition: Edition, folder: Path, name: str) -> State:
    """An edition in memory; `folder` is the issue's."""
    files: dict[str, str] = {}
    for path, digest in edition.digests.items():
        inside = Path(path).is_relative_to(folder)
        if inside and not path.endswith(_TEXTS):
            files[Path(path).relative_to(folder).as_posix()] = digest
    return State(name, edition.data, read_text(edition.pages), files)


def state_of_round(issue: Path, wanted: str) -> State:
    """A round by name or number; the last where none is named.

    Raises SourceError where there is no such round or it is damaged.
    """
    record = read_record(issue, wanted)
    data = read_round_file(issue, record, EDITION_FILE)
    files = {
        one.path: one.sha256
        for one in record.ingredients
        if one.kind == "source" and not one.path.endswith(_TEXTS)
    }
    return State(record.name, data, read_round_text(issue, record), files)


def read_round_text(issue: Path, record: RoundRecord) -> EditionText:
    """The text of a round.  Raises SourceError where it is damaged."""
    try:
        return text_from_json(json.loads(read_round_file(issue, record, TEXT_FILE)))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise SourceError([ROUND_DAMAGED.at(file=TEXT_FILE, round=record.name)]) from error


def state_of_file(path: Path) -> State:
    """Any PDF.  Raises SourceError (E760) where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([NOT_READ.at(file=str(path), reason=reason)]) from error
    if len(data) > MOST_BYTES:
        raise SourceError([NOT_READ.at(file=str(path), reason=f"> {MOST_BYTES} B")])
    return State(path.name, data)


def compare_states(before: State, after: State, images: PageImages) -> Comparison:
    """All that differs: words, then pictures and attachments of the issue, then what pages of
    equal words show differently.  The documents stay open in `images` as "before" and "after".

    Raises SourceError (E761) where a file is no PDF that can be read.
    """
    sides = {"before": before, "after": after}
    texts: dict[str, EditionText] = {}
    try:
        for key, state in sides.items():
            images.open(key, state.data)
        both = before.text is not None and after.text is not None
        for key, state in sides.items():
            if both and state.text is not None:
                texts[key] = state.text
            else:
                labels = [page.label for page in images.pages(key)]
                texts[key] = read_characters(images.characters(key), labels)
        counts = len(images.pages("before")), len(images.pages("after"))

        def difference(old: int, new: int) -> Rectangle | None:
            box = images.difference("before", old, "after", new)
            return None if box is None else Rectangle(*box)

        found = find_text_changes(texts["before"], texts["after"], counts, difference)
    except PageImageError as error:
        name = next((one.name for key, one in sides.items() if key not in texts), after.name)
        raise SourceError([NOT_COMPARED.at(file=name, reason=str(error))]) from error
    words = list(found.words())
    pictures = [change for change in found.changes if not change.is_text]
    return replace(found, changes=(*words, *_files(before.files, after.files), *pictures))


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """Pictures and attachments that came, went or were changed; digests say which."""
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            old, new = (files.get(path, "")[:12] for files in (before, after))
            yield Change("file", old, new, name=path)
