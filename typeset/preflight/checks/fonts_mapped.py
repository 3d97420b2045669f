"""Characters of the text (字符映射): each drawn code stands for a character."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import A2U, EVERY, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

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


def look(opened: Opened) -> Iterator[Said]:
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
    look=look,
)
