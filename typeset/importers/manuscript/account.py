"""The words of a file against those of its transcript (对账): none lost, none out of nowhere."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from typeset.base.errors import InternalError
from typeset.importers import messages
from typeset.importers.manuscript.result import (
    LINE_END,
    NOTATION,
    Account,
    Counts,
    Repair,
    Transcript,
    own_text,
)
from typeset.importers.manuscript.strand import place_of


def check_words(transcript: Transcript, source: Counter[str]) -> None:
    """Compare; `source` are the characters of the file, blanks apart, counted independently.

    Raises InternalError where they differ.
    """
    written = Counter("".join(own_text(transcript).split()))
    if written != source:
        count = ((written - source) + (source - written)).total()
        raise InternalError([messages.UNBALANCED.at(count=count)])


# Words as evidence (词语): whether a blank or a line's end cuts a word in two.

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, as a character set."""

_LAST_HAN = re.compile(rf"[{HAN}]{{1,8}}\Z")
_FIRST_HAN = re.compile(rf"[{HAN}]{{1,8}}")
_LONE = re.compile(rf"(?:\A|[^{HAN}])([{HAN}])\Z")


def cuts_word(left: str, right: str) -> bool:
    """Whether a word reaches over the border of two texts.

    A word whose two parts are words themselves (中共中央 国务院) is no evidence: a typist may
    have put a blank between them.
    """
    before, after = _LAST_HAN.search(left), _FIRST_HAN.match(right)
    if before is None or after is None:
        return False
    import rjieba  # loads its dictionary: only where there is a doubt

    border = len(before[0])
    start = 0
    for word in rjieba.cut(before[0] + after[0]):
        end = start + len(word)
        if start < border < end:
            parts = word[: border - start], word[border - start :]
            return not all(len(part) > 1 and rjieba.has_word(part) for part in parts)
        start = end
    return False


def last_word(text: str) -> str:
    """The last word of a text that ends in Han; empty where it ends otherwise."""
    end = _LAST_HAN.search(text)
    if end is None:
        return ""
    import rjieba

    return str(rjieba.cut(end[0])[-1])


def first_word(text: str) -> str:
    """The first word of a text that starts with Han; empty where it starts otherwise."""
    start = _FIRST_HAN.match(text)
    if start is None:
        return ""
    import rjieba

    return str(rjieba.cut(start[0])[0])


def joined_elsewhere(left: str, right: str, manuscript: str) -> bool:
    """Whether a single character before the border stands joined to what follows elsewhere.

    So names are known that no dictionary has: 王 晓晖, where 王晓晖 stands more than once.
    """
    lone, after = _LONE.search(left), _FIRST_HAN.match(right)
    if lone is None or after is None or len(after[0]) < 2:
        return False
    return lone[1] + after[0][:2] in _repeated_triples(manuscript)


@lru_cache(maxsize=1)
def _repeated_triples(text: str) -> frozenset[str]:
    """Every three characters that stand together more than once in a text."""
    triples = Counter(text[index : index + 3] for index in range(len(text) - 2))
    return frozenset(triple for triple, times in triples.items() if times > 1)


def width(text: str) -> float:
    """The length of a text in em: Latin letters and digits take half of one."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


# The account made readable (对账): repairs as a list, characters as counts.

_NEIGHBOURS = 8


def list_repairs(account: Account, line_starts: Sequence[int]) -> tuple[Repair, ...]:
    """Every change, join and insertion, in the order of the manuscript; insertions first."""
    repairs = [Repair(0, 0, "", text, "default", place) for place, text in account.inserted.items()]
    put_in = _offsets(account)
    repairs += [
        _repair(account, span, line_starts)
        for span in _spans(account)
        if not put_in.issuperset(range(*span))
    ]
    repairs += _joins(account)
    repairs += _additions(account, line_starts)
    repairs.sort(key=lambda repair: (repair.line, repair.column))
    return tuple(_located(repair, account) for repair in repairs)


def count_characters(account: Account) -> Counts:
    """The counts of an account, from its parts alone."""
    added = sum(span.end - span.start for span in account.added)
    total = len(account.manuscript) - added
    line_ends = sum(len(match[0]) for match in LINE_END.finditer(account.manuscript))
    changed = dropped = 0
    inserted = sum(map(len, account.inserted.values()))
    for start, end in _spans(account):
        after = sum(len(account.changes[offset].after) for offset in range(start, end))
        changed += min(after, end - start)
        dropped += max(end - start - after, 0)
        inserted += max(after - (end - start), 0)
    kept = total + added - line_ends - changed - dropped
    out = kept + changed + inserted
    return Counts(total, line_ends, kept, changed, dropped, inserted, out, added)


def _offsets(account: Account) -> set[int]:
    """Offsets of what the manuscript's file did not hold as such."""
    return {offset for span in account.added for offset in range(span.start, span.end)}


def _additions(account: Account, line_starts: Sequence[int]) -> list[Repair]:
    """Numbers made real and the like; signs of the notation are not worth telling."""
    repairs: list[Repair] = []
    for span in account.added:
        if span.rule == NOTATION or all(
            offset in account.changes for offset in range(span.start, span.end)
        ):
            continue
        line = bisect_right(line_starts, span.start)
        first = line_starts[line - 1]
        text = account.manuscript[span.start : span.end]
        left = account.manuscript[max(first, span.start - _NEIGHBOURS) : span.start]
        right = LINE_END.split(account.manuscript[span.end : span.end + _NEIGHBOURS], maxsplit=1)[0]
        repairs.append(Repair(line, span.start - first + 1, "", text, span.rule, left, right))
    return repairs


def _located(repair: Repair, account: Account) -> Repair:
    """A repair with its file and the line there, where the manuscript has several files."""
    if len(account.parts) < 2 or not repair.line:
        return repair
    file, line = place_of(repair.line, account.parts, "")
    return replace(repair, file=file, line=line)


def _spans(account: Account) -> list[tuple[int, int]]:
    """Neighbouring changes of one rule as (start, end)."""
    spans: list[tuple[int, int]] = []
    rule = ""
    for offset in sorted(account.changes):
        change = account.changes[offset]
        if spans and spans[-1][1] == offset and change.rule == rule:
            spans[-1] = (spans[-1][0], offset + 1)
        else:
            spans.append((offset, offset + 1))
        rule = change.rule
    return spans


def _repair(account: Account, span: tuple[int, int], line_starts: Sequence[int]) -> Repair:
    start, end = span
    line = bisect_right(line_starts, start)
    first = line_starts[line - 1]
    after = "".join(account.changes[offset].after for offset in range(start, end))
    left = account.manuscript[max(first, start - _NEIGHBOURS) : start]
    right = LINE_END.split(account.manuscript[end : end + _NEIGHBOURS], maxsplit=1)[0]
    before = account.manuscript[start:end]
    rule = account.changes[start].rule
    return Repair(line, start - first + 1, before, after, rule, left, right)


def _joins(account: Account) -> list[Repair]:
    lines = LINE_END.split(account.manuscript)
    repairs: list[Repair] = []
    for join in account.joins:
        left, right = lines[join.line - 1], lines[join.next_line - 1]
        repairs.append(
            Repair(
                join.line,
                len(left) + 1,
                "\n" * (join.next_line - join.line),
                "",
                join.rule,
                left[-_NEIGHBOURS:],
                right.lstrip("# ")[:_NEIGHBOURS],
            )
        )
    return repairs
