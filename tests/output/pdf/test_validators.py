"""What independent validators say of both files of every sample issue and of the real edition."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.editions import WEEK, write_edition
from tests.output.read_back import complaints, vera_complaints, wrong_widths
from typeset.edition.build_issue import Printing, build_issue
from typeset.importers.plain_text import import_plain_text
from typeset.importers.receiving.read_manuscript import read_manuscript
from typeset.importers.save_import import save_import

pytestmark = pytest.mark.slow

SAMPLES = ["2025-36", "handbook", "notice-sample"]


@pytest.fixture(scope="module")
def samples(project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("samples")
    built = [build_issue(project, week, out=out) for week in SAMPLES]
    return [path for one in built for path in (one.press, one.path)]


@pytest.fixture(scope="module")
def manuscript(manuscript_path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("manuscript")
    source = manuscript_path
    save_import(import_plain_text(read_manuscript(source), "2025-36", str(source)), root, "")
    built = build_issue(root, "2025-36")
    return [built.press, built.path]


def test_page_validation(samples: list[Path]) -> None:
    assert {path.name: said for path in samples if (said := complaints(path))} == {}
    assert [said for path in samples for said in wrong_widths(path)] == []


def test_vera(shared: Path, samples: list[Path], manuscript: list[Path]) -> None:
    assert vera_complaints(shared, *samples, *manuscript) == []


def test_outlined_text(shared: Path, tmp_path: Path) -> None:
    write_edition(tmp_path)
    built = build_issue(tmp_path, WEEK, printing=Printing(outline_text=True))
    assert complaints(built.press) == []
    assert vera_complaints(shared, built.press) == []


def test_qpdf(samples: list[Path]) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    for path in samples:
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_black_ink_alone(samples: list[Path]) -> None:
    """Ghostscript's separations: no cyan, magenta or yellow on any page of text; on the first page
    of a document the red of its head has no cyan."""
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not installed")
    for path in samples[::2]:
        done = subprocess.run(
            ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        inks = re.findall(r"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+CMYK OK", done.stdout)
        if path.name.startswith("notice-sample"):
            cyan, magenta, yellow, _ = inks.pop(0)
            assert cyan == "0.00000" < magenta == yellow
        assert len(inks) >= 5
        assert {ink[:3] for ink in inks} == {("0.00000",) * 3}
