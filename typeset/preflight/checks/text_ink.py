"""Ink of the text (文字用墨): black in black only, overprinting; red as the standard has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import PRINT, Check, OnPage, Said, Strength, Values, by_pages, measured
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Cmyk, Ink, What

RICH_BLACK = Message(
    "E851",
    mark("page {pages}: black text in more inks than black: C {c} M {m} Y {y} K {k} %"),
    mark("set black text in black only"),
)
COLOURED_TEXT = Message(
    "W852",
    mark("page {pages}: coloured text: {ink}"),
    mark("fine if colour is meant and paid for; else set the text in black only"),
)
NO_OVERPRINT = Message(
    "W853",
    mark("page {pages}: black text does not overprint"),
    mark("let black overprint (OPM 1), so that no white gaps show"),
)

_RED: Cmyk = (0.0, 0.8, 0.8, 0.0)
_TOLERANCE = 0.005
_DARK = 0.6
"""Cyan, magenta and yellow of this share each look black together."""


def look(opened: Opened) -> Iterator[Said]:
    """Every colour in which text is painted; foreign pages need not overprint, and black of theirs
    in several inks is only told, for it cannot be mended here."""
    rich: list[OnPage] = []
    coloured: list[OnPage] = []
    knocking: set[int] = set()
    allowed = opened.facts.text_inks if opened.facts and opened.facts.text_inks else (_RED,)
    painted = 0
    for place, scan in enumerate(opened.scans):
        ours = not opened.is_foreign(place)
        for (what, ink, overprint), use in scan.paints.items():
            if what is not What.TEXT:
                continue
            painted += use.times
            if ours and ink.cmyk is not None and _is_rich(ink.cmyk):
                rich.append((place, _shares(ink.cmyk)))
            elif ink.cmyk is None or _is_coloured(ink.cmyk, allowed):
                coloured.append((place, {"ink": _name(ink)}))
            if ours and ink.cmyk is not None and _is_black(ink.cmyk) and not overprint:
                knocking.add(place)
    yield from by_pages(RICH_BLACK, rich)
    yield from by_pages(COLOURED_TEXT, coloured)
    yield from by_pages(NO_OVERPRINT, ((place, {}) for place in sorted(knocking)))
    yield measured(mark("{count} pieces of text"), count=painted)


def _is_black(cmyk: Cmyk) -> bool:
    return not any(cmyk[:3]) and cmyk[3] > 1 - _TOLERANCE


def _is_coloured(cmyk: Cmyk, allowed: Iterable[Cmyk]) -> bool:
    return any(cmyk[:3]) and not any(_same(cmyk, other) for other in allowed)


def _is_rich(cmyk: Cmyk) -> bool:
    """Whether text looks black or grey but uses coloured inks."""
    *colours, black = cmyk
    return (black > _TOLERANCE and any(colours)) or min(colours) > _DARK


def _same(cmyk: Cmyk, other: Cmyk) -> bool:
    return all(abs(a - b) < _TOLERANCE for a, b in zip(cmyk, other, strict=True))


def _shares(cmyk: Cmyk) -> Values:
    return {name: round(100 * share) for name, share in zip("cmyk", cmyk, strict=True)}


def _name(ink: Ink) -> str:
    if ink.cmyk is None:
        return ink.space
    return " ".join(
        f"{name}{round(100 * share)}" for name, share in zip("CMYK", ink.cmyk, strict=True)
    )


TEXT_INK = Check(
    identifier="text-ink",
    words=mark("text in black ink only, overprinting"),
    source="GB/T 9704-2012, 6.2",
    strength=Strength.MUST,
    profiles=PRINT,
    messages=(RICH_BLACK, COLOURED_TEXT, NO_OVERPRINT),
    look=look,
)
