"""Breaking lines (断行) by total fit over a whole paragraph.

Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the glue of Chinese text: blank
of marks is squeezed in stages before any gap is opened, and gaps between Han open last.

Source: CLReq, 3.3 (justification); reference rules 1–3, 6, 10, 16–18, 24.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typeset.design.style.style import LineRules
from typeset.layout.lines.char_class import NO_LINE_END, NO_LINE_START, CharClass
from typeset.layout.lines.spacing import FORBIDDEN, Prepared
from typeset.layout.lines.stages import Sums, opening_gaps, stages, sum_up

_EPSILON = 1e-7
_LONG_PARAGRAPH = 3000
_PASSED = 2.0
"""A start so far (em) beyond the measure that no later end brings it back: the marks at a line's
two ends give up at most one em."""

# The scale of costs: a line whose gaps stand at the style's target costs 100.
_TARGET_COST = 100.0
_BEYOND_TARGET = 1000.0
_STRETCHED_WESTERN = 10.0
_OPENED_BOX = 2000.0
_OPENED_RULE = 50000.0
_SHORT_LAST_LINE = 4000.0
_LESS_THAN_PREFERRED = 60.0
_UNEQUAL = 30.0
_SHORT_BY, _TOO_SHORT = 0.3, 50.0
"""Lines that are not justified: em short that cost 1, and how many of them are too short."""

TIGHT, EVEN, LOOSE, VERY_LOOSE = range(4)
"""Fitness classes of a line: neighbours more than one class apart are disliked (rule 18)."""

_EVEN_UP_TO, _LOOSE_UP_TO = 0.34, 0.75
"""Shares of the target gap up to which a stretched line is of a class."""

Node: TypeAlias = tuple[float, int, int, "Node | None", int]
"""(cost so far, lines so far, fitness class, node before, last cluster of its line)."""

Start: TypeAlias = tuple[int, float, float, float, Sequence[Node]]
"""A line that may begin: (first cluster, width before it, shrink before it, measure, nodes)."""


GIVEN_UP = ("", "gap", "name", "wide", "ragged", "box", "rule")
"""What a paragraph may have to give up, the least first (see `Breaks`)."""


class Breaks(Struct, frozen=True):
    """断点: where each line ends (index of its last cluster), and what the whole cost.

    `given_up` names what had to be given up: "" nothing, "gap" the gap's warning limit, "name" a
    name split, "wide" the gap's error limit, "ragged" the flush edge, "box" a box split, "rule" a
    forbidden start or end.
    """

    ends: tuple[int, ...]
    cost: float
    given_up: str = ""


class Breaker:
    """One paragraph against one measure (em); the first line may have a measure of its own.

    Lines that are not justified are judged by how much they fall short.
    """

    def __init__(
        self,
        prepared: Prepared,
        rules: LineRules,
        measure: float,
        first_measure: float,
        *,
        justify: bool = True,
    ) -> None:
        self._prepared = prepared
        self._rules = rules
        self._measure = measure
        self._first = first_measure
        self._justify = justify
        self._sums = sum_up(prepared)
        self._last = len(prepared.gap) - 1
        self._off_grid = rules.grid_first * _TARGET_COST
        self._unequal = rules.unequal_neighbours * _UNEQUAL

    @property
    def sums(self) -> Sums:
        return self._sums

    def best(self) -> Breaks:
        """The cheapest way.

        Where the limits allow none, they are given up one by one (see `Breaks.given_up`); a last
        line of one character is reason enough to try the gap's next limit.
        """
        if self.fits_one_line:
            return Breaks((self._last,), 0.0)
        best: Breaks | None = None
        for given_up, penalty, limit in self._attempts():
            found = self._fit(penalty, limit)
            if found:
                breaks = _cheapest(found, given_up)
                if not self._prepared.names.keys().isdisjoint(breaks.ends):
                    breaks = replace(breaks, given_up="name")
                if best is None or breaks.cost < best.cost:
                    best = breaks
                if given_up or best.cost < _SHORT_LAST_LINE:
                    break
            elif best is not None:
                break
        return best or Breaks((self._last,), 0.0, "rule")

    def _attempts(self) -> Iterator[tuple[str, Sequence[float], float]]:
        """(what is given up, penalties, widest gap), the strictest first."""
        rules, penalty = self._rules, self._prepared.penalty
        yield "", penalty, rules.warning_gap
        yield "gap", penalty, rules.error_gap
        names = self._prepared.names
        if names:
            penalty = [names.get(k, cost) for k, cost in enumerate(penalty)]
            yield "name", penalty, rules.error_gap
        yield "wide", penalty, rules.widest_gap
        yield "ragged", penalty, math.inf
        kinds = [cluster.kind for cluster in self._prepared.collected.clusters]
        opened = [_opened(cost, kinds[k : k + 2]) for k, cost in enumerate(penalty)]
        yield "box", opened, rules.widest_gap
        yield "box", opened, math.inf
        anywhere = [min(cost, _OPENED_RULE) for cost in opened]
        yield "rule", anywhere, rules.widest_gap
        yield "rule", anywhere, math.inf

    def variants(self) -> dict[int, Breaks]:
        """行数变体: the cheapest way for each number of lines the gap limits allow (rule 24)."""
        if len(self._prepared.gap) > _LONG_PARAGRAPH:
            return {}
        cheapest: dict[int, Node] = {}
        for node in self._fit(self._prepared.penalty, self._rules.target_gap, by_count=True):
            if node[1] not in cheapest or node[0] < cheapest[node[1]][0]:
                cheapest[node[1]] = node
        return {count: _breaks(node, "") for count, node in cheapest.items()}

    @property
    def fits_one_line(self) -> bool:
        """Whether the whole paragraph needs one line only, unsqueezed."""
        prepared, last = self._prepared, self._last
        natural = self._sums.width[-1] - prepared.gap[last] - prepared.end_trim[last]
        return natural - prepared.start_trim[0] <= self._first + _EPSILON

    # ------------------------------------------------------------------ total fit

    def _fit(self, penalty: Sequence[float], limit: float, *, by_count: bool = False) -> list[Node]:
        """Forward dynamic programme over legal breaks: the final nodes, empty if none.

        `active` holds the starts whose line may still end here, the fullest line first: the
        first one that would open wider than `limit` ends the search.  With `by_count` nodes of
        different line counts are kept apart.
        """
        prepared, last = self._prepared, self._last
        width, shrink = self._sums.width, self._sums.shrink
        gap, end_trim, end_spare = prepared.gap, prepared.end_trim, prepared.end_spare
        left_cap = prepared.left_cap
        line_cost, extend = self._line_cost, self._extend
        active: list[Start] = []
        nodes: Sequence[Node] = ((0.0, 0, EVEN, None, -1),)
        for end in range(last + 1):
            if nodes:
                active.append(self._start(end, nodes))
                nodes = ()
            if penalty[end] >= FORBIDDEN and end != last:
                continue
            here = width[end + 1] - gap[end] - end_trim[end]
            room = shrink[end] + left_cap[end] + end_spare[end]
            fresh: dict[int, Node] = {}
            passed = 0
            for begin, before, spare, measure, candidates in active:
                slack = measure - here + before
                if slack < -_EPSILON and slack + room - spare < -_EPSILON:
                    passed += slack + room - spare < -_PASSED
                    continue
                line = line_cost(begin, end, slack, limit)
                if line is not None:
                    extend(fresh, candidates, line, end, by_count=by_count)
                elif begin:
                    break
            if passed:
                del active[:passed]
            if fresh:
                nodes = _penalised(fresh.values(), 0.0 if end == last else penalty[end])
            elif not active:
                return []
        return list(nodes)

    def _start(self, first: int, nodes: Sequence[Node]) -> Start:
        """A line that may begin with a cluster; a mark there gives up its left blank."""
        trim = self._prepared.start_trim[first]
        spare = self._sums.shrink[first] + (self._prepared.left_cap[first] if trim else 0.0)
        measure = self._measure if first else self._first
        return first, self._sums.width[first] + trim, spare, measure, nodes

    def _line_cost(
        self, begin: int, end: int, slack: float, limit: float
    ) -> tuple[float, int] | None:
        """(cost, fitness class) of a line with some room to spare, negative when it must be
        squeezed; None where its gaps would open wider than `limit`."""
        if slack < -_EPSILON:
            cost, fitness = self._squeeze_cost(begin, end, -slack)
            if end == self._last:
                cost += self._last_line_cost(begin, end)
            return cost + self._off_grid, fitness
        if end == self._last:
            return self._last_line_cost(begin, end), EVEN
        if not self._justify:
            short = slack / _SHORT_BY
            return None if short > _TOO_SHORT and limit < math.inf else (short * short, EVEN)
        sums = self._sums
        grow = sums.grow[end] - sums.grow[begin]
        if slack <= grow + _EPSILON:
            return (_STRETCHED_WESTERN if grow else 0.0) + self._off_grid, EVEN
        slack -= grow
        count = opening_gaps(sums, begin, end)
        opened = slack / count if count else slack
        if opened > limit + _EPSILON:
            return None
        ratio = opened / self._rules.target_gap
        cost = _TARGET_COST * ratio * ratio + self._off_grid
        if ratio > 1.0:
            cost += _BEYOND_TARGET * (ratio - 1.0)
        if ratio <= _EVEN_UP_TO:
            return cost, EVEN
        return cost, LOOSE if ratio <= _LOOSE_UP_TO else VERY_LOOSE

    def _extend(
        self,
        fresh: dict[int, Node],
        candidates: Sequence[Node],
        line: tuple[float, int],
        end: int,
        *,
        by_count: bool,
    ) -> None:
        """Keep the cheapest node of each fitness class (and line count) that a line leads to."""
        extra, fitness = line
        for node in candidates:
            cost = node[0] + extra
            if abs(fitness - node[2]) > 1:
                cost += self._unequal
            key = node[1] * 4 + fitness if by_count else fitness
            if key not in fresh or cost < fresh[key][0]:
                fresh[key] = (cost, node[1] + 1, fitness, node, end)

    def _squeeze_cost(self, begin: int, end: int, over: float) -> tuple[float, int]:
        """Squeezing by stages (reference rule 16), each dearer than the one before."""
        cost = 0.0
        for amount, dearness, fitness in stages(self._prepared, self._sums, begin, end):
            if amount > 0.0:
                share = over / amount if over < amount else 1.0
                cost += dearness * share * share
                over -= amount
                if over <= _EPSILON:
                    return cost, fitness
        return cost, TIGHT

    def _last_line_cost(self, begin: int, end: int) -> float:
        """末行字数: at least 2 Han, preferably 3, unless the paragraph is one line (rule 6)."""
        if begin == 0:
            return 0.0
        rules = self._rules
        clusters = self._prepared.collected.clusters
        preferred = max(rules.last_line_minimum, rules.last_line_preferred)
        han = 0
        for k in range(end, begin - 1, -1):
            if clusters[k].kind is CharClass.HAN:
                han += 1
                if han >= preferred:
                    return 0.0
        return _LESS_THAN_PREFERRED if han >= rules.last_line_minimum else _SHORT_LAST_LINE


def _penalised(nodes: Iterable[Node], penalty: float) -> list[Node]:
    """The nodes with the penalty of the break they end at."""
    if not penalty:
        return list(nodes)
    return [(node[0] + penalty, *node[1:]) for node in nodes]


def _opened(cost: float, pair: Sequence[CharClass]) -> float:
    """A break's penalty when boxes are given up; the rules for marks still hold."""
    if cost < FORBIDDEN or len(pair) < 2:
        return cost
    if pair[1] in NO_LINE_START or pair[0] in NO_LINE_END or pair[1] is CharClass.INVISIBLE:
        return cost
    return _OPENED_BOX


def _cheapest(nodes: Iterable[Node], given_up: str) -> Breaks:
    return _breaks(min(nodes, key=lambda node: node[:2]), given_up)


def _breaks(final: Node, given_up: str) -> Breaks:
    ends: list[int] = []
    node: Node | None = final
    while node is not None and node[4] >= 0:
        ends.append(node[4])
        node = node[3]
    return Breaks(tuple(reversed(ends)), final[0], given_up)
