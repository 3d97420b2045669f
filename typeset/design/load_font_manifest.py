"""Read `fonts/manifest.yaml` (读取字体清单)."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

from typeset.base.errors import SourceError
from typeset.base.source_position import SourcePosition
from typeset.design.font_manifest import FontEdition, FontManifest, FontPackage, ManifestFace
from typeset.design.install_messages import BAD_MANIFEST

_SHA256 = re.compile(r"[0-9a-f]{64}")
KINDS = ("debian", "pypi")


def load_font_manifest(path: Path) -> FontManifest:
    """The manifest as data.

    Raises SourceError (E456) naming the entry when the file is missing, is no YAML, lacks a key or
    pins nonsense.
    """
    import yaml

    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        faces = tuple(_face(entry) for entry in value["faces"])
        roles = {role: tuple(chain) for role, chain in value["roles"].items()}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _fault(path, error.problem or "YAML", line) from error
    except KeyError as error:
        raise _fault(path, f"the key {error.args[0]} is missing") from error
    except (OSError, UnicodeDecodeError, ValueError, TypeError, AttributeError) as error:
        raise _fault(path, str(error)) from error
    known = {face.identifier for face in faces}
    for role, chain in roles.items():
        for identifier in chain:
            if identifier not in known:
                raise _fault(path, f"role {role} names an unknown face {identifier}")
    return FontManifest(faces, roles)


def _face(entry: dict[str, Any]) -> ManifestFace:
    file = str(entry["file"])
    if PurePosixPath(file).name != file or file.startswith("."):
        raise ValueError(f"{file} is no plain file name")
    return ManifestFace(
        identifier=str(entry["id"]),
        file=file,
        index=int(entry["index"]),
        licence=str(entry["licence"]),
        optional=bool(entry["optional"]),
        editions=tuple(_edition(one) for one in (entry, *entry.get("also", ()))),
    )


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
