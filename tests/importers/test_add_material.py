"""One material more: its file, its pictures, its entry; the editor's issue.yaml as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.importers.test_docx_objects import picture
from typeset.base.errors import InternalError, SourceError
from typeset.content.load_issue import load_issue
from typeset.importers.add_material import AddedMaterial, add_material
from typeset.importers.import_issue import import_material
from typeset.importers.receiving.gather_files import gather_files
from typeset.importers.receiving.read_files import read_files
from typeset.importers.recognising.list_material import list_material

WEEK = "2025-36"
BLOCK = """\
# 编者的话
title: 清单   # 题目
contents:
  - heading: 讲话
    materials:
      - file: 材料1.md     # 第一篇
        title: 另一个题目

  - heading: 文件
    materials:
      - file: 材料2.md

# 姓名
names: [王喆]
"""
MANIFESTS = {
    "block": (
        BLOCK,
        "      - file: 材料2.md\n",
        "      - file: 材料2.md\n      - file: 材料3.md\n",
    ),
    "plain entries": (
        "title: 清单\ncontents:\n- heading: 文件\n  materials:\n  - 材料1.md\n  - 材料2.md\n",
        "  - 材料2.md\n",
        "  - 材料2.md\n  - 材料3.md\n",
    ),
    "brackets": (
        "title: 清单\ncontents:\n  - heading: 文件\n    materials: [材料1.md, 材料2.md] # 两篇\nnames: [王喆]\n",
        "材料2.md]",
        "材料2.md, 材料3.md]",
    ),
    "empty brackets": (
        "title: 清单\ncontents:\n  - heading: 文件\n    materials: []\nnames: []\n",
        "materials: []",
        "materials: [材料3.md]",
    ),
    "no value": (
        "title: 清单\ncontents:\n  - heading: 文件\n    materials:\nnames: []\n",
        "    materials:\n",
        "    materials:\n      - file: 材料3.md\n",
    ),
    "Chinese": (
        "标题：清单\n目录：\n  - 类别：文件\n    材料：\n      - 文件：材料1.md\n        标题：甲\n",
        "        标题：甲\n",
        "        标题：甲\n      - 文件：材料3.md\n",
    ),
    "no end of line": (
        "title: 清单\ncontents:\n  - heading: 文件\n    materials:\n      - file: 材料2.md",
        "材料2.md",
        "材料2.md\n      - file: 材料3.md\n",
    ),
    "title first": (
        "title: 清单\ncontents:\n  - heading: 文件\n    materials:\n      - title: 甲\n        file: 材料2.md\n",
        "        file: 材料2.md\n",
        "        file: 材料2.md\n      - file: 材料3.md\n",
    ),
    "CRLF": (
        "title: 清单\r\ncontents:\r\n  - heading: 文件\r\n    materials:\r\n      - 材料2.md\r\n",
        "      - 材料2.md\r\n",
        "      - 材料2.md\r\n      - 材料3.md\r\n",
    ),
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_one_entry_more_and_nothing_else_changed(case: str) -> None:
    text, old, new = MANIFESTS[case]
    assert list_material(text, WEEK, "材料3.md") == text.replace(old, new)


def test_a_file_that_cannot_be_extended() -> None:
    assert list_material("title: 清单\n", WEEK, "材料3.md") is None
    assert list_material("contents: 无\n", WEEK, "材料3.md") is None


def issue(root: Path, manifest: str = BLOCK, second: str = "title: 二\n\n二文。\n") -> Path:
    folder = root / "issues" / WEEK
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(manifest, "utf-8")
    (folder / "材料1.md").write_text("title: 一\n\n一文。\n", "utf-8")
    (folder / "材料2.md").write_text(second, "utf-8")
    return folder


def add(root: Path, text: str | None = None, *, name: str = "a.txt") -> AddedMaterial:
    file = root / name
    if text is not None:
        file.write_text(text, "utf-8")
    transcript = read_files(gather_files([str(file)]).files, accept_changes=False)
    return add_material(WEEK, root, lambda number: import_material(transcript, number), name)


def test_a_material_is_added(tmp_path: Path) -> None:
    folder = issue(tmp_path)
    added = add(tmp_path, "种树的意见\n（2025年9月1日）\n一、总则\n要种树。（记者 王喆）\n")
    assert (added.file, added.backup, added.findings) == ("材料3.md", None, ())
    loaded = load_issue(tmp_path, WEEK).issue
    assert loaded.materials[2] == added.result.material
    assert [entry.material for entry in loaded.contents[1].entries] == [2, 3]
    assert (folder / "材料1.md").read_text("utf-8") == "title: 一\n\n一文。\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "issue.yaml",
        "材料1.md",
        "材料2.md",
        "材料3.md",
    ]
    assert add(tmp_path, "养鱼\n要养鱼。\n").file == "材料4.md"


def test_its_own_number_gives_way(tmp_path: Path) -> None:
    issue(tmp_path)
    added = add(tmp_path, "材料1\n种树\n要种树。\n")
    assert added.file == "材料3.md"
    assert added.result.material.number == 3


def test_an_empty_material_is_filled_and_kept(tmp_path: Path) -> None:
    folder = issue(tmp_path, second="title:\n\n")
    added = add(tmp_path, "种树\n要种树。\n")
    assert added.file == "材料2.md"
    assert [finding.code for finding in added.findings] == ["W285"]
    assert added.backup is not None
    assert added.backup.read_text("utf-8") == "title:\n\n"
    assert (folder / "issue.yaml").read_text("utf-8") == BLOCK


def test_pictures_beside_a_markdown_file_come_along(tmp_path: Path) -> None:
    folder = issue(tmp_path)
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "图 1.png").write_bytes(picture())
    text = "# 种树\n\n要种树。\n\n![林区](img/图%201.png)\n\n![没有](img/no.png)\n\n![外面](../secret.png)\n\n完。\n"
    added = add(tmp_path, text, name="a.md")
    (path,) = added.result.pictures
    assert (folder / path).read_bytes() == picture()
    assert f"![林区]({path})" in (folder / "材料3.md").read_text("utf-8")
    assert [finding.code for finding in added.result.findings] == ["W261", "W261"]
    assert len(load_issue(tmp_path, WEEK).issue.materials[2].blocks) == 3


REFUSED = [
    ("材料1\n甲\n文。\n材料2\n乙\n文。\n", BLOCK, "E272"),
    ("甲\n文。\n", "title: 清单\n", "E274"),
    ("材料1\n", BLOCK, "E261"),
]


@pytest.mark.parametrize(("text", "manifest", "code"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refused_and_nothing_written(text: str, manifest: str, code: str, tmp_path: Path) -> None:
    folder = issue(tmp_path, manifest)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(SourceError) as caught:
        add(tmp_path, text)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_no_issue_to_add_to(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        add(tmp_path, "甲\n文。\n")
    assert [finding.code for finding in caught.value.findings] == ["E273"]


def test_what_does_not_balance_is_not_written(tmp_path: Path) -> None:
    from msgspec.structs import replace

    folder = issue(tmp_path)
    (tmp_path / "a.txt").write_text("种树\n要种树。\n", "utf-8")
    transcript = read_files(gather_files([str(tmp_path / "a.txt")]).files, accept_changes=False)

    def lose(number: int) -> object:
        result = import_material(transcript, number)
        return replace(result, material=replace(result.material, blocks=result.material.blocks * 2))

    with pytest.raises(InternalError) as caught:
        add_material(WEEK, tmp_path, lose, "a.txt")  # type: ignore[arg-type]
    assert [finding.code for finding in caught.value.findings] == ["E271"]
    assert not (folder / "材料3.md").exists()


@pytest.mark.parametrize("fault", ["材料3.md", "issue.yaml"])
def test_a_disk_that_refuses(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = issue(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync" if fault == "材料3.md" else "replace", full)
    with pytest.raises(SourceError) as caught:
        add(tmp_path, "种树\n要种树。\n")
    assert [finding.code for finding in caught.value.findings] == ["E268"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
