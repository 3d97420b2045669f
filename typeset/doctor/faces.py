"""Faces and profiles (字体与色彩特性文件): each role's chain, what is there, whether it is what is
pinned, and how much of 通用规范汉字表 it can print.

The files are read again here, whatever earlier runs have remembered of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typeset.base.cache import digest_file
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.base.project import font_folders, open_faces_folder
from typeset.design.fonts.coverage import tongyong_levels
from typeset.doctor.health import Area, Fact

if TYPE_CHECKING:
    from typeset.design.fonts.font_manifest import FontManifest, ManifestFile

FACE_CHANGED = Message(
    "E916",
    mark("the face {face} is damaged or is another file than it should be: {file}"),
    mark("delete this file, then run: paiban fonts install"),
)
FACE_MISSING = Message(
    "W917",
    mark("{role}: the face {face} is missing; {used} stands in for it"),
    mark(
        "run: paiban fonts install (with a network); or put a face of your own into fonts/{role}/"
    ),
)
ROLE_EMPTY = Message(
    "E918",
    mark("{role}: there is no face at all, no page can be set"),
    mark(
        "run: paiban fonts install (with a network); or put a face of your own into fonts/{role}/"
    ),
)
LACKS_CHARACTERS = Message(
    "H919",
    mark(
        "{role}: {count} characters of 通用规范汉字表 are in none of its faces, such as {examples}"
    ),
    mark(
        "a name with one of them stops the build and is told; a face that has it may go into fonts/"
    ),
)
PROFILE_MISSING = Message(
    "W920",
    mark("the colour profile {file} is missing: press files are no PDF/X then"),
    mark("run: paiban fonts install (with a network), or give the print shop's with --icc"),
)
PROFILE_CHANGED = Message(
    "E921",
    mark("the colour profile is damaged or is another file than it should be: {file}"),
    mark("delete this file, then run: paiban fonts install"),
)
NO_LIST = Message(
    "W936",
    mark("the list of faces cannot be read: {reason}"),
    mark("bring fonts/manifest.yaml back: git checkout fonts/manifest.yaml"),
)

LATIN_ROLES = ("western", "hei_western")
"""Roles of letters and digits, of which no Han is asked."""
_SAID_HERE = ("E403", "E408", "W407")
"""What reading the faces says of the pinned ones, which is said here more fully."""
_EXAMPLES = 8


@dataclass(slots=True)
class _Seen:
    """A face of some chain: where it lies, what state it is in, what it covers."""

    name: str
    state: str
    file: Path | None = None
    licence: str = ""
    covered: frozenset[int] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)


def examine_fonts(root: Path) -> Area:
    """Each role's chain, the user's own faces first."""
    words = translate(mark("fonts"))
    folders = font_folders(root)
    manifest, fault = _read_manifest(folders)
    if manifest is None:
        return Area("fonts", words, (), [fault] if fault else [])
    pinned, found = _pinned_faces(manifest, folders)
    own, said = _own_faces(folders)
    found += said
    facts = []
    for role, identifiers in manifest.roles.items():
        chain = [*own.get(role, ()), *(pinned[one] for one in identifiers if one in pinned)]
        facts.append(_role_fact(role, chain))
        found += _judge(role, chain, identifiers)
    return Area("fonts", words, facts, found)


def examine_profile(root: Path) -> Area:
    """The colour profile of the default press."""
    words = translate(mark("colour profile"))
    folders = font_folders(root)
    manifest, _ = _read_manifest(folders)
    facts: list[Fact] = []
    found: list[Finding] = []
    for profile in manifest.profiles if manifest else ():
        path = _find(profile, folders)
        if path is None:
            facts.append(Fact(profile.identifier, translate(_STATES["missing"])))
            found.append(PROFILE_MISSING.at(file=profile.file))
            continue
        right = profile.edition(digest_file(path)) is not None
        state = "right" if right else "changed"
        values = {"file": str(path), "state": state}
        facts.append(Fact(profile.identifier, translate(_STATES[state]), values))
        if not right:
            found.append(PROFILE_CHANGED.at(file=str(path)))
    return Area("profile", words, facts, found)


_STATES = {
    "right": mark("as pinned"),
    "changed": mark("damaged"),
    "missing": mark("missing"),
    "optional": mark("missing (optional)"),
    "own": mark("your own"),
}


def _read_manifest(folders: Sequence[Path]) -> tuple[FontManifest | None, Finding | None]:
    try:
        from typeset.design.fonts.font_manifest import load_font_manifest

        paths = [folder / "manifest.yaml" for folder in folders]
        return load_font_manifest(next((one for one in paths if one.is_file()), paths[-1])), None
    except SourceError as error:
        return None, NO_LIST.at(reason=error.findings[0].message)
    except ImportError as error:
        return None, NO_LIST.at(reason=str(error))


def _pinned_faces(
    manifest: FontManifest, folders: Sequence[Path]
) -> tuple[dict[str, _Seen], list[Finding]]:
    """The open faces by identifier, each file hashed."""
    seen: dict[str, _Seen] = {}
    found: list[Finding] = []
    for face in manifest.faces:
        path = _find(face, folders)
        if path is None:
            state = "optional" if face.optional else "missing"
            seen[face.identifier] = _Seen(face.identifier, state, licence=face.licence)
            continue
        sha256 = digest_file(path)
        right = face.edition(sha256) is not None
        covered = _covered(path, face.index) if right else frozenset[int]()
        values = {"sha256": sha256}
        state = "right" if right else "changed"
        seen[face.identifier] = _Seen(face.identifier, state, path, face.licence, covered, values)
        if not right:
            found.append(FACE_CHANGED.at(face=face.identifier, file=str(path)))
    return seen, found


def _own_faces(folders: Sequence[Path]) -> tuple[dict[str, list[_Seen]], list[Finding]]:
    """The user's own faces by role, and what there is to say of them."""
    from typeset.design.fonts.load_fonts import OWN, load_fonts

    try:
        loaded = load_fonts(folders)
    except SourceError as error:
        return {}, [finding for finding in error.findings if finding.code not in _SAID_HERE]
    own: dict[str, list[_Seen]] = {}
    for role, sources in loaded.book.chains.items():
        for source in sources:
            if source.licence == OWN:
                facts = loaded.book.open(source).facts
                covered = _covered(source.path, source.index)
                values = {"embedding": facts.embedding.value, "sha256": source.sha256}
                seen = _Seen(source.identifier, "own", source.path, OWN, covered, values)
                own.setdefault(role, []).append(seen)
    return own, [finding for finding in loaded.findings if finding.code not in _SAID_HERE]


