"""Approving a round and releasing what was approved (签批与发印).

Nothing is released but what was looked at: the files are built afresh, and must come out byte for
byte as the approved round's.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from typeset.base.cache import digest_file
from typeset.base.disk import reason_of
from typeset.base.errors import BuildError, SourceError
from typeset.base.findings import Finding, Message, Severity
from typeset.base.messages import mark, translate
from typeset.base.units import mm_from_points
from typeset.content.load_issue import find_issue_folder
from typeset.edition.build_issue import (
    Kept,
    LaidOut,
    Lint,
    Printing,
    Stopwatch,
    draw_laid,
    examine_drawn,
    lay_out_issue,
    missing_profile,
)
from typeset.edition.tell_facts import tell_facts
from typeset.output.pdf.draw_artwork import DrawnFiles, draw_reading
from typeset.output.write_file import freeze_folder, locked_folder
from typeset.preflight.check_contents import check_contents
from typeset.rounds.approval import Approval, Signature, read_approval, write_approval
from typeset.rounds.find_colours import find_colour_pages
from typeset.rounds.find_rounds import list_rounds, read_record, read_round_file, round_folder
from typeset.rounds.freeze_round import differing, ingredients_now, ingredients_of
from typeset.rounds.job_sheet import JobSheet, set_job_sheet
from typeset.rounds.round import EDITION_FILE, PRESS_FILE, Ingredient, RoundRecord, short

OPEN_ERRORS = Message(
    "E780",
    mark("{count} errors are open in {round}: {codes}"),
    mark("mend them, then make a new round: paiban proof {week}; warnings may be approved"),
)
CHANGED_SINCE = Message(
    "E781",
    mark("{kind} {path} is not as it was in {round}: {how}"),
    mark("make a new round of what is there now and have it approved: paiban proof {week}"),
)
NO_NAME = Message(
    "E782",
    mark("it is not said who approves"),
    mark("write a name: --by 张三"),
)
SIGNED_ALREADY = Message(
    "H783",
    mark("{who} has approved {round} already, on {when}; nothing was changed"),
    mark("a second person signs with a name of their own: --by 李四"),
)
NOT_APPROVED = Message(
    "E784",
    mark("no round of {week} has been approved"),
    mark("look at the proof, then: paiban approve {week}"),
)
OTHER_BYTES = Message(
    "E786",
    mark("{file} does not come out as it was in {round}, though all it is made from is the same"),
    mark("make a new round; if it happens again, tell whoever looks after typeset"),
)
NOT_WRITTEN = Message(
    "E787",
    mark("{folder} cannot be written: {reason}"),
    mark("look at the folder's permissions and the free space"),
)
OTHER_RELEASE = Message(
    "E788",
    mark("{folder} holds another release already"),
    mark("rename or move that folder away, so that both are kept, then release again"),
)
APPROVED_WITH_WARNINGS = Message(
    "H789",
    mark("{round} was approved with {count} warnings open"),
    mark("nothing to do if they were looked at; they stand in round.json"),
)

FOLDER = "release"
SUMS_FILE, SHEET_FILE = "SHA256SUMS", "付印单.pdf"
_NAME_LENGTH, _NOTE_LENGTH = 40, 100
_KINDS = {
    "source": mark("the source"),
    "style": mark("the style"),
    "face": mark("the face"),
    "profile": mark("the colour profile"),
    "program": mark("the program"),
}
_HOW = {"changed": mark("changed"), "added": mark("added"), "removed": mark("removed")}


class Approved(Struct, frozen=True):
    """What approving did: the round, all its signatures, and what there is to say."""

    record: RoundRecord
    approval: Approval
    findings: tuple[Finding, ...]


class Released(Struct, frozen=True):
    """What was released: the folder, sha256 of its files by name, the job sheet's facts; whether
    the very same was there already."""

    folder: Path
    files: Mapping[str, str]
    sheet: JobSheet
    record: RoundRecord
    approval: Approval
    unchanged: bool
    findings: tuple[Finding, ...]


def approve_round(root: Path, week: str, signature: Signature, wanted: str = "") -> Approved:
    """Sign a round (the last where none is named).

    Raises SourceError where there is no such round, where its files were changed or nobody is
    named; BuildError where errors are open in it or the issue is no longer what it shows.
    """
    signature = Signature(
        _clean(signature.who, _NAME_LENGTH), signature.when, _clean(signature.note, _NOTE_LENGTH)
    )
    if not signature.who:
        raise SourceError([NO_NAME.at()])
    issue = find_issue_folder(root, week)
    record = read_record(issue, wanted)
    check_round(issue, record)
    faults = [*open_errors(record), *_changes(record, ingredients_now(root, week, record.style))]
    if faults:
        raise BuildError(faults)
    folder = round_folder(issue, wanted)
    with _writing(folder), locked_folder(folder):
        approval = read_approval(folder, record) or Approval(
            record.index, record.name, record.digest
        )
        if approval.has_signed(signature.who):
            when = next(one.when for one in approval.signatures if one.who == signature.who)
            told = SIGNED_ALREADY.at(who=signature.who, round=record.name, when=when)
            return Approved(record, approval, (told,))
        approval = approval.signed(signature)
        write_approval(folder, approval)
    warnings = _count(record, Severity.WARNING)
    told_of = [APPROVED_WITH_WARNINGS.at(round=record.name, count=warnings)] if warnings else []
    return Approved(record, approval, tuple(told_of))


def release_issue(
    root: Path, week: str, copies: int | None = None, out: Path | None = None
) -> Released:
    """Write `OUT/WEEK` (`root/release/WEEK`): press file, reading file, job sheet, checksums.

    What is there already is never written over: the very same is left alone, another refused.
    Raises SourceError where no round was approved or its files were changed; BuildError where
    anything has changed since, errors are open, or the files do not come out as they were.
    """
    issue = find_issue_folder(root, week)
    record, approval = find_approved(issue)
    check_round(issue, record)
    kept, watch = Kept(), Stopwatch()
    laid = lay_out_issue(root, week, record.style, watch, lint=Lint.LIST, kept=kept)
    faults = list(_changes(record, ingredients_of(laid, root, record.style)))
    faults += open_errors(record)
    if faults:
        raise BuildError(faults)
    drawn = draw_laid(laid, Printing(), watch)
    findings = _examine(laid, drawn, week)
    _compare(record, drawn)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        codes = ", ".join(dict.fromkeys(one.code for one in errors))
        count = len(errors)
        told = OPEN_ERRORS.at(count=count, round=record.name, codes=codes, week=week)
        raise BuildError([*errors, told])
    sheet = tell_job_sheet(laid, drawn, record, approval, copies)
    assert kept.book is not None
    pages = set_job_sheet(sheet, kept.book, laid.style.lines.ink_clearance)
    files = {
        f"{week}.print.pdf": drawn.press,
        f"{week}.pdf": drawn.reading,
        SHEET_FILE: draw_reading(pages, kept.book.faces_in_use(), laid.condition),
    }
    sums = {name: _sha256(data) for name, data in files.items()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    files[SUMS_FILE] = lines.encode()
    folder = (out or root / FOLDER) / week
    unchanged = _write(folder, files)
    return Released(folder, sums, sheet, record, approval, unchanged, findings)


def find_approved(issue: Path) -> tuple[RoundRecord, Approval]:
    """The last round that somebody has signed.  Raises SourceError (E784, E785)."""
    for name in reversed(list_rounds(issue)):
        record = read_record(issue, name)
        approval = read_approval(round_folder(issue, name), record)
        if approval is not None:
            return record, approval
    raise SourceError([NOT_APPROVED.at(week=issue.name)])


def check_round(issue: Path, record: RoundRecord) -> None:
    """Raises SourceError with every file of a round that is not as it was made."""
    found: list[Finding] = []
    for name in record.files:
        try:
            read_round_file(issue, record, name)
        except SourceError as error:
            found += error.findings
    if found:
        raise SourceError(found)


def open_errors(record: RoundRecord) -> Iterator[Finding]:
    """E780 where errors are open in a round."""
    codes = [str(one.get("code")) for one in record.findings if one.get("severity") == "error"]
    if codes:
        said = ", ".join(dict.fromkeys(codes))
        yield OPEN_ERRORS.at(count=len(codes), round=record.name, codes=said, week=record.week)


def tell_job_sheet(
    laid: LaidOut,
    drawn: DrawnFiles,
    record: RoundRecord,
    approval: Approval,
    copies: int | None = None,
) -> JobSheet:
    """付印单: the facts of an edition for its printer."""
    pages, issue = laid.pages, laid.loaded.issue
    count = len(pages.pages)
    leaves = -(-count // 2) if pages.duplex else count
    wanted = str(copies) if copies is not None else issue.imprint.copies
    wide, high = (round(mm_from_points(one)) for one in (pages.width, pages.height))
    paper = "A4" if (wide, high) == (210, 297) else f"{wide} × {high}"
    return JobSheet(
        title=pages.title,
        issue=issue.imprint.issue_number or record.week,
        date=pages.date,
        pages=f"{count} 面",
        sheets=f"每册 {paper} {leaves} 张",
        trim=f"{wide} mm × {high} mm" + ("（A4）" if paper == "A4" else ""),
        bleed=f"四边各 {mm_from_points(pages.bleed):g} mm" if pages.bleed else "无",
        colours=_colours(find_colour_pages(drawn.reading)),
        sides="双面印刷" if pages.duplex else "单面印刷",
        copies=f"{wanted} 册" if wanted.isdecimal() else wanted,
        condition=laid.condition.words or "未指定",
        faces=tuple(face.identifier for face in drawn.faces),
        press_file=f"{record.week}.print.pdf",
        sha256=_sha256(drawn.press),
        round=f"{record.name}（{short(record.digest)}）",
        signatures=tuple(
            f"{one.who}　{one.when}" + (f"　{one.note}" if one.note else "")
            for one in approval.signatures
        ),
    )


def _colours(places: tuple[int, ...]) -> str:
    if not places:
        return "全部单色（黑）"
    return f"第 {_ranges(places)} 面彩色（四色），其余单色（黑）；面次从封面数起"


def _ranges(places: tuple[int, ...]) -> str:
    """Places from 0 as 1-3、7."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return "、".join(
        f"{first + 1}" if first == last else f"{first + 1}-{last + 1}" for first, last in runs
    )


