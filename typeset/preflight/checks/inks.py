"""Colour spaces (颜色空间): device colours only where an output intent gives them a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import (
    EVERY,
    HOUSE,
    NO_CLAIM,
    PRINT,
    X4,
    Check,
    NotMeasured,
    OnPage,
    Said,
    Strength,
    Values,
    by_pages,
    measured,
    ranges,
)
from typeset.preflight.expected import Profile
from typeset.preflight.scanning.graphics_state import read_space
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Cmyk, Ink, What

DEVICE_COLOUR = Message(
    "E836",
    mark("page {pages}: {space} is used, and no output intent says what it means"),
    mark("convert to CMYK or grey"),
)
RGB = Message(
    "W837",
    mark("page {pages}: {space} is left for the press to convert"),
    mark("convert to CMYK or grey"),
)

_MEANT = {
    "CMYK": {"DeviceCMYK", "DeviceGray"},
    "GRAY": {"DeviceGray"},
    "RGB": {"DeviceRGB", "DeviceGray"},
}
"""Space of the output intent → device colours that it explains (ISO 19005-2, 6.2.4.3)."""
_CONVERTED = {"ICCRGB", "CalRGB", "Lab"}


def look(opened: Opened) -> Iterator[Said]:
    """Of everything painted; the press file leaves nothing to be converted."""
    if opened.claims_nothing:
        yield NotMeasured(NO_CLAIM)
        return
    meant = _MEANT.get(opened.intent_space, set())
    device, converted = [], []
    used: set[str] = set()
    for place, scan in enumerate(opened.scans):
        bases = {ink.base for _, ink, _ in scan.paints}
        used |= bases
        unknown = {base for base in bases if base.startswith("Device")} - meant
        device += [(place, {"space": base}) for base in sorted(unknown)]
        if opened.profile is Profile.PRINT:
            converted += [(place, {"space": base}) for base in sorted(bases & _CONVERTED)]
    yield from by_pages(DEVICE_COLOUR, device)
    yield from by_pages(RGB, converted)
    yield measured(mark("painted in {names}"), names=", ".join(sorted(used)) or "—")


COLOURS = Check(
    identifier="colours",
    words=mark("colour spaces"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(DEVICE_COLOUR, RGB),
    look=look,
)


# Ink in all (总墨量): what the paper can take.

TOO_MUCH_INK = Message(
    "E854",
    mark("page {pages}: {total} % of ink in all; 300 % is the most"),
    mark("reduce the inks under dark areas"),
)
FOREIGN_INK = Message(
    "W899",
    mark("page {pages}: {total} % of ink in an attachment; 300 % is the most"),
    mark("ask the print shop whether the paper takes it, or the sender for a lighter picture"),
)

_MOST = 300
_TOLERANCE = 0.5
_SAMPLES = 256
"""A picture is judged by this many tones a side: a dot of excess in a photograph is no harm."""
_CMYK = ("DeviceCMYK", "ICCCMYK")
_GREY = ("DeviceGray", "ICCGray", "CalGray", "?")
_MOST_PIXELS = 50_000_000


def _look_total_ink(opened: Opened) -> Iterator[Said]:
    """Of each colour painted, and of CMYK pictures; which pages need more than black."""
    found: list[OnPage] = []
    coloured: list[int] = []
    highest = 0.0
    pictures: dict[tuple[int, int], float] = {}
    for place, scan in enumerate(opened.scans):
        for image in scan.images:
            if image.ink.base in _CMYK and image.key not in pictures and image.key != (0, 0):
                pictures[image.key] = _of_picture(opened.pdf.get_object(image.key))
        inks = [ink for what, ink, _ in scan.paints if not _is_mark(what, ink)]
        total = 100 * max((sum(ink.cmyk) for ink in inks if ink.cmyk), default=0.0)
        total = max(total, *(pictures.get(image.key, 0.0) for image in scan.images), 0.0)
        highest = max(highest, total)
        if total > _MOST + _TOLERANCE:
            found.append((place, {"total": round(total)}))
        if any(map(_is_coloured, inks)):
            coloured.append(place + 1)
    yield from by_pages(TOO_MUCH_INK, [one for one in found if not opened.is_foreign(one[0])])
    yield from by_pages(FOREIGN_INK, [one for one in found if opened.is_foreign(one[0])])
    words = mark("{total} % at most; pages with cyan, magenta, yellow or a spot colour: {pages}")
    yield measured(words, total=round(highest), pages=ranges(coloured) or "—")


def _is_mark(what: What, ink: Ink) -> bool:
    """Whether a line stands on all plates on purpose: crop, fold and register marks (ISO 32000-1,
    8.6.6.4); hairlines hold no ink to speak of."""
    return what is What.STROKE and ink.space == "Separation All"


def _is_coloured(ink: Ink) -> bool:
    """Whether an ink needs more than the black plate."""
    if ink.cmyk is not None:
        return any(ink.cmyk[:3])
    return ink.base not in _GREY


def _of_picture(image: Any) -> float:
    """The most ink in a CMYK picture, in percent; 0 where it cannot be decoded."""
    if int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > _MOST_PIXELS:
        return 0.0
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError, TypeError):
        return 0.0
    if picture.mode != "CMYK":
        return 0.0
    picture = picture.reduce(max(1, max(picture.size) // _SAMPLES))
    counted = picture.getcolors(picture.width * picture.height) or []
    return max((sum(cast("tuple[int, ...]", tones)) for _, tones in counted), default=0) / 2.55


TOTAL_INK = Check(
    identifier="total-ink",
    words=mark("ink in all, by page"),
    source=HOUSE,
    strength=Strength.PRACTICE,
    profiles=PRINT,
    messages=(TOO_MUCH_INK, FOREIGN_INK),
    look=_look_total_ink,
)


# Ink of the text (文字用墨): black in black only, overprinting; red as the standard has it.

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
_TOLERANCE_TEXT_INK = 0.005
_DARK = 0.6
"""Cyan, magenta and yellow of this share each look black together."""


def _look_text_ink(opened: Opened) -> Iterator[Said]:
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
            elif ink.cmyk is None or _is_coloured_text_ink(ink.cmyk, allowed):
                coloured.append((place, {"ink": _name(ink)}))
            if ours and ink.cmyk is not None and _is_black(ink.cmyk) and not overprint:
                knocking.add(place)
    yield from by_pages(RICH_BLACK, rich)
    yield from by_pages(COLOURED_TEXT, coloured)
    yield from by_pages(NO_OVERPRINT, ((place, {}) for place in sorted(knocking)))
    yield measured(mark("{count} pieces of text"), count=painted)


def _is_black(cmyk: Cmyk) -> bool:
    return not any(cmyk[:3]) and cmyk[3] > 1 - _TOLERANCE_TEXT_INK


def _is_coloured_text_ink(cmyk: Cmyk, allowed: Iterable[Cmyk]) -> bool:
    return any(cmyk[:3]) and not any(_same(cmyk, other) for other in allowed)


def _is_rich(cmyk: Cmyk) -> bool:
    """Whether text looks black or grey but uses coloured inks."""
    *colours, black = cmyk
    return (black > _TOLERANCE_TEXT_INK and any(colours)) or min(colours) > _DARK


def _same(cmyk: Cmyk, other: Cmyk) -> bool:
    return all(abs(a - b) < _TOLERANCE_TEXT_INK for a, b in zip(cmyk, other, strict=True))


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
    look=_look_text_ink,
)


# Transparency (透明): blended in CMYK if at all; kept out of the press file.

GROUP_SPACE = Message(
    "E838",
    mark("a transparency group blends in {space}"),
    mark("blend in CMYK, or flatten transparency"),
)
TRANSPARENT = Message(
    "W839",
    mark("page {pages}: transparency ({kinds}); shops that ask for PDF/X-1a refuse it"),
    mark("flatten transparency"),
)

_CMYK_TRANSPARENCY = {"DeviceCMYK", "ICCCMYK"}


def _look_transparency(opened: Opened) -> Iterator[Said]:
    """Spaces of transparency groups; masks, opacities and blend modes of the press file."""
    spaces = [
        read_space(space).base for space in opened.inventory.group_spaces if space is not None
    ]
    press = opened.profile is Profile.PRINT
    if press:
        unfit = {base for base in spaces if base not in _CMYK_TRANSPARENCY}
    else:
        unfit = {base for base in spaces if base == "DeviceRGB" and opened.intent_space != "RGB"}
    for base in sorted(unfit):
        yield GROUP_SPACE.at(space=base)
    if press:
        found = [
            (place, {"kinds": ", ".join(sorted(scan.transparency))})
            for place, scan in enumerate(opened.scans)
            if scan.transparency
        ]
        yield from by_pages(TRANSPARENT, found)
    yield measured(mark("{count} transparency groups"), count=len(opened.inventory.group_spaces))


TRANSPARENCY = Check(
    identifier="transparency",
    words=mark("transparency"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(GROUP_SPACE, TRANSPARENT),
    look=_look_transparency,
)


# Screens and transfer curves (网点与传递曲线): left to the press.

HALFTONE = Message(
    "E840",
    mark("the file brings transfer curves or screens of its own: {kinds}"),
    mark("take them out"),
)


def _look_halftones(opened: Opened) -> Iterator[Said]:
    """No TR, no TR2 but Default, no HTP, no named halftone."""
    found = sorted(set(opened.inventory.halftones))
    if found:
        yield HALFTONE.at(kinds=", ".join(found))
    else:
        yield measured(mark("no screens or curves of its own"))


HALFTONES = Check(
    identifier="halftones",
    words=mark("screens and transfer curves"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(HALFTONE,),
    look=_look_halftones,
)
