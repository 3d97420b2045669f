"""Notes and their marks: a mark may stand wherever words may."""

from __future__ import annotations

import pytest

from typeset.content.check_notes import printed_notes
from typeset.content.parse_material import parse_material

PLACES = [
    "正文[^1]。",
    "- 列表一项[^1]有注。\n- 二项。",
    "- 甲\n  - 里层[^1]有注。",
    "> 引文一段[^1]有注。",
    "一、标题[^1]\n正文。",
    "（一）标题。**正文**[^1]。",
    "| 栏 | 目 |\n|---|---|\n| 甲[^1] | 乙 |",
    "表：说明[^1]\n| 栏 | 目 |\n|---|---|\n| 甲 | 乙 |",
]


@pytest.mark.parametrize("body", PLACES)
def test_the_mark_finds_its_note(body: str) -> None:
    parsed = parse_material(f"标题：通知\n\n{body}\n\n[^1]: 注文。\n", file="材料1.md")
    assert [found.code for found in parsed.findings] == []
    assert list(printed_notes(parsed.material)) == ["1"]
