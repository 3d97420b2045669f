"""One material more for an issue that is there (追加材料): its file, its pictures, its entry."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import InternalError, SourceError
from typeset.base.findings import Finding, Message, has_errors
from typeset.base.messages import mark
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.load_issue import MANIFEST_FILE
from typeset.content.parse_material import parse_material
from typeset.content.paths import material_number
from typeset.content.read_manifest import parse_manifest
from typeset.content.read_text import decode_source, quoted
from typeset.content.write_source import write_material
from typeset.importers import messages
from typeset.importers.check_account import check_material
from typeset.importers.manuscript.result import MaterialResult
from typeset.importers.recognising.list_material import list_material
from typeset.importers.save_import import BACKUPS, check_name, write_pictures

NO_ISSUE = Message(
    "E273",
    mark("there is no issue {week} that a material could be added to"),
    mark("make one with paiban new {week}, or give --as issue"),
)
CANNOT_LIST = Message(
    "E274",
    mark("{file} could not be listed in issue.yaml; nothing was changed"),
    mark("give issue.yaml a list of contents: - heading: …, below it materials:"),
)
EMPTY_MATERIAL_FILLED = Message(
    "W285",
    mark("{file} was empty and now holds the material"),
    mark("nothing to do; the old file is in {backup}"),
)

Importer = Callable[[int], MaterialResult]
"""Makes the material with a number."""


class AddedMaterial(Struct, frozen=True):
    """What was added: the issue's folder, the file, the backup where an empty one was replaced."""

    folder: Path
    file: str
    result: MaterialResult
    backup: Path | None
    findings: tuple[Finding, ...]


def has_issue(week: str, root: Path) -> bool:
    """Whether a material could be added to a week."""
    return (root / "issues" / week / MANIFEST_FILE).is_file()


def add_material(week: str, root: Path, make: Importer, manuscript: str) -> AddedMaterial:
    """Write the next 材料N.md into an issue and list it, or do nothing.

    A listed file that holds nothing yet (as `paiban new` makes it) is filled instead.  The text is
    read back first, and the account must balance against it.  Raises SourceError for an issue that
    is not there or cannot be read, InternalError where the check fails.
    """
    check_name(week)
    folder = root / "issues" / week
    if not has_issue(week, root):
        raise SourceError([NO_ISSUE.at(week=week)])
    manifest = _read(folder / MANIFEST_FILE)
    listed = [
        entry.file
        for category in parse_manifest(manifest, week).manifest.contents
        for entry in category.materials
    ]
    empty = next((file for file in listed if _is_empty(folder / file)), None)
    number = material_number(empty) if empty else None
    if empty is None or number is None:
        empty, number = None, _next_number(folder, listed)
    result = make(number)
    file = empty or f"材料{number}.md"
    text = _checked(result, file, manuscript)
    extended = manifest if empty else list_material(manifest, week, file)
    if extended is None:
        raise SourceError([CANNOT_LIST.at(file=file)])
    try:
        backup = _write(folder, file, text, result, manifest if empty else extended, replaced=empty)
    except OSError as error:
        reason = reason_of(error)
        name = quoted(str(error.filename or folder))
        raise SourceError([messages.CANNOT_WRITE.at(name=name, reason=reason)]) from None
    found: list[Finding] = []
    if backup is not None:
        shown = os.path.relpath(backup, root)
        found.append(EMPTY_MATERIAL_FILLED.at(file=file, backup=shown))
    return AddedMaterial(folder, file, result, backup, tuple(found))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([messages.UNREADABLE.at(name=path.name, reason=reason)]) from None
    text = decode_source(data, path.name)
    if isinstance(text, Finding):
        raise SourceError([text])
    return text


def _is_empty(path: Path) -> bool:
    """Whether a material's file says nothing beyond the keys of its header."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    material = parse_material(text).material
    said = (material.title, material.kicker, material.subtitles, material.source, material.byline)
    return not material.blocks and not any(said)


def _next_number(folder: Path, listed: list[str]) -> int:
    """The number after the highest that a file of the folder or of the contents has."""
    names = [*listed, *(path.name for path in folder.iterdir())]
    return max((material_number(name) or 0 for name in names), default=0) + 1


def _checked(result: MaterialResult, file: str, manuscript: str) -> str:
    """The text of the material, read back and compared."""
    text = write_material(result.material)
    if len(text.encode()) > SOURCE_FILE_BYTES:
        number = result.material.number
        raise SourceError([messages.LARGE_MATERIAL.at(number=number, limit=SOURCE_FILE_BYTES)])
    parsed = parse_material(text, file=file, number=result.material.number)
    if has_errors(parsed.findings):
        place = str(parsed.findings[0])
        raise InternalError([messages.UNFAITHFUL.at(place=place)])
    check_material(result.account, result.counts, parsed.material, manuscript)
    return text


def _write(
    folder: Path,
    file: str,
    text: str,
    result: MaterialResult,
    manifest: str,
    replaced: str | None,
) -> Path | None:
    """Pictures, then the text, then the list: cut short, nothing that is there is spoilt.

    Raises OSError; what was made by then is taken away again.
    """
    made = write_pictures(folder, result.pictures)
    target = folder / file
    backup: Path | None = None
    try:
        if replaced:
            backup = _keep(target)
            _replace(target, text)
        else:
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(target)
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            _replace(folder / MANIFEST_FILE, manifest)
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return backup


def _keep(target: Path) -> Path:
    """A copy of a file in the backups, by the next free number."""
    backups = target.parents[1] / BACKUPS
    backups.mkdir(exist_ok=True)
    number = 1
    while os.path.lexists(backup := backups / f"{target.parent.name}-{number}-{target.name}"):
        number += 1
    backup.write_bytes(target.read_bytes())
    return backup


def _replace(target: Path, text: str) -> None:
    """Write a file whole: aside, flushed, then renamed.  Raises OSError."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
