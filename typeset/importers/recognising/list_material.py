"""Entries of the contents and the materials they name (目录对应材料)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from typeset.content.manifest import Manifest
from typeset.content.read_manifest import parse_manifest
from typeset.content.write_manifest import write_scalar
from typeset.importers.recognising.read_front_matter import Category, Entry

_LEAST_LIKE = 0.25
_MOST_COMPARED = 100
"""Beyond this the order alone decides, so that the time stays in bounds."""


def match_entries(categories: Sequence[Category], titles: Mapping[int, str]) -> dict[int, int]:
    """The material of each entry, by the entry's place among all; one without is left out.

    `titles` are the words above each material.  A label 材料N decides; then the words that are
    most alike; what is left is taken in its order.
    """
    entries = [entry for category in categories for entry in category.entries]
    matched = _labelled(entries, titles)
    free = [number for number in titles if number not in matched.values()]
    open_ = [index for index in range(len(entries)) if index not in matched]
    words = {index: _pairs(entries[index].strand.text) for index in open_}
    others = {number: _pairs(titles[number]) for number in free}
    likeness = sorted(
        (-_likeness(words[index], others[number]), index, number)
        for index in open_[:_MOST_COMPARED]
        for number in free[:_MOST_COMPARED]
    )
    for score, index, number in likeness:
        if -score >= _LEAST_LIKE and index in open_ and number in free:
            matched[index] = number
            open_.remove(index)
            free.remove(number)
    if len(open_) == len(free) or not matched:
        matched |= dict(zip(open_, free, strict=False))
    return matched


def _labelled(entries: Sequence[Entry], titles: Mapping[int, str]) -> dict[int, int]:
    matched: dict[int, int] = {}
    for index, entry in enumerate(entries):
        if entry.material in titles and entry.material not in matched.values():
            matched[index] = entry.material
    return matched


def _likeness(pairs: Counter[str], others: Counter[str]) -> float:
    """The share of an entry's pairs of characters that the title has too."""
    return (pairs & others).total() / max(pairs.total(), 1)


def _pairs(text: str) -> Counter[str]:
    words = "".join(char for char in text if char.isalnum())
    return Counter(words[index : index + 2] for index in range(len(words) - 1))


# A material listed in issue.yaml (登记材料): the editor's file but for the new lines.

_DASH = re.compile(r"(\s*)-\s+(?P<key>(?:file|文件)[ \t]*(?::[ \t]+|：[ \t]*))?(?P<rest>.*)")
_KEY = re.compile(r"[^\s:：]+[:：]")
_INLINE_LIST = re.compile(r"^(.*?[:：]\s*\[)(.*?)(\]\s*(?:#.*)?)$")
_EMPTY_KEY = re.compile(r"^(\s*)([^\s#:：][^:：#]*)[:：]\s*(#.*)?$")


def list_material(text: str, week: str, file: str) -> str | None:
    """The text of issue.yaml with a material at the end of its contents; None where none fits.

    Whatever is tried, the result must read as before but for the one entry more.
    """
    before = parse_manifest(text, week).manifest
    for candidate in _candidates(text, before, file):
        if _is_right(before, parse_manifest(candidate, week).manifest, file):
            return candidate
    return None


class _Lines(Struct, frozen=True):
    """The lines of a file with their ends."""

    lines: list[str]

    def with_line(self, index: int, line: str) -> str:
        """The text with a line more; the one before it gets an end if it has none."""
        lines = list(self.lines)
        end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        if index and not lines[index - 1].endswith(("\n", "\r")):
            lines[index - 1] += end
        lines.insert(index, line + end)
        return "".join(lines)

    def replaced(self, index: int, line: str) -> str:
        """The text with another line in a place, its end kept."""
        old = self.lines[index]
        end = old[len(old.rstrip("\r\n")) :]
        return "".join([*self.lines[:index], line + end, *self.lines[index + 1 :]])


def _candidates(text: str, manifest: Manifest, file: str) -> Iterator[str]:
    """Below the last entry; inside a list in brackets; below a key `materials` without a value."""
    lines = _Lines(text.splitlines(keepends=True))
    name = write_scalar(file, inside_brackets=True)
    listed = [entry for category in manifest.contents for entry in category.materials]
    last = listed[-1].position.line if listed else 0
    if last:
        start = last - 1
        while start and not _DASH.match(lines.lines[start]):
            start -= 1
        if dash := _DASH.match(lines.lines[start]):
            end = _end_of_entry(lines.lines, start, len(dash[1]))
            plain = "" if not _KEY.match(dash["rest"]) else "file: "
            key = dash["key"] or plain
            yield lines.with_line(end, f"{dash[1]}- {key}{write_scalar(file)}")
    order = range(len(lines.lines))
    for index in reversed(order) if listed else order:
        bare = lines.lines[index].rstrip("\r\n")
        if inline := _INLINE_LIST.match(bare):
            between = ", " if inline[2].strip() else ""
            yield lines.replaced(index, f"{inline[1]}{inline[2]}{between}{name}{inline[3]}")
        elif empty := _EMPTY_KEY.match(bare):
            yield lines.with_line(index + 1, f"{empty[1]}  - file: {write_scalar(file)}")


def _end_of_entry(lines: list[str], start: int, indent: int) -> int:
    """The line below an entry: what is indented further belongs to it."""
    end = start + 1
    while end < len(lines):
        bare = lines[end].strip()
        depth = len(lines[end]) - len(lines[end].lstrip())
        if not bare or depth <= indent:
            break
        end += 1
    return end


def _is_right(before: Manifest, after: Manifest, file: str) -> bool:
    """Whether two manifests are the same but for one entry at the end of a category."""
    plain, more = (
        [(entry.heading, [(m.file, m.title) for m in entry.materials]) for entry in m.contents]
        for m in (before, after)
    )
    grown = [entries for entries in more if entries not in plain]
    if len(grown) != 1 or grown[0][1][-1:] != [(file, "")]:
        return False
    grown[0][1].pop()
    facts = ("title", "period", "compiler", "date", "notice", "names", "imprint", "style")
    same = all(getattr(before, name) == getattr(after, name) for name in facts)
    files = [list(m.attachments) for m in (before, after)]
    return same and files[0] == files[1] and more == plain
