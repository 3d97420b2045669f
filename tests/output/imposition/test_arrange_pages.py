"""Sheets are folded, nested, gathered and cut by paper, not by our tables: pages come in order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from typeset.output.imposition.arrange_pages import arrange_pages
from typeset.output.imposition.sheets import Binding, BlankPolicy, Place, Plan, Sheet

FOLDED = (Binding.SADDLE, Binding.PERFECT, Binding.SECTIONS)


@dataclass
class Leaf:
    """A piece of paper of one page's size: what both its faces show, and which way is up there."""

    front: tuple[int, bool]
    back: tuple[int, bool]

    def flipped(self) -> Leaf:
        """Turned like a page of a book."""
        return Leaf(self.back, self.front)

    def headlong(self) -> Leaf:
        """Turned over its upper edge: the other face, on its head."""
        (front, front_up), (back, back_up) = self.front, self.back
        return Leaf((back, not back_up), (front, not front_up))


Stack = list[Leaf]
"""Leaves that lie on one another, the uppermost first."""


def paper(plan: Plan, sheet: Sheet) -> list[list[Stack]]:
    """A sheet that lies with its front up, as rows from the bottom of stacks of one leaf."""

    def faces(places: tuple[Place, ...]) -> dict[tuple[int, int], tuple[int, bool]]:
        return {(at.column, at.row): (at.position, not at.upside_down) for at in places}

    fronts, backs = faces(sheet.front), faces(sheet.back)
    assert len(fronts) == len(sheet.front), "two pages on one place"
    return [
        [
            [Leaf(fronts[column, row], backs[plan.columns - 1 - column, row])]
            for column in range(plan.columns)
        ]
        for row in range(plan.rows)
    ]


def fold(grid: list[list[Stack]]) -> Stack:
    """Fold as a folding machine does, front outside, the first page on top at the end: the right
    half behind the left one until two columns are left, the upper row behind, the last fold."""
    while len(grid[0]) > 2:
        half = len(grid[0]) // 2
        grid = [[row[half + at] + behind(row[half - 1 - at]) for at in range(half)] for row in grid]
    if len(grid) == 2:
        grid = [[grid[0][at] + below(grid[1][at]) for at in range(len(grid[0]))]]
    ((left, right),) = grid
    return right + behind(left)


def behind(stack: Stack) -> Stack:
    """A stack turned over its fold and laid under another."""
    return [leaf.flipped() for leaf in reversed(stack)]


def below(stack: Stack) -> Stack:
    """A stack turned over its head and laid under another."""
    return [leaf.headlong() for leaf in reversed(stack)]


def halves(plan: Plan, grid: list[list[Stack]], sheet: Sheet) -> list[list[list[Stack]]]:
    """A sheet printed from one plate, cut: both copies with the same side up."""
    if sheet.tumbled:
        turned = [[[leaf.headlong() for leaf in stack] for stack in grid[1]]]
        return [[grid[0]], turned]
    half = plan.columns // 2
    turned = [
        [[leaf.flipped() for leaf in stack] for stack in reversed(row[half:])] for row in grid
    ]
    return [[row[:half] for row in grid], turned]


def bind(plan: Plan) -> list[int]:
    """The positions in the order in which a reader meets them."""
    sections: dict[int, list[Stack]] = {}
    for sheet in plan.sheets:
        grid = paper(plan, sheet)
        copies = [grid] if sheet.copies == 1 else halves(plan, grid, sheet)
        folded = [fold(one) for one in copies]
        assert all(one == folded[0] for one in folded)
        sections.setdefault(sheet.section, []).append(folded[0])
    leaves: Stack = []
    for nested in sections.values():
        inside: Stack = []
        for stack in reversed(nested):
            half = len(stack) // 2
            inside = stack[:half] + inside + stack[half:]
        leaves += inside
    assert all(leaf.front[1] and leaf.back[1] for leaf in leaves), "a page stands on its head"
    return [face[0] for leaf in leaves for face in (leaf.front, leaf.back)]


@pytest.mark.parametrize("up", [2, 4, 8])
@pytest.mark.parametrize("binding", FOLDED)
@pytest.mark.parametrize("pages", [4, 8, 12, 16, 20, 22, 24, 32, 36, 60, 100, 1024])
def test_folded_sheets_read_in_order(pages: int, binding: Binding, up: int) -> None:
    section = max(16, 2 * up) if binding is Binding.SECTIONS else 0
    plan = arrange_pages(pages, binding, up, section)
    assert bind(plan) == list(range(len(plan.order)))


@given(some.integers(1, 400), some.sampled_from(FOLDED), some.sampled_from([2, 4, 8]))
def test_every_page_once(pages: int, binding: Binding, up: int) -> None:
    plan = arrange_pages(pages, binding, up)
    assert bind(plan) == list(range(len(plan.order)))
    assert [page for page in plan.order if page is not None] == list(range(pages))
    assert len(plan.order) - pages < max(4, up)


@pytest.mark.parametrize("up", [2, 4, 8])
@given(pages=some.integers(1, 300))
def test_stacks_laid_on_one_another(pages: int, up: int) -> None:
    plan = arrange_pages(pages, Binding.STACK, up)
    stacks: dict[tuple[int, int], Stack] = {}
    for sheet in plan.sheets:
        backs = {(plan.columns - 1 - at.column, at.row): at for at in sheet.back}
        for at in sheet.front:
            back = backs[at.column, at.row]
            stacks.setdefault((-at.row, at.column), []).append(
                Leaf((at.position, True), (back.position, True))
            )
    read = [
        face[0]
        for key in sorted(stacks)
        for leaf in stacks[key]
        for face in (leaf.front, leaf.back)
    ]
    assert read == list(range(len(plan.order)))


def test_twenty_two_pages_are_six_sheets() -> None:
    plan = arrange_pages(22, Binding.SADDLE, 2)
    assert len(plan.sheets) == 6
    assert plan.blanks == (22, 23)


def test_a_back_cover_stays_outside() -> None:
    plan = arrange_pages(22, Binding.SADDLE, 2, policy=BlankPolicy.BEFORE_LAST)
    assert plan.order[-1] == 21
    assert plan.blanks == (21, 22)


def test_half_a_sheet_saves_a_plate() -> None:
    plan = arrange_pages(12, Binding.SADDLE, 4)
    assert [(sheet.copies, sheet.tumbled) for sheet in plan.sheets] == [(1, False), (2, True)]
    plate = {(at.position, at.upside_down) for at in plan.sheets[1].front}
    assert {at.position for at in plan.sheets[1].back} == {place for place, _ in plate}
