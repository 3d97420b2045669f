"""A document's pages measured against GB/T 9704-2012, in mm: 版头, ending, 附件, 版记, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from tests.documents import MANIFEST, NAME, write_document
from tests.editions import write_pdf
from typeset.base.units import mm_from_points
from typeset.build import LaidOut, build_issue, lay_out_issue
from typeset.design.font_book import FontBook
from typeset.layout.page import GlyphRun, Page, Rule

LINE = 29.62 / 72 * 25.4
"""一行 of the grid, in mm."""
HAN = 441 / 28 / 72 * 25.4
JOINT = """\
  signatories: [王大明, 李小红, 张中]
  addressees: 各县
"""
THREE = "issuers: [青禾市学习办公室, 青禾市图书馆, 青禾市人力资源局]"


@dataclass(frozen=True)
class Ink:
    """Ink of some words on a page, in mm from the type area's left and top edge."""

    left: float
    top: float
    right: float
    bottom: float


Maker = Callable[..., LaidOut]


@pytest.fixture
def document(tmp_path: Path) -> Maker:
    """Writes a document and lays it out."""

    def make(facts: str = "", *, style: str = "", **parts: str | int) -> LaidOut:
        write_document(tmp_path, facts, **parts)  # type: ignore[arg-type]
        return lay_out_issue(tmp_path, NAME, style)

    return make


def runs_of(page: Page) -> list[GlyphRun]:
    return [mark for mark in page.marks if isinstance(mark, GlyphRun)]


def lines_of(page: Page) -> list[tuple[str, list[GlyphRun]]]:
    """The lines of a page by their structure and baseline, from top to bottom."""
    lines: dict[tuple[int, float], list[GlyphRun]] = {}
    for run in runs_of(page):
        near = [key for key in lines if key[0] == run.structure and abs(key[1] - run.y) < 3]
        lines.setdefault(near[0] if near else (run.structure, run.y), []).append(run)
    return [
        ("".join("".join(run.texts) for run in runs), runs)
        for _, runs in sorted(lines.items(), key=lambda item: item[0][1])
    ]


def find(page: Page, words: str) -> list[GlyphRun]:
    return next(runs for text, runs in lines_of(page) if words in text.replace(" ", ""))


def ink(page: Page, runs: Iterable[GlyphRun], book: FontBook) -> Ink:
    boxes = []
    for run in runs:
        face = book.opened(run.face)
        for x, text in zip(run.offsets, run.texts, strict=True):
            glyph = face.glyph(text) if len(text) == 1 else None
            if glyph is None or glyph.right <= glyph.left:
                continue
            boxes.append(
                (
                    run.x + x + glyph.left * run.size,
                    run.y - glyph.top * run.size,
                    run.x + x + glyph.right * run.size,
                    run.y - glyph.bottom * run.size,
                )
            )
    area = page.type_area
    return Ink(
        mm_from_points(min(box[0] for box in boxes) - area.left),
        mm_from_points(min(box[1] for box in boxes) - area.top),
        mm_from_points(max(box[2] for box in boxes) - area.left),
        mm_from_points(max(box[3] for box in boxes) - area.top),
    )


@pytest.fixture(scope="module")
def book(project: Path) -> FontBook:
    from typeset.base.project import font_folders
    from typeset.design.load_fonts import load_fonts

    loaded = load_fonts(font_folders(project)).book
    for role in loaded.roles:
        for source in loaded.sources(role):
            loaded.open(source)
    return loaded


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


# ------------------------------------------------------------------ 版记 and page numbers

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


# -------------------------------------------------------------------- the finished file


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
