"""Preparing attachments (备妥附件): every foreign file through a worker, or from the cache, and
what is found of all of them together.

Nothing foreign is opened in this process; what comes back is a pack (`foreign/pack.py`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import IO, Any

from msgspec import Struct

from typeset.base.findings import Finding, Message, Severity
from typeset.base.messages import translate
from typeset.base.run_office import find_office, run_office
from typeset.base.worker import Ending, WorkerAnswer, run_worker
from typeset.content.attachment import AttachedFile, Attachment
from typeset.content.paths import open_inside
from typeset.design.applying.foreign_files import AttachmentFile
from typeset.output import messages
from typeset.output.attachments import foreign_messages, limits
from typeset.output.attachments.kinds import ENDINGS, Family, expected_family, sniff
from typeset.output.attachments.limits import CONVERTER, number_ranges
from typeset.output.attachments.office_fonts import font_places, office_fonts
from typeset.output.attachments.pack import Pack, open_pack, pack_path, touch_pack, trim_packs
from typeset.output.attachments.read_pack import read_pack

Progress = Callable[[str, int], None]
"""Told the name of a file and how many of its pages are ready."""

_ENTRY = "typeset.output.attachments.work:prepare"
_AT_ONCE = 2
_AS_PDF = "pdf"
_CHUNK = 1 << 20
_FAILURES: Mapping[Ending, Message] = {
    Ending.OUT_OF_TIME: foreign_messages.OUT_OF_TIME,
    Ending.OUT_OF_MEMORY: foreign_messages.OUT_OF_MEMORY,
    Ending.CRASHED: foreign_messages.CRASHED,
}
_REFUSALS: Mapping[str, Message] = {
    message.code: message
    for message in (
        messages.BAD_PICTURE,
        messages.LARGE_PICTURE,
        messages.BAD_ATTACHMENT,
        messages.LOCKED_ATTACHMENT,
        messages.EMPTY_ATTACHMENT,
        messages.ATTACHMENT_PAGES,
        foreign_messages.IMPOSSIBLE_PAGE,
        foreign_messages.TOO_MUCH,
        foreign_messages.WRONG_PASSWORD,
        foreign_messages.NO_SUCH_PAGE,
        foreign_messages.NO_PICTURE,
    )
}
_REMARKS: Mapping[str, Message] = {
    message.code: message
    for message in (
        foreign_messages.DAMAGED,
        foreign_messages.ANNOTATIONS_LOST,
        foreign_messages.FIRST_FRAME,
    )
}


class PreparedAttachments(Struct, frozen=True):
    """备妥的附件: facts by (number, place of the file) and what was found."""

    files: Mapping[tuple[int, int], AttachmentFile]
    findings: tuple[Finding, ...]


def prepare_attachments(
    attachments: Sequence[Attachment],
    folder: Path,
    profile: bytes,
    progress: Progress | None = None,
    fonts: Sequence[Path] = (),
) -> PreparedAttachments:
    """Bring the attachments of an issue, in its folder, into the inks of a press profile (empty:
    by formula).

    All files are worked on, whatever is wrong with some of them; each fault is a finding at the
    line of issue.yaml that lists the file.  `fonts` are folders of faces for office files.
    """
    listed = [
        ((attachment.number, place), file)
        for attachment in attachments
        for place, file in enumerate(attachment.files)
    ]
    if not listed:
        return PreparedAttachments({}, ())
    preparer = _Preparer(folder, profile, progress or (lambda _name, _done: None), fonts)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        results = list(pool.map(preparer.prepare, [file for _, file in listed]))
    trim_packs()
    files: dict[tuple[int, int], AttachmentFile] = {}
    findings: list[Finding] = []
    for (key, _), (prepared, found) in zip(listed, results, strict=True):
        findings += found
        if prepared is not None:
            files[key] = prepared
    count = sum(len(file.pages) for file in files.values())
    if count > limits.ALL_PAGES:
        place = attachments[0].position
        findings.append(
            foreign_messages.TOO_MANY_PAGES.at(place, count=count, limit=limits.ALL_PAGES)
        )
    return PreparedAttachments(files, tuple(findings))


_Result = tuple[AttachmentFile | None, tuple[Finding, ...]]


class _Preparer(Struct, frozen=True):
    folder: Path
    profile: bytes
    progress: Progress
    fonts: Sequence[Path]

    def prepare(self, file: AttachedFile) -> _Result:
        """One file: its facts, and what was found."""
        opened = _open_issue(self.folder, file) if file.week else _open(self.folder, file)
        if isinstance(opened, Finding):
            return None, (opened,)
        with os.fdopen(opened, "rb") as source:
            size = os.fstat(source.fileno()).st_size
            if size > limits.FILE_BYTES:
                return None, (_too_large(file, size),)
            return self._prepare(file, source, _sha256(source))

    def _prepare(self, file: AttachedFile, source: IO[bytes], digest: str) -> _Result:
        name = _name(file)
        family, kind = sniff(source, name)
        told = _check_kind(file, family, kind)
        if told is not None and told.severity is Severity.ERROR:
            return None, (told,)
        office = find_office() if family is Family.OFFICE else None
        if family is Family.OFFICE and office is None:
            return None, (foreign_messages.NO_OFFICE.at(file.position, file=name),)
        request = {
            "kind": Family.PICTURE if family is Family.PICTURE else Family.PDF,
            "pages": file.pages,
            "password": file.password,
            "profile": self.profile.hex(),
            "program": shutil.which(CONVERTER, path=os.defpath) or "",
            "office": _stamp(office),
            "fonts": font_places(self.fonts),
        }
        kept = pack_path(digest, request)
        pack = open_pack(kept)
        if pack is None:
            made = self._make(file, source, request, kept, (office, kind) if office else None)
            if isinstance(made, Finding):
                return None, (made,)
            pack = made
        touch_pack(kept)
        remarks = [told] if told is not None else []
        if office:
            remarks.append(foreign_messages.OFFICE_LAYOUT.at(file.position, file=name))
        try:
            path = issue_path(self.folder, file) if file.week else self.folder / file.file
            prepared = read_pack(pack, os.fspath(path), digest)
            return prepared, (*remarks, *_remarks(file, pack))
        except (KeyError, TypeError, ValueError, LookupError):
            return None, (_named(foreign_messages.CRASHED, file, {}),)

    def _make(
        self,
        file: AttachedFile,
        source: IO[bytes],
        request: Mapping[str, Any],
        path: Path,
        office: tuple[str, str] | None,
    ) -> Pack | Finding:
        """A new pack; of an office file by way of a PDF that LibreOffice makes."""
        if not office:
            return self._work(file, source, request, path)
        program, ending = office
        made = run_office(program, source, ending, _AS_PDF, office_fonts(self.fonts))
        if isinstance(made, Ending):
            kind = _FAILURES.get(made, foreign_messages.OFFICE_FAILED)
            return _named(kind, file, {})
        with tempfile.TemporaryFile() as turned:
            turned.write(made)
            turned.flush()
            return self._work(file, turned, request, path)

    def _work(
        self, file: AttachedFile, source: IO[bytes], request: Mapping[str, Any], path: Path
    ) -> Pack | Finding:
        """Let a worker make the pack."""
        name = _name(file)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as output:
                answer = run_worker(
                    _ENTRY,
                    source,
                    request,
                    output,
                    limits.WORKER,
                    lambda done: self.progress(name, done),
                )
            fault = _fault(file, answer)
            if fault is not None:
                return fault
            os.replace(temporary, path)
            return open_pack(path, fresh=True) or _named(foreign_messages.CRASHED, file, {})
        finally:
            if os.path.exists(temporary):
                os.unlink(temporary)


def _open(folder: Path, file: AttachedFile) -> int | Finding:
    """A descriptor of a file of the issue's folder."""
    return open_inside(folder, file.file, file.position, [])


