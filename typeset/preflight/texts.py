"""Texts held against each other (文字比对): without blanks, which readers put differently."""

from __future__ import annotations

import re
from collections import Counter

_BLANK = re.compile(r"[\s\x00-\x1f\xad\u200b\ufeff\ufffe\uffff]+")


def bare(text: str) -> str:
    """A text without blanks, line ends and invisible characters."""
    return _BLANK.sub("", text)


def lacking(wanted: str, found: str) -> str:
    """The characters of a text that another one has not, as often as they are lacking."""
    return "".join((Counter(wanted) - Counter(found)).elements())


def first_difference(wanted: str, found: str) -> int | None:
    """Where two texts begin to differ."""
    for place, (one, other) in enumerate(zip(wanted, found, strict=False)):
        if one != other:
            return place
    return None if len(wanted) == len(found) else min(len(wanted), len(found))
