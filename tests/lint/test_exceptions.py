"""What the editor lets stand: switches in a text, the list in issue.yaml, words of the unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editions import write_edition
from tests.lint.examples import WEEK, codes, lint_example, write_example
from typeset.base.errors import SourceError
from typeset.content.document import Paragraph, Text
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue
from typeset.content.parse_material import parse_material
from typeset.content.write_source import write_blocks
from typeset.lint.lint_issue import lint_issue
from typeset.lint.rule import Example

SWITCHES = [
    ("% lint: off E001\n甲,乙。", []),
    ("% lint: off\n甲,乙。", []),
    ("% lint：off e001，W006\n甲,乙。", []),
    ("% 审校：关 E001\n甲,乙。", []),
    ("甲,乙。\n% lint: off E001\n丙,丁。", ["E001"]),
    ("% lint: off E001\n甲,乙。\n% lint: on\n丙,丁。", ["E001"]),
    ("% lint: off\n甲,乙。\n% lint: on E001\n丙,丁...", ["E001"]),
    ("% lint: off W006\n甲,乙。", ["E001"]),
    ("% lint: off E777\n甲。", ["W091"]),
]


@pytest.mark.parametrize(("text", "expected"), SWITCHES)
def test_switches(text: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(lint_example(tmp_path, Example(text))) == expected


def test_a_switch_is_not_printed() -> None:
    parsed = parse_material("% lint: off\ntitle: 题\n% lint: on\n\n% lint: off E001\n文。\n")
    assert parsed.findings == ()
    assert plain_text(parsed.material.title) == "题"
    assert [plain_text(b.inlines) for b in parsed.material.blocks if isinstance(b, Paragraph)] == [
        "文。"
    ]


def test_a_switch_above_the_header_may_have_a_line_of_its_own() -> None:
    parsed = parse_material("% lint: off\n\ntitle: 题\n\n文。\n")
    assert parsed.findings == ()


@pytest.mark.parametrize("text", ["% lint: off E001", "％ 审校：关", "%lint:on", "% 百分之五"])
def test_text_that_looks_like_a_switch_is_written_as_text(text: str) -> None:
    block = Paragraph((Text(text),))
    source = "title: 题\n\n" + write_blocks((block,))
    assert parse_material(source).material.blocks == (block,)


ACCEPTED = [
    ("[E001]", []),
    ("[E001 材料1.md]", []),
    ("[E001 材料1.md 甲]", []),
    ("[E001 丙]", ["E001"]),
    ("[E001 材料2.md]", ["E001"]),
    ("[W006]", ["E001"]),
    ("[E777]", ["W091", "E001"]),
]


@pytest.mark.parametrize("key", ["accepted", "接受"])
@pytest.mark.parametrize(("listed", "expected"), ACCEPTED)
def test_accepted(key: str, listed: str, expected: list[str], tmp_path: Path) -> None:
    write_edition(tmp_path, {"材料1.md": "title: 植树\n\n甲,乙。\n"}, f"{key}: {listed}\n")
    loaded = load_issue(tmp_path, WEEK)
    assert codes(lint_issue(loaded, tmp_path).findings) == expected


def test_accepted_must_be_a_list_of_texts(tmp_path: Path) -> None:
    write_edition(tmp_path, more="accepted:\n  - code: E001\n")
    with pytest.raises(SourceError) as caught:
        load_issue(tmp_path, WEEK)
    assert [one.code for one in caught.value.findings] == ["E145"]


def test_unknown_rules_are_named(tmp_path: Path) -> None:
    write_edition(tmp_path)
    loaded = load_issue(tmp_path, WEEK)
    with pytest.raises(SourceError) as caught:
        lint_issue(loaded, tmp_path, ["E001", "E777"])
    assert [one.code for one in caught.value.findings] == ["E092"]


UNIT = [
    ("", ["W071"]),
    ("terms: [{wrong: 植树, right: 种树, level: error}]", ["E071", "W071"]),
    ("用语:\n  - 误: 植树\n    正: 种树\n    程度: 提醒", ["H071", "W071"]),
    ("terms: [{wrong: [植树, 百棵], right: 种树}]", ["W071", "W071", "W071"]),
    ("terms: [{wrong: 截止目前, right: 到目前, level: hint}]", ["H071"]),
    ("terms: [{wrong: 截止目前}]", []),
    ("forms: [[植树, 目前]]", ["W071", "W076"]),
    ("people: [{name: 李堃, posts: 组长}]", ["W071", "W072"]),
    ("people: [{name: 李堃, posts: [组长, 主任]}]", ["W071"]),
    ("terms: [{wrong: 甲, right: 乙, level: 高}]", ["E093", "W071"]),
    ("words: []", ["E093", "W071"]),
    ("terms: [甲]", ["E093", "W071"]),
    ("terms: 甲", ["E093", "W071"]),
    ("- 甲", ["E093", "W071"]),
]


@pytest.mark.parametrize(("terms", "expected"), UNIT)
def test_words_of_the_unit(terms: str, expected: list[str], tmp_path: Path) -> None:
    write_edition(
        tmp_path,
        {
            "材料1.md": "title: 题目\n\n截止目前，主任李堃植树百棵。\n",
            "材料2.md": "title: 题目二\n\n文。\n",
        },
    )
    (tmp_path / "issues" / "terms.yaml").write_text(f"{terms}\n", "utf-8")
    loaded = load_issue(tmp_path, WEEK)
    found = codes(lint_issue(loaded, tmp_path).findings)
    assert sorted(found) == expected


def test_paragraphs_of_the_last_eight_issues(tmp_path: Path) -> None:
    long = "各支部要把学习教育的要求落到实处，逐条对照检查，逐项列出清单，按时完成整改。"
    example = Example(long, earlier=f"开头。\n{long}")
    found = lint_example(tmp_path, example)
    assert codes(found) == ["W077"]
    assert "2025-35/材料1.md" in found[0].message
    folder = tmp_path / "issues" / "2025-35"
    for week in range(27, 35):
        other = tmp_path / "issues" / f"2025-{week}"
        other.mkdir()
        (other / "issue.yaml").write_text("title: 题\n", "utf-8")
    loaded = load_issue(tmp_path, WEEK)
    assert codes(lint_issue(loaded, tmp_path).findings) == ["W077"]
    folder.rename(tmp_path / "issues" / "2025-20")
    (tmp_path / "issues" / "2025-26").mkdir()
    (tmp_path / "issues" / "2025-26" / "issue.yaml").write_text("title: 题\n", "utf-8")
    assert codes(lint_issue(loaded, tmp_path).findings) == []


def test_the_same_dates_as_last_week(tmp_path: Path) -> None:
    write_example(tmp_path, Example("文。", earlier="旧文。"))
    before = tmp_path / "issues" / "2025-35" / "issue.yaml"
    now = tmp_path / "issues" / WEEK / "issue.yaml"
    now.write_bytes(before.read_bytes())
    found = lint_issue(load_issue(tmp_path, WEEK), tmp_path).findings
    assert codes(found) == ["W063", "W066", "W066"] or codes(found) == ["W066", "W063", "W066"]