def _find(wanted: ManifestFile, folders: Iterable[Path]) -> Path | None:
    places = dict.fromkeys((*(folder / "open" for folder in folders), open_faces_folder()))
    return next((path for one in places if (path := one / wanted.file).is_file()), None)


def _covered(path: Path, index: int) -> frozenset[int]:
    """The characters of a face; none of one that cannot be read."""
    try:
        from typeset.design.fonts.face_file import FaceFile

        return frozenset(FaceFile(path, index).covered())
    except Exception:  # noqa: BLE001 (a damaged face may raise anything)
        return frozenset()


def _role_fact(role: str, chain: Sequence[_Seen]) -> Fact:
    states = [f"{one.name} ({translate(_STATES[one.state])})" for one in chain]
    values: dict[str, Any] = {
        "faces": [
            {
                "face": one.name,
                "state": one.state,
                "file": str(one.file) if one.file else None,
                "licence": one.licence,
                "coverage": _levels(one.covered),
                **one.values,
            }
            for one in chain
        ]
    }
    seen = ", ".join(states)
    if role not in LATIN_ROLES:
        together = frozenset[int]().union(*(one.covered for one in chain))
        values["coverage"] = _levels(together)
        counts = ", ".join(f"{have}/{all_}" for have, all_ in _levels(together))
        seen += translate(mark("; 通用规范汉字表, levels 1–3: {counts}")).format(counts=counts)
    return Fact(role, seen, values)


def _levels(covered: frozenset[int]) -> list[tuple[int, int]]:
    """For each level of the table: how many characters are covered, of how many."""
    return [(len(level & covered), len(level)) for level in tongyong_levels()]


def _judge(role: str, chain: Sequence[_Seen], identifiers: Sequence[str]) -> Iterator[Finding]:
    usable = [one for one in chain if one.state in ("right", "own")]
    if not usable:
        yield ROLE_EMPTY.at(role=role)
        return
    if usable[0].state == "right" and usable[0].name != identifiers[0]:
        yield FACE_MISSING.at(role=role, face=identifiers[0], used=usable[0].name)
    if role in LATIN_ROLES:
        return
    covered = frozenset[int]().union(*(one.covered for one in usable))
    lacking = [code for level in tongyong_levels() for code in sorted(level - covered)]
    if lacking:
        examples = "".join(map(chr, lacking[:_EXAMPLES]))
        yield LACKS_CHARACTERS.at(role=role, count=len(lacking), examples=examples)
