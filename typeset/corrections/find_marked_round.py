"""Which round a marked copy is of (认校样), and where the edition's pages lie on its pages.

The copy may lie anywhere and have any name.  It is told by its bytes, by what the proof says of
itself in its metadata, by the file identifier that readers keep, or by the stamp on its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.corrections.annotation import AnnotatedFile, AnnotatedPage
from typeset.corrections.list_corrections import PageOrigin
from typeset.rounds.find_rounds import FOLDER, list_rounds, read_record
from typeset.rounds.round import EDITION_FILE, PROOF_FILE, RoundRecord, short
from typeset.texts.edition_text import EditionText

_TAIL = 8_192
_IDENTIFIER = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]{8,128})>")
_SAME_SIZE = 2.0
"""pt by which a page's size may differ."""
_GRAM = 4
_ALIKE = 0.3
"""Part of a page's words that must stand on a page of the proof to be that page."""
NO_PAGE = PageOrigin(-1)


class KnownRound(Struct, frozen=True):
    """A round that a copy may be of: the issue's folder and the round's record."""

    issue: Path
    record: RoundRecord


def known_rounds(root: Path, week: str = "", wanted: str = "") -> Iterator[KnownRound]:
    """The rounds under `root`, of a week or of all, the latest of each first; records that cannot
    be read are passed over unless they were asked for by name.

    Raises SourceError for a round that is named and is not there.
    """
    issues = root / "issues"
    folders = (
        [issues / week] if week else sorted(path.parent for path in issues.glob(f"*/{FOLDER}"))
    )
    for issue in folders:
        if wanted:
            yield KnownRound(issue, read_record(issue, wanted))
            continue
        for name in reversed(list_rounds(issue)):
            try:
                yield KnownRound(issue, read_record(issue, name))
            except SourceError:
                continue


def find_marked_round(copy: AnnotatedFile, rounds: Sequence[KnownRound]) -> KnownRound | None:
    """The round of a copy, None where nothing tells it; the pages' words help where they are
    known."""
    for one in rounds:
        if copy.digest in (one.record.files.get(PROOF_FILE), one.record.files.get(EDITION_FILE)):
            return one
    words = "".join("".join(page.words.split()) for page in copy.pages[:5])
    for said in ("".join(copy.said.split()), words):
        for one in rounds:
            record = one.record
            if f"{record.week}{record.name}{short(record.digest)}" in said:
                return one
    for one in rounds:
        if copy.identifier and copy.identifier in _identifiers(one):
            return one
    return next((one for one in rounds if short(one.record.digest) in words), None)


def is_unchanged(copy: AnnotatedFile, record: RoundRecord) -> bool:
    """Whether a copy is the proof itself, as it was made."""
    return copy.digest in record.files.values()


def find_origins(
    copy: AnnotatedFile, record: RoundRecord, text: EditionText
) -> tuple[PageOrigin, ...]:
    """For each page of a copy the edition's page on it, and where that begins."""
    count = len(copy.pages)
    places: Iterable[int] = (
        range(count) if count == record.pages else _places_by_words(copy.pages, text)
    )
    return tuple(
        _origin(page, place, record) for page, place in zip(copy.pages, places, strict=True)
    )


def _origin(page: AnnotatedPage, place: int, record: RoundRecord) -> PageOrigin:
    if place < 0:
        return NO_PAGE
    sheet = record.sheet
    is_proof = (
        abs(page.width - sheet.width) < _SAME_SIZE and abs(page.height - sheet.height) < _SAME_SIZE
    )
    if not is_proof:
        return PageOrigin(place)
    left = sheet.verso if place in record.versos else sheet.recto
    return PageOrigin(place, left, sheet.top)


def _places_by_words(pages: Sequence[AnnotatedPage], text: EditionText) -> list[int]:
    """For each page of a copy the one of the proof that shares most of its words, -1 for none."""
    shown: dict[int, set[str]] = {}
    for line in text.lines():
        shown.setdefault(line.page, set()).update(_grams(line.text))
    places: list[int] = []
    for page in pages:
        grams = _grams(page.words)
        shares = {place: len(grams & other) / max(1, len(other)) for place, other in shown.items()}
        best = max(shares, key=lambda place: shares[place], default=-1)
        places.append(best if best >= 0 and shares[best] >= _ALIKE else -1)
    return places


def _grams(words: str) -> set[str]:
    return {words[at : at + _GRAM] for at in range(len(words) - _GRAM + 1)}


def _identifiers(one: KnownRound) -> set[str]:
    """/ID of the round's own files, from their ends; nothing of them is opened."""
    found: set[str] = set()
    for name in (PROOF_FILE, EDITION_FILE):
        path = one.issue / FOLDER / one.record.folder / name
        try:
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - _TAIL))
                found.update(
                    match[1].decode().lower() for match in _IDENTIFIER.finditer(file.read())
                )
        except OSError:
            continue
    return found
