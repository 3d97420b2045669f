"""The text of an edition: every character of the pages once, in reading order, each with its line,
its edges and its source."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editions import WEEK, write_edition
from typeset.base.units import Rectangle
from typeset.edition.build_issue import LaidOut, lay_out_issue
from typeset.layout.placing.page import GlyphRun, words_of
from typeset.texts.edition_text import EditionText, SourceMark, TextLine, TextParagraph, source_of
from typeset.texts.read_text import number_lines, read_text, text_as_json, text_from_json

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["2025-36", "handbook", "notice-sample"])
def laid(request: pytest.FixtureRequest, project: Path) -> LaidOut:
    return lay_out_issue(project, request.param)


def test_every_character_once(laid: LaidOut) -> None:
    runs = [
        mark
        for page in laid.pages.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.structure >= 0
    ]
    shown = Counter("".join(words_of(runs).split()))
    read = Counter("".join(one.text for one in read_text(laid.pages).paragraphs))
    assert read == shown


def test_lines_and_edges(laid: LaidOut) -> None:
    text = read_text(laid.pages)
    for line in text.lines():
        assert len(line.edges) == len(line.text) + 1
        assert list(line.edges) == sorted(line.edges)
        page = laid.pages.pages[line.page]
        assert line.label == page.label
        if line.number:
            baseline = number_lines(page)[line.number - 1]
            assert line.box.top < baseline < line.box.bottom + 1
            assert line.box.left - 1 <= line.edges[0] <= line.edges[-1] <= line.box.right + 1


def test_lines_of_a_paragraph_follow_each_other(laid: LaidOut) -> None:
    for paragraph in read_text(laid.pages).paragraphs:
        places = [(line.page, line.number) for line in paragraph.lines if line.number]
        assert places == sorted(places)
        assert len(set(places)) == len(places)


def test_words_are_found_in_their_source(laid: LaidOut) -> None:
    """A character and its place agree for all text that stands in the source as it is printed."""
    text = read_text(laid.pages)
    found = missed = 0
    for paragraph in text.paragraphs:
        lines = laid.loaded.texts.get(paragraph.file, "").split("\n")
        for line in paragraph.lines:
            for mark in line.sources:
                row, column = source_of(paragraph, line, mark.index)
                source = lines[row - 1] if 0 < row <= len(lines) else ""
                wanted = line.text[mark.index : mark.index + 1]
                same = column and source[column - 1 : column] == wanted
                found, missed = found + bool(same), missed + (not same)
    assert found > 3 * missed


def test_reading_order(project: Path) -> None:
    text = read_text(lay_out_issue(project, "2025-36").pages)
    words = [one.text for one in text.paragraphs]
    assert words.index("材料1") < words.index("材料2") < words.index("附件1")
    pages = [one.lines[0].page for one in text.paragraphs]
    assert pages == sorted(pages)
    assert pages[0] == 0


def test_cells_of_a_row_share_a_line(tmp_path: Path) -> None:
    table = "title: 表\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n后文。\n"
    write_edition(tmp_path, {"材料2.md": table})
    text = read_text(lay_out_issue(tmp_path, WEEK).pages)
    lines = {one.text: one.lines[0] for one in text.paragraphs if one.role in ("TH", "TD", "P")}
    assert lines["甲"].number == lines["乙"].number == lines["一"].number - 1
    assert lines["一"].number == lines["二"].number == lines["后文。"].number - 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), max_size=12)
PLACES = st.floats(0, 900, width=32)


@st.composite
def texts(draw: st.DrawFn) -> EditionText:
    paragraphs = []
    for _ in range(draw(st.integers(0, 3))):
        lines = []
        for _ in range(draw(st.integers(0, 3))):
            words = draw(WORDS)
            lines.append(
                TextLine(
                    draw(st.integers(0, 99)),
                    draw(WORDS),
                    draw(st.integers(0, 40)),
                    words,
                    Rectangle(*(draw(PLACES) for _ in range(4))),
                    tuple(draw(PLACES) for _ in range(len(words) + 1)),
                    tuple(
                        SourceMark(*(draw(st.integers(0, 99)) for _ in range(3)))
                        for _ in range(draw(st.integers(0, 2)))
                    ),
                )
            )
        paragraphs.append(
            TextParagraph(draw(WORDS), draw(WORDS), draw(st.integers(0, 99)), tuple(lines))
        )
    return EditionText(tuple(paragraphs))


@given(texts())
def test_json_brings_it_back(text: EditionText) -> None:
    assert text_from_json(json.loads(json.dumps(text_as_json(text)))) == text


@pytest.mark.parametrize("value", [{}, {"format": 2}, {"format": 1, "paragraphs": [{}]}, 3])
def test_other_json_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        text_from_json(value)
