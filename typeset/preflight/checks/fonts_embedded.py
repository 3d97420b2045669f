"""Fonts (字体嵌入): every one in the file, and only the characters in use."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.font_reader import Font
from typeset.preflight.scanning.opened import Opened

NOT_EMBEDDED = Message(
    "E831",
    mark("the font {font} is not embedded"),
    mark("embed all fonts"),
)
NOT_SUBSET = Message(
    "W832",
    mark("the font {font} is embedded whole"),
    mark("embed only the characters in use"),
)


def look(opened: Opened) -> Iterator[Said]:
    """Of pages, forms, patterns and glyph programs alike."""
    fonts = {font.name: font for font in all_fonts(opened)}
    for name, font in sorted(fonts.items()):
        if not font.embedded:
            yield NOT_EMBEDDED.at(font=name)
        elif not font.subset:
            yield NOT_SUBSET.at(font=name)
    yield measured(mark("{count} fonts: {names}"), count=len(fonts), names=", ".join(sorted(fonts)))


def all_fonts(opened: Opened) -> list[Font]:
    """The fonts that pages use and those that only lie in the file."""
    assert opened.scans is not None
    for font in opened.inventory.fonts:
        opened.shelf.take(font)
    return list(opened.shelf.fonts.values())


FONTS_EMBEDDED = Check(
    identifier="fonts-embedded",
    words=mark("fonts embedded and subset"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NOT_EMBEDDED, NOT_SUBSET),
    look=look,
)
