"""Safe repairs made in the sources of an issue (自动修改), a backup kept of what was there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import file_of, reason_of
from typeset.base.errors import InternalError, SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.text_lines import LINE_END
from typeset.content.load_issue import LoadedIssue, find_issue_folder, load_issue
from typeset.content.paths import is_unreadable
from typeset.content.read_text import quoted
from typeset.importers.save_import import BACKUPS
from typeset.lint.lint_issue import Linted, lint_issue
from typeset.lint.rule import Edit, Found

BACKUP_FAILED = Message(
    "E096",
    mark("{name} cannot be written: {reason}"),
    mark("look at the folder's permissions and at the free space; nothing was lost"),
)
FIX_FAILED = Message(
    "E097",
    mark("the repairs were not made: the issue would not load with them"),
    mark("nothing was written; please send the issue to whoever looks after typeset"),
)

_MOST_ROUNDS = 12
"""A repair may call for another: a mark made full-width meets its like."""
_MARK = "\ufeff"
_SHOWN = 12


class Repair(Struct, frozen=True):
    """修改: one edit that was made, the rule's code, and what stands left and right of it."""

    edit: Edit
    code: str
    left: str
    right: str


class Fixed(Struct, frozen=True):
    """The repairs in the order in which they were made, what is left, and the backup."""

    repairs: tuple[Repair, ...]
    loaded: LoadedIssue
    left: Linted
    backup: Path | None


def fix_issue(root: Path, week: str, codes: Sequence[str] = ()) -> Fixed:
    """Make every safe repair in `root/issues/WEEK`; a second run finds nothing to do.

    All is done in a copy first, which must load without an error.  Then the folder is backed up and
    each changed file is replaced whole.  Raises SourceError where the issue does not load or the
    disk refuses; the sources are then as they were.
    """
    folder = find_issue_folder(root, week)
    aside: Path | None = None
    try:
        aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
        copy = aside / "issues" / week
        shutil.copytree(folder, copy, symlinks=True, copy_function=_link)
        repairs, loaded, left = _repair(aside, root, week, codes)
        files = sorted({repair.edit.file for repair in repairs})
        backup = _replace(copy, folder, files) if files else None
    except OSError as error:
        reason = reason_of(error)
        name = quoted(file_of(error, folder))
        raise SourceError([BACKUP_FAILED.at(name=name, reason=reason)]) from None
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return Fixed(tuple(repairs), loaded, left, backup)


def edit_text(text: str, found: Iterable[Found]) -> tuple[str, list[Repair]]:
    """A file's text with the edits made that do not touch each other, and what they were.

    The edits of one finding are made together or not at all; one whose characters are not where it
    says is passed over.
    """
    lines, ends = LINE_END.split(text), LINE_END.findall(text)
    chosen: dict[int, list[tuple[Edit, str]]] = {}
    taken: dict[int, set[int]] = {}
    for one in found:
        if all(
            _fits(edit, lines) and not _columns(edit) & taken.get(edit.line, set())
            for edit in one.edits
        ):
            for edit in one.edits:
                chosen.setdefault(edit.line, []).append((edit, one.finding.code))
                taken.setdefault(edit.line, set()).update(_columns(edit))
    repairs: list[Repair] = []
    for number, edits in sorted(chosen.items()):
        edits.sort(key=lambda item: item[0].column)
        lines[number - 1], made = _edit_line(lines[number - 1], edits)
        repairs += made
    mended = "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)
    return mended, repairs


def _fits(edit: Edit, lines: Sequence[str]) -> bool:
    line = lines[edit.line - 1] if 0 < edit.line <= len(lines) else ""
    start = edit.column - 1
    there = start >= 0 and line[start : start + len(edit.before)] == edit.before
    return there and start <= len(line) and edit.before != edit.after


def _columns(edit: Edit) -> set[int]:
    """The columns of an edit and the one behind it, so that neighbours are not edited at once."""
    return set(range(edit.column, edit.column + len(edit.before) + 1))


def _edit_line(line: str, edits: list[tuple[Edit, str]]) -> tuple[str, list[Repair]]:
    parts: list[str] = []
    repairs: list[Repair] = []
    done = 0
    for edit, code in edits:
        start = edit.column - 1
        end = start + len(edit.before)
        parts += (line[done:start], edit.after)
        done = end
        left, right = line[max(start - _SHOWN, 0) : start], line[end : end + _SHOWN]
        repairs.append(Repair(edit, code, left, right))
    return "".join((*parts, line[done:])), repairs


def _repair(
    aside: Path, root: Path, week: str, codes: Sequence[str]
) -> tuple[list[Repair], LoadedIssue, Linted]:
    """Repair the copy round by round, until nothing is left to do."""
    loaded = load_issue(aside, week)
    left = lint_issue(loaded, root, codes)
    repairs: list[Repair] = []
    for _ in range(_MOST_ROUNDS):
        made: list[Repair] = []
        for name in loaded.texts:
            found = [one for one in left.found if _is_in(one, name)]
            mended, own = edit_text(loaded.texts[name], found)
            if own:
                _write(loaded.folder / name, mended)
                made += own
        if not made:
            break
        repairs += made
        try:
            loaded = load_issue(aside, week)
        except SourceError as error:
            if is_unreadable(error):
                raise
            raise InternalError([FIX_FAILED.at(), *error.findings]) from error
        left = lint_issue(loaded, root, codes)
    return repairs, loaded, left


def _is_in(found: Found, name: str) -> bool:
    return any(edit.file == name for edit in found.edits)


def _link(source: str, target: str) -> None:
    """Attachments need no second copy on the disk where it knows hard links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    """A file of the copy written anew: never into the one it was linked to."""
    mark = _MARK if path.read_bytes().startswith(_MARK.encode()) else ""
    mode = path.stat().st_mode
    path.unlink()
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(mark + text)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _replace(copy: Path, folder: Path, files: Sequence[str]) -> Path:
    """Keep the folder as a backup, as an import does, and put the mended files in place."""
    backup = next(_free_backups(folder))
    backup.parent.mkdir(exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=backup.parent, prefix=".new-"))
    try:
        kept = aside / backup.name
        shutil.copytree(folder, kept, symlinks=True)
        kept.rename(backup)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    try:
        _exchange(copy, folder, files)
    except OSError:
        shutil.rmtree(backup, ignore_errors=True)
        raise
    return backup


def _exchange(copy: Path, folder: Path, files: Sequence[str]) -> None:
    """Put all files in place, or none: where one cannot be, those before it come back."""
    olds = [Path(f"{copy / name}.old") for name in files]
    for name, old in zip(files, olds, strict=True):
        _link(os.fspath(folder / name), os.fspath(old))
    done: list[tuple[Path, str]] = []
    try:
        for name, old in zip(files, olds, strict=True):
            os.replace(copy / name, folder / name)
            done.append((old, name))
    except OSError:
        for old, name in done:
            with contextlib.suppress(OSError):
                os.replace(old, folder / name)
        raise


def _free_backups(folder: Path) -> Iterator[Path]:
    number = 1
    while True:
        backup = folder.parent / BACKUPS / f"{folder.name}-{number}"
        if not os.path.lexists(backup):
            yield backup
        number += 1
