"""`parse(write_source(document)) == document`, in both languages of the keys, in memory and on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.documents import (
    HEADER_LINES,
    LINES,
    block_lists,
    issues,
    materials,
)
from typeset.base.findings import Finding, SourcePosition
from typeset.content.document import Block, Inlines, Issue, Material
from typeset.content.load_issue import load_issue
from typeset.content.parse_blocks import parse_blocks
from typeset.content.parse_inline import parse_inline
from typeset.content.parse_material import parse_material
from typeset.content.write_inline import write_inlines
from typeset.content.write_source import write_blocks, write_issue, write_material

PICTURE = "pictures/图 1.png"
NOWHERE = SourcePosition("")
NOTE_CODES = {"W292", "W293", "W294", "W295"}
"""Notes without marks and marks without notes can be said, and are answered."""


def unmatched(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code not in NOTE_CODES]


@given(HEADER_LINES)
def test_header_lines(inlines: Inlines) -> None:
    parsed = parse_inline(write_inlines(inlines, header=True), NOWHERE, breaks=True)
    assert parsed.inlines == inlines
    assert parsed.findings == ()


@given(LINES)
def test_inlines(inlines: Inlines) -> None:
    parsed = parse_inline(write_inlines(inlines), NOWHERE)
    assert parsed.inlines == inlines
    assert parsed.findings == ()


@pytest.mark.slow
@given(block_lists())
def test_blocks(blocks: tuple[Block, ...]) -> None:
    parsed = parse_blocks(write_blocks(blocks).split("\n"))
    assert parsed.blocks == blocks
    assert parsed.findings == ()


@pytest.mark.slow
@given(materials(), st.booleans())
def test_material(material: Material, chinese: bool) -> None:
    text = write_material(material, chinese=chinese)
    parsed = parse_material(text, file=material.file, number=1)
    assert parsed.material == material
    assert unmatched(parsed.findings) == []
    assert write_material(parsed.material, chinese=chinese) == text


@pytest.mark.slow
@settings(max_examples=40)
@given(issues((PICTURE, "计划.jpg")), st.booleans())
def test_issue_on_disk(issue: Issue, chinese: bool) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "issues", issue.week)
        (folder / "pictures").mkdir(parents=True)
        for name, text in write_issue(issue, chinese=chinese).items():
            (folder / name).write_bytes(text.encode())
        for name in (PICTURE, "计划.jpg"):
            (folder / name).write_bytes(b"")
        Path(root, "issues", "2025-35").mkdir()
        Path(root, "issues", "2025-35", "issue.yaml").write_text("", "utf-8")
        loaded = load_issue(Path(root), issue.week)
    assert loaded.issue == issue
    assert unmatched(loaded.findings) == []
