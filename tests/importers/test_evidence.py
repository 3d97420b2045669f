"""What a file says of its paragraphs, titles and ending, and what only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.test_plain_text import body, only, read, words
from typeset.importers.import_issue import import_issue
from typeset.importers.manuscript.result import Part, Transcript
from typeset.importers.save_import import save_import

STRUCTURED = [
    (("林" * 22, "成员由各馆馆长担任"), 2),
    (("林" * 22 + "，", "成员由各馆馆长担任"), 1),
    (("林" * 22 + "，", "　　成员由各馆馆长担任"), 2),
    (("林" * 22 + "，", "", "成员由各馆馆长担任"), 2),
    (("林" * 22 + "资料应当保", "存三年"), 1),
    (("林" * 22 + "增长了1.5", "％，好于去年"), 1),
    (("林" * 22 + "始于20", "25年春天"), 1),
    (("林" * 22 + "电话66668888", "2025年春天种树"), 2),
    (("**" + "林" * 22 + "，**", "成员由各馆馆长担任"), 2),
    (("林" * 22 + "，", "注：成员由各馆馆长担任"), 2),
]


@pytest.mark.parametrize(("lines", "count"), STRUCTURED)
def test_a_structured_file_says_itself_where_a_paragraph_ends(
    lines: tuple[str, ...], count: int
) -> None:
    text = "\n".join(("材料1", "标题", "开头。", *lines, ""))
    transcript = Transcript(text, (Part(1, "a.docx", structured=True),), "docx")
    (material,) = import_issue(transcript, "2025-36").issue.materials
    assert len(material.blocks) == count + 1


def test_a_wrapped_paragraph_is_no_subtitle() -> None:
    first, second = "今年以来各部门登记设备的名称和型号以及数量和存", "放的地点，已经完成。"
    material = only(f"设备登记情况\n\n{first}\n{second}\n")
    assert words(material) == ("", "设备登记情况", [])
    assert body(material) == [first + second]


def test_three_lines_of_titles_and_no_more() -> None:
    lines = [f"{number}号设备{sign}" for number, sign in enumerate("甲乙丙丁戊己", start=1)]
    result = read("\n".join(("设备名单", *lines, "")))
    (material,) = result.issue.materials
    assert words(material) == ("", "设备名单", lines[:2])
    assert body(material) == lines[2:]
    assert [found.kind.code for found in result.findings].count("W288") == 1


ENDINGS = [
    ("附件：1.名单\n3.表格", ["Paragraph", "Paragraph"], ["W287"]),
    ("附件：1.名单\n2.表格", ["AttachmentNote"], []),
    ("某某市林业局\n2025年8月15日\n（此件公开发布）", ["Signature", "Paragraph"], []),
]


@pytest.mark.parametrize(("text", "kinds", "codes"), ENDINGS)
def test_endings_and_what_only_looks_like_one(
    text: str, kinds: list[str], codes: list[str], tmp_path: Path
) -> None:
    result = read(f"材料1\n种树的通知\n各单位要种树。\n{text}\n")
    (material,) = result.issue.materials
    assert [type(block).__name__ for block in material.blocks[1:]] == kinds
    assert [found.kind.code for found in result.findings] == codes
    assert save_import(result, tmp_path, "m.txt").loaded.issue == result.issue
