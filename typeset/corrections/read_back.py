"""Corrections come back (校改): marked copies to a round's 校改单, and 核红 against what is now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.corrections.annotation import AnnotatedFile
from typeset.corrections.correction import (
    Correction,
    CorrectionCheck,
    CorrectionList,
    Outcome,
    read_corrections,
    write_corrections,
)
from typeset.corrections.find_marked_round import (
    KnownRound,
    find_marked_round,
    find_origins,
    is_unchanged,
    known_rounds,
)
from typeset.corrections.judge_corrections import judge_corrections
from typeset.corrections.list_corrections import add_copy
from typeset.corrections.read_annotations import read_annotations
from typeset.edition.build_issue import lay_out_issue
from typeset.output.messages import NOT_WRITTEN
from typeset.output.write_file import locked_folder, write_file
from typeset.rounds.find_rounds import list_rounds, read_record, read_round_file, round_folder
from typeset.rounds.round import TEXT_FILE, RoundRecord
from typeset.texts.edition_text import EditionText
from typeset.texts.read_text import read_text, text_from_json

NOT_MADE = Message(
    "W773",
    mark("{count} corrections of {round} are not made as they were asked for"),
    mark("make them, or settle it with the reviewer"),
)
UNKNOWN_PROOF = Message(
    "E775",
    mark("{file} does not tell which proof it is"),
    mark("say it with --week WEEK and --round NAME"),
)
NO_MARKS = Message(
    "W776",
    mark("{file} has no marks that can be read"),
    mark(
        "if marks are seen in it, they were printed into the pages; ask for the file with"
        " comments, or note them with pen and paper"
    ),
)
LEFT_OUT = Message(
    "W777",
    mark("{file}: {left_out} annotations were left out, {unreadable} have no place on a page"),
    mark("look through the marked copy by eye as well"),
)
OTHER_PAGES = Message(
    "W778",
    mark("{file} has {pages} pages, the proof {expected}; pages were told by their words"),
    mark("see that the places in the list are right"),
)
BAD_LIST = Message(
    "E779",
    mark("the list of corrections cannot be used: {reason}"),
    mark("take back {file} as it was, or move it away and read the marked copies again"),
)
NO_LIST = Message(
    "E776",
    mark("no corrections of {week} have been read yet"),
    mark("read a marked copy first: paiban corrections COPY.pdf"),
)
UNMARKED = Message(
    "H778",
    mark("{file} is the proof as it was made, without a mark"),
    mark("give the copy that the reviewer saved"),
)

LIST_FILE = "corrections.json"
_LIST_BYTES = 200_000_000


class ReadBack(Struct, frozen=True):
    """What reading copies came to: the whole list, which of it is new, and what was noticed."""

    corrections: CorrectionList
    added: tuple[Correction, ...]
    path: Path
    findings: tuple[Finding, ...]


def read_back(root: Path, files: Sequence[Path], week: str = "", wanted: str = "") -> ReadBack:
    """校改: the marks in copies of one round's proof, added to the round's list.

    Raises SourceError for a file that cannot be read or is of no known round (E770–E775), for
    copies of different rounds, and where the list cannot be read or written.
    """
    findings: list[Finding] = []
    rounds = tuple(known_rounds(root, week, wanted))
    copies = [_open(path, rounds, week, wanted) for path in files]
    one = copies[0][1]
    for copy, other in copies[1:]:
        if other != one:
            raise SourceError([UNKNOWN_PROOF.at(file=copy.name)])
    folder = round_folder(one.issue, one.record.name)
    text = _round_text(one.issue, one.record)
    try:
        with locked_folder(folder):
            known = _load(folder, one.record)
            corrections = known
            for copy, _ in copies:
                findings += _noticed(copy, one.record)
                corrections = add_copy(
                    corrections, copy, text, find_origins(copy, one.record, text)
                )
            if corrections != known:
                write_file(folder / LIST_FILE, write_corrections(corrections))
    except (OSError, TimeoutError) as error:
        reason = reason_of(error)
        raise SourceError([NOT_WRITTEN.at(file=LIST_FILE, reason=reason)]) from error
    before = set(known.corrections)
    added = tuple(one for one in corrections.corrections if one not in before)
    return ReadBack(corrections, added, folder / LIST_FILE, tuple(findings))


def check_sources(root: Path, week: str, wanted: str = "", style: str = "") -> CorrectionCheck:
    """核红: the last list of corrections (or that of a round) against the sources as they are now.

    Raises SourceError where there is no list, or where the sources cannot be set.
    """
    issue = root / "issues" / week
    record = read_record(issue, wanted) if wanted else _last_corrected(issue)
    corrections = _load(round_folder(issue, record.name), record, must_exist=True)
    before = _round_text(issue, record)
    after = read_text(lay_out_issue(root, week, style or record.style).pages)
    return judge_corrections(corrections, before, after, "")


def check_round(issue: Path, record: RoundRecord) -> CorrectionCheck | None:
    """核红 of a round just made: the corrections of the last list before it; None where there are
    none.  Raises SourceError where the list or a text cannot be read."""
    earlier = [
        one
        for name in list_rounds(issue)
        for one in [read_record(issue, name)]
        if one.index < record.index and _has_list(issue, one)
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: one.index)
    corrections = _load(round_folder(issue, last.name), last)
    before, after = _round_text(issue, last), _round_text(issue, record)
    return judge_corrections(corrections, before, after, record.name)


def findings_of(check: CorrectionCheck) -> tuple[Finding, ...]:
    """W773 where something was not made as asked."""
    count = check.count(Outcome.NOT_DONE) + check.count(Outcome.OTHERWISE)
    return (NOT_MADE.at(count=count, round=check.round_name),) if count else ()


def _open(
    path: Path, rounds: Sequence[KnownRound], week: str, wanted: str
) -> tuple[AnnotatedFile, KnownRound]:
    copy = read_annotations(path)
    found = rounds[0] if wanted and week and rounds else find_marked_round(copy, rounds)
    if found is None or len(copy.pages) != found.record.pages:
        copy = read_annotations(path, words=True)
    found = found or find_marked_round(copy, rounds)
    if found is None and week and len(rounds) == 1:
        found = rounds[0]
    if found is None:
        raise SourceError([UNKNOWN_PROOF.at(file=path.name)])
    return copy, found


def _noticed(copy: AnnotatedFile, record: RoundRecord) -> list[Finding]:
    found: list[Finding] = []
    if not copy.annotations:
        told = NO_MARKS if not is_unchanged(copy, record) else UNMARKED
        found.append(told.at(file=copy.name))
    if copy.left_out or copy.unreadable:
        found.append(
            LEFT_OUT.at(file=copy.name, left_out=copy.left_out, unreadable=copy.unreadable)
        )
    if len(copy.pages) != record.pages:
        count = len(copy.pages)
        found.append(OTHER_PAGES.at(file=copy.name, pages=count, expected=record.pages))
    return found


def _last_corrected(issue: Path) -> RoundRecord:
    """The last round with a list.  Raises SourceError where there is none."""
    for name in reversed(list_rounds(issue)):
        record = read_record(issue, name)
        if _has_list(issue, record):
            return record
    raise SourceError([NO_LIST.at(week=issue.name)])


def _has_list(issue: Path, record: RoundRecord) -> bool:
    return (round_folder(issue, record.name) / LIST_FILE).is_file()


def _round_text(issue: Path, record: RoundRecord) -> EditionText:
    """The text of a round.  Raises SourceError where it is not as it was made."""
    data = read_round_file(issue, record, TEXT_FILE)
    try:
        return text_from_json(json.loads(data))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise SourceError([BAD_LIST.at(reason=TEXT_FILE, file=TEXT_FILE)]) from error


def _load(folder: Path, record: RoundRecord, *, must_exist: bool = False) -> CorrectionList:
    """The list in a round's folder, an empty one where there is none.  Raises SourceError."""
    path = folder / LIST_FILE
    try:
        with path.open("rb") as file:
            return read_corrections(file.read(_LIST_BYTES))
    except FileNotFoundError:
        if must_exist:
            raise SourceError([NO_LIST.at(week=record.week)]) from None
        return CorrectionList(record.index, record.name, record.week)
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:100]
        raise SourceError([BAD_LIST.at(reason=reason, file=str(path))]) from error
