"""Lines of the manuscript at several measures: our composer's beside Typst's."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.bed import Bed
from tests.bench.editions import body_texts
from tests.bench.engine_lines import SIZE, compose_texts, our_lines, typst_lines
from tests.bench.report import Table, figure
from tests.bench.set_lines import LineFigures, measure_lines
from tests.bench.typst_engine import compile_cold, has_typst, lay_out_warm
from tests.bench.typst_source import paragraphs_source
from typeset.layout.lines.compose import Typesetter
from typeset.layout.lines.line import Composed

MEASURES = (28, 20, 14)
ROUNDS = 5


def compare_lines(bed: Bed) -> Iterator[Table]:
    """One table a measure, each row a figure."""
    texts = body_texts(bed.issue)
    characters = sum(map(len, texts))
    for measure in MEASURES:
        ours, our_seconds = _ours(bed, texts, measure)
        columns = [_column(ours, our_seconds)]
        engines = ["ours"]
        if has_typst():
            theirs, their_seconds = _typst(bed, texts, measure)
            columns.append(_column(theirs, their_seconds))
            engines.append("Typst")
        table = Table(
            f"Lines at {measure} em: {characters} characters, {len(texts)} paragraphs, one face",
            ("figure", *engines),
            notes=("seconds: laying out in a process whose faces are open, median of 5",),
        )
        for row in zip(*columns, strict=True):
            table.add(row[0][0], *(value for _, value in row))
        yield table


def _column(figures: LineFigures, seconds: float) -> list[tuple[str, object]]:
    return [
        ("lines", figures.lines),
        ("widest Han–Han gap, % of an em", figure(100 * figures.widest, 2)),
        ("lines with a gap above 3 %", figures.above_3),
        ("lines with a gap above 5 %", figures.above_5),
        ("forbidden starts", figures.forbidden_starts),
        ("forbidden ends", figures.forbidden_ends),
        ("—— at a line's start (dear, not forbidden)", figures.dash_starts),
        ("numbers split, or cut from their unit", figures.split_numbers),
        ("—— or …… split", figures.split_pairs),
        (
            "opening marks untrimmed at a line's start",
            f"{figures.untrimmed_opens} of {figures.open_starts}",
        ),
        ("last lines of fewer than two Han", figures.short_last_lines),
        ("seconds", figure(seconds, 3)),
    ]


def _ours(bed: Bed, texts: Sequence[str], measure: float) -> tuple[LineFigures, float]:
    """Raises BenchError when a character is missing."""
    seconds = []
    composed: list[Composed] = []
    for _ in range(ROUNDS + 1):
        typesetter = Typesetter(bed.book, bed.sheet.lines, bed.issue.names)
        start = time.perf_counter()
        composed = compose_texts(typesetter, texts, measure)
        seconds.append(time.perf_counter() - start)
    # The first round measures glyphs, as Typst's first source reads the faces.
    return measure_lines(our_lines(composed, texts)), statistics.median(seconds[1:])


def _typst(bed: Bed, texts: Sequence[str], measure: float) -> tuple[LineFigures, float]:
    """Raises BenchError when Typst fails or a character is missing."""
    source = _write(bed, f"lines-{measure}.typ", texts, measure, SIZE)
    pdf = source.with_suffix(".pdf")
    compile_cold(source, pdf, bed.fonts)
    # Typst remembers what it has laid out, so that each round needs another size.
    sources = [
        _write(bed, f"round-{number}.typ", texts, measure, SIZE + number / 100)
        for number in range(ROUNDS + 1)
    ]
    seconds = lay_out_warm(sources, bed.fonts)
    return measure_lines(typst_lines(pdf, texts)), statistics.median(seconds)


def _write(bed: Bed, name: str, texts: Sequence[str], measure: float, size: float) -> Path:
    path = bed.folder / name
    path.write_text(paragraphs_source(texts, measure, size, bed.families), encoding="utf-8")
    return path
