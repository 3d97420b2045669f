"""Bad input of issue 2: one message a fault, file and line right, all faults at once, and a cure."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from typeset.base.errors import SourceError
from typeset.content.document import Picture
from typeset.content.document_texts import plain_text
from typeset.content.limits import PARAGRAPH_CHARACTERS, SOURCE_FILE_BYTES
from typeset.content.load_issue import LoadedIssue, list_weeks, load_issue, load_manifest

WEEK = "2025-36"
MANIFEST = """title: 周重点学习内容清单
compiler: 春林中心
contents:
  - heading: 重要文件
    materials:
      - file: 材料1.md
        title: 种树的意见
  - heading: 有关信息
    materials:
      - file: 材料2.md
attachments:
  - file: attachments/plan.pdf
    title: 种树计划
"""
FIRST = "title: 种树\n\n一、总体要求\n春天种树。\n![山](pictures/hill.png)\n"
SECOND = "标题：浇水\n日期：2025年8月15日\n\n夏天浇水。（记者 王喆）\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an issue without fault."""
    folder = tmp_path / "issues" / WEEK
    (folder / "pictures").mkdir(parents=True)
    (folder / "attachments").mkdir()
    (folder / "issue.yaml").write_text(MANIFEST, "utf-8")
    (folder / "材料1.md").write_text(FIRST, "utf-8")
    (folder / "材料2.md").write_text(SECOND, "utf-8")
    (folder / "pictures" / "hill.png").write_bytes(b"png")
    (folder / "attachments" / "plan.pdf").write_bytes(b"pdf")
    return folder


def load(folder: Path) -> LoadedIssue:
    return load_issue(folder.parents[1], folder.name)


