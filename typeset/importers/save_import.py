"""An imported issue on disk (落盘): written aside, read back, checked, then put in its place."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import file_of, reason_of
from typeset.base.errors import InternalError, SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.content.dates import monday_of_week
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.load_issue import LoadedIssue, load_issue
from typeset.content.paths import is_unreadable, material_number
from typeset.content.read_text import quoted
from typeset.content.write_manifest import sync_folder, write_texts
from typeset.content.write_source import write_issue
from typeset.importers import messages
from typeset.importers.check_account import check_account
from typeset.importers.manuscript.result import ImportResult

BAD_WEEK = Message(
    "E265",
    mark("{week} is not the name of a week"),
    mark("write the year and the ISO week, as in 2025-36"),
)
ISSUE_EXISTS = Message(
    "E267",
    mark("the issue {week} is there already; nothing was changed"),
    mark("take another week, or give --force: the old folder is then kept as a backup"),
)
ATTACHMENTS_UNLISTED = Message(
    "W262",
    mark("what the old issue.yaml listed beside the texts was not carried over"),
    mark("copy attachments and imprint from {backup}/issue.yaml where they are still wanted"),
)
OLD_UNREADABLE = Message(
    "W286",
    mark("{name} cannot be read ({reason}), so nobody knows what it listed beside the texts"),
    mark("look at it, and copy over attachments and imprint where they are still wanted"),
)

_WEEK_FORM = re.compile(r"\d+[-_]\d+", re.ASCII)
BACKUPS = ".backups"
"""Folder in `issues/` for what an import with --force replaced; its name hides it from lists."""


class SavedImport(Struct, frozen=True):
    """Where the source stands now: its folder, its files, and the backup of what was there."""

    folder: Path
    files: tuple[str, ...]
    backup: Path | None
    loaded: LoadedIssue
    findings: tuple[Finding, ...]


def save_import(
    result: ImportResult, root: Path, manuscript: str, *, force: bool = False
) -> SavedImport:
    """Write `root/issues/WEEK`, whole or not at all.

    The files are read back before they are put in place: they must load without an error, and the
    account must balance against them.  Raises SourceError for a week that is there already, a bad
    name, a disk that refuses; InternalError where the check fails.  Nothing is written then.
    """
    week = result.issue.week
    check_week(week, root, force=force)
    texts = write_issue(result.issue)
    _check_sizes(texts, result)
    folder = root / "issues" / week
    aside: Path | None = None
    try:
        folder.parent.mkdir(exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
        made = aside / "issues" / week
        replaced = folder.is_dir() and any(folder.iterdir())
        _write_files(made, texts, carried=folder if replaced else None)
        write_pictures(made, result.pictures)
        loaded = _read_back(result, aside, manuscript)
        backup = _put_in_place(made, folder) if replaced else None
        if not replaced:
            made.replace(folder)
        sync_folder(folder.parent)
    except OSError as error:
        reason = reason_of(error)
        name = quoted(file_of(error, folder))
        raise SourceError([messages.CANNOT_WRITE.at(name=name, reason=reason)]) from None
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    findings = _unlisted(backup, root)
    return SavedImport(folder, tuple(texts), backup, loaded, findings)


def check_name(week: str) -> None:
    """Whether a folder of `issues/` may have this name.

    Raises SourceError where not.
    """
    unsafe = week.startswith(".") or set(week) & set("/\\\0") or not week.isprintable()
    no_week = _WEEK_FORM.fullmatch(week) and monday_of_week(week) is None
    if not week or unsafe or no_week:
        raise SourceError([BAD_WEEK.at(week=quoted(week) or '""')])


def check_week(week: str, root: Path, *, force: bool) -> None:
    """Whether an import into this week may be tried.

    Raises SourceError where not.
    """
    check_name(week)
    folder = root / "issues" / week
    try:
        there = os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([messages.CANNOT_WRITE.at(name=week, reason=reason)]) from None
    if there and not (force and folder.is_dir()):
        raise SourceError([ISSUE_EXISTS.at(week=week)])


def write_pictures(folder: Path, pictures: Mapping[str, bytes]) -> list[Path]:
    """Write new pictures into an issue's folder; those made.  Raises OSError.

    Their names come from their contents, so one that is there already is the same picture, unless a
    full disk once cut it: bytes are compared, and each is written aside and then renamed.
    """
    made: list[Path] = []
    for path, data in pictures.items():
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        there = target.exists()
        if there and target.read_bytes() == data:
            continue
        aside = target.with_name(f".{target.name}.new")
        try:
            with aside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        if not there:
            made.append(target)
    if pictures:
        sync_folder(folder / "pictures")
    return made


def _check_sizes(texts: Mapping[str, str], result: ImportResult) -> None:
    found = [
        messages.LARGE_MATERIAL.at(number=material.number, limit=SOURCE_FILE_BYTES)
        for material in result.issue.materials
        if len(texts[material.file].encode()) > SOURCE_FILE_BYTES
    ]
    if found:
        raise SourceError(found)


def _write_files(made: Path, texts: Mapping[str, str], carried: Path | None) -> None:
    """The new texts, beside what else the old folder held (pictures, attachments)."""
    if carried is None:
        made.mkdir(parents=True)
    else:
        shutil.copytree(carried, made, symlinks=True, ignore=_old_texts(carried))
    write_texts(made, texts)


def _read_back(result: ImportResult, aside: Path, manuscript: str) -> LoadedIssue:
    week = result.issue.week
    try:
        loaded = load_issue(aside, week)
    except SourceError as error:
        if is_unreadable(error):
            raise
        place = str(error.findings[0]) if error.findings else week
        raise InternalError([messages.UNFAITHFUL.at(place=place)]) from error
    check_account(result.account, result.counts, loaded.issue, manuscript)
    return loaded


def _put_in_place(made: Path, folder: Path) -> Path:
    """Exchange the folders; the old one becomes the backup with the next free number."""
    backups = folder.parent / BACKUPS
    backups.mkdir(exist_ok=True)
    number = 1
    while os.path.lexists(backup := backups / f"{folder.name}-{number}"):
        number += 1
    folder.rename(backup)
    try:
        made.rename(folder)
    except OSError:
        backup.rename(folder)
        raise
    return backup


def _old_texts(top: Path) -> _Ignore:
    return _Ignore(str(top))


class _Ignore:
    """For copytree: issue.yaml and the materials of the folder itself, which are written anew."""

    def __init__(self, top: str) -> None:
        self._top = top

    def __call__(self, folder: str, names: list[str]) -> set[str]:
        if folder != self._top:
            return set()
        texts = {
            name
            for name in names
            if name.endswith((".md", ".txt")) and material_number(name) is not None
        }
        return texts | {"issue.yaml"}


def _unlisted(backup: Path | None, root: Path) -> tuple[Finding, ...]:
    """A word about attachments and imprint of the issue that was replaced."""
    if backup is None:
        return ()
    from typeset.content.document import Imprint
    from typeset.content.read_manifest import parse_manifest

    try:
        text = (backup / "issue.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        name = os.path.relpath(backup / "issue.yaml", root)
        return (OLD_UNREADABLE.at(name=name, reason=reason_of(error)),)
    manifest = parse_manifest(text, backup.name.rpartition("-")[0]).manifest
    if not manifest.attachments and manifest.imprint == Imprint() and not manifest.style:
        return ()
    shown = os.path.relpath(backup, root)
    return (ATTACHMENTS_UNLISTED.at(backup=shown),)
