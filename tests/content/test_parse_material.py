"""Header lines of a material: keys in both languages, both colons, both dates, forced breaks."""

from __future__ import annotations

import datetime

import pytest

from typeset.content.document import ForcedBreak, Text
from typeset.content.document_texts import plain_text
from typeset.content.parse_material import parse_material

ENGLISH = """kicker: 之一
title: 种树 / 浇水
subtitle: ——上
subtitle: ——下
date: 2025-09-01
number: 林发〔2025〕1号
source: 春林日报
byline: 王喆

春。
"""
CHINESE = """引题：之一
标题：种树 / 浇水
副题：——上
副题：——下
日期：2025年9月1日
文号：林发〔2025〕1号
来源：春林日报
署名：（王喆）

春。
"""
OTHER_NAMES = """\u3000肩题 ： 之一
题目 :种树 / 浇水
副标题:——上
副标题：——下

春。
"""


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, CHINESE.replace("：", ": "), "\n" + ENGLISH])
def test_every_header_line(text: str) -> None:
    parsed = parse_material(text, file="材料1.md")
    assert parsed.findings == ()
    material = parsed.material
    assert plain_text(material.kicker) == "之一"
    assert material.title == (Text("种树"), ForcedBreak(), Text("浇水"))
    assert [plain_text(line) for line in material.subtitles] == ["——上", "——下"]
    assert material.date == datetime.date(2025, 9, 1)
    assert (material.document_number, material.source) == ("林发〔2025〕1号", "春林日报")
    assert material.byline == "王喆"
    assert len(material.blocks) == 1


def test_other_names_of_keys() -> None:
    parsed = parse_material(OTHER_NAMES)
    assert parsed.findings == ()
    assert plain_text(parsed.material.kicker) == "之一"
    assert len(parsed.material.subtitles) == 2


def test_header_lines_without_value_are_as_if_not_there() -> None:
    material = parse_material("kicker:\ntitle: 春\nsubtitle:\ndate:\nbyline：\n\n夏。\n").material
    assert (material.kicker, material.subtitles, material.date, material.byline) == (
        (),
        (),
        None,
        "",
    )


FAULTS = [
    ("", ["1 E215"]),
    ("\n\n", ["2 E215"]),
    ("title: 春\n", ["1 E215"]),
    ("title: 春\n\n", ["2 E215"]),
    ("title:\n\n夏。", ["1 E210"]),
    ("kicker: 春\ntitle:\n\n", ["2 E210", "3 E215"]),
    ("春天种树。\n夏天浇水。\n", ["1 E210"]),
    ("会议强调：春天种树。\n", ["1 E210"]),
    ("title: 春\n夏天浇水。\n", ["2 E211"]),
    ("titel: 春\n\n夏。", ["1 E212"]),
    ("title: 春\nxyz: 秋\n\n夏。", ["2 E213"]),
    ("title: 春\n标题：秋\n\n夏。", ["2 E143"]),
    ("title: 春\ndate: 昨天\n\n夏。", ["2 E148"]),
    ("title: 春\n日期：2025年2月30日\n\n夏。", ["2 E149"]),
    ("title: **春\n\n夏。", ["1 W220"]),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_faults(text: str, expected: list[str]) -> None:
    found = parse_material(text, file="材料1.md").findings
    assert [
        f"{finding.position and finding.position.line} {finding.code}" for finding in found
    ] == expected


def test_columns_of_header_values() -> None:
    title = parse_material("  标题 ：　春\n\n夏。").material.title
    assert (title[0].position.line, title[0].position.column) == (1, 8)
