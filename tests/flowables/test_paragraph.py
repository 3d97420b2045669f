"""`ChineseParagraph` in stock platypus documents: text, lines, splitting, fonts, equal bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

# isort: split
from typeset.flowables import ChineseParagraph, register_fonts

# isort: split
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

from typeset.base.errors import SourceError

SENTENCE = "各单位要在2025年8月27日前完成“三项任务”，逐条对照检查（附清单），不得走过场。"
BODY = ParagraphStyle(
    "正文", fontSize=12, leading=20, firstLineIndent=24, alignment=TA_JUSTIFY, spaceAfter=6
)
BLANK = re.compile(r"[\s\ufffe]+")


def build(story: Sequence[Flowable], **options: Any) -> bytes:
    """A stock document of a story."""
    buffer = BytesIO()
    SimpleDocTemplate(buffer, invariant=1, **options).build(list(story))
    return buffer.getvalue()


def texts(data: bytes) -> list[str]:
    """The text of each page as PDFium reads it, without blanks."""
    document = pypdfium2.PdfDocument(data)
    return [BLANK.sub("", page.get_textpage().get_text_bounded()) for page in document]


def boxes(data: bytes, page: int = 0) -> list[tuple[str, float, float, float]]:
    """Character, left, bottom, right on a page, in pt."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        if character.strip() and right > left:
            found.append((character, left, bottom, right))
    return found


def test_text_comes_back_over_pages() -> None:
    story = [ChineseParagraph(SENTENCE * 9, BODY) for _ in range(12)]
    pages = texts(build(story))
    assert len(pages) > 2
    assert "".join(pages) == (SENTENCE * 9) * 12


def test_lines_are_justified() -> None:
    data = build([ChineseParagraph(SENTENCE * 6, BODY)], leftMargin=72, rightMargin=72)
    lines: dict[int, list[tuple[str, float, float, float]]] = {}
    for box in boxes(data):
        lines.setdefault(round(box[2] / 20), []).append(box)
    rows = [lines[key] for key in sorted(lines, reverse=True)]
    assert len(rows) > 5
    left, right = 72 + 6, 595.28 - 72 - 6
    assert rows[0][0][1] == pytest.approx(left + 24, abs=1)
    for row in rows[:-1]:
        last, _, _, end = max(row, key=lambda box: box[3])
        trimmed = 6 if last in "，。、）”：；" else 0
        assert end - trimmed == pytest.approx(right, abs=1.0), row
        assert row[0][0] not in "，。、）”"


@pytest.mark.parametrize(("alignment", "side"), [(TA_CENTER, "both"), (TA_RIGHT, "right")])
def test_other_alignments(alignment: int, side: str) -> None:
    style = ParagraphStyle("x", BODY, firstLineIndent=0, alignment=alignment)
    found = boxes(build([ChineseParagraph("短短的一行字", style)]))
    left, right = found[0][1] - 78, 595.28 - 78 - found[-1][3]
    assert right == pytest.approx(left if side == "both" else 0, abs=1)


def test_split_over_frames_of_other_widths_loses_nothing() -> None:
    """The second frame is narrower: the rest is set anew."""
    buffer = BytesIO()
    document = BaseDocTemplate(buffer, invariant=1)
    frames = [Frame(50, 500, 400, 120), Frame(50, 60, 200, 430)]
    document.addPageTemplates(PageTemplate(frames=frames))
    document.build([ChineseParagraph(SENTENCE * 8, BODY)])
    data = buffer.getvalue()
    assert "".join(texts(data)) == SENTENCE * 8
    below = [box for box in boxes(data) if box[2] < 490]
    assert below
    assert max(box[3] for box in below) < 252
    indents = {round(box[1]) for box in below if box[1] < 62}
    assert indents, "turnover lines are flush"


def test_no_line_alone_at_a_split() -> None:
    paragraph = ChineseParagraph(SENTENCE * 6, ParagraphStyle("x", BODY, allowWidows=0))
    _, height = paragraph.wrap(400, 1000)
    count = round(height / 20)
    assert paragraph.split(400, 20) == []
    assert [part.wrap(400, 1000)[1] for part in paragraph.split(400, 40)] == [40, height - 40]
    almost = paragraph.split(400, height - 20)
    assert [round(part.wrap(400, 1000)[1] / 20) for part in almost] == [count - 2, 2]
    assert paragraph.split(400, height) == [paragraph]


@settings(max_examples=15)
@given(
    sentences=st.lists(st.sampled_from([SENTENCE, "学习强国。", "ABC 9.5 km，"]), min_size=4),
    widths=st.tuples(st.floats(60, 400), st.floats(60, 400)),
    lines=st.integers(2, 6),
)
def test_parts_hold_the_whole_text(
    sentences: list[str], widths: tuple[float, float], lines: int
) -> None:
    paragraph = ChineseParagraph("".join(sentences), BODY)
    paragraph.wrap(widths[0], 1000)
    parts = paragraph.split(widths[0], lines * 20)
    for part in parts:
        part.wrap(widths[1], 1000)
    if len(parts) == 2:
        assert parts[0].text + parts[1].text == paragraph.text


