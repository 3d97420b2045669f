"""Repairs: in the sources, whole, with a backup, and none left for a second run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editions import write_edition
from tests.lint.examples import WEEK, codes, write_example
from typeset.base.errors import SourceError
from typeset.content.load_issue import load_issue
from typeset.lint.fix_issue import edit_text, fix_issue
from typeset.lint.lint_file import lint_text
from typeset.lint.rule import Edit, Example, Found
from typeset.lint.rules.signs import INVISIBLE

WRONG = '一、总体要求。\n会议强调,要落实"光盘行动"...\n到**2030** 年，增长20～30%，（见汽车(集团)公司）。'
RIGHT = (
    "一、总体要求\n会议强调，要落实“光盘行动”……\n到2030年，增长20%～30%，（见汽车（集团）公司）。"
)


def texts(root: Path) -> dict[str, bytes]:
    folder = root / "issues" / WEEK
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_all_that_is_safe(tmp_path: Path) -> None:
    write_example(tmp_path, Example(WRONG, notice="请,认真学习。"))
    before = texts(tmp_path)
    fixed = fix_issue(tmp_path, WEEK)
    after = texts(tmp_path)
    assert after["材料1.md"].decode().endswith(f"\n\n{RIGHT}\n")
    assert "notice: 请，认真学习。" in after["issue.yaml"].decode()
    assert fixed.left.findings == ()
    assert fixed.backup == tmp_path / "issues" / ".backups" / f"{WEEK}-1"
    assert {path.name: path.read_bytes() for path in fixed.backup.iterdir()} == before
    assert len(fixed.repairs) == 12
    assert all(repair.edit.before != repair.edit.after for repair in fixed.repairs)


def test_twice_gives_the_same(tmp_path: Path) -> None:
    write_example(tmp_path, Example(WRONG))
    fix_issue(tmp_path, WEEK)
    once = texts(tmp_path)
    again = fix_issue(tmp_path, WEEK)
    assert again.repairs == ()
    assert again.backup is None
    assert texts(tmp_path) == once
    names = [path.name for path in (tmp_path / "issues").iterdir()]
    assert sorted(names) == [".backups", WEEK, "terms.yaml"]


def test_only_the_rules_asked_for(tmp_path: Path) -> None:
    write_example(tmp_path, Example("会议强调,要落实..."))
    fixed = fix_issue(tmp_path, WEEK, ["W006"])
    assert codes(tuple(fixed.left.findings)) == []
    assert "会议强调,要落实……" in texts(tmp_path)["材料1.md"].decode()


def test_what_is_let_stand_is_not_mended(tmp_path: Path) -> None:
    write_example(tmp_path, Example("% lint: off E001\n会议强调,要落实。"))
    assert fix_issue(tmp_path, WEEK).repairs == ()


def test_line_ends_and_mark_are_kept(tmp_path: Path) -> None:
    folder = write_edition(tmp_path)
    path = folder / "材料1.md"
    path.write_bytes("\ufefftitle: 植树\r\n\r\n会议强调,要落实。\r\n".encode())
    fix_issue(tmp_path, WEEK)
    assert path.read_bytes() == "\ufefftitle: 植树\r\n\r\n会议强调，要落实。\r\n".encode()


def test_attachments_are_neither_lost_nor_shared(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, {"材料1.md": "title: 植树\n\n会议强调,要落实。\n"})
    (folder / "attachments").mkdir()
    (folder / "attachments" / "plan.pdf").write_bytes(b"plan")
    backup = fix_issue(tmp_path, WEEK).backup
    assert backup is not None
    (folder / "attachments" / "plan.pdf").write_bytes(b"other")
    assert (backup / "attachments" / "plan.pdf").read_bytes() == b"plan"


def test_nothing_is_written_where_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_example(tmp_path, Example(WRONG))
    before = texts(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr("typeset.lint.fix_issue.shutil.copytree", refuse)
    with pytest.raises(SourceError) as caught:
        fix_issue(tmp_path, WEEK)
    assert [one.code for one in caught.value.findings] == ["E096"]
    assert texts(tmp_path) == before
    assert sorted(path.name for path in (tmp_path / "issues").iterdir()) == [WEEK, "terms.yaml"]


def edit(line: int, column: int, before: str, after: str) -> Found:
    return Found(INVISIBLE.at(), (Edit("a", line, column, before, after),))


EDITS = [
    ("甲,乙", [edit(1, 2, ",", "，")], "甲，乙"),
    ("甲\r\n乙,", [edit(2, 2, ",", "，")], "甲\r\n乙，"),
    ("甲,乙", [edit(1, 1, ",", "，")], "甲,乙"),
    ("甲,乙", [edit(9, 1, ",", "，")], "甲,乙"),
    ("甲,,乙", [edit(1, 2, ",", "，"), edit(1, 3, ",", "，")], "甲，,乙"),
    ("20～30%", [edit(1, 3, "", "%")], "20%～30%"),
]


@pytest.mark.parametrize(("text", "found", "expected"), EDITS)
def test_edits(text: str, found: list[Found], expected: str) -> None:
    assert edit_text(text, found)[0] == expected


SIGNS = st.sampled_from(
    [
        *'甲的一二0１5Ａ月日年,;:!?.()（）“”"《》、，。…-—～~% *\\|#/\u200b⻓○',
        "\n",
        "**",
        "。。",
        "...",
    ]
)


@pytest.mark.slow
@given(st.lists(SIGNS, min_size=1, max_size=40).map("".join))
def test_any_text_settles(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("any")
    write_edition(root, {"材料1.md": f"title: 植树\n\n{text}\n尾。\n"})
    try:
        load_issue(root, WEEK)
    except SourceError:
        return
    fix_issue(root, WEEK)
    assert fix_issue(root, WEEK).repairs == ()


@given(st.text(max_size=200) | st.lists(SIGNS, max_size=60).map("".join))
def test_no_manuscript_is_too_odd(text: str) -> None:
    try:
        found = lint_text(text.encode("utf-8", "replace"), "m.txt", Path(__file__).parent)
    except SourceError:
        return
    for one in found.findings:
        assert one.message
        assert one.cure
