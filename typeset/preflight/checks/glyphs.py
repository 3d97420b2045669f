"""Glyphs (字形): no empty box (.notdef) is drawn, no character lacks its outline."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import A2U, EVERY, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

NO_GLYPH_DRAWN = Message(
    "E834",
    mark("page {pages}: {font} draws its empty box instead of “{character}”"),
    mark("use a face that has the character"),
)
EMPTY_GLYPH = Message(
    "E835",
    mark("page {pages}: “{character}” of {font} has no outline"),
    mark("build the file again; take another face if it stays"),
)
FOREIGN_GLYPH = Message(
    "W898",
    mark("page {pages}: {font} in an attachment has no drawing for “{character}”"),
    mark("compare the page with the sender's"),
)

_MOST = 20


def look(opened: Opened) -> Iterator[Said]:
    """Each drawn code has a glyph in the embedded program, and ink unless it is a blank."""
    assert opened.scans is not None
    said = 0
    for font in opened.shelf.fonts.values():
        for code, place in font.used.items():
            character = font.character(code)
            missing = not font.has_glyph(code)
            bare = not missing and character.strip() and not font.has_outline(code)
            if not (missing or bare) or said >= _MOST:
                continue
            said += 1
            message = NO_GLYPH_DRAWN if missing else EMPTY_GLYPH
            if opened.is_foreign(place):
                message = FOREIGN_GLYPH
            shown = character if character.isprintable() and character else f"{code:04X}"
            yield message.at(page=place + 1, pages=place + 1, font=font.name, character=shown)
    looked = sum(len(font.used) for font in opened.shelf.fonts.values() if font.glyphs)
    yield measured(mark("{count} glyphs looked at"), count=looked)


GLYPHS = Check(
    identifier="glyphs",
    words=mark("no character is drawn as an empty box"),
    source=A2U,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NO_GLYPH_DRAWN, EMPTY_GLYPH, FOREIGN_GLYPH),
    look=look,
)
