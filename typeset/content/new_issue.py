"""The folder of a new week (新建一期): its dates, the last issue's furniture, a first material."""

from __future__ import annotations

import datetime
import errno
import os
import re
import shutil
import tempfile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.dates import issue_date_of_week, monday_of_week, period_of_week
from typeset.content.document import ContentsCategory, ContentsEntry, Issue, Material
from typeset.content.load_issue import MANIFEST_FILE, list_weeks, load_manifest
from typeset.content.manifest import IMPRINT_KEYS, ISSUE_KEYS, Manifest, key_name
from typeset.content.read_text import quoted
from typeset.content.write_manifest import sync_folder, write_manifest, write_texts
from typeset.content.write_source import write_material

ISSUE_EXISTS = Message(
    "E160",
    mark("issue {week} is there already; nothing was changed"),
    mark("edit the files in {folder}, or take another week"),
)
CANNOT_WRITE = Message(
    "E161",
    mark("{name} cannot be written: {reason}"),
    mark("look at the folder's permissions and at the free space"),
)
NOT_A_WEEK = Message(
    "E162",
    mark("{week} is not a week"),
    mark("write the year and the two digits of the ISO week, as in {example}"),
)
WEEK_BEYOND_YEAR = Message(
    "E163",
    mark("there is no week {week}; the last of that year is {last}"),
    mark("take {last}, or {following}, the week after it"),
)
FURNITURE_UNREADABLE = Message(
    "W103",
    mark("nothing was taken over from {week}: {reason}"),
    mark("to see what is wrong with it: paiban issue {week}"),
)
NOTICE_CARRIED = Message(
    "H101",
    mark("the notice is that of {week}"),
    mark("look whether it still holds, its dates first"),
)
IMPRINT_OPEN = Message(
    "H102",
    mark("{keys} of {week} were not taken over: they change with each issue"),
    mark("write those of this issue behind the empty keys"),
)

FIRST_TITLE = "周重点学习内容清单"
FIRST_HEADING = "学习材料"
FIRST_MATERIAL = "材料1.md"

_CHANGING = ("issue_number", "print_date")
"""Particulars of the imprint that no issue has in common with the last."""
_NUMBERS = re.compile(r"\D*([12]\d{3})\D*(\d{1,2})\D*", re.ASCII)
_OCCUPIED = {errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR}


class NewIssue(Struct, frozen=True):
    """A folder made: its files, the issue in it, the week whose furniture it has (else empty)."""

    folder: Path
    files: tuple[str, ...]
    issue: Issue
    like: str
    findings: tuple[Finding, ...]


class _Furniture(Struct, frozen=True):
    """家底: the facts of another week that this one takes over."""

    week: str
    manifest: Manifest | None
    findings: tuple[Finding, ...]


def new_issue(root: Path, week: str) -> NewIssue:
    """Make `root/issues/WEEK`, whole or not at all.

    Its text is left for the editor to write: loading it says where.  Raises SourceError for a
    name that is no week, an issue that is there already, a disk that refuses.
    """
    monday = _monday(week)
    folder = root / "issues" / week
    if os.path.lexists(folder) and not _is_empty_folder(folder):
        raise SourceError([ISSUE_EXISTS.at(week=week, folder=f"issues/{week}")])
    furniture = _find_furniture(root, monday)
    issue = _issue(week, monday, furniture.manifest)
    texts = _texts(issue, furniture.manifest)
    _write(folder, texts)
    findings = (*furniture.findings, *_doubts(furniture, texts[MANIFEST_FILE]))
    like = furniture.week if furniture.manifest else ""
    return NewIssue(folder, tuple(texts), issue, like, findings)


def _monday(week: str) -> datetime.date:
    """The Monday of a week.  Raises SourceError with the week that was probably meant."""
    monday = monday_of_week(week)
    if monday is not None:
        return monday
    match = _NUMBERS.fullmatch(week[:40])
    meant = f"{match[1]}-{int(match[2]):02}" if match else "2025-36"
    if monday_of_week(meant):
        raise SourceError([NOT_A_WEEK.at(week=quoted(week) or '""', example=meant)])
    # 28 December lies in the last week of its year (ISO 8601).
    year = int(meant[:4])
    last = datetime.date(year, 12, 28).isocalendar().week
    raise SourceError(
        [WEEK_BEYOND_YEAR.at(week=quoted(week), last=f"{year}-{last}", following=f"{year + 1}-01")]
    )


