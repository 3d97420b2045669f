"""Word files: tables, pictures, and a file of another maker."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.importers import word_files as word
from tests.importers.test_docx import NUMBERING, codes, lines, read
from typeset.content.document import Block, Picture, Table
from typeset.content.document_texts import plain_text
from typeset.importers.import_issue import import_issue
from typeset.importers.readers.word.read_docx import read_docx
from typeset.importers.recognising.read_body import block_text

# ---------------------------------------------------------------------------- tables


def material(body: str, **files: bytes) -> tuple[Block, ...]:
    """The blocks of 材料1 made of a body."""
    links = [(name, "image", f"media/{name}.png", False) for name in files]
    given = {f"word/media/{name}.png": data for name, data in files.items()}
    file = word.WordFile(
        word.text("材料1") + word.text("标题") + body, NUMBERING, files=given, links=links
    )
    result = import_issue(read_docx(file.data(), "m.docx"), "2025-36")
    return result.issue.materials[0].blocks


def test_tables() -> None:
    rows = [["项目", "数|量"], ["林\\地", ""], ["", "3"]]
    (block, _) = material(word.table(rows) + word.text("完。"))
    assert isinstance(block, Table)
    cells = [[plain_text(cell) for cell in row] for row in (block.header, *block.rows)]
    assert cells == rows


def test_merged_cells_keep_the_columns() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    rows = (
        cell.format('<w:gridSpan w:val="2"/>', word.text("甲")) + cell.format("", word.text("乙")),
        cell.format('<w:vMerge w:val="restart"/>', word.text("丙"))
        + cell.format("", word.text("丁")) * 2,
        cell.format("<w:vMerge/>", "<w:p/>") + cell.format("", word.text("戊")) * 2,
    )
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert lines(body) == ["| 甲 |  | 乙 |", "|---|---|---|", "| 丙 | 丁 | 丁 |", "|  | 戊 | 戊 |"]
    assert codes(read(body)) == ["W274"]


def test_a_frame_around_text_is_no_table() -> None:
    assert lines(word.table([["一段话。"]])) == ["一段话。"]


def test_a_deleted_row_goes() -> None:
    row = f"<w:tr><w:tc>{word.text('甲')}</w:tc><w:tc>{word.text('乙')}</w:tc></w:tr>"
    gone = row.replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="乙"/></w:trPr>')
    body = f"<w:tbl>{row}{gone}{row}</w:tbl>"
    assert lines(body, accept=True) == ["| 甲 | 乙 |", "|---|---|", "| 甲 | 乙 |"]


# ---------------------------------------------------------------------------- pictures


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(made, kind)
    return made.getvalue()


def drawing(name: str) -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{name}"/></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("kind", "ending"), [("PNG", ".png"), ("JPEG", ".jpg"), ("BMP", ".png"), ("GIF", ".png")]
)
def test_pictures_are_taken_out(kind: str, ending: str) -> None:
    blocks = material(
        word.text("前文。") + word.paragraph(drawing("p")) + word.text("后文。"), p=picture(kind)
    )
    (shown,) = [block for block in blocks if isinstance(block, Picture)]
    assert shown.file.startswith("pictures/")
    assert shown.file.endswith(ending)
    assert [block_text(block) for block in blocks if not isinstance(block, Picture)] == [
        "前文。",
        "后文。",
    ]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (word.WordFile(word.paragraph(drawing("x"))), "W280"),
        (
            word.WordFile(
                word.paragraph(drawing("x")), links=[("x", "image", "media/no.png", False)]
            ),
            "W280",
        ),
        (
            word.WordFile(
                word.paragraph(drawing("x")), links=[("x", "image", "http://a.b/c.png", True)]
            ),
            "W280",
        ),
        (
            word.WordFile(
                word.paragraph(drawing("x")),
                links=[("x", "image", "media/a.emf", False)],
                files={"word/media/a.emf": b"\x01\0\0\0"},
            ),
            "W281",
        ),
    ],
    ids=["no relationship", "no part", "outside", "no picture"],
)
def test_pictures_that_cannot_be_taken_are_told(file: word.WordFile, code: str) -> None:
    file.body += word.text("文。")
    assert codes(read_docx(file.data(), "m.docx")) == [code]


# --------------------------------------------------------------------- another's Word files


def test_a_file_of_another_maker(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.add_heading("关于种树的意见", 0)
    document.add_paragraph("各单位要种树。")
    document.add_paragraph("第一件", style="List Number")
    document.add_paragraph("第二件", style="List Number")
    table = document.add_table(2, 2)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{index}"
    document.add_picture(io.BytesIO(picture()))
    document.sections[0].header.paragraphs[0].text = "页眉"
    path = tmp_path / "a.docx"
    document.save(str(path))
    transcript = read_docx(path.read_bytes(), "a.docx")
    text = [line for line in transcript.text.split("\n") if line]
    assert text[:4] == ["# 关于种树的意见", "各单位要种树。", "1.第一件", "2.第二件"]
    assert text[4:7] == ["| 格0 | 格1 |", "|---|---|", "| 格2 | 格3 |"]
    assert text[7].startswith("![](pictures/")
    assert text[8] == "页眉"
