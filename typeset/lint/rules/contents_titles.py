"""Titles in the contents and on the materials (目录与正文标题)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import LintEntry, Subject

TITLES_DIFFER = Message(
    "E051",
    mark("the contents say {entry}, the material {title}: {detail}"),
    mark("look which is right, and write both alike"),
)

_LEAST_ALIKE = 10
"""Characters that must agree before a difference counts as a slip."""
_FLANK = 3
"""Characters that must agree on both sides of a slip inside."""
_MOST_DIFFERENT = 2
_LONGEST = 300


def check(subject: Subject) -> Iterator[Found]:
    """An entry that differs by one or two characters from a kicker, title or subtitle.

    Other words (…会议精神 for …会议召开) are the editor's choice, so a slip at an end counts only
    where it is a single character.
    """
    titles = {material.number: material.titles for material in subject.materials}
    for entry in subject.entries:
        found = _slip_of(entry, titles.get(entry.material, ()))
        if found is not None:
            yield found


def _slip_of(entry: LintEntry, titles: tuple[str, ...]) -> Found | None:
    own = _bare(entry.text)
    others = [_bare(title) for title in titles]
    if own in others:
        return None
    for title, other in zip(titles, others, strict=True):
        detail = _compare(own, other)
        if detail:
            values = (("entry", entry.text), ("title", title), ("detail", detail))
            return Found(Finding(TITLES_DIFFER, values, entry.position))
    return None


def _bare(text: str) -> str:
    return "".join(text.split())


def _compare(own: str, other: str) -> str:
    """The slips between two titles, as 会议 / 会; empty where they are alike or too different."""
    if max(len(own), len(other)) > _LONGEST:
        return ""
    if len({own[i : i + 2] for i in range(len(own))} & _pairs(other)) < _LEAST_ALIKE // 2:
        return ""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks) < _LEAST_ALIKE:
        return ""
    slips: list[str] = []
    ends_own = ends_other = size_before = 0
    for block in blocks:
        left, right = own[ends_own : block.a], other[ends_other : block.b]
        different = max(len(left), len(right))
        at_edge = not size_before or not block.size
        if different:
            flanked = at_edge or min(size_before, block.size) >= _FLANK
            limit = 1 if at_edge else _MOST_DIFFERENT
            if different <= limit and flanked:
                slips.append(f"“{left}” / “{right}”")
            elif not at_edge:
                return ""
        ends_own, ends_other, size_before = block.a + block.size, block.b + block.size, block.size
    return ", ".join(slips)


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text))}


_ENTRY = "党政联席会议第十一次会议精神"

RULE = Rule(
    (TITLES_DIFFER,),
    mark("an entry of the contents that differs from the title by a character or two"),
    "习惯",
    check,
    bad=Example("会议召开。", title="党政联席会第十一次会议召开", entry=_ENTRY),
    good=Example("会议召开。", title="党政联席会议第十一次会议召开", entry=_ENTRY),
)
