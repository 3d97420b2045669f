"""Install open faces and profiles (安装开放字体), from the cache or packages, into one folder.

Nothing is fetched that lies there already with a pinned content; nothing is kept that has not.
A file appears whole or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from typeset.base.cache import cache_folder
from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.design.fonts.fetch_fonts import (
    DAMAGED,
    ELSEWHERE,
    NO_MEMBER,
    RUN_AGAIN,
    DebianPackages,
    Fetcher,
    FetchError,
    PythonPackages,
)
from typeset.design.fonts.font_manifest import FontEdition, FontManifest, FontPackage, ManifestFile

NOT_FETCHED = Message("W451", mark("{packages}: {reason}"), mark("{cure}"))
SUBSTITUTED = Message(
    "W452",
    mark("not installed: {faces}; {used} serves instead ({roles})"),
    mark("{cure}"),
)
ROLES_EMPTY = Message("E453", mark("no face is installed for: {roles}"), mark("{cure}"))
OTHER_CONTENT = Message(
    "W454",
    mark("{package} holds another {file} than fonts/manifest.yaml pins, so it was left out"),
    mark("put the file of the pinned edition into fonts/, or add this edition to the manifest"),
)
FOLDER_NOT_WRITABLE = Message(
    "E455",
    mark("{folder} cannot be written: {reason}"),
    mark("make room or give yourself the right to write there, then run: paiban fonts install"),
)

RECORD = "installed.json"
_TEMPORARY = ".new-"
_WORK = "typeset-fonts-"
_BLOCK = 1 << 20

Progress = Callable[[str, int, int], None]
"""Told (package, bytes so far, bytes in all); so far == in all when the package is done."""

Fetchers = Callable[[Path], Mapping[str, Fetcher]]
"""Package clients by kind, given a folder for their own state."""


class InstallReport(Struct, frozen=True):
    """What an installation did, by face identifier, and what there is to say about it."""

    present: tuple[str, ...]
    brought: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def machine_fetchers(folder: Path) -> Mapping[str, Fetcher]:
    """The package clients of this machine."""
    return {"debian": DebianPackages(folder), "pypi": PythonPackages()}


def install_faces(
    manifest: FontManifest,
    folder: Path,
    progress: Progress,
    *,
    everything: bool = False,
    own_roles: Collection[str] = (),
    fetchers: Fetchers = machine_fetchers,
) -> InstallReport:
    """Bring every face of the manifest (the optional ones with `everything`) and every colour
    profile into `folder`.

    What cannot be had is a finding, and another face of its role serves; `own_roles` have faces
    of the user's own and need none.  Raises SourceError when the folder cannot be written.
    """
    wanted: list[ManifestFile] = [
        face for face in manifest.faces if everything or not face.optional
    ]
    wanted += manifest.profiles
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        store = _Store(folder)
        present = [face for face in wanted if store.check(face)]
        absent = [face for face in wanted if face not in present]
        brought = [face for face in absent if store.take_from_cache(face)]
        absent = [face for face in absent if face not in brought]
        findings: list[Finding] = []
        if absent:
            _sweep(Path(tempfile.gettempdir()), _WORK)
            with tempfile.TemporaryDirectory(prefix=f"{_WORK}{os.getpid()}-") as work:
                got, findings = _fetch_all(absent, store, fetchers, Path(work), progress)
            brought += got
            absent = [face for face in absent if face not in got]
        store.write_record()
    except OSError as error:
        raise SourceError(
            [FOLDER_NOT_WRITABLE.at(folder=str(folder), reason=reason_of(error))]
        ) from error
    installed = {face.identifier for face in manifest.faces if store.check(face)}
    findings += _substitutions(manifest, installed, {face.identifier for face in wanted}, own_roles)
    return InstallReport(
        tuple(face.identifier for face in present),
        tuple(face.identifier for face in brought),
        tuple(face.identifier for face in absent),
        tuple(findings),
    )


def _fetch_all(
    faces: list[ManifestFile], store: _Store, fetchers: Fetchers, work: Path, progress: Progress
) -> tuple[list[ManifestFile], list[Finding]]:
    """Fetch faces package by package; where the preferred package fails, try the next edition's."""
    clients = fetchers(work)
    got: list[ManifestFile] = []
    others: list[tuple[str, Finding]] = []
    failed: dict[str, list[str]] = {}
    tried: set[tuple[str, str]] = set()
    for place in range(max(len(face.editions) for face in faces)):
        for face in faces:
            if face in got or place >= len(face.editions):
                continue
            package = face.editions[place].package
            if (package.kind, package.name) in tried:
                continue
            tried.add((package.kind, package.name))
            together = [one for one in faces if one not in got and _member(one, package)]
            scratch = Path(tempfile.mkdtemp(dir=work))
            try:
                arrived, said = _fetch_one(
                    package, together, store, clients[package.kind], scratch, progress
                )
                got += arrived
                others += [(package.name, finding) for finding in said]
            except (FetchError, *DAMAGED) as error:
                failed.setdefault(str(error), []).append(package.name)
            shutil.rmtree(scratch, ignore_errors=True)
    lacking = [face for face in faces if face not in got]
    sources = {edition.package.name for face in lacking for edition in face.editions}
    findings = []
    for reason, packages in failed.items():
        names = ", ".join(name for name in packages if name in sources)
        if names:
            cure = _way_to_the_rest()
            findings.append(NOT_FETCHED.at(packages=names, reason=reason, cure=cure))
    return got, findings + [finding for name, finding in others if name in sources]


