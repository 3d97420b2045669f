"""An example of a rule as an issue on disk, or as a manuscript, and what the linter says of it."""

from __future__ import annotations

from pathlib import Path

from typeset.base.findings import Finding
from typeset.content.load_issue import load_issue
from typeset.lint.lint_file import lint_text
from typeset.lint.lint_issue import lint_issue
from typeset.lint.rule import Example

WEEK = "2025-36"
MANIFEST = """\
title: 学习清单
period: {period}
date: {date}
contents:
  - heading: 文件
    materials:
      - file: 材料1.md
        title: {entry}
notice: {notice}
names: [王晓晖]
"""
UNIT_TERMS = """\
people:
  - {name: 王喆, posts: [编写组组长]}
"""


def write_example(root: Path, example: Example) -> None:
    """The issue that an example stands for; where it has `earlier`, the one before it too."""
    title = example.title or "植树造林的通知"
    _write_issue(root, WEEK, example, title, example.text)
    if example.earlier:
        before = Example(period="2025-08-25/2025-08-29")
        _write_issue(root, "2025-35", before, title, example.earlier, date="2025-08-22")
    (root / "issues" / "terms.yaml").write_text(UNIT_TERMS, encoding="utf-8")


def _write_issue(
    root: Path, week: str, example: Example, title: str, text: str, date: str = "2025-08-29"
) -> None:
    folder = root / "issues" / week
    folder.mkdir(parents=True)
    manifest = MANIFEST.format(
        period=example.period or "2025-09-01/2025-09-05",
        date=date,
        entry=example.entry or title,
        notice=example.notice or "请认真学习。",
    )
    header = f"title: {title}\n" + (f"date: {example.date}\n" if example.date else "")
    (folder / "issue.yaml").write_text(manifest, encoding="utf-8")
    (folder / "材料1.md").write_text(f"{header}\n{text}\n", encoding="utf-8")


def lint_example(root: Path, example: Example) -> tuple[Finding, ...]:
    """What all rules find in an example."""
    if example.manuscript:
        return lint_text(example.text.encode(), "manuscript.txt", root).findings
    write_example(root, example)
    loaded = load_issue(root, WEEK)
    return (*loaded.findings, *lint_issue(loaded, root).findings)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The codes in the order of the findings."""
    return [finding.code for finding in findings]
