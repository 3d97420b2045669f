"""Both engines' lines come out as they stand on the page: whole, in place, in em."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.bench.bed import Bed
from tests.bench.editions import WEEK, text_only
from tests.bench.engine_lines import SIZE, compose_texts, our_lines, typst_lines
from tests.bench.process import BenchError
from tests.bench.set_lines import SetParagraph, is_han
from tests.bench.typst_engine import compile_cold, has_typst
from tests.bench.typst_source import paragraphs_source, string
from typeset.content.load_issue import load_issue
from typeset.layout.lines.compose import Typesetter

TEXTS = ("国中永口田日月人大木水火土王。", "《国中》于8月27日印发，王 喆、李 森到会")
MEASURE = 10.0


@pytest.fixture(scope="module")
def bed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Bed:
    """A bed for the text of the sample issue, without building anything."""
    if not any((project / "fonts" / "open").glob("FandolFang*")):
        pytest.skip("the open faces are not installed (paiban fonts install)")
    bed = Bed(tmp_path_factory.mktemp("bed"), text_only(load_issue(project, WEEK).issue))
    bed.root.mkdir()
    bed.link_fonts()
    return bed


@pytest.fixture(scope="module")
def ours(bed: Bed) -> list[SetParagraph]:
    typesetter = Typesetter(bed.book, bed.sheet.lines)
    return our_lines(compose_texts(typesetter, TEXTS, MEASURE), TEXTS)


@pytest.fixture(scope="module")
def theirs(bed: Bed) -> list[SetParagraph]:
    if not has_typst():
        pytest.skip("Typst is not installed")
    source = bed.folder / "lines.typ"
    text = paragraphs_source(TEXTS, MEASURE, SIZE, bed.families)
    source.write_text(text, encoding="utf-8")
    compile_cold(source, source.with_suffix(".pdf"), bed.fonts)
    return typst_lines(source.with_suffix(".pdf"), TEXTS)


@pytest.mark.parametrize("engine", ["ours", "theirs"])
def test_glyphs_stand_in_cells(engine: str, request: pytest.FixtureRequest) -> None:
    first: SetParagraph = request.getfixturevalue(engine)[0]
    assert [line.text for line in first] == ["国中永口田日月人", "大木水火土王。"]
    assert [line.left for line in first] == [2.0, 0.0]
    for line in first:
        assert line.glyphs[0].origin == pytest.approx(line.left, abs=0.001)
        for before, after in pairwise(line.glyphs):
            assert after.origin - before.origin == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("engine", ["ours", "theirs"])
def test_nothing_is_lost(engine: str, request: pytest.FixtureRequest) -> None:
    second: SetParagraph = request.getfixturevalue(engine)[1]
    assert "".join(line.text for line in second).replace(" ", "") == TEXTS[1].replace(" ", "")
    neighbours = {
        (before.text, after.text)
        for line in second
        for before, after in pairwise(line.glyphs)
        if is_han(before.text) and is_han(after.text)
    }
    assert ("国", "中") in neighbours
    assert not {("王", "喆"), ("李", "森")} & neighbours, "a typed space stands between them"


def test_a_missing_character_is_told(bed: Bed) -> None:
    composed = compose_texts(Typesetter(bed.book, bed.sheet.lines), TEXTS[:1], MEASURE)
    with pytest.raises(BenchError, match="where '永口"):
        our_lines(composed, ["国中" + "永" + TEXTS[0][2:]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国", '"国"'),
        ('say "A"', r'"say \"A\""'),
        ("a\\b", r'"a\\b"'),
        ("#[$*_]", '"#[$*_]"'),
        ("a\nb", r'"a\nb"'),
    ],
)
def test_strings_of_typst(text: str, expected: str) -> None:
    assert string(text) == expected


def test_edition_of_typst(bed: Bed) -> None:
    """The whole edition compiles, and has as many body pages as makes a fair comparison."""
    if not has_typst():
        pytest.skip("Typst is not installed")
    source = bed.write_typst(bed.issue)
    bed.run_typst(source)
    import pypdfium2

    document = pypdfium2.PdfDocument(source.with_suffix(".pdf"))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    assert bed.issue.title in pages[0]
    for material in bed.issue.materials:
        assert any(f"材料{material.number}" in page.replace(" ", "") for page in pages[2:])
    assert len(pages) > 2 + len(bed.issue.materials)
