"""Plain and OCR text to an issue (纯文本导入): the whole way, top to bottom."""

from __future__ import annotations

import datetime

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Severity, has_errors
from typeset.content.dates import issue_date_of_week, monday_of_week, period_of_week
from typeset.content.document import ContentsCategory, Imprint, Issue, Material, Period
from typeset.content.importers import messages
from typeset.content.importers.account import count_characters, list_repairs
from typeset.content.importers.assemble import (
    assemble_contents,
    find_names,
    finish_material,
    read_material,
)
from typeset.content.importers.decode import decode_manuscript
from typeset.content.importers.find_materials import find_materials
from typeset.content.importers.match_contents import match_entries
from typeset.content.importers.read_body import read_inlines
from typeset.content.importers.read_front_matter import FrontMatter, date_source, read_front_matter
from typeset.content.importers.read_lines import read_lines
from typeset.content.importers.result import ImportResult
from typeset.content.importers.strand import Ledger
from typeset.content.read_text import quoted

DEFAULT_TITLE = "周重点学习内容清单"


def import_plain_text(data: bytes, week: str, file: str) -> ImportResult:
    """The issue that a manuscript holds, with the account of every character.

    `week` is the name of the folder to be; `file` names the manuscript in findings.  Raises
    SourceError with all the faults that forbid an import.  Nothing is written here.
    """
    decoded = decode_manuscript(data, file)
    ledger = Ledger(decoded.text, file)
    issue = _read_issue(ledger, week)
    findings = tuple(sorted(ledger.findings, key=_line))
    if has_errors(findings):
        raise SourceError(finding for finding in findings if finding.severity is Severity.ERROR)
    account = ledger.close()
    repairs = list_repairs(account, ledger.line_starts)
    counts = count_characters(account)
    return ImportResult(issue, account, repairs, counts, decoded.encoding, findings)


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
            ledger.report(messages.NO_DATES, 0, week=quoted(week), what=key)
        elif given is None:
            ledger.insert(key, date_source(value))
    if period.end < period.start:
        start, end = period.start.isoformat(), period.end.isoformat()
        ledger.report(messages.PERIOD_REVERSED, 0, start=start, end=end)
    elif monday and not monday <= period.start <= monday + datetime.timedelta(days=6):
        shown = date_source(period)
        ledger.report(messages.PERIOD_OF_OTHER_WEEK, 0, period=shown, week=week)
    return period, date


def _line(finding: Finding) -> int:
    return finding.position.line if finding.position else 0
