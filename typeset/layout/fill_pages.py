"""Filling pages (填版): a flow of blocks cut into pages of whole grid lines.

A dynamic programme over (block, lines used on the page): every way to cut, and every length a
paragraph can take within its gap limits, is weighed over the whole text, so that pages end full,
no first or last line stands alone, and headings stay with their text.

Source: reference rules 21, 23, 24; GB/T 9704-2012, 5.2.3 (22 lines fill the type area).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from typeset.layout.slices import Choice, FlowBlock, Slice

_EPSILON = 1e-9

# The scale is that of line breaking: a line at the target gap costs 100.
_SHORT_PAGE = 600.0
_SHORT_LINE = 600.0
_LONELY_LINE = 20000.0
_PARTED_HEADING = 40000.0
_THIN_LAST_PAGE = 300.0
_DEVIATION = 25.0

Cuts: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlacedSlice:
    """A slice on its page: the block it belongs to and the grid line where it begins (from 0)."""

    block: int
    piece: Slice
    line: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class FilledPage:
    """填好的页: its slices and how many of its grid lines they use; `given_up` names rules that
    could not be kept where this page ends, `variants` the blocks begun here that are some lines
    longer or shorter than their best way."""

    slices: tuple[PlacedSlice, ...]
    lines_used: int
    given_up: tuple[str, ...] = ()
    variants: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """Best way to have placed all blocks before one, ending with some lines used."""

    cost: float
    before: _State | None
    choice: Choice | None
    new_page: bool
    cuts: Cuts
    used: int


class _Measured(NamedTuple):
    """One way to set a block: what it costs, how many lines lie above each slice and the end,
    and the ways to cut it where it begins a page."""

    choice: Choice
    cost: float
    tops: tuple[int, ...]
    on_new_page: tuple[tuple[float, Cuts, int], ...]


def fill_pages(blocks: Sequence[FlowBlock], lines_per_page: int) -> tuple[FilledPage, ...]:
    """The pages of a text.

    The variants of paragraphs are computed only where the plain lengths leave a page short, part
    a heading from its text or leave a line alone.
    """
    plain = [(block.choice,) for block in blocks]
    best = _Filler(blocks, plain, lines_per_page).best()
    if best.cost >= _SHORT_LINE:
        offered = [
            (block.choice, *block.more()) if block.more else (block.choice,) for block in blocks
        ]
        best = _Filler(blocks, offered, lines_per_page).best()
    return _lay(blocks, best, lines_per_page)


class _Filler:
    """The programme over one flow with given choices."""

    def __init__(
        self,
        blocks: Sequence[FlowBlock],
        choices: Sequence[tuple[Choice, ...]],
        lines_per_page: int,
    ) -> None:
        self._blocks = blocks
        self._choices = choices
        self._height = lines_per_page

    def best(self) -> _State:
        """The cheapest state after the last block."""
        states: dict[int, _State] = {0: _State(0.0, None, None, False, (), 0)}
        for place, block in enumerate(self._blocks):
            keep = self._blocks[place - 1].keep_with_next if place else 0
            measured = [self._measure(block, choice) for choice in self._choices[place]]
            following: dict[int, _State] = {}
            for state in states.values():
                for one in measured:
                    self._add(following, state, block, one, keep)
            states = following
        return min(
            states.values(),
            key=lambda state: state.cost + (_THIN_LAST_PAGE if state.used < 3 else 0.0),
        )

    def _measure(self, block: FlowBlock, choice: Choice) -> _Measured:
        tops = tuple(accumulate((piece.lines for piece in choice.slices), initial=0))
        cost = choice.cost + (_DEVIATION if choice is not block.choice else 0.0)
        return _Measured(choice, cost, tops, tuple(self._cut(block, tops, 0, 0)))

    def _add(
        self,
        following: dict[int, _State],
        state: _State,
        block: FlowBlock,
        measured: _Measured,
        keep: int,
    ) -> None:
        """Add the states after a block set in one way, begun here or on a new page."""
        used = state.used
        cost = state.cost + measured.cost
        here = used + (block.blank_before if used else 0)
        ways: list[tuple[float, bool, Iterable[tuple[float, Cuts, int]]]]
        ways = [(cost, False, self._cut(block, measured.tops, here, keep))]
        if used:
            cost += self._short(used) + (_PARTED_HEADING if keep else 0.0)
            ways.append((cost, True, measured.on_new_page))
        for before, new_page, cuttings in ways:
            for extra, cuts, end in cuttings:
                total = before + extra
                after = min(self._height, end + block.blank_after)
                known = following.get(after)
                if known is None or total < known.cost - _EPSILON:
                    following[after] = _State(total, state, measured.choice, new_page, cuts, after)

    def _short(self, used: int) -> float:
        missing = self._height - used
        return _SHORT_PAGE + _SHORT_LINE * missing if missing > 0 else 0.0

    def _cut(
        self, block: FlowBlock, tops: Sequence[int], used: int, keep: int
    ) -> Iterator[tuple[float, Cuts, int]]:
        """(cost, indexes of the slices that begin a page, lines used at the end) of each way to
        cut a block that begins with `used` lines taken; slice k begins `tops[k]` lines in."""
        height = self._height
        count = len(tops) - 1
        whole = block.whole and tops[-1] <= height
        header = sum(piece.lines for piece in block.header)
        starts: dict[int, tuple[float, Cuts]] = {0: (0.0, ())}
        for begin in range(count + 1):
            if begin not in starts:
                continue
            cost, cuts = starts.pop(begin)
            above = (header if begin else used) - tops[begin]
            fits = max(begin, bisect_right(tops, height - above, begin) - 1)
            if fits == begin < count and above + tops[begin] == 0:
                fits += 1  # higher than any page
            if fits == count:
                yield cost, cuts, above + tops[count]
            if whole:
                continue
            for end in range(min(fits, count - 1), max(begin, fits - 4), -1):
                extra = self._short(above + tops[end])
                extra += self._lonely(block, begin, end, count, keep)
                known = starts.get(end)
                if known is None or cost + extra < known[0] - _EPSILON:
                    starts[end] = (cost + extra, (*cuts, end))

    def _lonely(self, block: FlowBlock, begin: int, end: int, count: int, keep: int) -> float:
        """孤行: too few slices before or after a cut."""
        cost = 0.0
        if begin == 0 and end < max(block.first_lines, keep):
            cost += _LONELY_LINE
        if count - end < block.last_lines:
            cost += _LONELY_LINE
        return cost


def _lay(blocks: Sequence[FlowBlock], final: _State, lines_per_page: int) -> tuple[FilledPage, ...]:
    """The chosen states turned into pages."""
    chain: list[_State] = []
    state: _State | None = final
    while state is not None and state.choice is not None:
        chain.append(state)
        state = state.before
    pages: list[list[PlacedSlice]] = [[]]
    given_up: list[list[str]] = [[]]
    variants: list[list[tuple[int, int]]] = [[]]
    used = 0
    for place, step in enumerate(reversed(chain)):
        block = blocks[place]
        choice = step.choice
        if choice is None:
            continue
        if step.new_page:
            if place and blocks[place - 1].keep_with_next:
                given_up[-1].append("keep")
            pages.append([])
            given_up.append([])
            variants.append([])
            used = 0
        if choice is not block.choice:
            variants[-1].append((place, choice.lines - block.choice.lines))
        used += block.blank_before if used else 0
        for index, piece in enumerate(choice.slices):
            if index in step.cuts:
                if index < block.first_lines or len(choice.slices) - index < block.last_lines:
                    given_up[-1].append("lonely")
                pages.append([])
                given_up.append([])
                variants.append([])
                used = 0
                for head in block.header:
                    pages[-1].append(PlacedSlice(place, head, used, repeated=True))
                    used += head.lines
            pages[-1].append(PlacedSlice(place, piece, used))
            used += piece.lines
        used = min(lines_per_page, used + block.blank_after)
    return tuple(
        FilledPage(tuple(slices), _used(slices), tuple(names), tuple(longer))
        for slices, names, longer in zip(pages, given_up, variants, strict=True)
        if slices
    )


def _used(slices: Sequence[PlacedSlice]) -> int:
    return max(placed.line + placed.piece.lines for placed in slices)