def _is_empty_folder(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())
    except OSError:
        return False


def _find_furniture(root: Path, monday: datetime.date) -> _Furniture:
    """The last issue before a Monday whose facts can be read; without one, the first after."""
    weeks = [(other, week) for week in list_weeks(root) if (other := monday_of_week(week))]
    earlier = [week for other, week in reversed(weeks) if other < monday]
    later = [week for other, week in weeks if other > monday]
    findings: list[Finding] = []
    for week in (*earlier, *later):
        try:
            manifest = load_manifest(root, week)
        except SourceError as error:
            reason = error.findings[0].message
            findings.append(FURNITURE_UNREADABLE.at(week=week, reason=reason))
        else:
            return _Furniture(week, manifest, tuple(findings))
    return _Furniture("", None, tuple(findings))


def _issue(week: str, monday: datetime.date, manifest: Manifest | None) -> Issue:
    """The new issue as it is written: its first material empty, in the first category."""
    headings = [category.heading for category in manifest.contents] if manifest else []
    headings = headings or [FIRST_HEADING]
    first = ContentsCategory(headings[0], (ContentsEntry(1),))
    issue = Issue(
        week=week,
        title=FIRST_TITLE,
        period=period_of_week(monday),
        compiler="",
        date=issue_date_of_week(monday),
        contents=(first, *(ContentsCategory(heading, ()) for heading in headings[1:])),
        materials=(Material(1, (), (), file=FIRST_MATERIAL),),
    )
    if manifest is None:
        return issue
    return replace(
        issue,
        title=manifest.title,
        compiler=manifest.compiler,
        notice=manifest.notice,
        names=manifest.names,
        imprint=replace(manifest.imprint, **dict.fromkeys(_CHANGING, "")),
        style=manifest.style,
    )


def _texts(issue: Issue, manifest: Manifest | None) -> dict[str, str]:
    chinese = manifest is not None and manifest.chinese
    empty = ("compiler", *_open_keys(manifest))
    facts = write_manifest(issue, {1: FIRST_MATERIAL}, chinese=chinese, empty=empty)
    text = write_material(issue.materials[0], chinese=chinese, empty=True)
    return {MANIFEST_FILE: facts, FIRST_MATERIAL: text}


def _open_keys(manifest: Manifest | None) -> list[str]:
    """Particulars that the last issue had and this one must have anew."""
    return [key for key in _CHANGING if manifest and getattr(manifest.imprint, key)]


def _doubts(furniture: _Furniture, text: str) -> list[Finding]:
    """What was taken over, or left open, and wants a look."""
    manifest, week = furniture.manifest, furniture.week
    if manifest is None:
        return []
    found: list[Finding] = []
    if manifest.notice:
        found.append(NOTICE_CARRIED.at(_place(text, "notice", manifest), week=week))
    keys = _open_keys(manifest)
    if keys:
        names = [key_name(IMPRINT_KEYS, key, chinese=manifest.chinese) for key in keys]
        place = _place(text, "imprint", manifest)
        found.append(IMPRINT_OPEN.at(place, keys=", ".join(names), week=week))
    return found


def _place(text: str, key: str, manifest: Manifest) -> SourcePosition:
    """The line of issue.yaml where a key stands."""
    name = key_name(ISSUE_KEYS, key, chinese=manifest.chinese)
    lines = text.split("\n")
    line = next(number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:"))
    return SourcePosition(MANIFEST_FILE, line, 1)


def _write(folder: Path, texts: dict[str, str]) -> None:
    """Write aside, then rename.  Raises SourceError."""
    aside: Path | None = None
    try:
        folder.parent.mkdir(exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
        # A folder of its own inside: the temporary one is for nobody else to read.
        made = aside / folder.name
        made.mkdir()
        write_texts(made, texts)
        made.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        shown = f"issues/{folder.name}"
        if error.errno in _OCCUPIED and os.path.lexists(folder):
            finding = ISSUE_EXISTS.at(week=folder.name, folder=shown)
        else:
            reason = reason_of(error)
            finding = CANNOT_WRITE.at(name=shown, reason=reason)
        raise SourceError([finding]) from None
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
