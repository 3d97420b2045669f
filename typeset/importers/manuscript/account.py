"""The account made readable (对账): repairs as a list, characters as counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from typeset.importers.manuscript.result import Account, Counts, Repair
from typeset.importers.manuscript.strand import place_of
from typeset.importers.manuscript.transcript import LINE_END, NOTATION

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
