"""`make bench`: whole processes, lines and composing, beside Typst where it is installed.

    python -m tests.bench [--long] [--json] [--rounds N] [processes] [growth] [lines] [composing]

Prints figures and judges none: machines differ, ratios of one run compare.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bed import Bed, make_bed
from tests.bench.editions import MANUSCRIPT
from tests.bench.process import BenchError
from tests.bench.report import Table
from tests.bench.typst_engine import has_typst

PARTS = ("processes", "growth", "lines", "composing")
"""In this order: whole processes first, while this program is still small."""


def main() -> int:
    """Run the parts that are asked for; 0, or 1 when a measured process fails."""
    arguments = _arguments()
    notes = list(_remarks())
    tables: list[Table] = []
    if not arguments.json:
        print(*notes, sep="\n", end="\n\n" if notes else "")
    try:
        with tempfile.TemporaryDirectory(prefix="typeset-bench-") as folder:
            for table in _measure(make_bed(Path(folder)), arguments):
                tables.append(table)
                if not arguments.json:
                    print(table.as_text(), end="\n\n", flush=True)
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.json:
        answer = {"notes": notes, "tables": [table.as_json() for table in tables]}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Speed and lines beside Typst."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--long", action="store_true", help="up to 2,000 pages")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--rounds", type=int, default=11, help="runs of each engine by turns")
    arguments = parser.parse_args()
    unknown = [part for part in arguments.parts if part not in PARTS]
    if unknown:
        parser.error(f"no part {unknown[0]}; there are: {', '.join(PARTS)}")
    return arguments


def _remarks() -> Iterator[str]:
    """What is missing, and what that means for the figures."""
    if not MANUSCRIPT.is_file():
        yield (
            "The manuscript beside the project (../shared) is absent: the text of the sample "
            "issue is measured instead; the targets were set for the manuscript."
        )
    if not has_typst():
        yield "Typst is not installed (make bench installs it): ours is measured alone."


def _measure(bed: Bed, arguments: argparse.Namespace) -> Iterator[Table]:
    parts = arguments.parts or PARTS
    if "processes" in parts:
        from tests.bench.whole_process import compare_processes

        yield compare_processes(bed, arguments.rounds)
    if "growth" in parts:
        from tests.bench.whole_process import compare_growth

        yield compare_growth(bed, long=arguments.long)
    if "lines" in parts:
        from tests.bench.compare_lines import compare_lines

        yield from compare_lines(bed)
    if "composing" in parts:
        from tests.bench.composing import compare_composing

        yield compare_composing(bed)


if __name__ == "__main__":
    sys.exit(main())
