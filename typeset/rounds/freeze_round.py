"""What an edition is made from (成分), named so that it can be compared later and elsewhere."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

import typeset
from typeset.base.cache import digest_file
from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.load_issue import find_issue_folder
from typeset.content.paths import read_file
from typeset.design.style.load_style import read_whole_style
from typeset.edition.build_issue import (
    STYLES,
    Kept,
    LaidOut,
    Lint,
    Printing,
    Stopwatch,
    draw_laid,
    examine_drawn,
    lay_out_issue,
    missing_profile,
    style_folders,
)
from typeset.edition.tell_facts import tell_facts
from typeset.output.attachments.prepare_attachments import Progress, issue_path
from typeset.output.pdf.draw_artwork import draw_reading
from typeset.output.write_file import freeze_folder, locked_folder
from typeset.preflight.check_contents import check_contents
from typeset.rounds.find_rounds import FOLDER, list_rounds, next_index, read_record
from typeset.rounds.round import (
    EDITION_FILE,
    PRESS_FILE,
    PROOF_FILE,
    RECORD_FILE,
    ROUND_NAMES,
    SOURCES_FOLDER,
    TEXT_FILE,
    Ingredient,
    RoundRecord,
    write_record,
)
from typeset.rounds.stamp_pages import ProofLook, sheet_of, stamp_pages, versos
from typeset.texts.read_text import read_text, text_as_json

if TYPE_CHECKING:
    from typeset.layout.placing.page import Pages


_CODE = ("*.py", "*.mo", "*.txt")


def gather_ingredients(
    sources: Mapping[str, str],
    styles: Iterable[Path],
    faces: Mapping[str, str],
    profile: bytes,
) -> tuple[Ingredient, ...]:
    """Sources and faces by name with their sha256, the files of the style chain, the press's
    profile, and this program."""
    found = [
        *(Ingredient("source", path, digest) for path, digest in sources.items()),
        *(Ingredient("style", path.name, digest_file(path)) for path in styles),
        *(Ingredient("face", name, digest) for name, digest in faces.items()),
        Ingredient("profile", "press", hashlib.sha256(profile).hexdigest()),
        Ingredient("program", f"typeset {typeset.__version__}", _program()),
    ]
    return tuple(sorted(set(found), key=lambda one: (one.kind, one.path, one.sha256)))


def differing(
    before: Iterable[Ingredient], now: Iterable[Ingredient]
) -> Iterator[tuple[str, str, str]]:
    """(kind, path, how) of each ingredient that is not as it was: changed, added or removed."""
    old = {(one.kind, one.path): one.sha256 for one in before}
    new = {(one.kind, one.path): one.sha256 for one in now}
    for key in sorted({*old, *new}):
        if key not in new:
            yield (*key, "removed")
        elif key not in old:
            yield (*key, "added")
        elif old[key] != new[key]:
            yield (*key, "changed")


@cache
def _program() -> str:
    """One digest of the program's own files."""
    package = Path(typeset.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for kind in _CODE for path in package.rglob(kind)):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


# Making a proof round (出校样): the edition laid out once, drawn clean and stamped, frozen with
# all that it was made from.

ROUND_EXISTS = Message(
    "E750",
    mark("round {round} of {week} is there already, in {folder}"),
    mark("rounds are never written over; name the next one with --round"),
)
UNKNOWN_ROUND = Message(
    "E751",
    mark("{round} is no round"),
    mark("write one of {rounds}"),
)
SOURCE_CHANGED = Message(
    "E752",
    mark("{file} was saved while the proof was made"),
    mark("make the proof again"),
)
NOT_FROZEN = Message(
    "E755",
    mark("the proof cannot be written into {folder}: {reason}"),
    mark("look at the folder's permissions and the free space"),
)

_SOURCE_BYTES = 200_000_000


class FrozenRound(Struct, frozen=True):
    """A round that was just made: its folder, its record, and what was found."""

    folder: Path
    record: RoundRecord
    findings: tuple[Finding, ...]


def next_round(issue: Path, wanted: str = "") -> str:
    """The name of the round to be made: the wanted one, else the next in the usual order.

    Raises SourceError: E751 for a name that is none, E750 for one that is there already.
    """
    made = list_rounds(issue)
    if not wanted:
        last = ROUND_NAMES.index(made[-1]) if made and made[-1] in ROUND_NAMES else -1
        wanted = ROUND_NAMES[min(last + 1, len(ROUND_NAMES) - 1)]
    if wanted not in ROUND_NAMES:
        raise SourceError([UNKNOWN_ROUND.at(round=wanted, rounds=", ".join(ROUND_NAMES))])
    if wanted in made:
        folder = f"{FOLDER}/{read_record(issue, wanted).folder}"
        raise SourceError([ROUND_EXISTS.at(round=wanted, week=issue.name, folder=folder)])
    return wanted


