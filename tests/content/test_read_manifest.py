"""issue.yaml: keys in both languages, both colons, dates in every notation, the forms of lists."""

from __future__ import annotations

import datetime
import re

import pytest

from typeset.content.document import Imprint, Period
from typeset.content.document_texts import plain_text
from typeset.content.manifest import MANIFEST_TABLES, Manifest
from typeset.content.read_manifest import parse_manifest

ENGLISH = """title: 周重点学习内容清单
period: 2025-09-01/2025-09-05
compiler: 春林中心
date: 2025-08-29
contents:
  - heading: 重要文件
    materials:
      - file: 材料1.md
        title: 种树的意见
      - 材料2.md
  - heading: 有关信息
    materials: [材料3.md]
notice: 工作提示：**抓紧**种树。
names: [王喆, 李堃]
attachments:
  - file: attachments/plan.pdf
    title: 种树计划
    fit: page
  - attachments/图.png
imprint:
  publisher: 春林中心编印
  issue_number: 第36期
style: weekly-single
kind: weekly
"""
CHINESE = """# 手写的清单
标题：周重点学习内容清单
起止日期：2025年9月1日至9月5日
汇编：春林中心
日期：（2025年8月29日）
目录：
　- 类别：重要文件
　　材料：
　　　- 文件：材料1.md
　　　　标题：种树的意见
　　　- 材料2.md
　- 类别：有关信息
　　材料：
　　　- 材料3.md
工作提示：工作提示：**抓紧**种树。
姓名：王喆、李堃
附件：
　- 文件：attachments/plan.pdf
　　标题：种树计划
　　版式：整页
　- attachments/图.png
版权项：
　编印单位：春林中心编印
　期号：第36期
样式：weekly-single
种类：周重点学习内容清单
"""


def read(text: str, week: str = "2025-36") -> Manifest:
    parsed = parse_manifest(text, week)
    assert parsed.findings == ()
    return parsed.manifest


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        CHINESE,
        CHINESE.replace("：", ": ").replace("　", "  ").replace(": 工作提示: ", ": 工作提示："),
        CHINESE.replace("　", "  ").replace("标题：", "标题:").replace("类别：", "类别  ："),
        ENGLISH.replace(": ", "：").replace("工作提示：", "工作提示："),
        ENGLISH.replace("\n", "\r\n"),
        ENGLISH.replace("\n", "\u2028"),
        re.sub(r"(?m)^[ -]*\w+:", lambda key: key[0].upper(), ENGLISH),
    ],
    ids=["english", "chinese", "half", "mixed", "wide", "crlf", "unicode", "upper"],
)
def test_every_key(text: str) -> None:
    manifest = read(text)
    assert manifest.title == "周重点学习内容清单"
    assert manifest.period == Period(datetime.date(2025, 9, 1), datetime.date(2025, 9, 5))
    assert (manifest.compiler, manifest.date) == ("春林中心", datetime.date(2025, 8, 29))
    assert [
        (part.heading, [(entry.file, entry.title) for entry in part.materials])
        for part in manifest.contents
    ] == [
        ("重要文件", [("材料1.md", "种树的意见"), ("材料2.md", "")]),
        ("有关信息", [("材料3.md", "")]),
    ]
    assert plain_text(manifest.notice) == "工作提示：抓紧种树。"
    assert manifest.names == ("王喆", "李堃")
    assert [
        (one.number, one.files[0].file, one.title, one.files[0].fit) for one in manifest.attachments
    ] == [
        (1, "attachments/plan.pdf", "种树计划", "page"),
        (2, "attachments/图.png", "图", "type-area"),
    ]
    assert manifest.imprint == Imprint(publisher="春林中心编印", issue_number="第36期")
    assert manifest.style == "weekly-single"


def test_the_language_of_the_keys_is_known() -> None:
    assert read(CHINESE).chinese
    assert not read(ENGLISH).chinese


def test_every_alias_names_one_key() -> None:
    for table in MANIFEST_TABLES:
        names = [name for key, others in table.aliases.items() for name in (key, *others)]
        assert len(names) == len(set(names))
        assert all(others for others in table.aliases.values())


BODY = "title: 春\ncontents:\n  - heading: 夏\n    materials: [a.md]\n"
DATES = [
    "2025-09-01",
    "2025年9月1日",
    "2025年09月01日",
    "2025.9.1",
    "2025/9/1",
    "（2025年9月1日）",
    "2025 年 9 月 1 日",
    "'2025-09-01'",
    "２０２５年９月１日",
]


@pytest.mark.parametrize("date", DATES)
def test_dates(date: str) -> None:
    assert read(f"{BODY}date: {date}\n").date == datetime.date(2025, 9, 1)


