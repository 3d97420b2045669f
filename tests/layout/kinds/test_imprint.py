"""版记 and page numbers of a document, in mm (GB/T 9704-2012, 7.4, 7.5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.documents import MANIFEST
from tests.page_ink import find, ink, lines_of, runs_of
from typeset.base.units import mm_from_points
from typeset.design.fonts.font_book import FontBook
from typeset.edition.build_issue import LaidOut
from typeset.layout.placing.page import Rule

Maker = Callable[..., LaidOut]


IMPRINT = "  copies_to: {names}\n  printed_by: 综合科\n  printed_on: 2025-09-04\n"


@pytest.mark.parametrize(
    ("paragraphs", "kinds", "numbers"),
    [
        (1, ["head", "imprint"], [1, None]),  # an odd last page: 版记 alone on the even one
        (7, ["head", "body"], [1, 2]),  # 版记 below the text
        (9, ["head", "body", "blank", "imprint"], [1, 2, None, None]),  # 7.5
        (15, ["head", "body", "body", "imprint"], [1, 2, 3, None]),
    ],
)
def test_imprint_ends_the_last_even_page(
    document: Maker, paragraphs: int, kinds: list[str], numbers: list[int | None]
) -> None:
    facts = IMPRINT.format(names="市委办公室")
    pages = document(facts, paragraphs=paragraphs).pages.pages
    assert [page.kind for page in pages] == kinds
    assert [page.number for page in pages] == numbers
    assert len(pages) % 2 == 0
    assert any("抄送" in text for text, _ in lines_of(pages[-1]))


def test_notes_at_the_foot_leave_the_imprint_its_place(document: Maker) -> None:
    facts = IMPRINT.format(names="市委办公室")
    pages = document(facts, paragraphs=7, last="末段^[见文件汇编。]。").pages.pages
    assert [page.kind for page in pages] == ["head", "body", "blank", "imprint"]
    assert any("汇编" in text for text, _ in lines_of(pages[1]))


def test_imprint_of_a_document_printed_on_one_side(document: Maker) -> None:
    facts = IMPRINT.format(names="市委办公室")
    pages = document(facts, paragraphs=1, style="weekly-single").pages.pages
    assert [page.kind for page in pages] == ["head"]


def test_imprint(document: Maker, book: FontBook) -> None:
    """7.4: rules 156 mm wide, 0.35 mm outside and 0.25 mm inside, the last on the type area's foot;
    四号, one character in; turnover lines under the first name; 。 and 印发 at the ends."""
    names = "，".join(["青禾市图书馆第一分馆"] * 6)
    page = document(IMPRINT.format(names=names), paragraphs=1).pages.pages[-1]
    rules = [mark.box for mark in page.marks if isinstance(mark, Rule)]
    heights = [mm_from_points(box.height) for box in rules]
    assert heights == pytest.approx([0.35, 0.25, 0.35])
    assert [mm_from_points(box.width) for box in rules] == pytest.approx([156] * 3)
    assert rules[-1].bottom == pytest.approx(page.type_area.bottom)
    texts = [text.replace(" ", "") for text, _ in lines_of(page)]
    assert texts[0].startswith("抄送：青禾市")
    assert "".join(texts).count("。") == 1
    assert texts[-1] == "综合科2025年9月4日印发" or texts[-2:] == ["综合科", "2025年9月4日印发"]
    assert {run.size for run in runs_of(page)} == {14.0}
    label = ink(page, find(page, "抄送："), book)
    one = 14 / 72 * 25.4
    assert label.left == pytest.approx(one, abs=one / 4)
    assert ink(page, find(page, "印发"), book).right == pytest.approx(156 - one, abs=one / 4)
    lines = [line for line in page.lines if "图书馆" in line.text]
    first, *turnover = [
        next(run for run in runs_of(page) if run.texts[0] != "抄" and abs(run.y - line.y) < 1)
        for line in lines
    ]
    assert turnover
    assert [run.x for run in turnover] == pytest.approx([first.x] * len(turnover), abs=0.5)


def test_addressees_move_to_the_imprint_where_page_1_would_show_no_text(document: Maker) -> None:
    """7.3.2, 7.3.3."""
    names = "，".join(f"青禾市第{n}学习小组办公室" for n in "一二三四五六七八九十" * 2)
    laid = document(f"  addressees: {names}\n" + IMPRINT.format(names="市委"))
    pages = laid.pages.pages
    assert "H510" in {found.code for found in laid.findings}
    assert any(line.style == "body" for line in pages[0].lines)
    assert not any(line.style == "addressees" for page in pages for line in page.lines)
    last = [text.replace(" ", "") for text, _ in lines_of(pages[-1])]
    assert any(text.startswith("主送：青禾市") for text in last)
    assert any(text.startswith("抄送：市委。") for text in last)
    rules = [mark for mark in pages[-1].marks if isinstance(mark, Rule)]
    assert len(rules) == 3, "no rule between 主送 and 抄送 (7.4.2)"


def test_page_1_without_text_is_told(document: Maker) -> None:
    laid = document(title="关于" + "认真组织开展全市机关秋季读书月活动" * 12 + "的通知")
    assert "W511" in {found.code for found in laid.findings}


def test_many_issuers_shrink_rather_than_push_the_text_away(document: Maker) -> None:
    names = [f"青禾市第{n}局" for n in "一二三四五六七八九"]
    manifest = MANIFEST.replace("青禾市学习办公室", f"[{', '.join(names)}]")
    laid = document(manifest=manifest)
    assert any(line.style == "body" for line in laid.pages.pages[0].lines)
    red = next(run for run in runs_of(laid.pages.pages[0]) if run.colour.magenta)
    assert red.size < 40


def test_page_numbers(document: Maker) -> None:
    """7.5: odd pages right, even pages left, one character in."""
    pages = document(paragraphs=9).pages.pages
    for page in pages:
        footer = [run for run in runs_of(page) if run.structure < 0 and run.size == 14]
        assert "".join("".join(run.texts) for run in footer).replace(" ", "") == f"—{page.number}—"
        ends = footer[-1].x + footer[-1].advances[-1]
        em = 441 / 28
        if page.side == "recto":
            assert page.type_area.right - ends == pytest.approx(em, abs=em / 4)
        else:
            assert footer[0].x - page.type_area.left == pytest.approx(em, abs=em / 4)
