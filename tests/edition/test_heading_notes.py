"""A note's mark in a heading stays out of the bookmark, whatever number it has on its page."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from typeset.edition.build_issue import build_issue

WEEK = "2025-40"
FACTS = """title: 清单
compiler: 中心
contents:
  - heading: 文件
    materials:
      - file: 材料1.md
"""
TEXT = """标题：图书室工作安排

正文一段[^1]有注。

一、借阅管理[^2]

正文二段。

[^1]: 甲。
[^2]: 乙。
"""


def test_the_bookmark_is_the_heading_s_own_words(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / WEEK
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(FACTS, "utf-8")
    (folder / "材料1.md").write_text(TEXT, "utf-8")
    built = build_issue(tmp_path, WEEK, preflight=True)
    assert [found.code for found in built.findings if found.code.startswith("E")] == []
    with pikepdf.open(built.path) as pdf, pdf.open_outline() as outline:
        titles = [inner.title for item in outline.root for inner in item.children]
    assert titles == ["一、借阅管理"]
