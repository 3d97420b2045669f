"""Attachments in issue.yaml: every key in both languages, every mistake in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from typeset.base.errors import SourceError
from typeset.content.attachment import AttachedFile, Attachment, PageRanges
from typeset.content.load_issue import load_issue
from typeset.content.read_manifest import parse_manifest

HEAD = "title: 春\ncontents:\n  - heading: 夏\n    materials: [材料1.md]\nattachments:\n"
ENGLISH = """  - file: a.pdf
    title: 安排表
    pages: 1-3,7
    fit: actual-size
    rotate: 90
    number: own
    label: false
    password: "0123"
  - title: 报名材料
    files:
      - b.pdf
      - {file: c.pdf, title: 回执, pages: 2, fit: page, rotate: auto}
      - {issue: 2025-34, title: 上上期}
  - issue: 2025-35
    title: 上期
"""
CHINESE = """  - 文件：a.pdf
    标题：安排表
    页：1至3，7
    版式：原大
    旋转：90
    编页：自编
    标注：否
    密码：0123
  - 标题：报名材料
    文件列表：
      - b.pdf
      - 文件：c.pdf
        标题：回执
        页：2
        版式：整页
        旋转：自动
      - 期：2025-34
        标题：上上期
  - 期：2025-35
    标题：上期
"""
EVERY = (
    Attachment(
        1,
        "安排表",
        (
            AttachedFile(
                "a.pdf", pages=((1, 3), (7, 7)), fit="actual-size", rotate=90, password="0123"
            ),
        ),
        own_numbers=True,
        show_label=False,
    ),
    Attachment(
        2,
        "报名材料",
        (
            AttachedFile("b.pdf"),
            AttachedFile("c.pdf", title="回执", pages=((2, 2),), fit="page"),
            AttachedFile("", title="上上期", week="2025-34"),
        ),
    ),
    Attachment(3, "上期", (AttachedFile("", week="2025-35"),)),
)


def attached(text: str) -> tuple[Attachment, ...]:
    parsed = parse_manifest(HEAD + text, "2025-36")
    assert parsed.findings == ()
    return parsed.manifest.attachments


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_every_key(text: str) -> None:
    assert attached(text) == EVERY


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  - plans/计划.pdf\n", "计划"),
        ("  - file: plans/计划.pdf\n", "计划"),
        ("  - issue: 2025-35\n", "2025-35"),
        ("  - files: [x/一.pdf, 二.pdf]\n", "一"),
        ("  - files:\n      - {file: 一.pdf, title: 回执}\n", "回执"),
    ],
)
def test_a_title_is_found_where_none_is_written(text: str, title: str) -> None:
    assert attached(text)[0].title == title


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("3", ((3, 3),)),
        ("1-3,7", ((1, 3), (7, 7))),
        ("1–3、7", ((1, 3), (7, 7))),
        ("5, 1-9, 2 - 2", ((5, 5), (1, 9), (2, 2))),
        ("１", None),
        ("1-", None),
        ("-3", None),
        ("1-2-3", None),
        ("one", None),
        ("1234567", None),
    ],
)
def test_pages(written: str, pages: PageRanges | None) -> None:
    """Overlapping ranges and any order are the editor's wish."""
    parsed = parse_manifest(
        f"{HEAD}  - {{file: a.pdf}}\n  - file: b.pdf\n    pages: {written}\n", "2025-36"
    )
    if pages is None:
        assert [finding.code for finding in parsed.findings] == ["E180"]
    else:
        assert parsed.findings == ()
        assert parsed.manifest.attachments[1].files[0].pages == pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  - file: a.pdf\n    pages: 3-1\n", "7:12 E180"),
        ("  - file: a.pdf\n    pages: 0-1\n", "7:12 E180"),
        ("  - file: a.pdf\n    pages: 1-x\n", "7:12 E180"),
        ("  - file: a.pdf\n    fit: 铺满\n", "7:10 E153"),
        ("  - file: a.pdf\n    rotate: 45\n", "7:13 E181"),
        ("  - file: a.pdf\n    number: none\n", "7:13 E182"),
        ("  - file: a.pdf\n    label: perhaps\n", "7:12 E183"),
        ("  - file: a.pdf\n    files: [b.pdf]\n", "7:5 E184"),
        ("  - file: a.pdf\n    issue: 2025-35\n", "7:5 E184"),
        ("  - title: 表\n", "6:5 E185"),
        ("  - file:\n", "6:10 E144"),
        ("  - files:\n", "6:5 E185"),
        ("  - files:\n      - title: 表\n", "7:9 E185"),
        ("  - files:\n      - {file: a.pdf, files: [b.pdf]}\n", "7:23 E141"),
        ("  - files: [a.pdf]\n    pages: 1\n", "7:5 E188"),
        ("  - files: [a.pdf]\n    password: 春\n", "7:5 E188"),
        ("  - file: a.pdf\n    page: 1\n", "7:5 E141"),
        ("  - file: a.pdf\n    旋转角度: 1\n", "7:5 E141"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    found = parse_manifest(HEAD + text, "2025-36").findings
    assert [
        f"{one.position.line}:{one.position.column} {one.code}" for one in found if one.position
    ] == [expected]
    assert found[0].cure


@pytest.mark.parametrize(
    ("week", "code"), [("2025-35", ""), ("2025-34", "E186"), ("2025-36", "E187"), ("../x", "E186")]
)
def test_another_issue(tmp_path: Path, week: str, code: str) -> None:
    for name in ("2025-35", "2025-36"):
        (tmp_path / "issues" / name).mkdir(parents=True)
        text = HEAD + f"  - issue: {week}\n"
        (tmp_path / "issues" / name / "issue.yaml").write_text(text, "utf-8")
        (tmp_path / "issues" / name / "材料1.md").write_text("标题：春\n\n春天。\n", "utf-8")
    if not code:
        assert load_issue(tmp_path, "2025-36").issue.attachments[0].files[0].week == week
        return
    with pytest.raises(SourceError) as caught:
        load_issue(tmp_path, "2025-36")
    (finding,) = caught.value.findings
    assert (finding.code, finding.position and finding.position.line) == (code, 6)
    assert finding.cure
