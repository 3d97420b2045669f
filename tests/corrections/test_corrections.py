"""Marks to words, remarks to what they ask, and whether it was done."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.editions import MATERIAL, WEEK, write_edition
from typeset.base.units import Rectangle
from typeset.corrections.annotation import AnnotatedFile, AnnotatedPage, Annotation, AnnotationKind
from typeset.corrections.correction import (
    CorrectionKind,
    CorrectionList,
    read_corrections,
    write_corrections,
)
from typeset.corrections.list_corrections import Asked, PageOrigin, add_copy, find_asked
from typeset.corrections.place_annotations import lines_by_page, place_annotation
from typeset.edition.build_issue import lay_out_issue
from typeset.texts.edition_text import EditionText
from typeset.texts.read_text import read_text

LONG = (
    "到2030年，种树百万棵，其中县城以上绿地占三成，各乡镇不少于五千棵，由县林业局会同财政局统一安排，"
    "并于每年十二月底前把完成情况报省绿化委员会办公室备案。"
)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> EditionText:
    root = tmp_path_factory.mktemp("text")
    table = "|项目|数量|\n|---|---|\n|松树|八十|\n|柏树|九十|"
    words = f"一、总体要求\n{LONG}\n\n{table}\n"
    write_edition(root, {"材料1.md": MATERIAL.format(title="植树造林的通知", text=words)})
    return read_text(lay_out_issue(root, WEEK).pages)


def boxes_of(
    text: EditionText, words: str, *, inset: float = 0.0
) -> tuple[int, tuple[Rectangle, ...]]:
    """The page and rectangles of words, one a line, as a reader marks them."""
    for paragraph in text.paragraphs:
        if words in paragraph.text and paragraph.role not in ("TOCI", "Reference"):
            start = paragraph.text.rindex(words)
            break
    else:
        raise AssertionError(words)
    end, at = start + len(words), 0
    boxes: list[Rectangle] = []
    page = -1
    for line in paragraph.lines:
        low, high = max(start - at, 0), min(end - at, len(line.text))
        if low < high:
            page = line.page if page < 0 else page
            left, right = line.edges[low] + inset, line.edges[high] - inset
            boxes.append(Rectangle(left, line.box.top, right - left, line.box.height))
        at += len(line.text)
    return page, tuple(boxes)


def placed(text: EditionText, annotation: Annotation) -> str:
    spans = place_annotation(annotation, lines_by_page(text).get(annotation.page, ()))
    return "|".join(text.paragraphs[one.paragraph].text[one.start : one.end] for one in spans)


@pytest.mark.parametrize(
    "words", ["百万", "种", "县林业局会同财政局统一安排，并于每年十二月", "松树", "植树造林"]
)
@pytest.mark.parametrize(
    ("aside", "down", "taller"),
    [(0, 0, 0), (1.5, 0, 0), (-1.5, 2, 0), (0, -5, 0), (0, 5, 0), (0, -3, 8), (0, 4, -9)],
)
def test_quads_beside_the_glyphs(
    text: EditionText, words: str, aside: float, down: float, taller: float
) -> None:
    page, boxes = boxes_of(text, words)
    moved = tuple(
        Rectangle(box.left + aside, box.top + down, box.width, box.height + taller) for box in boxes
    )
    assert placed(text, Annotation(page, AnnotationKind.HIGHLIGHT, moved)) == words
    backwards = Annotation(page, AnnotationKind.STRIKE_OUT, moved[::-1])
    assert placed(text, backwards) == words


def test_one_tall_box_takes_all_its_lines(text: EditionText) -> None:
    page, boxes = boxes_of(text, LONG)
    left, top = min(box.left for box in boxes), boxes[0].top
    right = max(box.right for box in boxes)
    whole = Rectangle(left, top, right - left, boxes[-1].bottom - top)
    assert placed(text, Annotation(page, AnnotationKind.SHAPE, (whole,))) == LONG


def test_a_cell_is_not_its_neighbour(text: EditionText) -> None:
    page, boxes = boxes_of(text, "八十")
    assert placed(text, Annotation(page, AnnotationKind.HIGHLIGHT, boxes)) == "八十"


@pytest.mark.parametrize(
    ("words", "after"), [("百万", "到2030年，种树百万"), ("占三成，", None), ("于每年", None)]
)
def test_a_caret_points_between_two_characters(
    text: EditionText, words: str, after: str | None
) -> None:
    page, boxes = boxes_of(text, words)
    last = boxes[-1]
    caret = Rectangle(last.right - 4, last.bottom - 7, 8, 11)
    annotation = Annotation(page, AnnotationKind.CARET, (caret,), "株")
    (span,) = place_annotation(annotation, lines_by_page(text)[page])
    before = text.paragraphs[span.paragraph].text[: span.start]
    assert span.start == span.end
    assert before.endswith(after or words)


def test_nothing_near_is_no_place(text: EditionText) -> None:
    note = Annotation(0, AnnotationKind.NOTE, (Rectangle(10, 5, 20, 20),), "封面太空")
    assert placed(text, note) == ""
    assert place_annotation(replace(note, page=99), ()) == ()


REMARKS: list[tuple[str, Asked]] = [
    ("改为“八十万”", Asked(CorrectionKind.REPLACE, "八十万")),
    ("建议改成八十万。", Asked(CorrectionKind.REPLACE, "八十万")),
    ("应为:八十万", Asked(CorrectionKind.REPLACE, "八十万")),
    ("→八十万", Asked(CorrectionKind.REPLACE, "八十万")),
    ("“万”改为“千”", Asked(CorrectionKind.REPLACE, "千", old="万")),
    ("将“万”改为千。", Asked(CorrectionKind.REPLACE, "千", old="万")),
    ("删", Asked(CorrectionKind.DELETE)),
    ("建议删去此句。", Asked(CorrectionKind.DELETE)),
    ("此处增“约”字", Asked(CorrectionKind.REMARK)),
    ("后面加“棵”", Asked(CorrectionKind.INSERT, "棵")),
    ("前增：约", Asked(CorrectionKind.INSERT, "约", in_front=True)),
    ("数字请核？", Asked(CorrectionKind.QUESTION)),
    ("核对此数", Asked(CorrectionKind.QUESTION)),
    ("改为八十万吗？", Asked(CorrectionKind.QUESTION)),
    ("改第三段", Asked(CorrectionKind.REMARK)),
    ("此处语气太重", Asked(CorrectionKind.REMARK)),
    ("删繁就简", Asked(CorrectionKind.REMARK)),
    ("百万", Asked(CorrectionKind.QUESTION)),
    ("", Asked(CorrectionKind.QUESTION)),
    ("delete", Asked(CorrectionKind.DELETE)),
    ("change to 80", Asked(CorrectionKind.REPLACE, "80")),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "wanted"), REMARKS)
def test_remarks(remark: str, wanted: Asked) -> None:
    note = Annotation(0, AnnotationKind.HIGHLIGHT, (), remark)
    assert find_asked(note, "百万") == wanted


def test_strokes_and_carets_ask_by_themselves() -> None:
    strike = Annotation(0, AnnotationKind.STRIKE_OUT, (), "")
    assert find_asked(strike, "百万") == Asked(CorrectionKind.DELETE)
    assert find_asked(replace(strike, words="重复"), "百万") == Asked(CorrectionKind.DELETE)
    assert find_asked(replace(strike, words="重复", replaces=True), "百万") == Asked(
        CorrectionKind.REPLACE, "重复"
    )
    caret = Annotation(0, AnnotationKind.CARET, (), "约")
    assert find_asked(caret, "") == Asked(CorrectionKind.INSERT, "约")
    assert find_asked(replace(caret, words="插入“约”"), "") == Asked(CorrectionKind.INSERT, "约")


# --------------------------------------------------------------------------- the list


def copy_of(*annotations: Annotation, name: str = "王.pdf", pages: int = 8) -> AnnotatedFile:
    shown = (AnnotatedPage(595.0, 842.0),) * pages
    return AnnotatedFile(name, name, "", "", shown, annotations)


def origins(pages: int = 8) -> list[PageOrigin]:
    return [PageOrigin(page) for page in range(pages)]


EMPTY = CorrectionList(1, "一校", WEEK)


def marked(
    text: EditionText, kind: AnnotationKind, words: str, said: str = "", **more: object
) -> Annotation:
    page, boxes = boxes_of(text, words)
    return replace(Annotation(page, kind, boxes, said, "王审", "2025-09-01"), **more)


def test_the_list_says_where_to_change_what(text: EditionText) -> None:
    found = add_copy(
        EMPTY,
        copy_of(
            marked(text, AnnotationKind.STRIKE_OUT, "百万", "八十万", replaces=True),
            marked(text, AnnotationKind.HIGHLIGHT, "于每年十二月底前", "“二”改为“一”"),
            marked(text, AnnotationKind.HIGHLIGHT, "县林业局", "前面加“由”"),
        ),
        text,
        origins(),
    )
    one, two, three = found.corrections
    assert (one.number, one.kind, one.label, one.file, one.source_line) == (
        1, CorrectionKind.REPLACE, "1", "材料1.md", 4,
    )  # fmt: skip
    source = MATERIAL.format(title="植树造林的通知", text=f"一、总体要求\n{LONG}\n").splitlines()
    assert source[one.source_line - 1][one.column - 1 :].startswith("百万")
    assert (one.marked, one.asked, one.before, one.after) == (
        "百万",
        "八十万",
        "到2030年，种树",
        "棵，其中县城以上绿地",
    )
    assert one.proof_line > 0
    places = {(number.kind, number.asked) for number in (two, three)}
    assert places == {(CorrectionKind.REPLACE, "一"), (CorrectionKind.INSERT, "由")}
    assert read_corrections(write_corrections(found)) == found


def test_copies_are_merged_and_nothing_is_lost(text: EditionText) -> None:
    first = marked(text, AnnotationKind.HIGHLIGHT, "百万", "核", name="a1")
    second = marked(text, AnnotationKind.STRIKE_OUT, "统一", author="李审")
    known = add_copy(EMPTY, copy_of(first), text, origins())
    again = add_copy(known, copy_of(first), text, origins())
    assert again == known
    both = add_copy(again, copy_of(second, first, name="李.pdf"), text, origins())
    assert [one.number for one in both.corrections] == [1, 2]
    assert [one.copy for one in both.corrections] == ["王.pdf", "李.pdf"]
    changed = add_copy(both, copy_of(replace(first, words="改为“八十万”")), text, origins())
    one = changed.corrections[0]
    assert (one.number, one.kind, one.asked, one.earlier) == (
        1,
        CorrectionKind.REPLACE,
        "八十万",
        ("核",),
    )
    assert len(changed.corrections) == 2
    twice = add_copy(EMPTY, copy_of(first, first, replace(first, words="再核")), text, origins())
    assert [one.remark for one in twice.corrections] == ["核", "再核"]


def test_a_sheet_around_the_page_is_taken_off(text: EditionText) -> None:
    one = marked(text, AnnotationKind.HIGHLIGHT, "百万")
    moved = tuple(
        Rectangle(box.left + 40, box.top + 30, box.width, box.height) for box in one.boxes
    )
    around = [PageOrigin(page, 40, 30) for page in range(8)]
    found = add_copy(EMPTY, copy_of(replace(one, boxes=moved)), text, around)
    assert found.corrections[0].marked == "百万"
