"""What an edition is made from (成分), named so that it can be compared later and elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import typeset
from typeset.base.build_record import digest_file
from typeset.rounds.round import Ingredient

_CODE = ("*.py", "*.mo", "*.txt")


def gather_ingredients(
    sources: Mapping[str, str],
    styles: Iterable[Path],
    faces: Mapping[str, str],
    profile: bytes,
) -> tuple[Ingredient, ...]:
    """Sources and faces by name with their sha256, the files of the style chain, the press's
    profile, and this program."""
    found = [
        *(Ingredient("source", path, digest) for path, digest in sources.items()),
        *(Ingredient("style", path.name, digest_file(path)) for path in styles),
        *(Ingredient("face", name, digest) for name, digest in faces.items()),
        Ingredient("profile", "press", hashlib.sha256(profile).hexdigest()),
        Ingredient("program", f"typeset {typeset.__version__}", _program()),
    ]
    return tuple(sorted(set(found), key=lambda one: (one.kind, one.path, one.sha256)))


def differing(
    before: Iterable[Ingredient], now: Iterable[Ingredient]
) -> Iterator[tuple[str, str, str]]:
    """(kind, path, how) of each ingredient that is not as it was: changed, added or removed."""
    old = {(one.kind, one.path): one.sha256 for one in before}
    new = {(one.kind, one.path): one.sha256 for one in now}
    for key in sorted({*old, *new}):
        if key not in new:
            yield (*key, "removed")
        elif key not in old:
            yield (*key, "added")
        elif old[key] != new[key]:
            yield (*key, "changed")


@cache
def _program() -> str:
    """One digest of the program's own files."""
    package = Path(typeset.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for kind in _CODE for path in package.rglob(kind)):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
