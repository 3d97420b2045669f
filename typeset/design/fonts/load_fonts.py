"""Load the font book (装配字库): roles to chains of faces that are really there.

Order of a chain: the user's own faces in `ROOT/fonts` (in a folder named like the role, or known
by their names), then the open faces that `fonts/manifest.yaml` pins and `fonts/open` holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, Severity, SourcePosition
from typeset.base.messages import mark, translate
from typeset.base.project import open_faces_folder
from typeset.design.fonts.coverage import Checksums
from typeset.design.fonts.font_book import FaceSource, FontBook, OpenFace, bad_face
from typeset.design.fonts.font_manifest import ManifestFace, load_font_manifest
from typeset.design.fonts.fonts import Embedding
from typeset.design.fonts.messages import BAD_FACE
from typeset.design.fonts.read_face import UNREADABLE, FaceError, count_faces

NO_FACE = Message(
    "E403",
    mark("no face is installed for the role {role}"),
    mark("run: paiban fonts install"),
)
RESTRICTED_FACE = Message(
    "W405",
    mark("{file} may not be embedded (its licence bits forbid it); the next face serves"),
    mark("ask the foundry for a licence that allows embedding, or take the file out of fonts/"),
)
UNKNOWN_FACE = Message(
    "H406",
    mark("{file} lies in fonts/ but no role names it"),
    mark("put it into fonts/title, fonts/body, fonts/kai, fonts/hei, fonts/song or fonts/western"),
)
SUBSTITUTED_ROLE = Message(
    "W407",
    mark("the face {wanted} for {role} is not installed; {used} serves"),
    mark("run: paiban fonts install"),
)
CHANGED_FACE = Message(
    "E408",
    mark("{file} is not the face it was when it was installed"),
    mark("run: paiban fonts install"),
)

SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
OWN = "own"
"""The licence of a face of the user's own, as far as is known here."""

KNOWN_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("小标宋", "FZXiaoBiaoSong", "FZXBS", "华文中宋", "STZhongsong"),
    "body": ("仿宋", "FangSong", "SimFang", "STFangsong", "FZFS"),
    "kai": ("楷体", "KaiTi", "SimKai", "华文楷体", "STKaiti", "FZKT"),
    "hei": ("黑体", "SimHei", "华文黑体", "STHeiti", "FZHT"),
    "song": ("宋体", "SimSun", "NSimSun", "书宋", "华文宋体", "STSong", "FZSS"),
    "western": ("TimesNewRoman", "Times New Roman", "times"),
}
"""Names by which the usual licensed faces of offices are known, by role: Han words anywhere in a
name, others at its beginning.  The order counts, as 仿宋体 holds 宋体."""

_SIMPLIFIED = re.compile(r"(?:SC|sc|CN|GB\w*)(?=$|[-_])")
"""How collections name the face that draws Han as the mainland does."""


class LoadedFonts(Struct, frozen=True):
    """The font book, what is to be said about it, and the faces' files for build digests."""

    book: FontBook
    findings: tuple[Finding, ...]


def load_fonts(folders: Sequence[Path]) -> LoadedFonts:
    """Assemble the chains from font folders (`ROOT/fonts` first, then the project's).

    Raises SourceError when a role has no face at all (E403), when a file of the user's is no face
    (E404), or when a face in `fonts/open` is not what the manifest pins (E408).
    """
    return _Loader(folders).load()


def remember_fonts(book: FontBook) -> None:
    """Keep what was measured for the first time, for the next edition."""
    book.remember()


