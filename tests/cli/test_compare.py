"""`paiban compare`: rounds, the sources as they are, two PDFs; text, JSON, report, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from tests.editions import MATERIAL, WEEK, write_edition, write_pdf
from typeset.cli.compare import command
from typeset.rounds.freeze_round import freeze_round

pytestmark = pytest.mark.slow

LONG = "到2030年，种树百万棵，让山川披绿。" * 20


def write_material(root: Path, text: str) -> None:
    path = root / "issues" / WEEK / "材料1.md"
    path.write_text(MATERIAL.format(title="植树造林的通知", text=text), encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with one round; its material has changed by one character since."""
    root = tmp_path_factory.mktemp("compared")
    write_edition(root)
    write_material(root, f"一、总体要求\n{LONG}\n二、其他\n完。")
    freeze_round(root, WEEK, "2025-09-01")
    write_material(root, f"一、总体要求\n{LONG[:40]}多{LONG[40:]}\n二、其他\n完。")
    return root


def compare(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, list(words))
    return result.exit_code, result.output


def test_one_inserted_character_is_one_entry(root: Path) -> None:
    code, output = compare(WEEK, "--root", str(root), "--json")
    found = json.loads(output)
    assert code == 1
    (change,) = found["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("added", "", "多")
    assert (change["place_after"]["file"], change["place_after"]["source_line"]) == ("材料1.md", 4)
    assert (found["before"], change["lead"]) == ("一校", LONG[28:40])
    assert found["reflow"], "lines after it stand elsewhere"


def test_words_for_an_editor(root: Path) -> None:
    code, output = compare(WEEK, "一校", "--root", str(root))
    assert code == 1
    assert "材料1.md:4" in output
    assert re.search(r"〔(增|added): ?多〕|〔增：多〕", output)


def test_nothing_changed(root: Path) -> None:
    assert compare(WEEK, "1", "1", "--root", str(root))[0] == 0


def test_two_files(root: Path, tmp_path: Path) -> None:
    round_ = root / "issues" / WEEK / "proofs" / "1-一校"
    edition = str(round_ / "edition.pdf")
    assert compare(edition, edition)[0] == 0
    other = tmp_path / "other.pdf"
    write_pdf(other, [(400, 600)])
    code, output = compare(edition, str(other), "--json")
    assert code == 1
    assert json.loads(output)["changes"][0]["kind"] == "removed"


def test_a_picture_that_changed_is_named(tmp_path: Path) -> None:
    from tests.editions import write_image

    folder = write_edition(
        tmp_path, {"材料1.md": MATERIAL.format(title="植树", text="![图](a.png)")}
    )
    write_image(folder / "a.png", (400, 300))
    freeze_round(tmp_path, WEEK, "2025-09-01")
    write_image(folder / "a.png", (400, 300), "RGB")
    code, output = compare(WEEK, "--root", str(tmp_path), "--json")
    found = json.loads(output)["changes"]
    assert code == 1
    assert [(one["kind"], one["name"]) for one in found] == [("file", "a.png"), ("picture", "")]


def test_report_is_self_contained(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert compare(WEEK, "--root", str(root), "--report", str(report))[0] == 1
    page = report.read_text(encoding="utf-8")
    assert "<ins>多</ins>" in page
    assert 'class="added"' in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert set(re.findall(r'(?:src|href)="([a-z]+):', page)) == {"data"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["a.pdf"], "E763"),
        (["a.pdf", "b.pdf", "c.pdf"], "E763"),
        ([WEEK, "a.pdf"], "E763"),
        (["missing.pdf", "missing.pdf"], "E760"),
        ([WEEK, "三校"], "E894"),
        ([WEEK, "--report", "report.docx"], "E762"),
        (["1999-01"], "E102"),
    ],
)
def test_wrong_usage(root: Path, words: list[str], code: str) -> None:
    status, output = compare(*words, "--root", str(root))
    assert status == 2
    assert code in output


def test_what_is_no_pdf(tmp_path: Path) -> None:
    bad, locked = tmp_path / "bad.pdf", tmp_path / "locked.pdf"
    bad.write_bytes(b"%PDF-1.7 no more")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    for path in (bad, locked):
        status, output = compare(str(path), str(path))
        assert (status, "E761" in output) == (2, True)
