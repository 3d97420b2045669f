"""Filling pages (填版): a flow of blocks cut into pages of whole grid lines.

A dynamic programme over (block, lines used on the page): every way to cut, and every length a
paragraph can take within its gap limits, is weighed over the whole text, so that pages end full,
no first or last line stands alone, headings stay with their text, and notes stand at the foot of
the page where their marks stand; a long one goes on on the next page.

Source: reference rules 21, 23 to 25; GB/T 9704-2012, 5.2.3 (22 lines fill the type area).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from typeset.layout.placing.furniture import EMPTY, FootLine, FootRoom, FootStock
from typeset.layout.placing.slices import Choice, FlowBlock, Slice

_EPSILON = 1e-9

# The scale is that of line breaking: a line at the target gap costs 100.
_SHORT_PAGE = 600.0
_SHORT_LINE = 600.0
_LONELY_LINE = 20000.0
_PARTED_HEADING = 40000.0
_THIN_LAST_PAGE = 300.0
_DEVIATION = 25.0
_PARTED_NOTE, _PARTED_NOTE_LINE = 500.0, 60.0

Cuts: TypeAlias = tuple[int, ...]
_Key: TypeAlias = tuple[int, FootStock]


class PlacedSlice(Struct, frozen=True):
    """A slice on its page: the block it belongs to and the grid line where it begins (from 0)."""

    block: int
    piece: Slice
    line: int
    repeated: bool = False


class FilledPage(Struct, frozen=True):
    """填好的页: its slices, the lines of notes at its foot, and how many grid lines both use.

    `given_up` names rules that could not be kept where this page ends, `variants` the blocks begun
    here that are some lines longer or shorter than their best way.
    """

    slices: tuple[PlacedSlice, ...]
    lines_used: int
    given_up: tuple[str, ...] = ()
    foot: tuple[FootLine, ...] = ()
    variants: tuple[tuple[int, int], ...] = ()


class _State(Struct, frozen=True):
    """Best way to have placed all blocks before one, ending with some lines used and some notes for
    the foot."""

    cost: float
    before: _State | None
    choice: Choice | None
    new_page: bool
    cuts: Cuts
    used: int
    foot: FootStock = EMPTY


class _Measured(NamedTuple):
    """One way to set a block: what it costs, how many lines lie above each slice and the end, the
    lines of the notes of each slice (empty where none has any), and the ways to cut it where it
    begins a page without notes."""

    choice: Choice
    cost: float
    tops: tuple[int, ...]
    notes: tuple[tuple[int, ...], ...]
    on_new_page: tuple[_Cutting, ...]


class _Cutting(NamedTuple):
    """One way to cut a block: its cost, the slices that begin a page, and what is used of the last
    page and its foot."""

    cost: float
    cuts: Cuts
    end: int
    foot: FootStock


def fill_pages(
    blocks: Sequence[FlowBlock], lines_per_page: int, room: FootRoom | None = None
) -> tuple[FilledPage, ...]:
    """The pages of a text; `room` measures the notes at their feet, where there are any.

    The variants of paragraphs are computed only where the plain lengths leave a page short, part
    a heading from its text or leave a line alone.
    """
    room = room or FootRoom(1.0, 1.0, 1.0, 1, lambda _: 1)
    plain = [(block.choice,) for block in blocks]
    best = _Filler(blocks, plain, lines_per_page, room).best()
    if best.cost >= _SHORT_LINE:
        offered = [
            (block.choice, *block.more()) if block.more else (block.choice,) for block in blocks
        ]
        best = _Filler(blocks, offered, lines_per_page, room).best()
    return _Layer(blocks, lines_per_page, room).lay(best)


class _Filler:
    """The programme over one flow with given choices."""

    def __init__(
        self,
        blocks: Sequence[FlowBlock],
        choices: Sequence[tuple[Choice, ...]],
        lines_per_page: int,
        room: FootRoom,
    ) -> None:
        self._blocks = blocks
        self._choices = choices
        self._height = lines_per_page
        self._room = room

    def best(self) -> _State:
        """The cheapest state after the last block."""
        states: dict[_Key, _State] = {(0, EMPTY): _State(0.0, None, None, False, (), 0)}
        for place, block in enumerate(self._blocks):
            keep = self._blocks[place - 1].keep_with_next if place else 0
            measured = [self._measure(block, choice) for choice in self._choices[place]]
            following: dict[_Key, _State] = {}
            for state in states.values():
                for one in measured:
                    self._add(following, state, block, one, keep)
            states = following
        return min(states.values(), key=self._final_cost)

    def _final_cost(self, state: _State) -> float:
        left = self._carried(state.used, state.foot)
        cost = state.cost + (_PARTED_NOTE + _PARTED_NOTE_LINE * left if left else 0.0)
        return cost + (_THIN_LAST_PAGE if state.used < 3 else 0.0)

    def _measure(self, block: FlowBlock, choice: Choice) -> _Measured:
        tops = tuple(accumulate((piece.lines for piece in choice.slices), initial=0))
        cost = choice.cost + (_DEVIATION if choice is not block.choice else 0.0)
        notes = tuple(
            tuple(self._room.count(note) for note in piece.notes) for piece in choice.slices
        )
        notes = notes if any(notes) else ()
        return _Measured(choice, cost, tops, notes, tuple(self._cut(block, tops, notes, 0, 0)))

    def _add(
        self,
        following: dict[_Key, _State],
        state: _State,
        block: FlowBlock,
        measured: _Measured,
        keep: int,
    ) -> None:
        """Add the states after a block set in one way, begun here or on a new page."""
        used, foot = state.used, state.foot
        tops, notes = measured.tops, measured.notes
        cost = state.cost + measured.cost
        here = used + (block.blank_before if used else 0)
        ways: list[tuple[float, bool, Iterable[_Cutting]]]
        ways = [(cost, False, self._cut(block, tops, notes, here, keep, foot))]
        if used:
            cost += self._closed(used, foot) + (_PARTED_HEADING if keep else 0.0)
            rest = self._carried(used, foot)
            anew: Iterable[_Cutting] = measured.on_new_page
            if rest:
                anew = self._cut(block, tops, notes, 0, 0, self._room.carried(rest))
            ways.append((cost, True, anew))
        for before, new_page, cuttings in ways:
            for extra, cuts, end, below in cuttings:
                total = before + extra
                after = min(self._lowest(end, below), end + block.blank_after)
                key = (after, below)
                known = following.get(key)
                if known is None or total < known.cost - _EPSILON:
                    following[key] = _State(
                        total, state, measured.choice, new_page, cuts, after, below
                    )

    def _lowest(self, end: int, foot: FootStock) -> int:
        """How far blank lines may go under a text that ends somewhere: not into the notes."""
        if not foot.lines:
            return self._height
        here = min(foot.lines, self._room.capacity(self._height - end))
        return max(end, self._height - self._room.grid_lines(here))

    def _carried(self, used: int, foot: FootStock) -> int:
        """Lines of notes that go on on the next page."""
        if not foot.lines:
            return 0
        return max(0, foot.lines - self._room.capacity(self._height - used))

    def _closed(self, used: int, foot: FootStock) -> float:
        """What it costs to end a page here."""
        missing = self._height - used
        cost = 0.0
        if foot.lines:
            rest = self._carried(used, foot)
            missing -= self._room.grid_lines(foot.lines - rest)
            cost = _PARTED_NOTE + _PARTED_NOTE_LINE * rest if rest else 0.0
        return cost + (_SHORT_PAGE + _SHORT_LINE * missing if missing > 0 else 0.0)

    def _cut(
        self,
        block: FlowBlock,
        tops: Sequence[int],
        notes: Sequence[tuple[int, ...]],
        used: int,
        keep: int,
        foot: FootStock = EMPTY,
    ) -> Iterator[_Cutting]:
        """Each way to cut a block that begins with `used` lines and a foot taken; slice k begins
        `tops[k]` lines in."""
        count = len(tops) - 1
        whole = block.whole and tops[-1] <= self._height
        header = sum(piece.lines for piece in block.header)
        starts: dict[tuple[int, int], tuple[float, Cuts]] = {(0, -1): (0.0, ())}
        while starts:
            begin, rest = min(starts)
            cost, cuts = starts.pop((begin, rest))
            stock = foot if rest < 0 else self._room.carried(rest) if rest else EMPTY
            above = (header if begin else used) - tops[begin]
            fits, feet = self._fitting(tops, notes, begin, above, stock)
            if fits == begin < count and above + tops[begin] == 0:
                fits += 1  # higher than any page
                feet = [*feet, self._room.added(stock, notes[begin] if notes else ())]
            if fits == count:
                yield _Cutting(cost, cuts, above + tops[count], feet[-1])
            if whole:
                continue
            for end in range(min(fits, count - 1), max(begin, fits - 4), -1):
                below = feet[end - begin] if notes else stock
                extra = self._closed(above + tops[end], below)
                extra += self._lonely(block, begin, end, count, keep)
                key = (end, self._carried(above + tops[end], below))
                known = starts.get(key)
                if known is None or cost + extra < known[0] - _EPSILON:
                    starts[key] = (cost + extra, (*cuts, end))

    def _fitting(
        self,
        tops: Sequence[int],
        notes: Sequence[tuple[int, ...]],
        begin: int,
        above: int,
        stock: FootStock,
    ) -> tuple[int, list[FootStock]]:
        """The slice before which the page must end at the latest, and the foot before each slice
        from `begin` on (only the last where the block has no notes)."""
        height = self._height - self._room.grid_lines(stock.required)
        fits = max(begin, bisect_right(tops, height - above, begin) - 1)
        feet = [stock]
        if not notes:
            return fits, feet
        for k in range(begin, fits):
            stock = self._room.added(stock, notes[k])
            if above + tops[k + 1] + self._room.grid_lines(stock.required) > self._height:
                return k, feet
            feet.append(stock)
        return fits, feet

    def _lonely(self, block: FlowBlock, begin: int, end: int, count: int, keep: int) -> float:
        """孤行: too few slices before or after a cut."""
        cost = 0.0
        if begin == 0 and end < max(block.first_lines, keep):
            cost += _LONELY_LINE
        if count - end < block.last_lines:
            cost += _LONELY_LINE
        return cost


class _Layer:
    """Turns the chosen states into pages."""

    def __init__(self, blocks: Sequence[FlowBlock], lines_per_page: int, room: FootRoom) -> None:
        self._blocks = blocks
        self._height = lines_per_page
        self._room = room
        self._pages: list[FilledPage] = []
        self._slices: list[PlacedSlice] = []
        self._given_up: list[str] = []
        self._variants: list[tuple[int, int]] = []
        self._waiting: list[FootLine] = []
        self._used = 0

    def lay(self, final: _State) -> tuple[FilledPage, ...]:
        chain: list[_State] = []
        state: _State | None = final
        while state is not None and state.choice is not None:
            chain.append(state)
            state = state.before
        for place, step in enumerate(reversed(chain)):
            if step.new_page:
                if place and self._blocks[place - 1].keep_with_next:
                    self._given_up.append("keep")
                self._close()
            if step.choice is not None:
                longer = step.choice.lines - self._blocks[place].choice.lines
                if step.choice is not self._blocks[place].choice:
                    self._variants.append((place, longer))
                self._block(place, step.choice, step.cuts)
        self._close()
        while self._waiting:
            self._close()
        return tuple(self._pages)

    def _block(self, place: int, choice: Choice, cuts: Cuts) -> None:
        block = self._blocks[place]
        count = len(choice.slices)
        self._used += block.blank_before if self._used else 0
        for index, piece in enumerate(choice.slices):
            if index in cuts:
                if index < block.first_lines or count - index < block.last_lines:
                    self._given_up.append("lonely")
                self._close()
                for head in block.header:
                    self._slices.append(PlacedSlice(place, head, self._used, repeated=True))
                    self._used += head.lines
            self._slices.append(PlacedSlice(place, piece, self._used))
            self._used += piece.lines
            for note in piece.notes:
                lines = range(self._room.count(note))
                self._waiting.extend(FootLine(note, line) for line in lines)
        self._used = min(self._height, self._used + block.blank_after)

    def _close(self) -> None:
        """End the page; what its foot cannot hold waits for the next."""
        used = max((one.line + one.piece.lines for one in self._slices), default=0)
        room = self._room.capacity(self._height - used)
        foot, self._waiting = tuple(self._waiting[:room]), self._waiting[room:]
        if self._slices or foot:
            used += self._room.grid_lines(len(foot))
            given_up, variants = tuple(self._given_up), tuple(self._variants)
            self._pages.append(FilledPage(tuple(self._slices), used, given_up, foot, variants))
        self._slices, self._given_up, self._variants, self._used = [], [], [], 0
