"""A document's pages measured against GB/T 9704-2012, in mm: 版头, ending, 附件, 版记, numbers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from tests.documents import MANIFEST, NAME, write_document
from tests.editions import write_pdf
from tests.page_ink import find, ink, lines_of, runs_of
from typeset.base.units import mm_from_points
from typeset.design.fonts.font_book import FontBook
from typeset.edition.build_issue import LaidOut, build_issue, lay_out_issue
from typeset.layout.placing.page import GlyphRun, Page, Rule

LINE = 29.62 / 72 * 25.4
"""一行 of the grid, in mm."""
HAN = 441 / 28 / 72 * 25.4
JOINT = """\
  signatories: [王大明, 李小红, 张中]
  addressees: 各县
"""
THREE = "issuers: [青禾市学习办公室, 青禾市图书馆, 青禾市人力资源局]"


Maker = Callable[..., LaidOut]


def red_rule(page: Page) -> Rule:
    (rule,) = (mark for mark in page.marks if isinstance(mark, Rule) and mark.colour.magenta)
    return rule


def test_red_head(document: Maker, book: FontBook) -> None:
    """7.2.4 35 mm below, centred, red, lower than 22 mm; 7.2.5 文号 centred, two lines below;
    7.2.7 the rule 4 mm below, 156 mm; 7.3.1 the title two lines below."""
    laid = document("  addressees: 各县\n")
    page = laid.pages.pages[0]
    mark = find(page, "青禾市学习办公室文件")
    head, number = ink(page, mark, book), ink(page, find(page, "青学办发〔2025〕12号"), book)
    title = ink(page, find(page, "关于开展读书月"), book)
    assert head.top == pytest.approx(35, abs=0.01)
    assert head.left + head.right == pytest.approx(156, abs=1.5)
    assert {run.colour for run in mark} == {laid.style.colours["red"]}
    assert head.bottom - head.top < 22
    assert head.right - head.left <= 156
    assert number.left + number.right == pytest.approx(156, abs=HAN / 2)
    rule = red_rule(page)
    rule_top = mm_from_points(rule.box.top - page.type_area.top)
    assert rule_top - number.bottom == pytest.approx(4, abs=0.01)
    assert mm_from_points(rule.box.width) == pytest.approx(156)
    assert rule.box.left == pytest.approx(page.type_area.left)
    first, second = number.top - head.bottom, title.top - rule_top - 0.5
    assert first == pytest.approx(second, abs=0.01)
    assert first == pytest.approx(2 * LINE, abs=LINE / 4)
    pitch = laid.style.type_area.line_pitch
    baselines = [line.y for line in page.lines if line.style in {"title", "addressees", "body"}]
    steps = [(after - before) / pitch for before, after in pairwise(baselines)]
    assert len(steps) > 5
    assert steps == pytest.approx([round(step) for step in steps], abs=0.001)


@pytest.mark.parametrize(
    "name", ["中共青禾市委", "青禾市", "青禾市人力资源和社会保障局综合服务中心"]
)
def test_red_head_of_any_length_fits(document: Maker, book: FontBook, name: str) -> None:
    manifest = (
        "kind: document\ndate: 2025-09-03\ntext: 正文.md\ndocument:\n  number: 青办〔2025〕1号\n"
    )
    page = document(f"  issuers: {name}\n", manifest=manifest).pages.pages[0]
    mark = ink(page, find(page, name), book)
    assert mark.top == pytest.approx(35, abs=0.01)
    assert mark.left >= 0
    assert mark.right <= 156
    assert mark.bottom - mark.top < 22


def test_several_issuers_stand_in_a_column(document: Maker, book: FontBook) -> None:
    """7.2.4: the leading issuer first, spread to one width, 文件 right of their middle."""
    laid = document(manifest=MANIFEST.replace("issuers: 青禾市学习办公室", THREE))
    page = laid.pages.pages[0]
    red = [run for run in runs_of(page) if run.colour.magenta]
    rows: dict[float, list[GlyphRun]] = {}
    for run in red:
        rows.setdefault(run.y, []).append(run)
    texts = ["".join("".join(run.texts) for run in rows[y]) for y in sorted(rows)]
    by_text = dict(zip(texts, (ink(page, rows[y], book) for y in sorted(rows)), strict=True))
    word = next(text for text in texts if text.endswith("文件"))
    if word != "文件":  # on the baseline of the middle issuer
        owner = word.removesuffix("文件")
        runs = [run for y in rows for run in rows[y] if "文" in "".join(run.texts)]
        glyphs = {"".join(run.texts): run for run in runs}
        beside = ink(page, [glyphs["文件"]], book)
        others = [run for y in rows for run in rows[y] if "".join(run.texts) == owner]
        by_text[owner] = ink(page, others, book)
        del by_text[word]
    else:
        beside = by_text.pop("文件")
    issuers = ["青禾市学习办公室", "青禾市图书馆", "青禾市人力资源局"]
    inks = [by_text[name] for name in issuers]
    assert [one.top for one in inks] == sorted(one.top for one in inks)
    assert inks[0].top == pytest.approx(35, abs=0.01)
    for one in inks:
        assert one.left == pytest.approx(inks[0].left, abs=0.6)
        assert one.right == pytest.approx(inks[0].right, abs=0.6)
    middle = (inks[0].top + inks[-1].bottom) / 2
    assert (beside.top + beside.bottom) / 2 == pytest.approx(middle, abs=0.1)
    assert beside.left > inks[0].right
    assert beside.right <= 156


@pytest.mark.parametrize(
    ("facts", "words", "line"),
    [
        ("  copy_number: 18\n", "000018", 1),  # 7.2.1
        ("  copy_number: 18\n  secrecy: 机密★1年\n", "机密★1年", 2),  # 7.2.2
        ("  copy_number: 18\n  secrecy: 机密\n  urgency: 特急\n", "特急", 3),  # 7.2.3
        ("  copy_number: 18\n  urgency: 加急\n", "加急", 2),
        ("  urgency: 加急\n", "加急", 1),
    ],
)
def test_marks_at_the_left_edge(
    document: Maker, book: FontBook, facts: str, words: str, line: int
) -> None:
    laid = document(facts)
    page = laid.pages.pages[0]
    runs = find(page, words)
    assert ink(page, runs, book).left == pytest.approx(0, abs=HAN / 4)
    assert runs[0].size == 15.75
    first = laid.style.type_area.top + book.first("body").em_top * 15.75
    pitch = laid.style.type_area.line_pitch
    assert runs[0].y == pytest.approx(first + (line - 1) * pitch, abs=1.5)
    if words != "000018":
        assert runs[0].face.startswith("FandolHei")


def test_signatories(document: Maker, book: FontBook) -> None:
    """7.2.5, 7.2.6: 文号 one character in, on the line of the last 签发人; two names a line, right
    one character in, the second line's under the first name."""
    page = document(JOINT).pages.pages[0]
    number, label = find(page, "青学办发"), find(page, "签发人：")
    first, second, third = (find(page, name) for name in ("王大明", "李小红", "张中"))
    assert ink(page, number, book).left == pytest.approx(HAN, abs=HAN / 4)
    assert number[0].y == pytest.approx(third[0].y)
    assert first[0].y == pytest.approx(second[0].y) == pytest.approx(label[0].y)
    assert third[0].y - first[0].y == pytest.approx(29.62, abs=0.1)
    names = [run for run in first if "王" in "".join(run.texts)]
    assert names[0].face.startswith("FandolKai")
    assert ink(page, second, book).right == pytest.approx(156 - HAN, abs=HAN / 4)
    assert third[0].x == pytest.approx(names[0].x, abs=1)
    assert label[0].face.startswith("FandolFang")


