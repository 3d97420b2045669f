"""What is remembered of a face (字体量度): its facts, and the glyphs measured so far.

Measures are whole numbers in the face's own units, so that they are the same whether measured
now or read from the cache.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from typeset.base.cache import unpack_cache, write_cache
from typeset.base.units import Em
from typeset.design.fonts.fonts import Embedding, Outlines

FORMAT = 1
"""To be raised whenever what a cache entry holds, or how it is measured, changes."""
MOST_KEPT = 20_000
"""Characters and runs of a face that are kept; beyond, only those of the last edition are."""

RawGlyph: TypeAlias = tuple[int, int, int, int, int, int, int]
"""Glyph id, code, advance; left, bottom, right, top of the ink (see `fonts.Glyph`)."""

RawRun: TypeAlias = tuple[tuple[str, int, RawGlyph], ...]
"""A shaped run, glyph by glyph: the characters it stands for, its advance as shaped, the glyph."""


class FaceFacts(NamedTuple):
    """What a file says of its face; the fields are those of `fonts.Face`."""

    postscript_name: str
    outlines: Outlines
    embedding: Embedding
    units_per_em: int
    glyph_count: int
    ascent: Em
    descent: Em
    cap_height: Em
    bounds: tuple[Em, Em, Em, Em]
    italic_angle: float
    weight: int
    centre: Em | None


class FaceMeasures(Struct):
    """Facts, glyphs by character (None where the face has none), runs by text.

    `changed` says that there is something to write.
    """

    facts: FaceFacts
    glyphs: dict[str, RawGlyph | None] = {}
    runs: dict[str, RawRun] = {}
    changed: bool = True


def read_measures(sha256: str, index: int) -> FaceMeasures | None:
    """What the cache knows of a face, by its content; None where that is nothing of use."""

    def unpack(stored: Any) -> FaceMeasures | None:
        if stored["format"] != FORMAT or stored["face"] != [sha256, index]:
            return None
        facts = FaceFacts(*stored["facts"])
        left, bottom, right, top = facts.bounds
        facts = facts._replace(
            outlines=Outlines(facts.outlines),
            embedding=Embedding(facts.embedding),
            bounds=(left, bottom, right, top),
        )
        return FaceMeasures(facts, dict(stored["glyphs"]), dict(stored["runs"]), changed=False)

    return unpack_cache(_entry(sha256, index), unpack)


def write_measures(
    sha256: str, index: int, measures: FaceMeasures, characters: set[str], runs: set[str]
) -> None:
    """Keep what was measured; `characters` and `runs` are those this edition asked for."""
    glyphs, kept_runs = measures.glyphs, measures.runs
    if len(glyphs) + len(kept_runs) > MOST_KEPT:
        glyphs = {key: glyphs[key] for key in characters}
        kept_runs = {key: kept_runs[key] for key in runs}
    value = {
        "format": FORMAT,
        "face": [sha256, index],
        "facts": measures.facts,
        "glyphs": glyphs,
        "runs": kept_runs,
    }
    write_cache(_entry(sha256, index), value)
    measures.changed = False


def _entry(sha256: str, index: int) -> str:
    return f"face-{sha256[:32]}-{index}.json"