def faults(folder: Path) -> list[str]:
    """`file:line code` of each finding of an issue that must not load."""
    with pytest.raises(SourceError) as caught:
        load(folder)
    for finding in caught.value.findings:
        assert finding.message
        assert finding.cure
        assert str(finding) == f"{finding.position}: {finding.code} {finding.message}"
    return [f"{finding.position} {finding.code}" for finding in caught.value.findings]


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_an_issue_without_fault(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.findings == ()
    assert loaded.folder == folder
    assert [source.path for source in loaded.sources] == sorted(
        ["issue.yaml", "材料1.md", "材料2.md", "pictures/hill.png", "attachments/plan.pdf"]
    )
    assert all(len(source.sha256) == 64 for source in loaded.sources)
    issue = loaded.issue
    assert (issue.title, issue.compiler, issue.week) == ("周重点学习内容清单", "春林中心", WEEK)
    assert [plain_text(material.title) for material in issue.materials] == ["种树", "浇水"]
    entries = [(entry.material, entry.title) for part in issue.contents for entry in part.entries]
    assert entries == [(1, "种树的意见"), (2, "")]
    assert [(one.number, one.title) for one in issue.attachments] == [(1, "种树计划")]


def test_dates_left_out_are_those_of_the_week(folder: Path) -> None:
    issue = load(folder).issue
    assert issue.period.start.isoformat() == "2025-09-01"
    assert issue.period.end.isoformat() == "2025-09-05"
    assert issue.date.isoformat() == "2025-08-29"


def _rename(old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: change(folder, "issue.yaml", old, new)


def _write(name: str, data: str | bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    return write


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _move(old: str, new: str) -> Callable[[Path], None]:
    def move(folder: Path) -> None:
        change(folder, "issue.yaml", old, new)
        (folder / old).rename(folder / new)

    return move


def _link_out(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        outside = folder.parents[1] / "secret.pdf"
        outside.write_bytes(b"secret")
        (folder / name).unlink()
        (folder / name).symlink_to(outside)

    return make


def _link_folder_out(folder: Path) -> None:
    outside = folder.parents[1] / "elsewhere"
    outside.mkdir()
    (outside / "plan.pdf").write_bytes(b"secret")
    (folder / "attachments" / "plan.pdf").unlink()
    (folder / "attachments").rmdir()
    (folder / "attachments").symlink_to(outside)


def _dangling(folder: Path) -> None:
    (folder / "attachments" / "plan.pdf").unlink()
    (folder / "attachments" / "plan.pdf").symlink_to("/nowhere/plan.pdf")


def _pipe(folder: Path) -> None:
    (folder / "材料2.md").unlink()
    os.mkfifo(folder / "材料2.md")


ONE_FAULT: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "no issue.yaml": (_remove("issue.yaml"), ["issue.yaml E106"]),
    "missing material": (_remove("材料2.md"), ["issue.yaml:10 E105"]),
    "missing picture": (_remove("pictures/hill.png"), ["材料1.md:5 E106"]),
    "missing attachment": (_remove("attachments/plan.pdf"), ["issue.yaml:12 E106"]),
    "unknown key": (_rename("compiler:", "complier:"), ["issue.yaml:2 E141"]),
    "unknown key, like nothing": (_rename("compiler:", "xyz:"), ["issue.yaml:2 E142"]),
    "unknown key of an entry": (_rename("        title:", "        tilte:"), ["issue.yaml:7 E141"]),
    "unknown header line": (_write("材料1.md", "titel: 种树\n\n春天。\n"), ["材料1.md:1 E212"]),
    "wrong date": (_rename("compiler: 春林中心", "date: 下周五"), ["issue.yaml:2 E148"]),
    "no such day": (_rename("compiler: 春林中心", "date: 2025-02-30"), ["issue.yaml:2 E149"]),
    "wrong period": (_rename("compiler: 春林中心", "period: 九月"), ["issue.yaml:2 E150"]),
    "period reversed": (
        _rename("compiler: 春林中心", "period: 2025-09-05/2025-09-01"),
        ["issue.yaml:2 E151"],
    ),
    "wrong date of a material": (
        _write("材料2.md", "标题：浇水\n日期：2025年13月1日\n\n夏天。\n"),
        ["材料2.md:2 E149"],
    ),
    "two materials, one number": (
        _move("材料2.md", "material-1.txt"),
        ["issue.yaml:10 E155"],
    ),
    "one material twice": (
        _rename("材料2.md", "材料1.md"),
        ["issue.yaml W101", "issue.yaml:10 E156"],
    ),
    "attachment by parent path": (
        _rename("attachments/plan.pdf", "../other/plan.pdf"),
        ["issue.yaml:12 E116"],
    ),
    "attachment by absolute path": (
        _rename("attachments/plan.pdf", "/etc/passwd"),
        ["issue.yaml:12 E115"],
    ),
    "attachment by home": (_rename("attachments/plan.pdf", "~/plan.pdf"), ["issue.yaml:12 E115"]),
    "attachment by drive": (
        _rename("attachments/plan.pdf", "'C:plan.pdf'"),
        ["issue.yaml:12 E118"],
    ),
    "attachment by backslash": (
        _rename("attachments/plan.pdf", "attachments\\plan.pdf"),
        ["issue.yaml:12 E117"],
    ),
    "attachment by address": (
        _rename("attachments/plan.pdf", "https://a.cn/plan.pdf"),
        ["issue.yaml:12 E118"],
    ),
    "attachment by link": (_link_out("attachments/plan.pdf"), ["issue.yaml:12 E120"]),
    "attachment by linked folder": (_link_folder_out, ["issue.yaml:12 E120"]),
    "attachment by dangling link": (_dangling, ["issue.yaml:12 E120"]),
    "attachment is a folder": (
        _rename("attachments/plan.pdf", "attachments"),
        ["issue.yaml:12 E121"],
    ),
    "attachment of another kind": (
        _move("attachments/plan.pdf", "attachments/plan.mp4"),
        ["issue.yaml:12 E124"],
    ),
    "picture by link": (_link_out("pictures/hill.png"), ["材料1.md:5 E120"]),
    "picture by parent path": (
        lambda folder: change(folder, "材料1.md", "pictures/hill.png", "../2025-35/hill.png"),
        ["材料1.md:5 E116"],
    ),
    "material by link": (_link_out("材料2.md"), ["issue.yaml:10 E120"]),
    "material by parent path": (
        _rename("材料2.md", "../春.md"),
        ["issue.yaml W101", "issue.yaml:10 E116"],
    ),
    "material is a pipe": (_pipe, ["issue.yaml:10 E122"]),
    "empty material": (_write("材料2.md", ""), ["材料2.md:1 E215"]),
    "blank material": (_write("材料2.md", " \n\u3000\n"), ["材料2.md:2 E215"]),
    "material without text": (_write("材料2.md", "标题：浇水\n\n"), ["材料2.md:2 E215"]),
    "material without title": (
        _write("材料2.md", "日期：2025-08-15\n\n夏天。\n"),
        ["材料2.md:1 E210"],
    ),
    "long paragraph": (
        _write("材料2.md", f"标题：浇水\n\n春。\n{'水' * PARAGRAPH_CHARACTERS}\n"),
        ["材料2.md:4 E216"],
    ),
    "large material": (
        _write("材料2.md", "标题：浇水\n\n" + "水。\n" * (SOURCE_FILE_BYTES // 6)),
        ["issue.yaml:10 E108"],
    ),
    "material in GB 18030": (_write("材料2.md", SECOND.encode("gb18030")), ["材料2.md:1 E111"]),
    "material in UTF-16": (_write("材料2.md", SECOND.encode("utf-16")), ["材料2.md:1 E111"]),
    "issue.yaml in GB 18030": (
        _write("issue.yaml", MANIFEST.encode("gb18030")),
        ["issue.yaml:1 E111"],
    ),
    "material is no text": (_write("材料2.md", b"\x89PNG\r\n\x1a\n\0\0"), ["材料2.md:1 E112"]),
    "one bad byte": (_write("材料2.md", SECOND.encode() + b"\xff\n"), ["材料2.md:5 E112"]),
    "tab": (_rename("  - heading: 有关信息", "\t- heading: 有关信息"), ["issue.yaml:8 E131"]),
    "open quotation": (_rename("春林中心", '"春林中心'), ["issue.yaml:2 E132"]),
    "open bracket": (_rename("compiler: 春林中心", "names: [春, 林"), ["issue.yaml:2 E133"]),
    "anchor": (_rename("春林中心", "&a 春林中心"), ["issue.yaml:2 E135"]),
    "tag": (_rename("春林中心", "!!python/name:os.system 春"), ["issue.yaml:2 E136"]),
    "control character": (_rename("春林中心", "春\x07林"), ["issue.yaml:2 E113"]),
    "key twice": (_rename("compiler: 春林中心", "标题：另一个"), ["issue.yaml:2 E143"]),
    "a list for a text": (_rename("春林中心", "[春林]"), ["issue.yaml:2 E145"]),
    "a text for a list": (
        _write("issue.yaml", "title: 清单\ncontents: 春\n"),
        ["issue.yaml:2 E146"],
    ),
    "no title": (_rename("title: 周重点学习内容清单\n", ""), ["issue.yaml:1 E144"]),
    "empty title": (_rename("周重点学习内容清单", ""), ["issue.yaml:1 E144"]),
    "unknown fit": (_rename("title: 种树计划", "fit: 大"), ["issue.yaml:13 E153"]),
    "unknown kind": (_rename("compiler: 春林中心", "kind: 月刊"), ["issue.yaml:2 E152"]),
    "no materials": (
        _write("issue.yaml", "title: 清单\ncontents:\n"),
        ["issue.yaml:2 E154"],
    ),
    "empty issue.yaml": (_write("issue.yaml", ""), ["issue.yaml:1 E144", "issue.yaml:1 E144"]),
    "no mapping": (_write("issue.yaml", "- 春\n"), ["issue.yaml:1 E147"]),
}


@pytest.mark.parametrize("name", ONE_FAULT)
def test_one_fault(name: str, folder: Path) -> None:
    break_it, expected = ONE_FAULT[name]
    break_it(folder)
    assert faults(folder) == expected


def test_all_faults_at_once(folder: Path) -> None:
    change(folder, "issue.yaml", "compiler:", "complier:")
    change(folder, "issue.yaml", "title: 周", "date: 8月\ntitle: 周")
    change(folder, "issue.yaml", "attachments/plan.pdf", "../plan.pdf")
    change(folder, "材料1.md", "title:", "titel:")
    change(folder, "材料1.md", "hill.png", "hil.png")
    change(folder, "材料2.md", "8月15日", "8月32日")
    (folder / "材料3.md").write_text(SECOND, "utf-8")
    assert faults(folder) == [
        "issue.yaml W101",
        "issue.yaml:1 E148",
        "issue.yaml:3 E141",
        "issue.yaml:13 E116",
        "材料1.md:1 E212",
        "材料1.md:5 E105",
        "材料2.md:2 E149",
    ]


def test_the_nearest_is_named(folder: Path) -> None:
    change(folder, "issue.yaml", "compiler:", "complier:")
    change(folder, "issue.yaml", "plan.pdf", "paln.pdf")
    change(folder, "材料2.md", "日期", "日其")
    with pytest.raises(SourceError) as caught:
        load(folder)
    words = [finding.message + finding.cure for finding in caught.value.findings]
    assert "compiler" in words[0]
    assert "attachments/plan.pdf" in words[1]
    assert "日期" in words[2]


def test_the_hundredth_missing_file_is_reported_without_a_suggestion(folder: Path) -> None:
    listed = "".join(f"\n      - 村{number}.md" for number in range(1, 101))
    change(folder, "issue.yaml", "\n      - file: 材料2.md", listed)
    (folder / "村.md").touch()
    found = faults(folder)
    assert len(found) == 101
    assert found[1].endswith("E105")
    assert found[-1].endswith("E106")


def test_a_category_without_materials_is_left_out_and_reported(folder: Path) -> None:
    change(folder, "issue.yaml", "attachments:", "  - heading: 空的\n    materials:\nattachments:")
    loaded = load(folder)
    assert [f"{one.position} {one.code}" for one in loaded.findings] == ["issue.yaml:11 W102"]
    assert [part.heading for part in loaded.issue.contents] == ["重要文件", "有关信息"]


def test_a_paragraph_below_the_limit_is_read(folder: Path) -> None:
    text = "水" * (PARAGRAPH_CHARACTERS - 1)
    (folder / "材料2.md").write_text(f"标题：浇水\n\n{text}\n", "utf-8")
    assert load(folder).findings == ()


def test_links_inside_the_folder_are_followed(folder: Path) -> None:
    (folder / "attachments" / "plan.pdf").rename(folder / "real.pdf")
    (folder / "attachments" / "plan.pdf").symlink_to("../real.pdf")
    assert load(folder).findings == ()


def test_texts_not_listed_are_reported(folder: Path) -> None:
    (folder / "材料 9.txt").write_text("标题：多余\n\n春。\n", "utf-8")
    (folder / "笔记.md").write_text("不算", "utf-8")
    assert [(one.code, one.position and one.position.file) for one in load(folder).findings] == [
        ("W101", "issue.yaml")
    ]


def test_numbers_come_from_names_then_from_the_order(folder: Path) -> None:
    change(folder, "issue.yaml", "材料1.md", "浇花.md")
    (folder / "材料1.md").rename(folder / "浇花.md")
    change(folder, "issue.yaml", "材料2.md", "材料1.md")
    (folder / "材料2.md").rename(folder / "材料1.md")
    issue = load(folder).issue
    assert [(one.number, one.file) for one in issue.materials] == [(1, "材料1.md"), (2, "浇花.md")]
    assert [entry.material for part in issue.contents for entry in part.entries] == [2, 1]


def test_a_picture_says_where_it_stands(folder: Path) -> None:
    block = load(folder).issue.materials[0].blocks[-1]
    assert isinstance(block, Picture)
    assert str(block.position) == "材料1.md:5"


@pytest.mark.parametrize(
    ("week", "code"),
    [
        ("2025-35", "E102"),
        ("2025-99", "E103"),
        ("..", "E103"),
        ("", "E103"),
        ("../2025-36", "E103"),
        (".hidden", "E103"),
        ("a\0b", "E103"),
    ],
)
def test_a_week_that_is_not_there(week: str, code: str, folder: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load_issue(folder.parents[1], week)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert WEEK in caught.value.findings[0].cure


def test_no_issues_at_all(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="E101"):
        load_issue(tmp_path, WEEK)
    (tmp_path / "issues").mkdir()
    with pytest.raises(SourceError, match="E104"):
        load_issue(tmp_path, WEEK)
    assert list_weeks(tmp_path) == ()


def test_weeks_are_listed(folder: Path) -> None:
    issues = folder.parent
    (issues / ".new-1").mkdir()
    (issues / ".new-1" / "issue.yaml").touch()
    (issues / "notes").mkdir()
    (issues / "handbook").mkdir()
    (issues / "handbook" / "issue.yaml").touch()
    assert list_weeks(issues.parent) == (WEEK, "handbook")


def test_the_facts_alone(folder: Path) -> None:
    (folder / "材料1.md").unlink()
    root = folder.parents[1]
    assert load_manifest(root, WEEK).title == "周重点学习内容清单"
    change(folder, "issue.yaml", "compiler:", "complier:")
    with pytest.raises(SourceError, match="E141"):
        load_manifest(root, WEEK)