def freeze_round(
    root: Path,
    week: str,
    day: str,
    name: str = "",
    style: str = "",
    look: ProofLook | None = None,
    progress: Progress | None = None,
) -> FrozenRound:
    """Make the next round of an issue, or the one named, dated `day` (as 2025-09-01).

    What lint and preflight find is frozen with it and stops nothing.  Raises SourceError where the
    sources cannot be used, the round is there already or cannot be written.
    """
    issue, look = find_issue_folder(root, week), look or ProofLook()
    wanted = next_round(issue, name)
    kept, watch = Kept(), Stopwatch()
    laid = lay_out_issue(root, week, style, watch, lint=Lint.LIST, kept=kept, progress=progress)
    assert kept.book is not None
    ingredients = ingredients_of(laid, root, style)
    drawn = draw_laid(laid, Printing(), watch)
    findings = [*laid.findings, *missing_profile(laid.condition)]
    facts = tell_facts(laid.pages, laid.style, findings)
    findings += check_contents(drawn.reading, facts.entries)
    names = [Path(EDITION_FILE), Path(PRESS_FILE)]
    findings += examine_drawn(names, drawn, (facts, facts))
    with _frozen_errors(issue), locked_folder(issue / FOLDER):
        wanted = next_round(issue, wanted)
        record = RoundRecord(
            index=next_index(issue),
            name=wanted,
            week=week,
            title=laid.pages.title,
            made=day,
            style=style or laid.loaded.issue.style or STYLES[laid.loaded.issue.kind],
            pages=len(laid.pages.pages),
            sheet=sheet_of(laid.pages, look),
            ingredients=ingredients,
            files={},
            findings=tuple(one.as_json() for one in findings),
            versos=versos(laid.pages.pages),
        )
        stamped = stamp_pages(laid.pages, laid.style, kept.book, record, look)
        files = {
            PROOF_FILE: _draw_stamped(stamped, kept, laid),
            EDITION_FILE: drawn.reading,
            PRESS_FILE: drawn.press,
            TEXT_FILE: _as_json(text_as_json(read_text(laid.pages))),
            **_copied_sources(laid),
        }
        record = replace(record, files={key: _sha256(data) for key, data in files.items()})
        files[RECORD_FILE] = write_record(record)
        freeze_folder(issue / FOLDER / record.folder, files)
    return FrozenRound(issue / FOLDER / record.folder, record, tuple(findings))


def ingredients_of(laid: LaidOut, root: Path, style: str) -> tuple[Ingredient, ...]:
    """What an issue that was laid out is made from.  Raises SourceError where its style was saved
    since (E752)."""
    loaded = laid.loaded
    sources = {one.path: one.sha256 for one in loaded.sources}
    for attachment in loaded.issue.attachments:
        for file in attachment.files:
            if file.week:
                path = issue_path(loaded.folder, file)
                sources[f"{file.week}.pdf"] = _sha256(path.read_bytes())
    name = style or loaded.issue.style or STYLES[loaded.issue.kind]
    sheet = read_whole_style(name, style_folders(root))
    if sheet.sheet != laid.style:
        raise SourceError([SOURCE_CHANGED.at(file=sheet.sources[0].name)])
    faces = {identifier: face.sha256 for identifier, face in laid.faces.items()}
    return gather_ingredients(sources, sheet.sources, faces, laid.condition.profile)


def ingredients_now(root: Path, week: str, style: str) -> tuple[Ingredient, ...]:
    """What an issue would be made from now.  Raises SourceError as `lay_out_issue` does."""
    return ingredients_of(lay_out_issue(root, week, style), root, style)


def _draw_stamped(stamped: Pages, kept: Kept, laid: LaidOut) -> bytes:
    assert kept.book is not None
    return draw_reading(stamped, kept.book.faces_in_use(), laid.condition)


def _copied_sources(laid: LaidOut) -> dict[str, bytes]:
    """Every source file as it was read.  Raises SourceError where one was saved meanwhile."""
    copied: dict[str, bytes] = {}
    for source in laid.loaded.sources:
        opened = read_file(laid.loaded.folder, source.path, None, limit=_SOURCE_BYTES, files=[])
        if isinstance(opened, Finding):
            raise SourceError([opened])
        if opened.sha256 != source.sha256:
            raise SourceError([SOURCE_CHANGED.at(file=source.path)])
        copied[f"{SOURCES_FOLDER}/{source.path}"] = opened.data
    return copied


@contextlib.contextmanager
def _frozen_errors(issue: Path) -> Iterator[None]:
    """What goes wrong while a round is written, as SourceError."""
    try:
        yield
    except (OSError, TimeoutError) as error:
        reason = reason_of(error)
        folder = f"{issue.name}/{FOLDER}"
        raise SourceError([NOT_FROZEN.at(folder=folder, reason=reason)]) from error


def _as_json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
