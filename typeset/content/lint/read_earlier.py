"""The issues before this one (前几期): their paragraphs, and the dates of the last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from typeset.content.lint.subject import Earlier

EARLIER_ISSUES = 8
SHORTEST_PARAGRAPH = 30
"""Shorter paragraphs repeat by nature: 现将有关事项通知如下."""
_MANIFEST = "issue.yaml"
_TEXTS = (".md", ".txt")
_NOTATION = str.maketrans("", "", "*\\ \t\u3000\xa0")


def paragraph_key(text: str) -> str:
    """What two paragraphs must share to be the same; empty for one too short to tell."""
    key = text.translate(_NOTATION)
    return key if len(key) >= SHORTEST_PARAGRAPH else ""


def earlier_weeks(root: Path, week: str) -> list[str]:
    """The names of the last eight issues before a week, the nearest first.

    Only folders named like weeks count: a handbook is no issue before another.
    """
    from typeset.content.dates import monday_of_week

    if monday_of_week(week) is None:
        return []
    try:
        names = [folder.name for folder in (root / "issues").iterdir()]
    except OSError:
        return []
    weeks = [name for name in names if name < week and monday_of_week(name) is not None]
    return sorted(weeks, reverse=True)[:EARLIER_ISSUES]


def read_earlier(root: Path, week: str) -> Earlier:
    """What the rules compare an issue with.  What cannot be read is passed over."""
    weeks = earlier_weeks(root, week)
    paragraphs: dict[str, str] = {}
    for name in weeks:
        for path in _texts(root / "issues" / name):
            for line in _read(path).splitlines():
                key = paragraph_key(line.strip()) if len(line) >= SHORTEST_PARAGRAPH else ""
                if key:
                    paragraphs.setdefault(key, f"{name}/{path.name}")
    last = next((name for name in weeks if (root / "issues" / name / _MANIFEST).is_file()), "")
    if not last:
        return Earlier(paragraphs)
    from typeset.content.read_manifest import parse_manifest

    manifest = parse_manifest(_read(root / "issues" / last / _MANIFEST), last).manifest
    return Earlier(paragraphs, last, manifest.period, manifest.date)


def digest_surroundings(root: Path, week: str) -> str:
    """One digest of all that a finding may rest on beside the issue and the styles: the texts of
    the issues before it and the unit's own words."""
    digest = hashlib.sha256()
    folders = [root / "issues" / name for name in earlier_weeks(root, week)]
    paths = [path for folder in folders for path in (folder / _MANIFEST, *_texts(folder))]
    for path in (root / "issues" / "terms.yaml", *paths):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _texts(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(path for path in folder.iterdir() if path.suffix in _TEXTS)
    except OSError:
        return


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