def _fetch_one(
    package: FontPackage,
    faces: list[ManifestFile],
    store: _Store,
    client: Fetcher,
    scratch: Path,
    progress: Progress,
) -> tuple[list[ManifestFile], list[Finding]]:
    """The faces that a package really held.  Raises FetchError or one of DAMAGED."""
    got: list[ManifestFile] = []
    findings: list[Finding] = []
    by_member = {_member(face, package): face for face in faces}
    progress(package.name, 0, package.download)
    archive = client.fetch(
        package,
        scratch,
        lambda size: progress(package.name, min(size, package.download - 1), package.download),
    )
    for member, stream in client.members(archive, by_member.keys()):
        face = by_member.pop(member)
        if store.put(face, stream):
            got.append(face)
        else:
            findings.append(OTHER_CONTENT.at(package=package.name, file=face.file))
    progress(package.name, package.download, package.download)
    for member in by_member:
        reason = translate(NO_MEMBER).format(member=member)
        findings.append(
            NOT_FETCHED.at(packages=package.name, reason=reason, cure=_way_to_the_rest())
        )
    return got, findings


def _member(face: ManifestFile, package: FontPackage) -> str:
    """The face's file in a package, empty when it is not in it."""
    for edition in face.editions:
        if (edition.package.kind, edition.package.name) == (package.kind, package.name):
            return edition.package.member
    return ""


def _substitutions(
    manifest: FontManifest, installed: set[str], wanted: set[str], own_roles: Collection[str]
) -> Iterable[Finding]:
    """What stands in for the roles whose first face is not there; roles of own faces need none."""
    empty: list[str] = []
    stand_ins: dict[str, list[tuple[str, str]]] = {}
    for role, chain in manifest.roles.items():
        used = next((face for face in chain if face in installed), None)
        if role in own_roles or used == chain[0] or (used and chain[0] not in wanted):
            continue
        if used is None:
            empty.append(role)
        else:
            stand_ins.setdefault(used, []).append((chain[0], role))
    cure = _way_to_the_rest()
    for used, places in stand_ins.items():
        faces = ", ".join(dict.fromkeys(face for face, _ in places))
        roles = ", ".join(role for _, role in places)
        yield SUBSTITUTED.at(faces=faces, used=used, roles=roles, cure=cure)
    if empty:
        yield ROLES_EMPTY.at(roles=", ".join(empty), cure=cure)


def _way_to_the_rest() -> str:
    return translate(RUN_AGAIN if shutil.which("apt-get") else ELSEWHERE)


