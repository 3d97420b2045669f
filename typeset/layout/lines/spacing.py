"""Spacing (间距): what stands between two neighbouring clusters, and what may be taken or given.

Source: GB/T 15834-2011, 5.1 (marks); CLReq, 3.1.6 (neighbouring marks), 3.2 (Chinese and Western),
3.3 (justification); reference rules 1, 2, 8–10, 13, 16, 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from typeset.design.style.style import LineRules
from typeset.layout.lines.char_class import (
    NO_LINE_END,
    NO_LINE_START,
    RAISED,
    WESTERN,
    WESTERN_CONNECTORS,
    WESTERN_NO_END,
    WESTERN_NO_START,
    CharClass,
)
from typeset.layout.lines.cluster import COMPOUND_UNIT, NO_BREAK, UNITS, Collected, Joint
from typeset.layout.lines.shape import Cluster
from typeset.layout.lines.words import word_boundaries

FORBIDDEN = 1e9
"""Penalty of a break that is never taken while any other way exists."""

_JOINT_PENALTY = {
    Joint.POINT: 40.0,
    Joint.BEFORE_POINT: 60.0,
    Joint.INSIDE: 200.0,
    Joint.NOWHERE: FORBIDDEN,
    Joint.ANYWHERE: 400.0,
}
_SPACED = frozenset({Joint.BEFORE_POINT, Joint.INSIDE, Joint.NOWHERE})
_BREAK_IN_UNIT = 200.0
_INSIDE_WORD, _WORD_SCALE = 300.0, 20.0
_NO_BREAK_SPACES = frozenset("\u00a0\u2007\u202f")
_ZERO_WIDTH_SPACE = "\u200b"
_BOUND = (CharClass.INVISIBLE, CharClass.SCRIPT)
_CENTRED_BESIDE = frozenset({(CharClass.STOP, CharClass.CLOSE), (CharClass.OPEN, CharClass.STOP)})
_MARK_CLASSES = (CharClass.OPEN, CharClass.CLOSE, CharClass.PAUSE, CharClass.STOP)


class Prepared(Struct):
    """A paragraph ready for breaking; index k speaks of cluster k or of the gap after it.

    `gap` natural width of the gap; `stretchable` 1 where the gap takes part in the last stage of
    stretching; `western_shrink`, `western_stretch` for HAN–Latin gaps; `word_shrink`,
    `word_stretch` for typed spaces; `penalty` of a break; `left_cap`, `right_cap` the blank of a
    mark that squeezing may take on a side; `start_trim`, `end_trim` what a cluster gives up at a
    line's start and end; `end_spare` what a mark left whole at a line's end may still give.

    `names`: the gaps inside names, and what a break there costs where no way is left to keep them
    whole.
    """

    collected: Collected
    names: dict[int, float]
    gap: list[float]
    stretchable: list[int]
    western_shrink: list[float]
    western_stretch: list[float]
    word_shrink: list[float]
    word_stretch: list[float]
    penalty: list[float]
    left_cap: list[float]
    right_cap: list[float]
    start_trim: list[float]
    end_trim: list[float]
    end_spare: list[float]


def prepare(
    collected: Collected, rules: LineRules, names: Sequence[str], *, names_forbidden: bool
) -> Prepared:
    """准备: gaps, squeezable blank and break penalties of a paragraph."""
    count = len(collected.clusters)
    zeros = ([0.0] * count for _ in range(10))
    prepared = Prepared(collected, {}, [0.0] * count, [1] * count, *zeros)
    _measure_marks(prepared, rules)
    _measure_gaps(prepared, rules)
    for k in collected.bonds:
        prepared.penalty[k] = FORBIDDEN
    _keep_boxes(prepared, (match.span() for match in NO_BREAK.finditer(collected.text)))
    units = (match.span() for match in COMPOUND_UNIT.finditer(collected.text))
    _keep_boxes(prepared, units, _BREAK_IN_UNIT)
    matches = _name_pattern(tuple(names)).finditer(collected.text) if names else ()
    for match in matches:
        for k in collected.inner_boundaries(*match.span()):
            if not names_forbidden and prepared.penalty[k] < FORBIDDEN:
                prepared.names[k] = max(prepared.penalty[k], rules.break_in_name)
            prepared.penalty[k] = FORBIDDEN
    return prepared


# ------------------------------------------------------------------------------- marks


def _caps(cluster: Cluster, rules: LineRules) -> tuple[float, float, float, float]:
    """(left cap, right cap, start trim, end trim) of a cluster standing alone."""
    kind = cluster.kind
    most = 1.0 - rules.mark_width
    if kind is CharClass.OPEN:
        left = min(most, cluster.left_blank)
        return (
            left if rules.squeeze_brackets else 0.0,
            0.0,
            left if rules.line_start_trim else 0.0,
            0.0,
        )
    if kind is CharClass.CLOSE or kind is CharClass.PAUSE or kind is CharClass.STOP:
        right = min(most, cluster.right_blank)
        allowed = {
            CharClass.PAUSE: rules.squeeze_pauses,
            CharClass.STOP: rules.squeeze_stops,
        }.get(kind, rules.squeeze_brackets)
        end = right if rules.line_end_trim else 0.0
        if rules.hanging_marks and kind is not CharClass.CLOSE:
            end = cluster.width
        return 0.0, right if allowed else 0.0, 0.0, end
    return 0.0, 0.0, 0.0, 0.0


def _measure_marks(prepared: Prepared, rules: LineRules) -> None:
    for k, cluster in enumerate(prepared.collected.clusters):
        if cluster.kind in _MARK_CLASSES:
            left, right, start, end = _caps(cluster, rules)
            prepared.left_cap[k], prepared.right_cap[k] = left, right
            prepared.start_trim[k], prepared.end_trim[k] = start, end
            prepared.end_spare[k] = 0.0 if end else right


# -------------------------------------------------------------------------------- gaps


def _pair(first: CharClass, second: CharClass, rules: LineRules) -> tuple[float, int, float]:
    """(penalty of a break, stretchable, HAN–Latin gap) between two classes."""
    penalty = 0.0
    inside_run = first in WESTERN and second in WESTERN
    starts_badly = second in NO_LINE_START or second in _BOUND
    if inside_run or starts_badly or first in NO_LINE_END:
        penalty = FORBIDDEN
    elif second is CharClass.DASH:
        penalty = rules.strong_dash_at_start
    meets = (first in WESTERN and second is CharClass.HAN) or (
        first is CharClass.HAN and second in WESTERN
    )
    rigid = (
        first in NO_LINE_END
        or second in NO_LINE_START
        or first in {CharClass.MIDDLE, CharClass.CONNECTOR, CharClass.SOLIDUS}
        or CharClass.INVISIBLE in (first, second)
        or second is CharClass.SCRIPT
        or inside_run
        or meets
    )
    return penalty, 0 if rigid else 1, rules.han_latin_gap if meets else 0.0


@lru_cache(maxsize=8)
def _pair_table(rules: LineRules) -> list[list[tuple[float, int, float]]]:
    return [[_pair(first, second, rules) for second in CharClass] for first in CharClass]


def _measure_gaps(prepared: Prepared, rules: LineRules) -> None:
    """One pass over neighbouring clusters; the common Han–Han pair is kept short."""
    clusters = prepared.collected.clusters
    spaces = prepared.collected.spaces
    table = _pair_table(rules)
    penalty, stretchable = prepared.penalty, prepared.stretchable
    han = CharClass.HAN
    first = second = clusters[0].kind if clusters else han
    for k in range(len(clusters) - 1):
        if second is not CharClass.INVISIBLE:
            # What has no width is seen through: it stands for the cluster before it.
            first = second
        second = clusters[k + 1].kind
        if first is han and second is han and not spaces[k]:
            continue
        penalty[k], stretchable[k], western = table[first][second]
        if spaces[k]:
            _typed_space(prepared, k, rules)
        elif western:
            _western_gap(prepared, k, rules)
        elif first in _MARK_CLASSES and second in _MARK_CLASSES:
            _facing_marks(prepared, k, rules)
        elif first in WESTERN and second in WESTERN:
            _inside_run(prepared, k, rules)
        if first in WESTERN or second in WESTERN:
            _ascii_marks(prepared, k)


def _western_gap(prepared: Prepared, k: int, rules: LineRules) -> None:
    """HAN–Latin: narrower and unbreakable between a number and its unit (rules 2, 13)."""
    clusters = prepared.collected.clusters
    cluster, following = clusters[k], clusters[k + 1]
    width = rules.han_latin_gap
    if cluster.kind in WESTERN and cluster.text[-1].isdigit():
        if following.text in UNITS:
            prepared.penalty[k] = FORBIDDEN
            width = rules.number_unit_gap
        else:
            prepared.penalty[k] = rules.break_in_measure
    elif cluster.text in ("年", "月") and following.kind is CharClass.NUMBER:
        before = clusters[k - 1] if k else None
        if before is not None and before.kind is CharClass.NUMBER:
            prepared.penalty[k] = rules.break_in_date
            width = rules.number_unit_gap
    share = width / rules.han_latin_gap if rules.han_latin_gap else 0.0
    prepared.gap[k] = width
    prepared.western_shrink[k] = width - rules.han_latin_shrink * share
    prepared.western_stretch[k] = rules.han_latin_stretch - rules.han_latin_gap


def _ascii_marks(prepared: Prepared, k: int) -> None:
    """ASCII marks beside Han break like their full-width kin, and carry no gap that their own
    blank gives already (-5 and --style are words); raised figures stay with what they explain
    (rules 1, 7, 13)."""
    before = prepared.collected.clusters[k].text
    after = prepared.collected.clusters[k + 1].text
    typed = bool(prepared.collected.spaces[k])
    word = after[0] == "-" and len(after) > 1
    starts_badly = (after[0] in WESTERN_NO_START and not word) or after[0] in RAISED
    if before[-1] in WESTERN_NO_END or starts_badly:
        prepared.penalty[k] = FORBIDDEN
    bare = before[-1] in WESTERN_NO_END or before in WESTERN_CONNECTORS
    if not typed and (bare or starts_badly):
        prepared.gap[k] = prepared.western_shrink[k] = prepared.western_stretch[k] = 0.0


def _typed_space(prepared: Prepared, k: int, rules: LineRules) -> None:
    """A typed space: replaced by the HAN–Latin gap where that stands, else kept (rule 13)."""
    cluster, following = prepared.collected.clusters[k], prepared.collected.clusters[k + 1]
    kinds = (cluster.kind, following.kind)
    if kinds[0] in WESTERN and kinds[1] in WESTERN:
        prepared.gap[k] = rules.word_space
        prepared.word_shrink[k] = rules.word_space - rules.word_space_shrink
        prepared.word_stretch[k] = rules.word_space_stretch - rules.word_space
        prepared.penalty[k] = 0.0
    elif CharClass.HAN in kinds and (kinds[0] in WESTERN or kinds[1] in WESTERN):
        _western_gap(prepared, k, rules)
    elif kinds == (CharClass.HAN, CharClass.HAN):
        prepared.gap[k] = rules.han_space
        prepared.stretchable[k] = 1
    if not _NO_BREAK_SPACES.isdisjoint(prepared.collected.spaces[k]):
        prepared.penalty[k] = FORBIDDEN


def _facing_marks(prepared: Prepared, k: int, rules: LineRules) -> None:
    """Neighbouring marks whose facing blanks total ½ em take 1½ em together; ？ and ！ in the
    middle of their cell give up what blank they have beside a bracket or quotation mark (rule 9).
    """
    cluster, following = prepared.collected.clusters[k], prepared.collected.clusters[k + 1]
    if cluster.kind is CharClass.INVISIBLE:
        return
    taken = 1.0 - rules.mark_width
    facing = cluster.right_blank + following.left_blank + 2 * rules.ink_clearance
    if facing >= taken + rules.ink_clearance:
        given = taken
    elif (cluster.kind, following.kind) in _CENTRED_BESIDE:
        # Two clearances have been left already; a quarter more keeps the ink apart as elsewhere.
        given = max(0.0, min(taken, cluster.right_blank + following.left_blank - taken / 4))
    else:
        return
    prepared.gap[k] = -given
    prepared.right_cap[k] = 0.0
    prepared.left_cap[k + 1] = 0.0


def _inside_run(prepared: Prepared, k: int, rules: LineRules) -> None:
    """Western runs part where they were cut to be parted, or at a zero-width space (rule 3)."""
    joint = prepared.collected.joints.get(k)
    if joint is Joint.HYPHEN:
        prepared.penalty[k] = rules.break_in_word
        prepared.end_trim[k] = -prepared.collected.hyphens[k].width
    elif joint is not None:
        prepared.penalty[k] = _JOINT_PENALTY[joint]
        prepared.stretchable[k] = int(joint in _SPACED)
    elif _ZERO_WIDTH_SPACE in prepared.collected.clusters[k].text:
        prepared.penalty[k] = 0.0


# ------------------------------------------------------------------------------- boxes


def keep_words(prepared: Prepared, names: Sequence[str]) -> None:
    """Words of headings and contents entries are dear to break, as in titles (rule 20)."""
    collected = prepared.collected
    boundaries = word_boundaries(collected.text, names)
    penalties = prepared.penalty
    for k in range(len(penalties) - 1):
        cost = boundaries.get(collected.starts[k + 1])
        penalties[k] += _INSIDE_WORD if cost is None else _WORD_SCALE * max(0.0, cost)


def _keep_boxes(
    prepared: Prepared, boxes: Iterable[tuple[int, int]], penalty: float = FORBIDDEN
) -> None:
    penalties = prepared.penalty
    for begin, end in boxes:
        for k in prepared.collected.inner_boundaries(begin, end):
            penalties[k] = max(penalties[k], penalty)


@lru_cache(maxsize=32)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Longest names first, so that a name that begins another does not hide it."""
    ordered = sorted((name for name in names if name), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
