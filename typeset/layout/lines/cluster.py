"""Collecting (字块化): the text of a paragraph as clusters, in source order.

Rules run on the text, not on its markup (reference rule 5): a paragraph is cut into spans of
one look, but what stands beside what is judged over span edges.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import accumulate, pairwise
from typing import TypeAlias

from msgspec import Struct

from typeset.layout.lines.char_class import AMBIGUOUS, WESTERN, CharClass
from typeset.layout.lines.glyph_shape import Cluster
from typeset.layout.lines.shape import Shaper

_MARKS = r"[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef]*"
_WESTERN = (
    r"!-~\u00a1-\u00a6\u00a8-\u00af\u00b1-\u00b6\u00b8-\u024f\u0370-\u03ff\u0400-\u04ff"
    r"\u2070-\u209c"
)
_SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f"
TOKEN = re.compile(
    rf"——|……|⋯⋯"
    rf"|[{_WESTERN}]+{_MARKS}(?:[’'][a-zA-Z]+)*"
    rf"|[{_SPACES}]+"
    rf"|(?s:.){_MARKS}"
)
"""A dash or ellipsis of two cells, a Western run, typed spaces, or one character with its marks."""

SPACES = frozenset(" \t\u00a0\u1680\u202f\u205f") | {chr(code) for code in range(0x2000, 0x200B)}
"""Spaces typed between characters: they are held by the gap they stand in."""

UNITS = frozenset("年月日时分秒号届元万亿")
"""Units never split from their number (reference rule 2)."""

_HAN_DIGITS = "一二三四五六七八九十百千〇零"
NO_BREAK = re.compile(
    rf"第 ?(?:[0-9]+|[{_HAN_DIGITS}]+)"
    rf"|（[{_HAN_DIGITS}]+）"
    rf"|（[0-9]+）"
    r"|〔[0-9]{2,4}〕第?[0-9]+号?"
    r"|(?<![0-9.,%])[0-9][0-9.,%]*+[—–～][0-9]+"
    r"|(?<![A-Z])[A-Z]{2,}+(?:/[A-Z]+)? ?[0-9][0-9.]*+[—–-][0-9]{4}"
    r"|[一二][〇零一二三四五六七八九]{3}年?"
    rf"|(?<=年)[{_HAN_DIGITS}]{{1,2}}月|(?<=月)[{_HAN_DIGITS}]{{1,3}}日"
    r"|（(?:试行|暂行|试用|草案|修订|征求意见稿|送审稿|报批稿|讨论稿|修订[稿版本])）"
    r"|(?<![０-９])[０-９]+[年月日时分秒号届元万亿％℃]?"
)
"""Stretches that are one box (reference rule 2)."""

COMPOUND_UNIT = re.compile(
    r"[0-9] ?(?:[万亿]{1,2}元?|年[代度]|月份|分钟|小时)|（[\u3400-\u9fff]{2}）"
)
"""Units of several characters, and two in brackets: dear to break inside."""


class MeasuredReading(Struct, frozen=True):
    """注音 over a span: the widths of its syllables, and how far they may reach beyond it."""

    syllables: tuple[float, ...]
    overhang: float


class MeasuredSpan(Struct, frozen=True):
    """A span of a paragraph: its text and what shapes it; `raised` spans are scripts."""

    text: str
    shaper: Shaper
    raised: bool = False
    reading: MeasuredReading | None = None


Hyphenate: TypeAlias = Callable[[str], Iterable[int]]
"""The offsets in a Western run at which a hyphen may part a word."""


class Joint(Enum):
    """Where a Western run may be parted (reference rule 3)."""

    POINT = "after a hyphen, or a point of an address"
    BEFORE_POINT = "before a point of an address"
    HYPHEN = "inside a word, with a hyphen"
    INSIDE = "inside a long part of an address"
    NOWHERE = "inside a short part of an address: nowhere, but its letters may be spaced"
    ANYWHERE = "one piece alone is wider than the measure"


class Collected(Struct):
    """A paragraph cut into clusters; typed spaces are held by the gap they stand in.

    `starts[k]` is the offset of cluster k in `text`, `spans[k]` its span, `spaces[k]` the typed
    spaces that follow it, `joints[k]` says why a Western run was cut after cluster k, `hyphens[k]`
    what is drawn where a line ends there; between the clusters `bonds` and those after them no
    line breaks.
    """

    text: str
    clusters: list[Cluster]
    starts: list[int]
    spans: list[int]
    spaces: list[str]
    joints: dict[int, Joint]
    hyphens: dict[int, Cluster] = {}
    bonds: list[int] = []

    def inner_boundaries(self, begin: int, end: int) -> range:
        """Clusters k whose gap to k + 1 lies inside text[begin:end]."""
        first = bisect_left(self.starts, begin)
        last = bisect_left(self.starts, end)
        return range(first, last - 1)


def collect(
    spans: Sequence[MeasuredSpan], *, measure: float, hyphenate: Hyphenate | None = None
) -> Collected:
    """收集: cut spans into clusters.

    Addresses and hyphened words are cut at their points, and a piece wider than the measure
    character by character, so that no cluster alone exceeds a line (reference rule 3).  With
    `hyphenate` words are cut where a hyphen may stand, addresses before their points and inside
    long parts, too.
    """
    text = "".join(span.text for span in spans)
    collected = Collected(text, [], [], [], [], {})
    clusters, spaces = collected.clusters, collected.spaces
    mixed = bool(_LATIN_LETTER.search(text))
    offset = 0
    for number, span in enumerate(spans):
        shape = span.shaper.cluster
        begin = len(clusters)
        for token in TOKEN.findall(span.text):
            first = token[0]
            if first in SPACES and clusters:
                spaces[-1] += token
            else:
                cluster = None
                if mixed and first in AMBIGUOUS and _stands_in_latin(text, offset, len(token)):
                    cluster = span.shaper.western(token)
                elif len(token) < 4 or not (_may_part(token) or (hyphenate and token.isascii())):
                    cluster = shape(token)
                if cluster is None or cluster.width > measure:
                    pieces = _pieces(span.shaper, token, measure, hyphenate)
                    _add_pieces(collected, span.shaper, pieces, offset, number, measure)
                else:
                    clusters.append(cluster)
                    collected.starts.append(offset)
                    collected.spans.append(number)
                    spaces.append("")
            offset += len(token)
        if span.raised:
            _join_script(collected, begin)
        if span.reading:
            _make_room(collected, begin, spans, number)
    return collected


def _join_script(collected: Collected, begin: int) -> None:
    """A script after a Western run goes on with it, so that what follows stands as after a run."""
    clusters = collected.clusters
    if begin and clusters[begin - 1].kind in WESTERN and not collected.spaces[begin - 1]:
        clusters[begin:] = [cluster._replace(kind=CharClass.LATIN) for cluster in clusters[begin:]]


_BETWEEN_SYLLABLES = 0.1


def _make_room(
    collected: Collected, begin: int, spans: Sequence[MeasuredSpan], number: int
) -> None:
    """The characters of a reading, kept together and set apart where it is wider than they are; it
    reaches over the characters beside them unless those have readings too."""
    reading = spans[number].reading
    clusters = collected.clusters
    count = len(clusters) - begin
    if reading is None or not count:
        return
    collected.bonds.extend(range(begin, len(clusters) - 1))
    beside = (*spans[max(0, number - 1) : number], *spans[number + 1 : number + 2])
    alone = all(span.reading is None for span in beside)
    overhang = reading.overhang if alone else -_BETWEEN_SYLLABLES / 2
    widths = [cluster.width for cluster in clusters[begin:]]
    if len(reading.syllables) == count > 1:
        missing = [
            syllable + _BETWEEN_SYLLABLES - width
            for syllable, width in zip(reading.syllables, widths, strict=True)
        ]
    else:
        whole = sum(reading.syllables) + _WORD_SPACE * (len(reading.syllables) - 1)
        missing = [(whole - 2 * overhang - sum(widths)) / count] * count
    for k, extra in enumerate(missing, start=begin):
        if extra > 0.0:
            clusters[k] = _widened(clusters[k], extra)


_WORD_SPACE = 0.12
"""Between the syllables of a reading that stands over its characters as a whole."""


def _widened(cluster: Cluster, by: float) -> Cluster:
    """A cluster with more room, what is drawn in its middle."""
    shapes = tuple(shape.moved(by / 2) for shape in cluster.shapes)
    return cluster._replace(width=cluster.width + by, shapes=shapes)


_LATIN_LETTER = re.compile("[A-Za-z]")
_STRONG = re.compile("[A-Za-z\u3400-\u9fff\uff00-\uffef\u3001-\u303f\U00020000-\U0003ffff]")
_STRONG_REACH = 40


def _stands_in_latin(text: str, offset: int, length: int) -> bool:
    """Whether the nearest strong character on both sides is Western (rule 14).

    Digits are weak, as in bidirectional text: 2025—2027 in a Chinese sentence keeps the Chinese
    dash.  At a tie Chinese wins.
    """
    start = max(0, offset - _STRONG_REACH)
    before = next((c for c in reversed(text[start:offset]) if _STRONG.match(c)), "")
    end = offset + length
    match = _STRONG.search(text, end, end + _STRONG_REACH)
    after = match[0] if match else ""
    return (before or after).isascii() and (after or before).isascii() and bool(before or after)


# ------------------------------------------------------------------- parts of long runs

_ADDRESS = re.compile(r"://|www\.|@|\w\.[a-z]{2,4}/|\w\.(?:com|cn|net|org|gov|edu|html?|pdf)\b")
_NUMBERED = re.compile(r"(?=.*[0-9_])(?=.*[A-Za-z])[\w.-]{12,}")
"""Names of files and programs, checksums: parted as addresses are where no other way is good."""
_HYPHENED = re.compile(r"(?<=[A-Za-z]{2}[-/])(?=[A-Za-z]{2})|(?<=[A-Za-z]{2}/)(?=\w{2})")
_POINTS = re.compile(rf"{_ADDRESS.pattern}|{_HYPHENED.pattern}")
_POINT_SIGNS = r"/.\-_?&=#@"
_BEHIND_POINT = re.compile(rf"(?<=[{_POINT_SIGNS}])(?![{_POINT_SIGNS}])")
_BEFORE_POINT = re.compile(rf"(?<![{_POINT_SIGNS}:])(?=[{_POINT_SIGNS}:])")
_LONG_PART = re.compile(rf"[^{_POINT_SIGNS}:]{{9,}}")
_LEAST_PART = 3
"""Characters of a long part of an address that are left on either side."""
_CHARACTER = re.compile(rf"(?s:.){_MARKS}")
_LONGEST_RUN = 256
"""Characters of the longest run that is shaped as one."""


def _may_part(token: str) -> bool:
    return len(token) > _LONGEST_RUN or bool(_POINTS.search(token))


_Piece: TypeAlias = tuple[Cluster, Joint]


def _add_pieces(
    collected: Collected,
    shaper: Shaper,
    pieces: Iterable[_Piece],
    offset: int,
    number: int,
    measure: float,
) -> None:
    """A run that may be parted, each piece a cluster."""
    for piece, joint in pieces:
        cluster = piece._replace(width=min(piece.width, measure))
        if joint is Joint.HYPHEN:
            collected.hyphens[len(collected.clusters)] = shaper.western("-")
        collected.joints[len(collected.clusters)] = joint
        collected.clusters.append(cluster)
        collected.starts.append(offset)
        collected.spans.append(number)
        collected.spaces.append("")
        offset += len(cluster.text)
    collected.joints.popitem()


def _pieces(
    shaper: Shaper, token: str, measure: float, hyphenate: Hyphenate | None
) -> Iterator[_Piece]:
    """The pieces of a run, each with what stands after it."""
    joints = _joints(token, hyphenate)
    if len(token) > _LONGEST_RUN:
        yield from _characters(shaper, token, joints)
        return
    for cluster, joint in _cut(shaper.cluster(token), joints):
        if cluster.width <= measure:
            yield cluster, joint
        else:
            yield from _characters(shaper, cluster.text, {len(cluster.text): joint})


def _characters(shaper: Shaper, text: str, joints: Mapping[int, Joint]) -> Iterator[_Piece]:
    for match in _CHARACTER.finditer(text):
        yield shaper.cluster(match[0]), joints.get(match.end(), Joint.ANYWHERE)


def _joints(token: str, hyphenate: Hyphenate | None) -> dict[int, Joint]:
    """Where a run may be parted: an address behind its points, other runs behind their hyphens;
    with `hyphenate` words take a hyphen, and addresses part before their points, inside long parts,
    and may be spaced."""
    address = _ADDRESS.search(token) or (hyphenate and _NUMBERED.fullmatch(token))
    behind = _BEHIND_POINT if address else _HYPHENED
    joints = {match.end(): Joint.POINT for match in behind.finditer(token)}
    if hyphenate and not address:
        joints = dict.fromkeys(hyphenate(token), Joint.HYPHEN) | joints
    elif hyphenate:
        spaced = dict.fromkeys(range(1, len(token)), Joint.NOWHERE)
        inside = {
            place: Joint.INSIDE
            for part in _LONG_PART.finditer(token)
            for place in range(part.start() + _LEAST_PART, part.end() - _LEAST_PART + 1)
        }
        before = {match.end(): Joint.BEFORE_POINT for match in _BEFORE_POINT.finditer(token)}
        joints = spaced | inside | before | joints
    return joints


def _cut(cluster: Cluster, joints: Mapping[int, Joint]) -> Iterator[_Piece]:
    """A run's cluster cut between its glyphs, which keep their kerning."""
    ends = [0, *accumulate(len(shape.text) for shape in cluster.shapes)]
    places = [k for k, end in enumerate(ends) if end in joints and 0 < k < len(ends) - 1]
    edges = (*cluster.offsets, cluster.width)
    for begin, end in pairwise((0, *places, len(cluster.shapes))):
        shapes = cluster.shapes[begin:end]
        offsets = tuple(offset - edges[begin] for offset in edges[begin:end])
        text, width = "".join(shape.text for shape in shapes), edges[end] - edges[begin]
        piece = cluster._replace(text=text, width=width, shapes=shapes, offsets=offsets)
        yield piece, joints.get(ends[end], Joint.POINT)
