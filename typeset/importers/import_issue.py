"""A transcript to an issue, or to one material (导入): the whole way, top to bottom."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, Severity, has_errors
from typeset.base.messages import mark
from typeset.content.dates import issue_date_of_week, monday_of_week, period_of_week
from typeset.content.document import (
    ContentsCategory,
    Imprint,
    Issue,
    Material,
    Period,
    Picture,
)
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.account import count_characters, list_repairs
from typeset.importers.manuscript.result import Change, ImportResult, MaterialResult, Transcript
from typeset.importers.manuscript.strand import Ledger
from typeset.importers.recognising.assemble import (
    assemble_contents,
    find_names,
    finish_material,
    read_material,
)
from typeset.importers.recognising.find_materials import Section, find_materials, is_marker
from typeset.importers.recognising.list_material import match_entries
from typeset.importers.recognising.read_body import read_inlines
from typeset.importers.recognising.read_front_matter import (
    FrontMatter,
    date_source,
    is_contents_label,
    read_front_matter,
)
from typeset.importers.recognising.read_lines import read_lines
from typeset.importers.recognising.restore_notes import restore_notes

NO_DATES = Message(
    "E266",
    mark("{week} is no week, and the manuscript does not say {what}"),
    mark("write it above the contents, or name a week such as 2025-36"),
)
PERIOD_REVERSED = Message(
    "E269",
    mark("the period ends on {end}, before it starts on {start}"),
    mark("correct the dates in the manuscript"),
)
PERIOD_OF_OTHER_WEEK = Message(
    "W253",
    mark("the period {period} does not lie in the week {week}"),
    mark("look at the week you named and at the manuscript's dates"),
)
SEVERAL_MATERIALS = Message(
    "E272",
    mark("there are {count} materials, and one can be added at a time"),
    mark("give --as issue, or import the files one by one"),
)

DEFAULT_TITLE = "周重点学习内容清单"


def import_issue(transcript: Transcript, week: str) -> ImportResult:
    """The issue that a transcript holds, with the account of every character.

    `week` is the name of the folder to be.  Raises SourceError with all the faults that forbid an
    import.  Nothing is written here.
    """
    ledger = open_ledger(transcript)
    issue = _read_issue(ledger, week)
    issue = replace(issue, materials=restore_notes(issue.materials, transcript))
    findings = close_findings(ledger, transcript)
    account = ledger.close()
    return ImportResult(
        issue,
        account,
        list_repairs(account, ledger.line_starts),
        count_characters(account),
        transcript.encoding,
        findings,
        used_pictures(issue.materials, transcript),
    )


def import_material(transcript: Transcript, number: int) -> MaterialResult:
    """The one material that a transcript holds, as 材料`number` of an issue that is there.

    Raises SourceError as `import_issue` does, and where there are several materials.
    """
    ledger = open_ledger(transcript)
    sections = find_materials(read_lines(ledger), ledger)
    if len(sections.materials) != 1:
        raise SourceError([SEVERAL_MATERIALS.at(count=len(sections.materials))])
    ledger.findings = [found for found in ledger.findings if found.kind is not messages.NO_MARKER]
    (section,) = sections.materials
    _renumber(section, number, ledger)
    for line in sections.front:
        ledger.report(messages.LEFT_OUT, line.number, text=quoted(line.text))
        ledger.discard(line.strand, "left-out")
    draft = read_material(replace(section, number=number), ledger)
    (material,) = restore_notes([finish_material(draft, None, ledger)], transcript)
    findings = close_findings(ledger, transcript)
    account = ledger.close()
    return MaterialResult(
        material,
        account,
        list_repairs(account, ledger.line_starts),
        count_characters(account),
        transcript.encoding,
        findings,
        used_pictures((material,), transcript),
    )


def holds_issue(transcript: Transcript) -> bool:
    """Whether a transcript is a whole edition: with a line 材料N, or with a 目录."""
    lines = transcript.text.split("\n")
    return any(is_marker(line) or is_contents_label(line) for line in lines)


def open_ledger(transcript: Transcript) -> Ledger:
    """The ledger of a transcript, with what its reader left out."""
    ledger = Ledger(
        transcript.text,
        transcript.parts[0].file,
        transcript.parts,
        transcript.added,
        transcript.roles,
        frozenset(transcript.pictures),
    )
    ledger.leave_out(transcript.dropped)
    return ledger


def close_findings(ledger: Ledger, transcript: Transcript) -> tuple[Finding, ...]:
    """All that was found, by line.  Raises SourceError where errors are among it."""
    findings = (*transcript.findings, *sorted(ledger.findings, key=_line))
    if has_errors(findings):
        raise SourceError(finding for finding in findings if finding.severity is Severity.ERROR)
    return findings


def used_pictures(materials: Sequence[Material], transcript: Transcript) -> dict[str, bytes]:
    """The new pictures that the materials show."""
    shown = {
        block.file
        for material in materials
        for block in material.blocks
        if isinstance(block, Picture)
    }
    return {path: data for path, data in transcript.pictures.items() if path in shown}


def _renumber(section: Section, number: int, ledger: Ledger) -> None:
    """The number of a marker is that of another issue: it gives way to the next free one."""
    old, new = f"材料{section.number}/number", f"材料{number}/number"
    if section.marker is None:
        del ledger.inserted[old]
    else:
        label = next(entry for entry in ledger.placements if entry.place == old)
        ledger.placements.remove(label)
        for offset in label.origins:
            ledger.changes[offset] = Change("", "marker")
    ledger.insert(new, str(number))


def _read_issue(ledger: Ledger, week: str) -> Issue:
    sections = find_materials(read_lines(ledger), ledger)
    front = read_front_matter(sections.front, ledger)
    drafts = {section.number: read_material(section, ledger) for section in sections.materials}
    words = {number: draft.words for number, draft in drafts.items()}
    matched = match_entries(front.categories, words)
    listed = [entry for category in front.categories for entry in category.entries]
    entries = {number: listed[index] for index, number in matched.items()}
    materials = tuple(
        finish_material(drafts[number], entries.get(number), ledger) for number in sorted(drafts)
    )
    contents = assemble_contents(front.categories, matched, materials, ledger)
    return _issue(week, front, contents, materials, ledger)


def _issue(
    week: str,
    front: FrontMatter,
    contents: tuple[ContentsCategory, ...],
    materials: tuple[Material, ...],
    ledger: Ledger,
) -> Issue:
    if front.title is None:
        ledger.insert("title", DEFAULT_TITLE)
    period, date = _dates(week, front, ledger)
    imprint = {key: strand.text for key, strand in front.imprint.items()}
    return Issue(
        week=week,
        title=front.title.text if front.title else DEFAULT_TITLE,
        period=period,
        compiler=front.compiler.text if front.compiler else "",
        date=date,
        contents=contents,
        materials=materials,
        notice=read_inlines(front.notice.text) if front.notice else (),
        names=find_names(materials),
        imprint=Imprint(**imprint),
    )


def _dates(week: str, front: FrontMatter, ledger: Ledger) -> tuple[Period, datetime.date]:
    """Period and issue date: as written, else those of the week."""
    monday = monday_of_week(week)
    known = monday or datetime.date(2000, 1, 3)
    period = front.period or period_of_week(known)
    date = front.date or issue_date_of_week(known)
    for key, given, value in (("period", front.period, period), ("date", front.date, date)):
        if given is None and monday is None:
            ledger.report(NO_DATES, 0, week=quoted(week), what=key)
        elif given is None:
            ledger.insert(key, date_source(value))
    if period.end < period.start:
        start, end = period.start.isoformat(), period.end.isoformat()
        ledger.report(PERIOD_REVERSED, 0, start=start, end=end)
    elif monday and not monday <= period.start <= monday + datetime.timedelta(days=6):
        shown = date_source(period)
        ledger.report(PERIOD_OF_OTHER_WEEK, 0, period=shown, week=week)
    return period, date


def _line(finding: Finding) -> int:
    return finding.position.line if finding.position else 0