class _Loader:
    """One font book in the making."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(dict.fromkeys(folders))
        manifests = [folder / "manifest.yaml" for folder in self._folders]
        present = (path for path in manifests if path.is_file())
        self._manifest = load_font_manifest(next(present, manifests[-1]))
        self._chains: dict[str, list[FaceSource]] = {role: [] for role in self._manifest.roles}
        self._checksums = Checksums()
        self._findings: list[Finding] = []
        self._names = {
            face.identifier: {(one.sha256, face.index) for one in face.editions}
            for face in self._manifest.faces
        }

    def load(self) -> LoadedFonts:
        for folder in self._folders:
            self._take_own(folder)
        self._take_open()
        self._checksums.save()
        faults = [finding for finding in self._findings if finding.severity is Severity.ERROR]
        if faults:
            raise SourceError(faults)
        return LoadedFonts(FontBook(self._chains), tuple(self._findings))

    # ------------------------------------------------------------- the user's own faces

    def _take_own(self, folder: Path) -> None:
        """Each face of each file that the user has put into a fonts folder, by name of file."""
        for role, chain in self._chains.items():
            for path in _font_files(folder / role):
                chain.extend(_of_role(role, source) for source, _ in self._usable(path))
        for path in _font_files(folder):
            for source, name in self._usable(path):
                known = _known_role(name, path.stem)
                if known in self._chains:
                    self._chains[known].append(_of_role(known, source))
                else:
                    self._say(UNKNOWN_FACE.at(_place(path), file=path.name))

    def _usable(self, path: Path) -> list[tuple[FaceSource, str]]:
        """The faces of a file that may be embedded, each with its name.

        Of a collection (字体集) all, the one for the mainland first.
        """
        checksum = self._checksums.of(path)
        count = count_faces(path)
        if checksum is None or not count:
            reason = translate(UNREADABLE)
            self._say(BAD_FACE.at(_place(path), file=path.name, reason=reason))
            return []
        found: list[tuple[FaceSource, str]] = []
        for index in range(count):
            name = path.stem if count == 1 else f"{path.stem}-{index + 1}"
            identifier = self._identifier(name, checksum, index)
            source = FaceSource(identifier, path, index, checksum, OWN, path.name)
            try:
                face = OpenFace(source)
            except FaceError as error:
                self._say(bad_face(source, error))
                continue
            face.remember()
            if face.facts.embedding is Embedding.FORBIDDEN:
                self._say(RESTRICTED_FACE.at(_place(path), file=path.name))
            else:
                found.append((source, face.facts.postscript_name))
        return sorted(found, key=lambda one: not _SIMPLIFIED.search(one[1]))

    def _identifier(self, name: str, checksum: str, index: int) -> str:
        """A name that no other content has."""
        known = self._names.setdefault(name, {(checksum, index)})
        return name if (checksum, index) in known else f"{name}-{checksum[:8]}"

    def _say(self, finding: Finding) -> None:
        if finding not in self._findings:
            self._findings.append(finding)

    # ------------------------------------------------------------------- the open faces

    def _take_open(self) -> None:
        """The pinned faces after the user's, in the order of the manifest's chains."""
        open_faces = {
            face.identifier: source
            for face in self._manifest.faces
            if (source := self._find_open(face)) is not None
        }
        for role, identifiers in self._manifest.roles.items():
            chain = self._chains[role]
            installed = [open_faces[one] for one in identifiers if one in open_faces]
            if not chain and installed and installed[0].identifier != identifiers[0]:
                used = installed[0].identifier
                self._say(SUBSTITUTED_ROLE.at(role=role, wanted=identifiers[0], used=used))
            chain.extend(installed)
            if not chain:
                self._say(NO_FACE.at(role=role))

    def _find_open(self, face: ManifestFace) -> FaceSource | None:
        """A pinned face that lies in an `open` folder, checked against its pins."""
        folders = (*(one / "open" for one in self._folders), open_faces_folder())
        for folder in dict.fromkeys(folders):
            path = folder / face.file
            checksum = self._checksums.of(path)
            if checksum is None:
                continue
            edition = face.edition(checksum)
            if edition is None:
                self._say(CHANGED_FACE.at(_place(path), file=face.file))
                continue
            package = edition.package
            provenance = f"{package.name} {package.version}"
            return FaceSource(
                face.identifier,
                path,
                face.index,
                checksum,
                face.licence,
                provenance,
                serif=face.identifier not in self._manifest.roles.get("hei", ()),
            )
        return None


def _of_role(role: str, source: FaceSource) -> FaceSource:
    """A face for a role: of the five classes of Han faces 黑体 alone has no serifs."""
    return replace(source, serif=role != "hei")


def _place(path: Path) -> SourcePosition:
    return SourcePosition(str(path))


def _font_files(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [one for one in entries if one.suffix.lower() in SUFFIXES and one.is_file()]


def _known_role(*names: str) -> str | None:
    """The role that a face's own name stands for, else its file's."""
    for name in names:
        plain = name.lower()
        for role, known in KNOWN_NAMES.items():
            for one in known:
                if plain.startswith(one.lower()) or (not one.isascii() and one in name):
                    return role
    return None
