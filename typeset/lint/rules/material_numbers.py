"""Numbers of the materials (材料编号)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

MATERIAL_MISSING = Message(
    "W048",
    mark("材料{number} is missing: the numbers go on with 材料{following}"),
    mark("look whether a material was forgotten, or number them anew"),
)


def check(subject: Subject) -> Iterator[Found]:
    """A number left out."""
    materials = sorted(subject.materials, key=lambda material: material.number)
    numbers = [0, *(material.number for material in materials)]
    for (before, number), material in zip(pairwise(numbers), materials, strict=True):
        if number > before + 1:
            values = (("number", before + 1), ("following", number))
            yield Found(Finding(MATERIAL_MISSING, values, material.position))


RULE = Rule(
    (MATERIAL_MISSING,),
    mark("a number left out among the materials"),
    "习惯",
    check,
    bad=Example("材料1\n\n植树通知\n\n种树。\n\n材料3\n\n节水通知\n\n省水。", manuscript=True),
    good=Example("材料1\n\n植树通知\n\n种树。\n\n材料2\n\n节水通知\n\n省水。", manuscript=True),
)
