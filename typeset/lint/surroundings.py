"""What findings rest on beside the issue itself (周边): the issues before it, the unit's words.

Asked before every build, so nothing heavy is imported here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

EARLIER_ISSUES = 8
MANIFEST = "issue.yaml"
_TEXTS = (".md", ".txt")
_WEEK = re.compile(r"[0-9]{4}-[0-9]{2}")


def earlier_weeks(root: Path, week: str) -> list[str]:
    """The names of the last eight issues before a week, the nearest first.

    Only folders named like weeks count: a handbook is no issue before another.
    """
    if not _WEEK.fullmatch(week):
        return []
    try:
        names = [folder.name for folder in (root / "issues").iterdir()]
    except OSError:
        return []
    weeks = [name for name in names if name < week and _WEEK.fullmatch(name)]
    return sorted(weeks, reverse=True)[:EARLIER_ISSUES]


def digest_surroundings(root: Path, week: str) -> str:
    """One digest of all that a finding may rest on beside the issue and the styles: the texts of
    the issues before it and the unit's own words."""
    digest = hashlib.sha256()
    folders = [root / "issues" / name for name in earlier_weeks(root, week)]
    paths = [path for folder in folders for path in (folder / MANIFEST, *texts_of(folder))]
    unit = (root / "issues" / "terms.yaml", root / "issues" / "phrases.yaml")
    for path in (*unit, *paths):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def texts_of(folder: Path) -> Iterator[Path]:
    """The texts in an issue's folder, by name."""
    try:
        yield from sorted(path for path in folder.iterdir() if path.suffix in _TEXTS)
    except OSError:
        return
