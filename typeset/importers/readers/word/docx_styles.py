"""Styles of a Word file (样式): what a paragraph or a run looks like, as evidence of what it is."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from typeset.importers.readers.word.docx_words import W, child, is_on, value, whole

_DEPTH = 20
"""Styles based on each other; a chain that is longer is a loop."""
_TITLE_NAME = re.compile(r"(?:title|subtitle|heading\s*\d|标题.*|副标题.*|题目)", re.IGNORECASE)


class Styles(Struct):
    """样式表: the elements of styles.xml by id, and the chains that they make."""

    elements: dict[str, Any] = {}
    defaults: dict[str, str] = {}
    run_defaults: Any = None
    chains: dict[tuple[str, str], list[Any]] = {}
    switches: dict[tuple[str, str, str], bool] = {}

    def chain(self, name: str, kind: str = "paragraph") -> list[Any]:
        """A style and those it is based on, the nearest first; the default one for no name."""
        key = (name, kind)
        if key not in self.chains:
            found: list[Any] = []
            current = name or self.defaults.get(kind, "")
            while current in self.elements and len(found) < _DEPTH:
                found.append(self.elements[current])
                current = value(found[-1], "basedOn")
            self.chains[key] = found
        return self.chains[key]

    def numbering(self, name: str) -> tuple[int, int | None] | None:
        """(numId, level or None) that a paragraph's style brings; None without one."""
        level: int | None = None
        for style in self.chain(name):
            properties = child(style, "pPr/numPr")
            if properties is None:
                continue
            if level is None and child(properties, "ilvl") is not None:
                level = whole(value(properties, "ilvl"))
            if child(properties, "numId") is not None:
                return whole(value(properties, "numId")), level
        return None

    def is_bold(self, name: str, kind: str = "paragraph") -> bool:
        """Whether a style makes its words bold."""
        return self._switch("b", name, kind)

    def is_hidden(self, name: str, kind: str = "paragraph") -> bool:
        """Whether a style hides its words."""
        return self._switch("vanish", name, kind)

    def _switch(self, switch: str, name: str, kind: str) -> bool:
        key = (switch, name, kind)
        if key not in self.switches:
            said = (is_on(style, f"rPr/{switch}") for style in self.chain(name, kind))
            self.switches[key] = next((on for on in said if on is not None), False)
        return self.switches[key]

    def is_centred(self, paragraph: Any) -> bool:
        """Whether a paragraph is set in the middle, by itself or by its style."""
        own = value(paragraph, "pPr/jc")
        if own:
            return own == "center"
        style = value(paragraph, "pPr/pStyle")
        return next((a for s in self.chain(style) if (a := value(s, "pPr/jc"))), "") == "center"

    def is_title(self, paragraph: Any) -> bool:
        """Whether a paragraph's style or outline level makes it a title or heading."""
        own = child(paragraph, "pPr/outlineLvl")
        if own is not None:
            return whole(own.get(f"{W}val", "9"), 9) < 9
        for style in self.chain(value(paragraph, "pPr/pStyle")):
            if _TITLE_NAME.fullmatch(value(style, "name").strip()):
                return True
            level = child(style, "pPr/outlineLvl")
            if level is not None:
                return whole(level.get(f"{W}val", "9"), 9) < 9
        return False

    def size(self, run: Any, paragraph_style: str) -> float:
        """The size of a run's words in pt."""
        own = value(run, "rPr/sz")
        chains = (
            *self.chain(value(run, "rPr/rStyle"), "character"),
            *self.chain(paragraph_style),
        )
        inherited = (size for style in chains if (size := value(style, "rPr/sz")))
        given = own or next(inherited, "") or value(self.run_defaults, "sz", "20")
        return whole(given, 20) / 2


def read_styles(root: Any) -> Styles:
    """The styles of styles.xml; none for a file without."""
    styles = Styles()
    if root is None:
        return styles
    styles.run_defaults = child(root, "docDefaults/rPrDefault/rPr")
    for element in root.iter(f"{W}style"):
        name, kind = element.get(f"{W}styleId", ""), element.get(f"{W}type", "paragraph")
        styles.elements.setdefault(name, element)
        if element.get(f"{W}default") in {"1", "true", "on"}:
            styles.defaults.setdefault(kind, name)
    return styles
