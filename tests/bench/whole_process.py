"""Whole processes: `paiban issue` beside one cold Typst run on the same edition."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping

from tests.bench.bed import Bed, answer_of
from tests.bench.editions import another_edition, change_paragraph, repeat_edition, save_edition
from tests.bench.process import (
    MEBIBYTE,
    Comparison,
    Run,
    growth_exponent,
    highest_peak,
    median_seconds,
    run_paired,
)
from tests.bench.report import Table, figure
from tests.bench.typst_engine import has_typst
from typeset.content.document import Issue

TARGETS: Mapping[str, float | None] = {
    "cold font cache": 10.0,
    "warm font cache": 4.0,
    "one paragraph changed": None,
    "unchanged": 2.5,
}
"""State before the build → at most so many times a cold Typst run (the issue's figures)."""

TARGET_PEAK = 150
LONG_PEAK = 1500
COPIES = (1, 5, 25, 90)
SHORT_COPIES = (1, 5)
LONG_ROUNDS = 3


def compare_processes(bed: Bed, rounds: int) -> Table:
    """The edition in each state of the caches, by turns with Typst."""
    states = _prepare(bed)
    typst = None
    if has_typst():
        source = bed.write_typst(bed.issue)
        bed.run_typst(source)
        typst = lambda: bed.run_typst(source)  # noqa: E731
    pages = answer_of(bed.build())["pages"]
    table = Table(
        f"Whole process, {pages} pages, {rounds} rounds by turns",
        ("state", "ours s", "Typst s", "ratio", "quartiles", "target", "ours MiB", "Typst MiB"),
        notes=(
            f"peak target {TARGET_PEAK} MiB; ratio: median of the ratios run by run",
            "warm: another edition was built before; changed: this one, but for one paragraph",
        ),
    )
    for state, restore in states.items():

        def ours(restore: Callable[[], None] = restore) -> Run:
            restore()
            return bed.build()

        compared = run_paired(ours, typst, rounds)
        table.add(state, *_columns(compared, TARGETS[state]))
    return table


def _keep_state(bed: Bed, name: str, issue: Issue) -> None:
    """Build an issue from nothing and remember what that leaves, under a name."""
    bed.forget()
    save_edition(issue, bed.root)
    bed.build()
    bed.keep(name)


def _prepare(bed: Bed) -> dict[str, Callable[[], None]]:
    """Build what the caches are to know; how to bring each state back."""
    _keep_state(bed, "warm font cache", another_edition(bed.issue))
    _keep_state(bed, "one paragraph changed", change_paragraph(bed.issue))
    _keep_state(bed, "unchanged", bed.issue)

    def warm() -> None:
        bed.restore("warm font cache")
        for path in bed.out.glob("*.pdf"):
            path.unlink()

    return {
        "cold font cache": bed.forget,
        "warm font cache": warm,
        "one paragraph changed": lambda: bed.restore("one paragraph changed"),
        "unchanged": lambda: bed.restore("unchanged"),
    }


def _columns(compared: Comparison, target: float | None) -> tuple[object, ...]:
    ours, theirs = compared.ours, compared.theirs
    quartiles = statistics.quantiles(compared.ratios, n=4) if len(theirs) > 1 else None
    return (
        figure(median_seconds(ours), 3),
        figure(median_seconds(theirs), 3) if theirs else None,
        figure(compared.ratio, 2),
        f"{quartiles[0]:.2f}–{quartiles[2]:.2f}" if quartiles else None,
        target,
        figure(highest_peak(ours), 0),
        figure(highest_peak(theirs), 0) if theirs else None,
    )


def compare_growth(bed: Bed, *, long: bool) -> Table:
    """The manuscript's materials many times over, up to 2,000 pages."""
    table = Table(
        "Growth, warm font cache, no paragraph twice",
        ("copies", "pages", "ours s", "Typst s", "ratio", "ours MiB", "Typst MiB"),
    )
    _keep_state(bed, "growth", another_edition(bed.issue))
    sizes: list[float] = []
    ours: list[float] = []
    theirs: list[float] = []
    for copies in COPIES if long else SHORT_COPIES:
        issue = repeat_edition(bed.issue, copies)
        save_edition(issue, bed.root)
        source = bed.write_typst(issue) if has_typst() else None

        def build() -> Run:
            bed.restore("growth")
            return bed.build()

        typst = None if source is None else lambda source=source: bed.run_typst(source)
        compared = run_paired(build, typst, 1 if copies > 5 else LONG_ROUNDS)
        pages = answer_of(compared.ours[-1])["pages"]
        sizes.append(pages)
        ours.append(median_seconds(compared.ours))
        columns = _columns(compared, None)
        theirs += [median_seconds(compared.theirs)] if compared.theirs else []
        table.add(copies, pages, *columns[:3], *columns[5:])
    table.notes = (
        f"exponent of ours {growth_exponent(sizes, ours):.2f}"
        + (f", of Typst's {growth_exponent(sizes, theirs):.2f}" if theirs else "")
        + f", between the last two sizes {growth_exponent(sizes[-2:], ours[-2:]):.2f}"
        + (
            f"; peak target {LONG_PEAK} MB = {LONG_PEAK * 1_000_000 / MEBIBYTE:.0f} MiB at 2,000 pages"
        ),
    )
    save_edition(bed.issue, bed.root)
    return table