class _Store:
    """The folder of installed faces, its record, and the shared cache behind it.

    The record holds sha256, size and modification time of each file, so that a later look needs
    no reading.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        cache = cache_folder()
        self._cache = cache / "fonts" if cache else None
        self._record: dict[str, dict[str, Any]] = _read_record(folder / RECORD)
        self._written = json.dumps(self._record, sort_keys=True)

    def check(self, face: ManifestFile) -> bool:
        """Whether a face's file is there with a pinned content."""
        path = self._folder / face.file
        try:
            facts = path.stat()
        except OSError:
            return False
        known = self._record.get(face.file, {})
        if (known.get("size"), known.get("modified")) == (facts.st_size, facts.st_mtime_ns):
            return face.edition(str(known.get("sha256"))) is not None
        if all(edition.size != facts.st_size for edition in face.editions):
            return False
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if face.edition(sha256) is None:
            return False
        self._remember(face, sha256)
        return True

    def put(self, face: ManifestFile, stream: IO[bytes]) -> bool:
        """Store a face's file if its content is pinned, and share it with later clones."""
        path = self._folder / face.file
        sha256 = _write_checked(path, stream, face.editions)
        if sha256 is None:
            return False
        self._remember(face, sha256)
        if self._cache is not None:
            with contextlib.suppress(OSError):
                self._cache.mkdir(parents=True, exist_ok=True)
                _sweep(self._cache)
                with path.open("rb") as whole:
                    _write_checked(self._cache / sha256, whole, face.editions)
        return True

    def take_from_cache(self, face: ManifestFile) -> bool:
        """Copy a face's file from the shared cache, if it is whole there."""
        if self._cache is None:
            return False
        for edition in face.editions:
            try:
                stream = (self._cache / edition.sha256).open("rb")
            except OSError:
                continue
            with stream:
                sha256 = _write_checked(self._folder / face.file, stream, (edition,))
            if sha256 is not None:
                self._remember(face, sha256)
                return True
        return False

    def write_record(self) -> None:
        """Keep what was learnt, atomically."""
        text = json.dumps(self._record, sort_keys=True, indent=1)
        if json.dumps(self._record, sort_keys=True) != self._written:
            _write_whole(self._folder / RECORD, [text.encode()])

    def _remember(self, face: ManifestFile, sha256: str) -> None:
        facts = (self._folder / face.file).stat()
        self._record[face.file] = {
            "sha256": sha256,
            "size": facts.st_size,
            "modified": facts.st_mtime_ns,
        }


def _read_record(path: Path) -> dict[str, dict[str, Any]]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {name: entry for name, entry in value.items() if isinstance(entry, dict)}


def _write_checked(path: Path, stream: IO[bytes], editions: Iterable[FontEdition]) -> str | None:
    """Write a stream to a path if its content is one of the editions; its sha256, else None."""
    sizes = {edition.sha256: edition.size for edition in editions}
    digest = hashlib.sha256()
    longest = max(sizes.values())

    def blocks() -> Iterable[bytes]:
        taken = 0
        while taken <= longest and (block := stream.read(_BLOCK)):
            taken += len(block)
            digest.update(block)
            yield block

    whole = _write_whole(path, blocks(), lambda: digest.hexdigest() in sizes)
    return digest.hexdigest() if whole else None


def _write_whole(
    path: Path, blocks: Iterable[bytes], accept: Callable[[], bool] = lambda: True
) -> bool:
    """Write blocks to a temporary file beside the path and move it there if accepted."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{_TEMPORARY}{os.getpid()}-")
    try:
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if not accept():
            return False
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
    return True


def _sweep(folder: Path, prefix: str = _TEMPORARY) -> None:
    """Remove what killed runs left behind: files and folders named by a process that is gone."""
    for leftover in folder.glob(f"{prefix}*"):
        owner = leftover.name.removeprefix(prefix).partition("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            with contextlib.suppress(OSError):
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    leftover.unlink()
