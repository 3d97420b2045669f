"""Composing alone: seconds per 10,000 characters at 28 em, and their growth in one paragraph.

Each size runs in a process of its own (`python -m tests.bench.composing ROOT CHARACTERS SHAPE`),
so that its peak memory is its own.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from itertools import cycle
from pathlib import Path

from tests.bench.bed import Bed
from tests.bench.editions import WEEK, body_texts
from tests.bench.engine_lines import compose_texts
from tests.bench.process import MEBIBYTE, growth_exponent, run_process
from tests.bench.report import Table, figure

MEASURE = 28.0
TARGET = 0.150
"""Seconds for 10,000 characters in paragraphs."""
LONG_TARGET = 5.0
LONG_PEAK = 500
"""Seconds and MB for one paragraph of 200,000 characters."""
SIZES = (10_000, 20_000, 50_000, 100_000, 200_000)
PARAGRAPHS, WHOLE = "paragraphs", "whole"
_ROUNDS = {10_000: 9, 20_000: 5, 50_000: 3}


def compare_composing(bed: Bed) -> Table:
    """The manuscript's paragraphs up to 10,000 characters, then one paragraph ever longer."""
    table = Table(
        f"Composing at {MEASURE:g} em, faces open and glyphs measured",
        ("characters", "lines", "seconds", "first", "s per 10,000", "target s", "MiB", "target MB"),
    )
    longest = SIZES[-1]
    seconds = []
    for shape, size in ((PARAGRAPHS, SIZES[0]), *((WHOLE, size) for size in SIZES)):
        run = run_process(
            [sys.executable, "-m", "tests.bench.composing", bed.root, str(size), shape],
            {"TYPESET_CACHE": str(bed.cache)},
        )
        answer = json.loads(run.output)
        median = statistics.median(answer["seconds"])
        words = "in paragraphs" if shape == PARAGRAPHS else "in one paragraph"
        long = shape == WHOLE and size == longest
        table.add(
            f"{size:,} {words}",
            answer["lines"],
            figure(median, 3),
            figure(answer["first"], 3),
            figure(median / size * 10_000, 3),
            TARGET if shape == PARAGRAPHS else LONG_TARGET if long else None,
            figure(run.peak / MEBIBYTE, 0),
            LONG_PEAK if long else None,
        )
        if shape == WHOLE:
            seconds.append(median)
    table.notes = (
        f"exponent {growth_exponent(SIZES, seconds):.2f} in one paragraph; first: with measuring",
    )
    return table


def take_characters(texts: list[str], count: int) -> list[str]:
    """Texts over and over until they hold `count` characters, the last one cut."""
    taken: list[str] = []
    left = count
    for text in cycle(texts):
        if left <= 0:
            break
        taken.append(text[:left])
        left -= len(text)
    return taken


def _compose_once(root: Path, count: int, shape: str) -> dict[str, object]:
    """What one process measures: the first time, then several times with glyphs measured."""
    from typeset.base.project import font_folders
    from typeset.content.load_issue import load_issue
    from typeset.design.fonts.load_fonts import load_fonts
    from typeset.design.style.load_style import read_whole_style
    from typeset.edition.build_issue import DEFAULT_STYLE, style_folders
    from typeset.layout.lines.compose import Typesetter

    texts = take_characters(body_texts(load_issue(root, WEEK).issue), count)
    if shape == WHOLE:
        texts = ["".join(texts)]
    rules = read_whole_style(DEFAULT_STYLE, style_folders(root)).sheet.lines
    book = load_fonts(font_folders(root)).book
    seconds = []
    lines = 0
    for _ in range(1 + _ROUNDS.get(count, 1)):
        typesetter = Typesetter(book, rules)
        start = time.perf_counter()
        composed = compose_texts(typesetter, texts, MEASURE)
        seconds.append(time.perf_counter() - start)
        lines = sum(len(paragraph.lines) for paragraph in composed)
    return {"first": seconds[0], "seconds": seconds[1:], "lines": lines}


if __name__ == "__main__":
    print(json.dumps(_compose_once(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