def test_addressees_flush_with_a_colon(document: Maker, book: FontBook) -> None:
    """7.3.2: one line below the title, flush, turnover flush, a full-width colon."""
    laid = document("  addressees: " + "，".join(["各县（区）学习办公室"] * 5) + "\n")
    page = laid.pages.pages[0]
    lines = [line for line in page.lines if line.style == "addressees"]
    title = next(line for line in page.lines if line.style == "title")
    assert len(lines) == 2
    assert lines[-1].text.endswith("：")
    pitch = laid.style.type_area.line_pitch
    assert lines[0].y - title.y == pytest.approx(2 * pitch, abs=0.05)
    for line in lines:
        runs = [run for run in runs_of(page) if abs(run.y - line.y) < 2]
        assert ink(page, runs, book).left == pytest.approx(0, abs=HAN / 4)


def test_ending_is_made_of_the_particulars(document: Maker, tmp_path: Path, book: FontBook) -> None:
    """7.3.4 附件说明, 7.3.5.2 name and date, 7.3.6 附注 below, 7.3.7 the only 附件 unnumbered."""
    write_pdf(tmp_path / "form.pdf", [(300, 400)])
    folder = write_document(
        tmp_path, "  annotation: 此件公开发布\n", more="attachments: [form.pdf]\n"
    )
    (tmp_path / "form.pdf").rename(folder / "form.pdf")
    pages = lay_out_issue(tmp_path, NAME).pages.pages
    page = next(one for one in pages if any("此件" in line.text for line in one.lines))
    note, name = find(page, "附件：form"), find(page, "青禾市学习办公室")
    date, annotation = find(page, "2025年9月3日"), find(page, "（此件公开发布）")
    pitch = 29.62
    assert name[0].y - note[0].y == pytest.approx(2 * pitch, abs=0.1)
    assert date[0].y - name[0].y == pytest.approx(pitch, abs=0.1)
    assert annotation[0].y - date[0].y == pytest.approx(pitch, abs=0.1)
    assert ink(page, annotation, book).left == pytest.approx(2 * HAN, abs=HAN / 2)
    assert date[0].x - name[0].x == pytest.approx(2 * HAN / 25.4 * 72, abs=2)
    assert any(text == "附件" for text, _ in lines_of(pages[2]))


# -------------------------------------------------------------------- the finished file


@pytest.mark.slow
def test_red_head_measured_in_the_finished_file(tmp_path: Path) -> None:
    """The page as PDFium paints it: red begins 37 + 35 mm below the sheet's top, the rule is as
    wide as the type area."""
    write_document(tmp_path)
    built = build_issue(tmp_path, NAME)
    scale = 300 / 72
    page = pypdfium2.PdfDocument(built.path)[0]
    image = page.render(scale=scale).to_pil().convert("RGB")
    width, height = image.size
    pixels = image.load()
    assert pixels is not None

    def is_red(x: int, y: int) -> bool:
        red, green, blue = pixels[x, y]
        return bool(red > 180 and green < 140 and blue < 140)

    rows = [y for y in range(height) if any(is_red(x, y) for x in range(0, width, 2))]
    assert rows[0] / 300 * 25.4 == pytest.approx(37 + 35, abs=0.2)
    rule = [y for y in rows if sum(is_red(x, y) for x in range(width)) > 0.7 * width]
    assert len(rule) / 300 * 25.4 == pytest.approx(0.5, abs=0.15)
    across = [x for x in range(width) if is_red(x, rule[len(rule) // 2])]
    assert across[0] / 300 * 25.4 == pytest.approx(28, abs=0.2)
    assert (across[-1] - across[0]) / 300 * 25.4 == pytest.approx(156, abs=0.2)
    text = page.get_textpage().get_text_bounded()
    assert "青禾市学习办公室文件" in text.replace(" ", "")
