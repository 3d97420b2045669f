"""`paiban new`: right dates, the last issue's furniture, nothing overwritten, whole or not at all."""

from __future__ import annotations

import datetime
import os
import shutil
import stat
from pathlib import Path

import pytest

from typeset.base.errors import SourceError
from typeset.base.findings import Finding
from typeset.content import new_issue as module
from typeset.content.document import Imprint
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue, load_manifest
from typeset.content.new_issue import new_issue

LAST = """title: 学习清单
compiler: 春林中心
period: 2025-09-01/2025-09-05
contents:
  - heading: 讲话
    materials: [材料1.md]
  - heading: 文件
    materials: [材料2.md]
  - heading: 信息
    materials:
notice: 请于9月5日前**学完**。
names: [王喆, 李堃]
attachments: [plan.pdf]
imprint:
  publisher: 春林中心编印
  copies: '100'
  issue_number: 第36期
  print_date: 2025年8月29日
style: weekly-single
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "2025-36", LAST)
    return tmp_path


def write(root: Path, week: str, manifest: str) -> None:
    folder = root / "issues" / week
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(manifest, "utf-8")


def refused(root: Path, week: str) -> tuple[str, str]:
    before = sorted(root.rglob("*"))
    with pytest.raises(SourceError) as caught:
        new_issue(root, week)
    assert sorted(root.rglob("*")) == before
    (finding,) = caught.value.findings
    return finding.code, finding.message + finding.cure


def test_dates_and_furniture(root: Path) -> None:
    made = new_issue(root, "2025-37")
    manifest = load_manifest(root, "2025-37")
    assert manifest.period.start == datetime.date(2025, 9, 8)
    assert manifest.period.end == datetime.date(2025, 9, 12)
    assert manifest.date == datetime.date(2025, 9, 5)
    last = load_manifest(root, "2025-36")
    for name in ("title", "compiler", "notice", "names", "style"):
        assert getattr(manifest, name) == getattr(last, name) != ()
    assert manifest.imprint == Imprint(publisher="春林中心编印", copies="100")
    assert manifest.attachments == ()
    assert [
        (part.heading, [entry.file for entry in part.materials]) for part in manifest.contents
    ] == [("讲话", ["材料1.md"]), ("文件", []), ("信息", [])]
    assert (made.like, made.files) == ("2025-36", ("issue.yaml", "材料1.md"))


def test_what_was_taken_over_is_said(root: Path) -> None:
    made = new_issue(root, "2025-37")
    lines = (made.folder / "issue.yaml").read_text("utf-8").split("\n")
    found = {finding.code: finding for finding in made.findings}
    assert set(found) == {"H101", "H102"}
    for code, key in (("H101", "notice:"), ("H102", "imprint:")):
        position = found[code].position
        assert position is not None
        assert lines[position.line - 1].startswith(key)
    assert "issue_number, print_date" in found["H102"].message
    assert "  issue_number:" in lines
    assert "  print_date:" in lines


def test_loading_says_what_is_still_to_be_written(root: Path) -> None:
    new_issue(root, "2025-37")
    with pytest.raises(SourceError) as caught:
        load_issue(root, "2025-37")
    assert [f"{one.position} {one.code}" for one in caught.value.findings] == [
        "issue.yaml:11 W102",
        "issue.yaml:13 W102",
        "材料1.md:2 E210",
        "材料1.md:8 E215",
    ]


def test_filled_in_it_loads(root: Path) -> None:
    folder = new_issue(root, "2025-37").folder
    text = (folder / "材料1.md").read_text("utf-8").replace("title:", "title: 种树", 1)
    (folder / "材料1.md").write_text(text + "春天种树。\n", "utf-8")
    loaded = load_issue(root, "2025-37")
    assert plain_text(loaded.issue.materials[0].title) == "种树"
    assert [finding.code for finding in loaded.findings] == ["W102", "W102"]


def test_keys_are_in_the_language_of_the_last_issue(root: Path) -> None:
    write(root, "2025-37", "标题：学习清单\n目录：\n  - 类别：讲话\n    材料：[材料1.md]\n")
    folder = new_issue(root, "2025-38").folder
    assert (
        (folder / "issue.yaml")
        .read_text("utf-8")
        .startswith("标题: 学习清单\n起止日期: 2025-09-15/")
    )
    assert (folder / "材料1.md").read_text("utf-8").startswith("引题：\n标题：\n")
    assert [one.code for one in load_faults(root, "2025-38")] == ["E210", "E215"]


def load_faults(root: Path, week: str) -> tuple[Finding, ...]:
    with pytest.raises(SourceError) as caught:
        load_issue(root, week)
    return caught.value.findings


def test_the_newest_earlier_issue_that_can_be_read_is_taken(root: Path) -> None:
    write(root, "2025-30", LAST.replace("学习清单", "旧清单"))
    write(root, "2025-40", LAST.replace("学习清单", "新清单"))
    write(root, "2025-38", "title: [坏\n")
    write(root, "handbook", LAST.replace("学习清单", "手册"))
    made = new_issue(root, "2025-39")
    assert (made.like, made.issue.title) == ("2025-36", "学习清单")
    assert [finding.code for finding in made.findings][:1] == ["W103"]
    assert "2025-38" in made.findings[0].message
    assert new_issue(root, "2025-31").issue.title == "旧清单"
    assert new_issue(root, "2026-01").issue.title == "新清单"
    assert new_issue(root, "2025-29").issue.title == "旧清单", "none is earlier: the first after it"


def test_the_first_issue_of_all(tmp_path: Path) -> None:
    made = new_issue(tmp_path, "2025-37")
    assert (made.like, made.findings) == ("", ())
    assert (made.folder / "issue.yaml").read_text("utf-8").split("\n")[3] == "compiler:"
    assert load_manifest(tmp_path, "2025-37").title == "周重点学习内容清单"
    assert [one.code for one in load_faults(tmp_path, "2025-37")] == ["E210", "E215"]


def test_one_after_the_other_keeps_all_categories(root: Path) -> None:
    new_issue(root, "2025-37")
    new_issue(root, "2025-38")
    first, second = (load_manifest(root, week) for week in ("2025-37", "2025-38"))
    headings = [category.heading for category in second.contents]
    assert headings == [category.heading for category in first.contents] == ["讲话", "文件", "信息"]


def test_files_are_for_everybody_to_read(root: Path) -> None:
    mask = os.umask(0o022)
    try:
        folder = new_issue(root, "2025-37").folder
    finally:
        os.umask(mask)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o644}
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2025-36", "2025-37"]


def test_nothing_is_overwritten(root: Path) -> None:
    text = (root / "issues/2025-36/issue.yaml").read_bytes()
    code, words = refused(root, "2025-36")
    assert code == "E160"
    assert "issues/2025-36" in words
    assert (root / "issues/2025-36/issue.yaml").read_bytes() == text
    (root / "issues/2025-37").write_text("", "utf-8")
    (root / "issues/2025-38").symlink_to("nowhere")
    (root / "issues/2025-39").mkdir()
    (root / "issues/2025-39/notes.txt").touch()
    for week in ("2025-37", "2025-38", "2025-39"):
        assert refused(root, week)[0] == "E160"


def test_an_empty_folder_is_filled(root: Path) -> None:
    (root / "issues/2025-37").mkdir()
    assert new_issue(root, "2025-37").files == ("issue.yaml", "材料1.md")


def test_a_folder_made_meanwhile_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = root / "issues/2025-37/mine.txt"

    def meanwhile(folder: Path, texts: dict[str, str]) -> None:
        other.parent.mkdir()
        other.write_text("mine", "utf-8")

    monkeypatch.setattr(module, "write_texts", meanwhile)
    with pytest.raises(SourceError, match="E160"):
        new_issue(root, "2025-37")
    assert [path.name for path in other.parent.iterdir()] == ["mine.txt"]
    assert sorted(path.name for path in other.parents[1].iterdir()) == ["2025-36", "2025-37"]


def test_a_full_disk_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, texts: dict[str, str]) -> None:
        (folder / "issue.yaml").write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_texts", full)
    code, words = refused(root, "2025-37")
    assert code == "E161"
    assert "issues/2025-37" in words
    assert "No space left" in words


WEEKS = [
    # what was typed, code, the week the answer names
    ("2025-9", "E162", "2025-09"),
    ("2025W37", "E162", "2025-37"),
    ("2025年第37周", "E162", "2025-37"),
    ("2025-53", "E163", "2025-52"),
    ("2026-54", "E163", "2026-53"),
    ("2025-00", "E163", "2025-52"),
    ("handbook", "E162", "2025-36"),
    ("", "E162", "2025-36"),
    ("..", "E162", "2025-36"),
    ("../2025-37", "E162", "2025-37"),
    ("2025-37/", "E162", "2025-37"),
    ("a\0b", "E162", "2025-36"),
    ("９９９９-01", "E162", "2025-36"),
    ("9" * 10_000, "E162", "2025-36"),
]


@pytest.mark.parametrize(("week", "code", "meant"), WEEKS)
def test_what_is_no_week(week: str, code: str, meant: str, root: Path) -> None:
    found, words = refused(root, week)
    assert found == code
    assert meant in words


def test_the_sample_edition_gives_its_furniture(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "issues" / "2025-36", tmp_path / "issues" / "2025-36")
    made = new_issue(tmp_path, "2025-37")
    sample = load_manifest(project, "2025-36")
    manifest = load_manifest(tmp_path, "2025-37")
    assert (manifest.title, manifest.compiler, manifest.notice) == (
        sample.title,
        sample.compiler,
        sample.notice,
    )
    assert made.like == "2025-36"
