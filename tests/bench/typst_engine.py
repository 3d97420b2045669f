"""Typst as a process of its own, through its binding from PyPI (a development dependency)."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.process import Run, run_process
from tests.bench.typst_source import Family

_COMPILE = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""
_FACES = """
import json, sys, typst
fonts = typst.Fonts(include_system_fonts=False, font_paths=[sys.argv[1]]).fonts()
print(json.dumps([[font.path, font.family, font.weight] for font in fonts if font.path]))
"""
_LAY_OUT = """
import json, sys, time, typst
sources, fonts = sys.argv[2:], sys.argv[1]
seconds = []
for place, source in enumerate(sources):
    compiler = typst.Compiler(source, font_paths=[fonts], ignore_system_fonts=True)
    start = time.perf_counter()
    compiler.query("heading")
    seconds.append(time.perf_counter() - start)
print(json.dumps(seconds))
"""


def has_typst() -> bool:
    """Whether the binding is installed."""
    return importlib.util.find_spec("typst") is not None


def compile_cold(source: Path, target: Path, fonts: Path) -> Run:
    """One cold process: source to PDF with the faces in a folder.  Raises BenchError."""
    return run_process([sys.executable, "-c", _COMPILE, source, target, fonts])


def lay_out_warm(sources: Sequence[Path], fonts: Path) -> list[float]:
    """Seconds to lay out each source in one process, without writing a PDF.

    The first one reads the faces, so it is left out.
    """
    output = run_process([sys.executable, "-c", _LAY_OUT, fonts, *sources]).output
    seconds = json.loads(output)
    return [float(one) for one in seconds[1:]]


def families_of(roles: Mapping[str, Path], fonts: Path) -> dict[str, Family]:
    """By what family and weight Typst knows the face of each role."""
    output = run_process([sys.executable, "-c", _FACES, fonts]).output
    known = {Path(path).name: Family(family, weight) for path, family, weight in json.loads(output)}
    return {role: known[path.name] for role, path in roles.items()}