def _examine(laid: LaidOut, drawn: DrawnFiles, week: str) -> tuple[Finding, ...]:
    findings = (*laid.findings, *missing_profile(laid.condition))
    facts = tell_facts(laid.pages, laid.style, findings)
    findings += tuple(check_contents(drawn.reading, facts.entries))
    names = [Path(f"{week}.pdf"), Path(f"{week}.print.pdf")]
    return (*findings, *examine_drawn(names, drawn, (facts, facts)))


def _compare(record: RoundRecord, drawn: DrawnFiles) -> None:
    """Raises BuildError where a file is not, byte for byte, the approved one."""
    pairs = ((EDITION_FILE, drawn.reading), (PRESS_FILE, drawn.press))
    found = [
        OTHER_BYTES.at(file=name, round=record.name)
        for name, data in pairs
        if name in record.files and _sha256(data) != record.files[name]
    ]
    if found:
        raise BuildError(found)


def _changes(record: RoundRecord, now: tuple[Ingredient, ...]) -> Iterator[Finding]:
    for kind, path, how in differing(record.ingredients, now):
        yield CHANGED_SINCE.at(
            kind=translate(_KINDS[kind]),
            path=path,
            how=translate(_HOW[how]),
            round=record.name,
            week=record.week,
        )


def _write(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the very same was there already.  Raises SourceError (E787), BuildError (E788)."""
    with _writing(folder), locked_folder(folder.parent):
        if folder.exists():
            there = {path.name: digest_file(path) for path in folder.iterdir()}
            if there == {name: _sha256(data) for name, data in files.items()}:
                return True
            raise BuildError([OTHER_RELEASE.at(folder=str(folder))])
        freeze_folder(folder, files)
    return False


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What goes wrong while something is written, as SourceError (E787)."""
    try:
        yield
    except (OSError, TimeoutError) as error:
        reason = reason_of(error)
        raise SourceError([NOT_WRITTEN.at(folder=str(folder), reason=reason)]) from error


def _count(record: RoundRecord, severity: Severity) -> int:
    return sum(one.get("severity") == severity.value for one in record.findings)


def _clean(text: str, length: int) -> str:
    """A name or note on one line, without signs that cannot be seen."""
    shown = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(shown.split())[:length]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