def test_keep_with_next_and_space() -> None:
    head = ParagraphStyle("h", BODY, keepWithNext=1, spaceBefore=12, fontName="typeset-hei")
    heading = ChineseParagraph("一、总体要求", head)
    assert heading.getKeepWithNext()
    assert (heading.getSpaceBefore(), heading.getSpaceAfter()) == (12, 6)
    for room in (10, 30, 50, 70):
        # The page has room for the heading, and for a line or two of what follows it.
        pad = Table([[""]], rowHeights=[685 - 12 - 20 - room])
        rest = ChineseParagraph(SENTENCE * 6, BODY)
        pages = texts(build([pad, ChineseParagraph("一、总体要求", head), rest]))
        assert "".join(pages) == "一、总体要求" + SENTENCE * 6
        assert not any(page.endswith("一、总体要求") for page in pages)
        assert pages[-1].startswith("一、") or pages[0].startswith("一、")


def test_a_long_text_goes_over_many_frames() -> None:
    pad = Table([[""]], rowHeights=[660])
    assert "".join(texts(build([pad, ChineseParagraph(SENTENCE * 200, BODY)]))) == SENTENCE * 200


def test_our_own_styles() -> None:
    body, title = ChineseParagraph(SENTENCE), ChineseParagraph("关于学习的通知", "title")
    assert body.wrap(450, 1000)[1] % 29.61 < 1
    assert title.getKeepWithNext()
    found = boxes(build([title, body]))
    assert found[0][3] - found[0][1] == pytest.approx(22, abs=0.1)
    with pytest.raises(KeyError):
        ChineseParagraph("文", "no such style")


def test_fonts_are_embedded_subsets() -> None:
    story = [
        ChineseParagraph("**要紧**的[网页](https://example.com/a)，王喆读ABC。", BODY),
        Paragraph("Helvetica stays", getSampleStyleSheet()["Normal"]),
    ]
    with pikepdf.open(BytesIO(build(story))) as pdf:
        fonts = pdf.pages[0].Resources.Font
        ours = [font for key, font in fonts.items() if key.startswith("/TS")]
        assert len(ours) >= 4
        for font in ours:
            assert font.Subtype == pikepdf.Name.Type0
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
            descriptor = font.DescendantFonts[0].FontDescriptor
            kind = "/FontFile3" if "/FontFile3" in descriptor else "/FontFile2"
            assert 300 < len(descriptor[kind].read_bytes()) < 60_000
        (link,) = pdf.pages[0].Annots
        assert str(link.A.URI) == "https://example.com/a"
    assert "要紧的网页，王喆读ABC。" in texts(build(story))[0]


def test_two_runs_give_the_same_bytes() -> None:
    digests = {
        hashlib.sha256(
            build([ChineseParagraph(SENTENCE * 40, BODY), ChineseParagraph("二", "title")])
        ).hexdigest()
        for _ in range(2)
    }
    assert len(digests) == 1


def test_an_encrypted_document_can_be_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = build([ChineseParagraph(SENTENCE, BODY)], encrypt=StandardEncryption("", "owner"))
    assert texts(data) == [SENTENCE]


def test_a_character_without_a_glyph_is_told() -> None:
    with pytest.raises(SourceError, match=r"U\+13000"):
        ChineseParagraph("象形\U00013000", BODY)


def test_marks_are_mended_and_empty_text_is_nothing() -> None:
    assert ChineseParagraph("你好,世界", BODY).text == "你好，世界"
    empty = ChineseParagraph("", BODY)
    assert empty.wrap(400, 100) == (400, 0)
    assert texts(build([empty, ChineseParagraph("文", BODY)])) == ["文"]


def test_roles_serve_the_canvas_and_tables() -> None:
    register_fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setFont("typeset-kai", 12)
    canvas.drawString(72, 700, "第1页 王喆")
    assert canvas.stringWidth("第页", "typeset-kai", 10) == pytest.approx(20)
    canvas.showPage()
    canvas.save()
    assert texts(buffer.getvalue()) == ["第1页王喆"]
    table = Table([["名称", "数量"]], style=[("FONT", (0, 0), (-1, -1), "typeset-song", 10)])
    assert texts(build([table])) == ["名称数量"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_of_the_readme_runs(project: Path, tmp_path: Path, name: str) -> None:
    """Verbatim, in a program of its own that imports ReportLab first."""
    readme = (project / name).read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (example,) = [one for one in examples if "reportlab" in one]
    assert len(example.strip().splitlines()) <= 10
    program = tmp_path / "report.py"
    program.write_text(example, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(project), "PATH": "", "TYPESET_CACHE": str(tmp_path / "cache")},
        check=True,
    )
    pages = texts((tmp_path / "report.pdf").read_bytes())
    assert "一、总体要求" in pages[0]
