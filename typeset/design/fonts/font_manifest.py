"""The manifest of open faces and profiles (字体清单), as data: `fonts/manifest.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from msgspec import Struct


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
