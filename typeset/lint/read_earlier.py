"""The issues before this one (前几期): their paragraphs, and the dates of the last."""

from __future__ import annotations

from pathlib import Path

from typeset.lint.rule import Earlier
from typeset.lint.surroundings import MANIFEST, earlier_weeks, texts_of

SHORTEST_PARAGRAPH = 30
"""Shorter paragraphs repeat by nature: 现将有关事项通知如下."""
_NOTATION = str.maketrans("", "", "*\\ \t\u3000\xa0")


def paragraph_key(text: str) -> str:
    """What two paragraphs must share to be the same; empty for one too short to tell."""
    key = text.translate(_NOTATION)
    return key if len(key) >= SHORTEST_PARAGRAPH else ""


def read_earlier(root: Path, week: str) -> Earlier:
    """What the rules compare an issue with.  What cannot be read is passed over."""
    weeks = earlier_weeks(root, week)
    paragraphs: dict[str, str] = {}
    for name in weeks:
        for path in texts_of(root / "issues" / name):
            for line in _read(path).splitlines():
                key = paragraph_key(line.strip()) if len(line) >= SHORTEST_PARAGRAPH else ""
                if key:
                    paragraphs.setdefault(key, f"{name}/{path.name}")
    last = next((name for name in weeks if (root / "issues" / name / MANIFEST).is_file()), "")
    if not last:
        return Earlier(paragraphs)
    from typeset.content.read_manifest import parse_manifest

    manifest = parse_manifest(_read(root / "issues" / last / MANIFEST), last).manifest
    return Earlier(paragraphs, last, manifest.period, manifest.date)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