def _open_issue(folder: Path, file: AttachedFile) -> int | Finding:
    """A descriptor of another issue's reading file, as its own build left it."""
    path = issue_path(folder, file)
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        shown = f"out/{path.name}"
        return foreign_messages.ISSUE_NOT_BUILT.at(file.position, week=file.week, file=shown)


def issue_path(folder: Path, file: AttachedFile) -> Path:
    """Where the reading file of another issue lies (往期成品)."""
    return folder.parents[1] / "out" / f"{file.week}.pdf"


def _check_kind(file: AttachedFile, family: Family, kind: str) -> Finding | None:
    """What is to be said of a file by what it holds and what its name promises."""
    name, position = _name(file), file.position
    promised = expected_family(name)
    if family is Family.EMPTY:
        return foreign_messages.EMPTY_FILE.at(position, file=name)
    if family is Family.LOCKED:
        return messages.LOCKED_ATTACHMENT.at(position, file=name)
    if family is Family.OFD:
        return foreign_messages.OFD_FILE.at(position, file=name)
    if family is Family.UNKNOWN:
        # A damaged head of what calls itself a PDF is for the reader of PDF to judge.
        if promised is Family.PDF:
            return None
        return foreign_messages.UNKNOWN_KIND.at(position, file=name)
    if family is not promised:
        ending = PurePosixPath(name).suffix or "-"
        return foreign_messages.LYING_KIND.at(position, file=name, ending=ending, kind=kind)
    if PurePosixPath(name).suffix.lower() not in ENDINGS.get(kind, (kind,)) and family in (
        Family.PICTURE,
        Family.OFFICE,
    ):
        return foreign_messages.OTHER_ENDING.at(position, file=name, kind=kind)
    return None


