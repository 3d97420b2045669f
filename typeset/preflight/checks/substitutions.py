"""Faces that served for others (字体替换): told by the build, and said here again.

No fault of the file, so nothing is found; but the report's verdict then says nothing of the look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from typeset.base.messages import mark
from typeset.preflight.check import EVERY, HOUSE, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened


def look(opened: Opened) -> Iterator[Said]:
    """One line for each pair of faces, with the characters it was for."""
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in opened.facts.substitutions if opened.facts else ():
        pairs[item.wanted, item.used].append(item.character)
    for (wanted, used), characters in pairs.items():
        shown = "".join(dict.fromkeys(characters))
        words = mark("{used} served for {wanted}: {characters}")
        yield measured(words, used=used, wanted=wanted, characters=shown or "—")
    if not pairs:
        yield measured(mark("no face served for another"))


SUBSTITUTIONS = Check(
    identifier="substitutions",
    words=mark("faces that served for others"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=EVERY,
    messages=(),
    look=look,
    needs_facts=True,
)
