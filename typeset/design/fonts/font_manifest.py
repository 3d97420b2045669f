"""The manifest of open faces and profiles (字体清单), as data: `fonts/manifest.yaml`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from typeset.base.cache import unpack_cache, write_cache
from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Message, SourcePosition
from typeset.base.messages import mark


class FontPackage(NamedTuple):
    """Where a face's file comes from: `member` is its path inside the package.

    `kind` is `debian` or `pypi`; `download` the size of the whole package in bytes, for progress.
    """

    kind: str
    name: str
    version: str
    member: str
    download: int


class FontEdition(NamedTuple):
    """One pinned content of a face's file: sha256 (hexadecimal), size in bytes, its package."""

    sha256: str
    size: int
    package: FontPackage


class ManifestFace(Struct, frozen=True):
    """开放字体: one face; `editions` are the contents that will do, the preferred one first."""

    identifier: str
    file: str
    index: int
    licence: str
    optional: bool
    editions: tuple[FontEdition, ...]

    def edition(self, sha256: str) -> FontEdition | None:
        """The edition with this content, or None."""
        return next((one for one in self.editions if one.sha256 == sha256), None)


class ManifestProfile(NamedTuple):
    """色彩特性文件: the ICC profile of a print condition."""

    identifier: str
    file: str
    condition: str
    licence: str
    editions: tuple[FontEdition, ...]

    def edition(self, sha256: str) -> FontEdition | None:
        """The edition with this content, or None."""
        return next((one for one in self.editions if one.sha256 == sha256), None)


ManifestFile: TypeAlias = ManifestFace | ManifestProfile
"""What the installer brings."""


class FontManifest(NamedTuple):
    """All open faces, the chains of the roles by face identifier, and the colour profiles."""

    faces: tuple[ManifestFace, ...]
    roles: Mapping[str, tuple[str, ...]]
    profiles: tuple[ManifestProfile, ...] = ()

    def face(self, identifier: str) -> ManifestFace | None:
        """A face by its identifier, or None."""
        return next((face for face in self.faces if face.identifier == identifier), None)


# Read `fonts/manifest.yaml` (读取字体清单).

BAD_MANIFEST = Message(
    "E456",
    mark("the list of faces cannot be used: {reason}"),
    mark("compare it with the entries around it, or fetch the file anew with git"),
)

_SHA256 = re.compile(r"[0-9a-f]{64}")
KINDS = ("debian", "pypi")
FORMAT = 2
"""To be raised whenever a cached manifest would be read otherwise."""


def load_font_manifest(path: Path) -> FontManifest:
    """The manifest as data; what a text once meant is remembered.

    Raises SourceError (E456) naming the entry when the file is missing, is no YAML, lacks a key or
    pins nonsense.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _fault(path, reason_of(error)) from error
    entry = f"manifest-{hashlib.sha256(data).hexdigest()[:32]}.json"
    known = unpack_cache(entry, _unpack)
    if known is not None:
        return known
    manifest = _parse(path, data)
    faces = [
        (face.identifier, face.file, face.index, face.licence, face.optional, face.editions)
        for face in manifest.faces
    ]
    value = {
        "format": FORMAT,
        "faces": faces,
        "roles": dict(manifest.roles),
        "profiles": manifest.profiles,
    }
    write_cache(entry, value)
    return manifest


def _unpack(stored: Any) -> FontManifest | None:
    if stored["format"] != FORMAT:
        return None
    faces = (
        ManifestFace(identifier, file, index, licence, optional, _unpacked(editions))
        for identifier, file, index, licence, optional, editions in stored["faces"]
    )
    profiles = (
        ManifestProfile(identifier, file, condition, licence, _unpacked(editions))
        for identifier, file, condition, licence, editions in stored["profiles"]
    )
    roles = {role: tuple(ids) for role, ids in stored["roles"].items()}
    return FontManifest(tuple(faces), roles, tuple(profiles))


def _unpacked(editions: Any) -> tuple[FontEdition, ...]:
    return tuple(
        FontEdition(sha256, size, FontPackage(*package)) for sha256, size, package in editions
    )


def _parse(path: Path, data: bytes) -> FontManifest:
    import yaml

    try:
        value = yaml.safe_load(data.decode("utf-8"))
        faces = tuple(_face(entry) for entry in value["faces"])
        profiles = tuple(_profile(entry) for entry in value.get("profiles", ()))
        roles = {role: tuple(chain) for role, chain in value["roles"].items()}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _fault(path, error.problem or "YAML", line) from error
    except KeyError as error:
        raise _fault(path, f"the key {error.args[0]} is missing") from error
    except (UnicodeDecodeError, ValueError, TypeError, AttributeError) as error:
        raise _fault(path, str(error)) from error
    known = {face.identifier for face in faces}
    for role, chain in roles.items():
        for identifier in chain:
            if identifier not in known:
                raise _fault(path, f"role {role} names an unknown face {identifier}")
    return FontManifest(faces, roles, profiles)


def _face(entry: dict[str, Any]) -> ManifestFace:
    return ManifestFace(
        identifier=str(entry["id"]),
        file=_file_name(entry),
        licence=str(entry["licence"]),
        optional=bool(entry["optional"]),
        editions=_editions(entry),
        index=int(entry["index"]),
    )


def _profile(entry: dict[str, Any]) -> ManifestProfile:
    return ManifestProfile(
        identifier=str(entry["id"]),
        file=_file_name(entry),
        condition=str(entry["condition"]),
        licence=str(entry["licence"]),
        editions=_editions(entry),
    )


def _file_name(entry: dict[str, Any]) -> str:
    file = str(entry["file"])
    if PurePosixPath(file).name != file or file.startswith("."):
        raise ValueError(f"{file} is no plain file name")
    return file


def _editions(entry: dict[str, Any]) -> tuple[FontEdition, ...]:
    return tuple(_edition(one) for one in (entry, *entry.get("also", ())))


def _edition(entry: dict[str, Any]) -> FontEdition:
    sha256 = str(entry["sha256"])
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256} is no sha256")
    package = entry["package"]
    kind = str(package["kind"])
    if kind not in KINDS:
        raise ValueError(f"package kind {kind}: one of {', '.join(KINDS)} expected")
    return FontEdition(
        sha256=sha256,
        size=int(entry["size"]),
        package=FontPackage(
            kind=kind,
            name=str(package["name"]),
            version=str(package["version"]),
            member=str(package["member"]),
            download=int(package["download"]),
        ),
    )


def _fault(path: Path, reason: str, line: int = 0) -> SourceError:
    return SourceError([BAD_MANIFEST.at(SourcePosition(str(path), line), reason=reason)])