def _stamp(office: str | None) -> list[Any]:
    """What tells one LibreOffice from another, for the cache."""
    if not office:
        return []
    state = os.stat(office)
    return [os.path.realpath(office), state.st_size, state.st_mtime_ns]


def _name(file: AttachedFile) -> str:
    """How a file is named to the editor."""
    return file.file or f"{file.week}.pdf"


def _fault(file: AttachedFile, answer: WorkerAnswer) -> Finding | None:
    """Why a worker made no pack; None where it made one."""
    if answer.failed:
        return _named(_FAILURES[answer.ending], file, {})
    if answer.ending is not Ending.REFUSED:
        return None
    said = answer.values.get("values")
    kind = _REFUSALS.get(str(answer.values.get("code")))
    if kind is None or not isinstance(said, dict):
        return _named(foreign_messages.CRASHED, file, {})
    return _named(kind, file, said)


def _named(kind: Message, file: AttachedFile, said: Mapping[str, Any]) -> Finding:
    values = {str(key): value for key, value in said.items() if isinstance(value, str | int)}
    values["file"] = _name(file)
    finding = Finding(kind, tuple(values.items()), file.position)
    try:
        assert finding.message
        assert finding.cure
    except (KeyError, IndexError, ValueError):
        return foreign_messages.CRASHED.at(file.position, file=_name(file))
    return finding


def _remarks(file: AttachedFile, pack: Pack) -> Iterator[Finding]:
    """What a file that could be used has wrong with it, and which of its pages are pictures."""
    for code, reason in pack.facts["remarks"].items():
        yield _named(_REMARKS[code], file, {"reason": str(reason)})
    pages = pack.facts["pages"]
    blank = [int(page["number"]) for page in pages if page.get("ink", 0) is None]
    if blank:
        numbers = number_ranges(blank)
        yield foreign_messages.BLANK_PAGES.at(file.position, file=_name(file), numbers=numbers)
    pictured: dict[tuple[str, int], list[int]] = {}
    for page in pages:
        if page["reason"]:
            key = (str(page["reason"]), int(page["resolution"]))
            pictured.setdefault(key, []).append(int(page["number"]))
    for (reason, resolution), numbers_of in pictured.items():
        yield messages.PAGE_AS_PICTURE.at(
            file.position,
            file=_name(file),
            numbers=number_ranges(numbers_of),
            resolution=resolution,
            reason=translate(reason),
        )


def _too_large(file: AttachedFile, size: int) -> Finding:
    limit = limits.FILE_BYTES // 1_000_000
    return foreign_messages.TOO_LARGE.at(
        file.position, file=_name(file), size=size // 1_000_000, limit=limit
    )


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: IO[bytes]) -> Iterable[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
