"""Notes of Word files and Markdown: notes of the source, from the file to the foot of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers import word_files as word
from typeset.content.document import NoteText, Paragraph
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue
from typeset.edition.build_issue import lay_out_issue
from typeset.importers.import_issue import import_issue
from typeset.importers.manuscript.result import Transcript
from typeset.importers.plain_text import import_plain_text
from typeset.importers.readers.read_markdown import read_markdown
from typeset.importers.readers.word.read_docx import read_docx
from typeset.importers.save_import import save_import
from typeset.layout.placing.page import GlyphRun

WEEK = "2025-36"
FRONT = ("清单", "一、类", "1.种树", "材料1", "种树")


def word_file(*, blank: str = "", author: str = "") -> Transcript:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = "".join(map(word.text, FRONT))
    body += word.paragraph(word.run("全市种树百万棵"), reference, word.run("。"))
    body += word.text(f"到明年再种百万棵{author}。")
    note = f'<w:footnote w:id="2">{word.text(blank + "见林业年鉴。")}</w:footnote>'
    file = word.WordFile(body, parts={"footnotes": note})
    return read_docx(file.data(), "a.docx")


def saved(transcript: Transcript, root: Path) -> tuple[Path, str]:
    """The root of the saved issue, and the text of its one material."""
    save_import(import_issue(transcript, WEEK), root, "a.docx")
    return root, (root / "issues" / WEEK / "材料1.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("blank", ["", " ", "　"])
def test_a_note_of_word_is_one_of_the_page(tmp_path: Path, blank: str) -> None:
    root, text = saved(word_file(blank=blank), tmp_path)
    assert "全市种树百万棵[^1]。" in text
    assert "[^1]: 见林业年鉴。" in text
    blocks = load_issue(root, WEEK).issue.materials[0].blocks
    assert [plain_text(one.inlines) for one in blocks if isinstance(one, NoteText)] == [
        "见林业年鉴。"
    ]
    pages = lay_out_issue(root, WEEK).pages.pages
    drawn = ["".join(run.texts) for run in pages[-1].marks if isinstance(run, GlyphRun)]
    assert "见林业年鉴。" in "".join(drawn)
    assert "①" in "".join(drawn)


def test_an_author_s_own_sign_stays(tmp_path: Path) -> None:
    _, text = saved(word_file(author="〔注7〕"), tmp_path)
    assert "〔注7〕" in text
    assert text.count("[^") == 2


def test_a_note_of_markdown(tmp_path: Path) -> None:
    lines = "\n\n".join((*FRONT, "全市种树[^甲]百万棵。", "[^甲]: 见林业年鉴。", "后面的话。"))
    _, text = saved(read_markdown(lines.encode(), "a.md"), tmp_path)
    assert "全市种树[^1]百万棵。" in text
    assert "[^1]: 见林业年鉴。" in text


def test_plain_text_has_no_notes(tmp_path: Path) -> None:
    text = "\n".join((*FRONT, "种树〔注1〕。", "〔注1〕见年鉴。"))
    material = import_plain_text(text.encode(), WEEK, "a.txt").issue.materials[0]
    assert all(isinstance(block, Paragraph) for block in material.blocks)
