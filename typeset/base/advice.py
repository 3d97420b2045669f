"""What a message tells to type (用法提示): `make` where there is a Makefile, else the program."""

from __future__ import annotations

import os

_PLAIN = {"make doctor": "paiban doctor", "make fonts": "paiban fonts install"}


def as_typed_here(text: str) -> str:
    """`make issue WEEK=2025-37 OPTIONS="--draft"` becomes `paiban issue 2025-37 --draft` in a
    folder that has no Makefile."""
    if "make " not in text or os.path.exists("Makefile"):
        return text
    import re

    targets = "issue|preview|proof|approve|release"
    pattern = rf'make ({targets}) WEEK=([^\s，。；,;)）]+)(?: OPTIONS="([^"]*)")?'
    text = re.sub(pattern, lambda match: " ".join(filter(None, ("paiban", *match.groups()))), text)
    for words, ours in _PLAIN.items():
        text = text.replace(words, ours)
    return text
