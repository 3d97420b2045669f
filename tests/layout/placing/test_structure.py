"""The logical tree: no heading level left out, tables and entries by their parts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editions import WEEK, write_edition
from typeset.edition.build_issue import lay_out_issue
from typeset.layout.placing.page import ARTIFACT, FOOTER, REPEATED, GlyphRun, Pages
from typeset.layout.placing.structure import StructureTree

ROLES = ["H1", "H2", "H3", "H4", "H5"]


@pytest.mark.parametrize(
    ("given_roles", "roles"),
    [
        (["Title", "H1", "H2", "H3"], ["H1", "H2", "H3", "H4"]),
        (["H1", "H3", "H3", "H2"], ["H2", "H3", "H3", "H3"]),  # 一、 left out
        (["H1", "H5", "H1", "H2"], ["H2", "H3", "H2", "H3"]),
        (["H1", "H2", "H3", "H4", "H5"], ["H2", "H3", "H4", "H5", "H6"]),
        (["P", "H1", "P", "H2"], ["P", "H2", "P", "H3"]),
    ],
)
def test_headings(given_roles: list[str], roles: list[str]) -> None:
    """ISO 14289-1, 7.4.2."""
    tree = StructureTree()
    for role in given_roles:
        tree.add(role, -1)
    assert [node.role for node in tree.nodes] == roles


@given(st.lists(st.sampled_from(ROLES)))
def test_no_level_is_left_out(given_roles: list[str]) -> None:
    tree = StructureTree()
    for role in ["Title", *given_roles]:
        tree.add(role, -1)
    levels = [int(node.role[1]) for node in tree.nodes]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def laid_out(tmp_path: Path, text: str) -> Pages:
    write_edition(tmp_path, {"材料1.md": f"title: 题\n\n{text}\n"})
    return lay_out_issue(tmp_path, WEEK).pages


def words_of(pages: Pages, index: int) -> str:
    return "".join(
        "".join(mark.texts)
        for page in pages.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.structure == index
    )


def test_every_cell_has_its_words(tmp_path: Path) -> None:
    pages = laid_out(tmp_path, "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n| 三 |  |")
    nodes = list(enumerate(pages.structure))
    cells = [(node.role, words_of(pages, index)) for index, node in nodes if node.role[0] == "T"]
    assert [cell for cell in cells if cell[0] in ("TH", "TD")] == [
        ("TH", "甲"),
        ("TH", "乙"),
        ("TD", "一"),
        ("TD", "二"),
        ("TD", "三"),
        ("TD", ""),
    ]
    assert {node.scope for _, node in nodes if node.role == "TH"} == {"Column"}


def test_a_repeated_head_is_no_content(tmp_path: Path) -> None:
    rows = "\n".join(f"| {n} | 值 |" for n in range(60))
    pages = laid_out(tmp_path, f"| 序号 | 内容 |\n|---|---|\n{rows}")
    heads = [node.role for node in pages.structure].count("TH")
    again = {mark.structure for page in pages.pages for mark in page.marks} & {REPEATED}
    assert (heads, again) == (2, {REPEATED})


def test_a_link_is_a_part_of_its_paragraph(tmp_path: Path) -> None:
    pages = laid_out(tmp_path, "见[一处](https://a.example/)和[另一处](https://b.example/)。")
    links = [
        (index, node)
        for index, node in enumerate(pages.structure)
        if node.role == "Link" and pages.structure[node.parent].role == "P"
    ]
    assert [words_of(pages, index) for index, _ in links] == ["一处", "另一处"]
    assert len({node.parent for _, node in links}) == 1
    areas = [link for page in pages.pages for link in page.links if link.address]
    assert [area.structure for area in areas] == [index for index, _ in links]


def test_footers_are_told_from_rules(tmp_path: Path) -> None:
    pages = laid_out(tmp_path, "正文。")
    for page in pages.pages:
        footers = [mark for mark in page.marks if mark.structure == FOOTER]
        assert bool(footers) is (page.number is not None)
    contents = next(page for page in pages.pages if page.kind == "contents")
    assert any(mark.structure == ARTIFACT for mark in contents.marks)
