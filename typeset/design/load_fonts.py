"""Load the font book (装配字库): roles to chains of faces that are really there.

Order of a chain: the user's own faces in `ROOT/fonts` (in a folder named like the role, or known
by their names), then the open faces that `fonts/manifest.yaml` pins and `fonts/open` holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typeset.base.cache import read_cache, write_cache
from typeset.base.errors import SourceError
from typeset.base.findings import Finding
from typeset.base.project import open_faces_folder
from typeset.base.source_position import SourcePosition
from typeset.design.font_book import FaceSource, FontBook, OpenFace
from typeset.design.font_manifest import FontManifest
from typeset.design.fonts import Embedding
from typeset.design.load_font_manifest import load_font_manifest
from typeset.design.messages import (
    BAD_FACE,
    CHANGED_FACE,
    NO_FACE,
    RESTRICTED_FACE,
    SUBSTITUTED_ROLE,
    UNKNOWN_FACE,
)
from typeset.design.read_face import FaceError

SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
_CACHE = "faces.json"

KNOWN_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong", "FZXBSJW", "FZXBSK", "方正小标宋", "XiaoBiaoSong", "小标宋"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFSJW", "FZFSK", "方正仿宋"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKTJW", "FZKTK", "方正楷体"),
    "hei": ("SimHei", "黑体", "FZHTJW", "FZHTK", "方正黑体"),
    "song": ("SimSun", "NSimSun", "宋体", "FZSSJW", "FZSSK", "方正书宋"),
    "western": ("TimesNewRoman", "Times New Roman", "times"),
}
"""Names by which the usual licensed faces of offices are known, by role."""


@dataclass(frozen=True, slots=True)
class LoadedFonts:
    """The font book, what is to be said about it, and the faces' files for build digests."""

    book: FontBook
    findings: tuple[Finding, ...]


def load_fonts(folders: Sequence[Path]) -> LoadedFonts:
    """Assemble the chains from font folders (`ROOT/fonts` first, then the project's).

    Raises SourceError when a role has no face at all (E403), or when a face in `fonts/open` is
    not what the manifest pins (E408).
    """
    manifest_path = next(
        (folder / "manifest.yaml" for folder in folders if (folder / "manifest.yaml").is_file()),
        folders[-1] / "manifest.yaml",
    )
    manifest = load_font_manifest(manifest_path)
    findings: list[Finding] = []
    chains: dict[str, list[FaceSource]] = {role: [] for role in manifest.roles}
    checksums = _Checksums()
    for folder in dict.fromkeys(folders):
        for role, source in _own_faces(folder, chains, checksums, findings):
            chains[role].append(source)
    open_faces = _open_faces(manifest, folders, checksums, findings)
    for role, identifiers in manifest.roles.items():
        installed = [open_faces[one] for one in identifiers if one in open_faces]
        if not chains[role] and installed and installed[0].identifier != identifiers[0]:
            used = installed[0].identifier
            findings.append(SUBSTITUTED_ROLE.at(role=role, wanted=identifiers[0], used=used))
        chains[role].extend(installed)
        if not chains[role]:
            findings.append(NO_FACE.at(role=role))
    checksums.save()
    faults = [finding for finding in findings if finding.code.startswith("E")]
    if faults:
        raise SourceError(faults)
    return LoadedFonts(FontBook(chains), tuple(findings))


def _open_faces(
    manifest: FontManifest,
    folders: Sequence[Path],
    checksums: _Checksums,
    findings: list[Finding],
) -> dict[str, FaceSource]:
    """The pinned faces that lie in an `open` folder, each checked against its pins."""
    found: dict[str, FaceSource] = {}
    for face in manifest.faces:
        for folder in (*(folder / "open" for folder in folders), open_faces_folder()):
            path = folder / face.file
            checksum = checksums.of(path) or ""
            if not checksum:
                continue
            edition = face.edition(checksum)
            if edition is None:
                findings.append(CHANGED_FACE.at(SourcePosition(str(path)), file=face.file))
                continue
            package = edition.package
            found[face.identifier] = FaceSource(
                face.identifier,
                path,
                face.index,
                checksum,
                face.licence,
                f"{package.name} {package.version}",
                "Hei" not in face.identifier and "Sans" not in face.identifier,
            )
            break
    return found


def _own_faces(
    folder: Path, roles: Iterable[str], checksums: _Checksums, findings: list[Finding]
) -> Iterable[tuple[str, FaceSource]]:
    """(role, face) of each file the user has put into a fonts folder, in the order of names."""
    for role in roles:
        for path in _font_files(folder / role):
            source = _usable(path, checksums, findings)
            if source is not None:
                yield role, source
    for path in _font_files(folder):
        source = _usable(path, checksums, findings)
        if source is None:
            continue
        role = _known_role(source)
        if role is None:
            findings.append(UNKNOWN_FACE.at(SourcePosition(str(path)), file=path.name))
        else:
            yield role, source


def _font_files(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [one for one in entries if one.suffix.lower() in SUFFIXES and one.is_file()]


def _usable(path: Path, checksums: _Checksums, findings: list[Finding]) -> FaceSource | None:
    """The face of a user's file (the first of a collection), or None with a finding."""
    checksum = checksums.of(path) or ""
    source = FaceSource(path.stem, path, 0, checksum, "own", path.name)
    try:
        facts = OpenFace(source).facts
    except FaceError as error:
        findings.append(BAD_FACE.at(SourcePosition(str(path)), file=path.name, reason=str(error)))
        return None
    if facts.embedding is Embedding.FORBIDDEN:
        findings.append(RESTRICTED_FACE.at(SourcePosition(str(path)), file=path.name))
        return None
    return source


def _known_role(source: FaceSource) -> str | None:
    names = [source.path.stem, OpenFace(source).facts.postscript_name]
    for role, known in KNOWN_NAMES.items():
        for name in names:
            if any(name.lower().startswith(one.lower()) for one in known):
                return role
    return None


class _Checksums:
    """sha256 of files, remembered by path, size and time of change."""

    def __init__(self) -> None:
        stored: Any = read_cache(_CACHE)
        self._known: dict[str, list[Any]] = stored if isinstance(stored, dict) else {}
        self._changed = False

    def of(self, path: Path) -> str | None:
        """The file's sha256 in hexadecimal, None where no file is."""
        try:
            state = path.stat()
        except OSError:
            return None
        key = str(path.absolute())
        stamp = [state.st_size, state.st_mtime_ns]
        known = self._known.get(key)
        if isinstance(known, list) and known[:2] == stamp and len(known) == 3:
            return str(known[2])
        try:
            with path.open("rb") as file:
                checksum = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        self._known[key] = [*stamp, checksum]
        self._changed = True
        return checksum

    def save(self) -> None:
        if self._changed:
            write_cache(_CACHE, self._known)
