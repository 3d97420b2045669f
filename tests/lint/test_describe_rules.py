"""The handbook's tables of rules: made from the rules, up to date, and nothing left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typeset.content.document import Table
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue
from typeset.content.parse_blocks import parse_blocks
from typeset.lint.all_rules import RULES
from typeset.lint.describe_rules import describe_rules
from typeset.lint.lint_issue import lint_issue


def test_every_rule_has_a_row() -> None:
    parsed = parse_blocks(describe_rules().split("\n"))
    assert parsed.findings == ()
    rows = [
        [plain_text(cell) for cell in row]
        for block in parsed.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    assert [row[0].split() for row in rows] == [list(rule.codes) for rule in RULES]
    for row in rows:
        assert all(row), row
        assert row[2] != row[3], row


def test_the_handbook_is_up_to_date(project: Path) -> None:
    """In a process of its own: the words are Chinese there."""
    program = (
        "import runpy; tool = runpy.run_path('tools/handbook.py');"
        "text = tool['MATERIAL'].read_text(encoding='utf-8');"
        "raise SystemExit(tool['fresh'](text) != text)"
    )
    environment = os.environ | {"PYTHONPATH": str(project)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project, env=environment, check=False
    )
    assert done.returncode == 0, "run: make handbook"


def test_the_samples_are_clean(project: Path) -> None:
    for week in ("2025-36", "handbook", "notice-sample"):
        found = lint_issue(load_issue(project, week), project).findings
        assert [str(one) for one in found] == []
