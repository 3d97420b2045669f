"""Fonts (字体嵌入): every one in the file, and only the characters in use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import A2U, EVERY, HOUSE, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.fonts import Font
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


# Characters of the text (字符映射): each drawn code stands for a character.

NOT_MAPPED = Message(
    "E833",
    mark("page {pages}: {count} codes of {font} stand for no character"),
    mark("make the file with ToUnicode for every font"),
)
FOREIGN_NOT_MAPPED = Message(
    "W880",
    mark("page {pages}: {count} codes of {font} in an attachment stand for no character"),
    mark("it prints rightly; ask its sender for a PDF with ToUnicode if it is to be searched"),
)


def _look_fonts_mapped(opened: Opened) -> Iterator[Said]:
    """ToUnicode, or an encoding that tells the same, for all that is drawn."""
    assert opened.scans is not None
    count = 0
    for font in opened.shelf.fonts.values():
        lost = [code for code in font.used if not font.character(code)]
        count += len(font.used)
        if lost:
            place = min(font.used[code] for code in lost)
            kind = FOREIGN_NOT_MAPPED if opened.is_foreign(place) else NOT_MAPPED
            yield kind.at(page=place + 1, pages=place + 1, count=len(lost), font=font.name)
    yield measured(mark("{count} codes in use"), count=count)


FONTS_MAPPED = Check(
    identifier="fonts-mapped",
    words=mark("text that can be searched and copied"),
    source=A2U,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(NOT_MAPPED, FOREIGN_NOT_MAPPED),
    look=_look_fonts_mapped,
)


# Glyphs (字形): no empty box (.notdef) is drawn, no character lacks its outline.

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


def _look_glyphs(opened: Opened) -> Iterator[Said]:
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
    look=_look_glyphs,
)


# Faces that served for others (字体替换): told by the build, and said here again.
#
# No fault of the file, so nothing is found; but the report's verdict then says nothing of the look.


def _look_substitutions(opened: Opened) -> Iterator[Said]:
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
    look=_look_substitutions,
    needs_facts=True,
)
