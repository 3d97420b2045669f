"""Automatic numbers of a Word file made real (自动编号还原): ECMA-376-1, 17.9."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from typeset.importers.readers.word.docx_styles import Styles
from typeset.importers.readers.word.docx_words import W, child, is_on, value, whole
from typeset.importers.readers.word.number_formats import format_number

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"


class Level(Struct, frozen=True):
    """One level of a list: its first number, format, text (`第%1章`), and restart rule."""

    start: int
    kind: str
    text: str
    restart: int | None
    legal: bool
    style: str


class _List(Struct):
    """An abstract list and where its counters stand; None: not used since the last restart."""

    levels: dict[int, Level]
    counters: dict[int, int | None] = {}


class _Instance(Struct):
    """A `w:num`: its list and what it changes in it."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]
    used: set[int] = set()


class Numbering(Struct):
    """Counts through a document; ask once for each paragraph, in order."""

    styles: Styles
    lists: dict[str, _List] = {}
    instances: dict[int, _Instance] = {}
    unknown: set[str] = set()

    def number_of(self, paragraph: Any) -> str:
        """The number Word would show before a paragraph; empty without one."""
        found = self._place_of(paragraph)
        if found is None:
            return ""
        instance, level = found
        counted = self.lists[instance.abstract]
        self._count(instance, counted, level)
        return self._text(instance, counted, level)

    def _place_of(self, paragraph: Any) -> tuple[_Instance, int] | None:
        style = value(paragraph, "pPr/pStyle")
        inherited = self.styles.numbering(style)
        own = child(paragraph, "pPr/numPr")
        number, level = inherited or (0, None)
        if own is not None:
            if child(own, "numId") is not None:
                number = whole(value(own, "numId"))
            if child(own, "ilvl") is not None:
                level = whole(value(own, "ilvl"))
            elif child(own, "numId") is not None:
                level = 0
        instance = self.instances.get(number)
        if not number or instance is None or instance.abstract not in self.lists:
            return None
        if level is None:
            level = self._level_of_style(instance, style)
        return instance, min(max(level, 0), _LEVELS - 1)

    def _level_of_style(self, instance: _Instance, style: str) -> int:
        """The level that is linked to a style, or to one it is based on."""
        levels = self.lists[instance.abstract].levels | instance.levels
        linked = {entry.style: index for index, entry in levels.items() if entry.style}
        for element in self.styles.chain(style):
            name = element.get(f"{W}styleId", "")
            if name in linked:
                return linked[name]
        return 0

    def _count(self, instance: _Instance, counted: _List, level: int) -> None:
        start = self._level(instance, counted, level).start
        if level in instance.starts and level not in instance.used:
            counted.counters[level] = instance.starts[level]
        else:
            before = counted.counters.get(level)
            counted.counters[level] = start if before is None else before + 1
        instance.used.add(level)
        for deeper in range(level + 1, _LEVELS):
            restart = self._level(instance, counted, deeper).restart
            if restart is None or level < restart:
                counted.counters[deeper] = None

    def _text(self, instance: _Instance, counted: _List, level: int) -> str:
        own = self._level(instance, counted, level)
        if own.kind == "bullet":
            return f"{_BULLET} "

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            entry = self._level(instance, counted, index)
            number = counted.counters.get(index)
            number = entry.start if number is None else number
            legal = own.legal and entry.kind not in {"decimal", "decimalZero"}
            text = format_number(number, "decimal" if legal else entry.kind)
            if text is None:
                self.unknown.add(entry.kind)
                return str(number)
            return text

        return _PLACE.sub(shown, own.text)

    def _level(self, instance: _Instance, counted: _List, level: int) -> Level:
        return instance.levels.get(level) or counted.levels.get(level) or _PLAIN


_PLAIN = Level(1, "decimal", "", None, legal=False, style="")


def read_numbering(root: Any, styles: Styles) -> Numbering:
    """The lists of numbering.xml; none for a file without."""
    numbering = Numbering(styles)
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for element in root.iter(f"{W}abstractNum"):
        name = element.get(f"{W}abstractNumId", "")
        numbering.lists[name] = _List(_levels(element))
        if link := value(element, "numStyleLink"):
            links[name] = link
    for element in root.iter(f"{W}num"):
        overrides = element.findall(f"{W}lvlOverride")
        starts = {
            whole(override.get(f"{W}ilvl", "")): whole(value(override, "startOverride"), 1)
            for override in overrides
            if child(override, "startOverride") is not None
        }
        levels: dict[int, Level] = {}
        for override in overrides:
            levels |= _levels(override)
        abstract = value(element, "abstractNumId")
        number = whole(element.get(f"{W}numId", ""))
        numbering.instances[number] = _Instance(abstract, starts, levels)
    _follow_links(numbering, links)
    return numbering


def _follow_links(numbering: Numbering, links: dict[str, str]) -> None:
    """A list that only names a list style is that style's list."""
    for name, style in links.items():
        elements = numbering.styles.chain(style, "numbering")
        number = whole(value(elements[0], "pPr/numPr/numId")) if elements else 0
        target = numbering.instances.get(number)
        if target is not None and target.abstract in numbering.lists and target.abstract != name:
            numbering.lists[name] = numbering.lists[target.abstract]


def _levels(element: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for entry in element.findall(f"{W}lvl"):
        restart = child(entry, "lvlRestart")
        levels[whole(entry.get(f"{W}ilvl", ""))] = Level(
            start=1 if child(entry, "start") is None else whole(value(entry, "start"), 1),
            kind=value(entry, "numFmt", "decimal"),
            text=value(entry, "lvlText"),
            restart=None if restart is None else whole(restart.get(f"{W}val", "")),
            legal=bool(is_on(entry, "isLgl")),
            style=value(entry, "pStyle"),
        )
    return levels
