"""Where words stand on a laid-out page: their runs by line, and their ink in mm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from typeset.base.units import mm_from_points
from typeset.design.fonts.font_book import FontBook
from typeset.layout.placing.page import GlyphRun, Page


@dataclass(frozen=True)
class Ink:
    """Ink of some words on a page, in mm from the type area's left and top edge."""

    left: float
    top: float
    right: float
    bottom: float


def runs_of(page: Page) -> list[GlyphRun]:
    return [mark for mark in page.marks if isinstance(mark, GlyphRun)]


def lines_of(page: Page) -> list[tuple[str, list[GlyphRun]]]:
    """The lines of a page by their structure and baseline, from top to bottom."""
    lines: dict[tuple[int, float], list[GlyphRun]] = {}
    for run in runs_of(page):
        near = [key for key in lines if key[0] == run.structure and abs(key[1] - run.y) < 3]
        lines.setdefault(near[0] if near else (run.structure, run.y), []).append(run)
    return [
        ("".join("".join(run.texts) for run in runs), runs)
        for _, runs in sorted(lines.items(), key=lambda item: item[0][1])
    ]


def find(page: Page, words: str) -> list[GlyphRun]:
    return next(runs for text, runs in lines_of(page) if words in text.replace(" ", ""))


def ink(page: Page, runs: Iterable[GlyphRun], book: FontBook) -> Ink:
    boxes = []
    for run in runs:
        face = book.opened(run.face)
        for x, text in zip(run.offsets, run.texts, strict=True):
            glyph = face.glyph(text) if len(text) == 1 else None
            if glyph is None or glyph.right <= glyph.left:
                continue
            boxes.append(
                (
                    run.x + x + glyph.left * run.size,
                    run.y - glyph.top * run.size,
                    run.x + x + glyph.right * run.size,
                    run.y - glyph.bottom * run.size,
                )
            )
    area = page.type_area
    return Ink(
        mm_from_points(min(box[0] for box in boxes) - area.left),
        mm_from_points(min(box[1] for box in boxes) - area.top),
        mm_from_points(max(box[2] for box in boxes) - area.left),
        mm_from_points(max(box[3] for box in boxes) - area.top),
    )
