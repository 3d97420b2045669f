"""Titles in the contents and on the materials (目录与正文标题)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.lint.characters import HAN_DIGITS, number_value
from typeset.lint.rule import Example, Found, LintEntry, Rule, Subject, report

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


def check_contents_titles(subject: Subject) -> Iterator[Found]:
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

CONTENTS_TITLES_RULE = Rule(
    (TITLES_DIFFER,),
    mark("an entry of the contents that differs from the title by a character or two"),
    "习惯",
    check_contents_titles,
    bad=Example("会议召开。", title="党政联席会第十一次会议召开", entry=_ENTRY),
    good=Example("会议召开。", title="党政联席会议第十一次会议召开", entry=_ENTRY),
)


# References to materials and attachments (见材料2、见附件1).

NO_SUCH_REFERENCE = Message(
    "E049",
    mark("{reference} is named, but there is none"),
    mark("correct the number, or add what is missing"),
)

_REFERENCE = rf"(?:见|参看|参阅|查阅)((材料|附件)\s*(\d{{1,3}}|[{HAN_DIGITS}]{{1,3}}))(?![号期])"


def check_references(subject: Subject) -> Iterator[Found]:
    """What is named must exist.

    A reprinted document names its own attachments, so these are looked up only where the issue
    has some.
    """
    text = subject.text
    if "见材料" not in text and "见附件" not in text and "参" not in text and "查阅" not in text:
        return
    materials = {material.number for material in subject.materials}
    attachments = set(range(1, subject.attachments + 1))
    for match in re.finditer(_REFERENCE, text):
        known = materials if match[2] == "材料" else attachments
        if known and number_value(match[3]) not in known:
            yield report(subject, NO_SUCH_REFERENCE, match.start(1), reference=match[1])


REFERENCES_RULE = Rule(
    (NO_SUCH_REFERENCE,),
    mark("references to a material or attachment that is not there"),
    "习惯",
    check_references,
    bad=Example("背景见材料7。"),
    good=Example("背景见材料1。"),
)


# Numbers of the materials (材料编号).

MATERIAL_MISSING = Message(
    "W048",
    mark("材料{number} is missing: the numbers go on with 材料{following}"),
    mark("look whether a material was forgotten, or number them anew"),
)


def check_material_numbers(subject: Subject) -> Iterator[Found]:
    """A number left out."""
    materials = sorted(subject.materials, key=lambda material: material.number)
    numbers = [0, *(material.number for material in materials)]
    for (before, number), material in zip(pairwise(numbers), materials, strict=True):
        if number > before + 1:
            values = (("number", before + 1), ("following", number))
            yield Found(Finding(MATERIAL_MISSING, values, material.position))


MATERIAL_NUMBERS_RULE = Rule(
    (MATERIAL_MISSING,),
    mark("a number left out among the materials"),
    "习惯",
    check_material_numbers,
    bad=Example("材料1\n\n植树通知\n\n种树。\n\n材料3\n\n节水通知\n\n省水。", manuscript=True),
    good=Example("材料1\n\n植树通知\n\n种树。\n\n材料2\n\n节水通知\n\n省水。", manuscript=True),
)


# Dates of materials and of the issue (材料日期与印发日期).

DATED_LATER = Message(
    "W065",
    mark("the material is dated {date}, after the issue's own date {issue_date}"),
    mark("correct one of the dates"),
)


def check_material_dates(subject: Subject) -> Iterator[Found]:
    """A material dated after the issue that prints it."""
    if subject.date is None:
        return
    for material in subject.materials:
        if material.date is not None and material.date > subject.date:
            values = (
                ("date", material.date.isoformat()),
                ("issue_date", subject.date.isoformat()),
            )
            yield Found(Finding(DATED_LATER, values, material.date_position))


MATERIAL_DATES_RULE = Rule(
    (DATED_LATER,),
    mark("a material dated after its issue"),
    "习惯",
    check_material_dates,
    bad=Example("种树百棵。", date="2025-09-15"),
    good=Example("种树百棵。", date="2025-08-15"),
)