PERIODS = [
    "2025-09-01/2025-09-05",
    "2025年9月1日至2025年9月5日",
    "2025年9月1日至9月5日",
    "2025年9月1日至5日",
    "(2025年9月1日—5日)",
    "2025年9月1日～9月5日",
    "2025-09-01 - 2025-09-05",
    "2025年9月1日-5日",
    "2025年9月1日到9月5日",
]


@pytest.mark.parametrize("period", PERIODS)
def test_periods(period: str) -> None:
    expected = Period(datetime.date(2025, 9, 1), datetime.date(2025, 9, 5))
    assert read(f"{BODY}period: {period}\n").period == expected


WEEKS = [
    # week, Monday, Friday, the Friday before (ISO 8601)
    ("2025-36", "2025-09-01", "2025-09-05", "2025-08-29"),
    ("2025-01", "2024-12-30", "2025-01-03", "2024-12-27"),
    ("2026-53", "2026-12-28", "2027-01-01", "2026-12-25"),
    ("1000-01", "0999-12-30", "1000-01-03", "0999-12-27"),
]


@pytest.mark.parametrize(("week", "monday", "friday", "date"), WEEKS)
def test_a_week_gives_the_dates(week: str, monday: str, friday: str, date: str) -> None:
    manifest = read(BODY, week)
    assert manifest.period.start.isoformat() == monday
    assert manifest.period.end.isoformat() == friday
    assert manifest.date.isoformat() == date


@pytest.mark.parametrize("week", ["handbook", "2025-53", "0001-01", "2025-00", "2025-1"])
def test_a_folder_that_is_no_week_has_no_dates(week: str) -> None:
    assert [finding.code for finding in parse_manifest(BODY, week).findings] == ["E144", "E144"]


TEXTS = [
    # a value as it may be written, and what it is
    ("notice: 春天种树\n", "春天种树"),
    ("notice: 春天\n  种树\n", "春天种树"),
    ("notice: plant\n  trees\n", "plant trees"),
    ("notice: |\n  春天\n  种树\n", "春天种树"),
    ("notice: >-\n  春天\n  种树\n", "春天种树"),
    ("notice：春天：种树\n", "春天：种树"),
    ("notice: 春天：\n  种树：好\n", "春天：种树：好"),
    ("notice: '春: 夏'\n", "春: 夏"),
    ('notice: "春\\t夏"\n', "春\t夏"),
    ("notice: 2025-09-01\n", "2025-09-01"),
    ("notice: yes\n", "yes"),
    ("notice: 0o17\n", "0o17"),
    ("notice: null\n", "null"),
    ("notice: 春 # 注\n", "春"),
    ("notice:\n", ""),
    ("notice: ''\n", ""),
]


@pytest.mark.parametrize(("line", "expected"), TEXTS)
def test_texts(line: str, expected: str) -> None:
    assert plain_text(read(BODY + line).notice) == expected


def test_positions_are_those_typed() -> None:
    text = "标题 ：春\n目录：\n　- 类别：夏\n　　材料：\n　　　- 文件：a.md\n汇编：［\n"
    manifest = read(text)
    (category,) = manifest.contents
    assert (category.position.line, category.materials[0].position.line) == (3, 5)
    assert category.materials[0].position.column == 9


FORMS = [
    # text after four good lines, code, line and column
    ("names: [春\n", "E133", 5, 8),
    ("notice: '春\n", "E132", 5, 9),
    ("\tnotice: 春\n", "E131", 5, 1),
    ("imprint:\n   copies: 3\n  printer: 春\n", "E134", 7, 3),
    ("notice: &a 春\n", "E135", 5, 9),
    ("notice: *a\n", "E135", 5, 9),
    ("notice: !x 春\n", "E136", 5, 9),
    ("<<: {notice: 春}\n", "E137", 5, 1),
    ("notice: " + "[" * 50 + "]" * 50 + "\n", "E138", 5, 48),
    ("names: [" + "春," * 20_001 + "]\n", "E139", 5, 39983),
    ("---\ntitle: 夏\n", "E140", 5, 1),
    ("春\n", "E130", 5, 1),
    ("notice: 春\x00\n", "E113", 5, 10),
    ("汇编：春\x07\n", "E113", 5, 5),
]


@pytest.mark.parametrize(("line", "code", "row", "column"), FORMS)
def test_broken_forms(line: str, code: str, row: int, column: int) -> None:
    (finding,) = parse_manifest(BODY + line, "2025-36").findings
    assert finding.code == code
    assert finding.position is not None
    assert (finding.position.line, finding.position.column) == (row, column)


def test_lists_deep_in_each_other_end_soon() -> None:
    for text in ("[" * 100_000, "- " * 100_000, "{a: " * 100_000):
        found = parse_manifest(text, "2025-36").findings
        assert found[0].code in {"E133", "E138"}
