"""Breaking lines (断行) by total fit over a whole paragraph.

Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the glue of Chinese text: blank
of marks is squeezed in stages before any gap is opened, and gaps between Han open last.

Source: CLReq, 3.3 (justification); reference rules 1–3, 6, 10, 16–18, 24.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from typeset.design.style import LineRules
from typeset.layout.char_class import NO_LINE_END, NO_LINE_START, CharClass
from typeset.layout.spacing import FORBIDDEN, Prepared
from typeset.layout.stages import Sums, stages, sum_up

_EPSILON = 1e-7
_LONG_PARAGRAPH = 3000

# The scale of costs: a line whose gaps stand at the style's target costs 100.
_TARGET_COST = 100.0
_BEYOND_TARGET = 1000.0
_RAGGED = 5000.0
_OPENED_BOX = 2000.0
_OPENED_RULE = 50000.0
_SHORT_LAST_LINE = 4000.0
_LESS_THAN_PREFERRED = 60.0
_UNEQUAL = 30.0

TIGHT, EVEN, LOOSE, VERY_LOOSE = range(4)
"""Fitness classes of a line: neighbours more than one class apart are disliked (rule 18)."""

Node: TypeAlias = tuple[float, int, int, "Node | None", int]
"""(cost so far, lines so far, fitness class, node before, last cluster of its line)."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """断点: where each line ends (index of its last cluster), and what the whole cost.

    `given_up` names the limit that had to be given up: "" none, "gap" the warning limit,
    "ragged" a line left unjustified, "box" a box split, "rule" a forbidden start or end.
    """

    ends: tuple[int, ...]
    cost: float
    given_up: str = ""


class Breaker:
    """One paragraph against one measure (em); the first line may have a measure of its own."""

    def __init__(
        self, prepared: Prepared, rules: LineRules, measure: float, first_measure: float
    ) -> None:
        self._prepared = prepared
        self._rules = rules
        self._measure = measure
        self._first = first_measure
        self._sums = sum_up(prepared)

    @property
    def sums(self) -> Sums:
        return self._sums

    def best(self) -> Breaks:
        """The cheapest way.  Where the limits allow none, they are given up one by one: the
        gap's warning limit, its error limit, boxes, at last the forbidden starts and ends."""
        rules = self._rules
        penalty = self._prepared.penalty
        kinds = [cluster.kind for cluster in self._prepared.collected.clusters]
        for given_up, limit, ragged in (
            ("", rules.warning_gap, False),
            ("gap", rules.error_gap, False),
            ("ragged", rules.error_gap, True),
        ):
            found = self._fit(penalty, limit, ragged=ragged, track=False)
            if found:
                return _cheapest(found, given_up)
        opened = [_opened(cost, kinds[k : k + 2]) for k, cost in enumerate(penalty)]
        found = self._fit(opened, rules.error_gap, ragged=True, track=False)
        if found:
            return _cheapest(found, "box")
        anywhere = [min(cost, _OPENED_RULE) for cost in opened]
        return _cheapest(self._fit(anywhere, rules.error_gap, ragged=True, track=False), "rule")

    def variants(self) -> dict[int, Breaks]:
        """行数变体: the cheapest way for each number of lines the gap limits allow (rule 24)."""
        if len(self._prepared.gap) > _LONG_PARAGRAPH:
            return {}
        nodes = self._fit(self._prepared.penalty, self._rules.target_gap, ragged=False, track=True)
        cheapest: dict[int, Node] = {}
        for node in nodes:
            if node[1] not in cheapest or node[0] < cheapest[node[1]][0]:
                cheapest[node[1]] = node
        return {count: _breaks(node, "") for count, node in cheapest.items()}

    # ------------------------------------------------------------------ total fit

    def _fit(
        self, penalty: Sequence[float], limit: float, *, ragged: bool, track: bool
    ) -> list[Node]:
        """Forward dynamic programme over legal breaks: the final nodes, empty if none.

        `active` holds (first cluster, width before it, shrink before it, measure, nodes) of each
        start whose line may still end here.  With `track` nodes of different line counts are
        kept apart.
        """
        prepared, sums = self._prepared, self._sums
        width, shrink, grow, gaps = sums.width, sums.shrink, sums.grow, sums.gaps
        gap, end_trim, end_spare = prepared.gap, prepared.end_trim, prepared.end_spare
        start_trim, left_cap = prepared.start_trim, prepared.left_cap
        target_gap = self._rules.target_gap
        off_grid = self._rules.grid_first * _TARGET_COST
        unequal = self._rules.unequal_neighbours * _UNEQUAL
        last = len(gap) - 1
        active: list[tuple[int, float, float, float, list[Node]]] = []
        nodes: list[Node] = [(0.0, 0, EVEN, None, -1)]
        target = self._first
        start = 0
        for end in range(last + 1):
            if nodes:
                trim = start_trim[start]
                spare = shrink[start] + (left_cap[start] if trim else 0.0)
                active.append((start, width[start] + trim, spare, target, nodes))
                nodes, target = [], self._measure
            if penalty[end] >= FORBIDDEN and end != last:
                continue
            here = width[end + 1] - gap[end] - end_trim[end]
            room = shrink[end] + left_cap[end] + end_spare[end]
            fresh: dict[int, Node] = {}
            passed = 0
            for begin, before, spare, measure, candidates in active:
                slack = measure - here + before
                if slack < -_EPSILON:
                    if slack + room - spare < -_EPSILON:
                        passed += slack + room - spare < -2.0
                        continue
                    line, fitness = self._squeeze_cost(begin, end, -slack)
                    line += off_grid
                    if end == last:
                        line += self._last_line_cost(begin, end)
                elif end == last:
                    line, fitness = self._last_line_cost(begin, end), EVEN
                else:
                    slack -= grow[end] - grow[begin]
                    if slack <= _EPSILON:
                        line, fitness = 10.0 * (grow[end] > grow[begin]) + off_grid, EVEN
                    else:
                        count = gaps[end] - gaps[begin]
                        opened = slack / count if count else slack
                        if opened > limit + _EPSILON:
                            if not ragged:
                                continue
                            line, fitness = _RAGGED + _TARGET_COST * slack, VERY_LOOSE
                        else:
                            ratio = opened / target_gap
                            line = _TARGET_COST * ratio * ratio + off_grid
                            if ratio > 1.0:
                                line += _BEYOND_TARGET * (ratio - 1.0)
                            fitness = (
                                EVEN if ratio <= 0.34 else LOOSE if ratio <= 0.75 else VERY_LOOSE
                            )
                for node in candidates:
                    cost = node[0] + line
                    if abs(fitness - node[2]) > 1:
                        cost += unequal
                    key = node[1] * 4 + fitness if track else fitness
                    if key not in fresh or cost < fresh[key][0]:
                        fresh[key] = (cost, node[1] + 1, fitness, node, end)
            if passed:
                del active[:passed]
            if end == last:
                return list(fresh.values())
            if fresh:
                extra = penalty[end]
                nodes = list(fresh.values())
                if extra:
                    nodes = [(node[0] + extra, *node[1:]) for node in nodes]
                start = end + 1
            elif not active:
                return []
        return []

    def _squeeze_cost(self, start: int, end: int, over: float) -> tuple[float, int]:
        """Squeezing by stages (reference rule 16), each dearer than the one before."""
        cost = 0.0
        for amount, dearness, fitness in stages(self._prepared, self._sums, start, end):
            if amount > 0.0:
                share = over / amount if over < amount else 1.0
                cost += dearness * share * share
                over -= amount
                if over <= _EPSILON:
                    return cost, fitness
        return cost, TIGHT

    def _last_line_cost(self, start: int, end: int) -> float:
        """末行字数: at least 2 Han, preferably 3, unless the paragraph is one line (rule 6)."""
        if start == 0:
            return 0.0
        rules = self._rules
        clusters = self._prepared.collected.clusters
        wanted = max(rules.last_line_minimum, rules.last_line_preferred)
        han = 0
        for k in range(end, start - 1, -1):
            if clusters[k].kind is CharClass.HAN:
                han += 1
                if han >= wanted:
                    return 0.0
        return _LESS_THAN_PREFERRED if han >= rules.last_line_minimum else _SHORT_LAST_LINE


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
