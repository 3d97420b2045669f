"""Colour spaces (颜色空间) as a press sees them: which inks, and whose conversion.

Source: ISO 32000-1, 8.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf

from typeset.preflight.scanning.page_scan import Cmyk, Ink

_DEEPEST = 8
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_DEVICE = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_ICC = {1: "ICCGray", 3: "ICCRGB", 4: "ICCCMYK"}


class ColourSpace(NamedTuple):
    """颜色空间: `name` as used, `base` what it leads to (DeviceCMYK, ICCRGB, Lab …).

    `spot` names the ink of a Separation.
    """

    name: str
    base: str
    components: int
    spot: str = ""


GRAY = ColourSpace("DeviceGray", "DeviceGray", 1)
RGB = ColourSpace("DeviceRGB", "DeviceRGB", 3)
CMYK = ColourSpace("DeviceCMYK", "DeviceCMYK", 4)
PATTERN = ColourSpace("Pattern", "Pattern", 0)
UNKNOWN = ColourSpace("?", "?", 0)
BLACK = Ink("DeviceGray", "DeviceGray", (0.0, 0.0, 0.0, 1.0))


def read_space(value: Any, resources: Any = None, depth: int = 0) -> ColourSpace:
    """The colour space that a name or array stands for; UNKNOWN where it cannot be told."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        return _named(_SHORT.get(str(value), str(value)), resources, depth)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return UNKNOWN
    kind = _SHORT.get(str(value[0]), str(value[0]))
    if len(value) == 1:
        return _named(kind, resources, depth)
    return _parametrised(kind, value, resources, depth)


def _parametrised(kind: str, value: Any, resources: Any, depth: int) -> ColourSpace:
    if kind == "/ICCBased" and isinstance(value[1], pikepdf.Stream):
        count = int(value[1].get("/N", 0))
        return ColourSpace("ICCBased", _ICC.get(count, "?"), count)
    if kind in ("/CalGray", "/CalRGB", "/Lab"):
        return ColourSpace(kind[1:], kind[1:], 1 if kind == "/CalGray" else 3)
    if kind == "/Pattern":
        return PATTERN
    inner = {"/Indexed": 1, "/Separation": 2, "/DeviceN": 2}.get(kind, len(value))
    if inner >= len(value):
        return UNKNOWN
    base = read_space(value[inner], resources, depth + 1).base
    count = len(value[1]) if kind == "/DeviceN" else 1
    return ColourSpace(kind[1:], base, count, str(value[1])[1:] if kind == "/Separation" else "")


def _named(name: str, resources: Any, depth: int) -> ColourSpace:
    spaces: Any = {}
    if isinstance(resources, pikepdf.Dictionary):
        spaces = resources.get("/ColorSpace", {})
    if name in _DEVICE:
        default = f"/Default{name.removeprefix('/Device')}"
        if default in spaces and depth == 0:
            return read_space(spaces[default], None, depth + 1)
        return ColourSpace(name[1:], name[1:], _DEVICE[name])
    if name == "/Pattern":
        return PATTERN
    if name in spaces:
        return read_space(spaces[name], resources, depth + 1)
    return UNKNOWN


def ink_of(space: ColourSpace, amounts: Sequence[float]) -> Ink:
    """The ink of some amounts in a colour space."""
    cmyk: Cmyk | None = None
    if space.name == "Separation" and amounts:
        cmyk = _spot(space.spot, amounts[0])
    elif space.name == "Indexed":
        cmyk = None
    elif space.base in ("DeviceGray", "ICCGray", "CalGray") and amounts:
        cmyk = (0.0, 0.0, 0.0, 1.0 - amounts[0])
    elif space.base in ("DeviceCMYK", "ICCCMYK") and len(amounts) == 4:
        cmyk = (amounts[0], amounts[1], amounts[2], amounts[3])
    name = f"{space.name} {space.spot}".rstrip()
    return Ink(name, space.base, cmyk)


def _spot(name: str, tint: float) -> Cmyk | None:
    if name == "All":
        return (tint, tint, tint, tint)
    places = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
    if name not in places:
        return None
    amounts = [0.0, 0.0, 0.0, 0.0]
    amounts[places[name]] = tint
    return (amounts[0], amounts[1], amounts[2], amounts[3])


def first_amounts(space: ColourSpace) -> list[float]:
    """The amounts that a colour space begins with (ISO 32000-1, 8.6.3)."""
    if space.name in ("Separation", "DeviceN"):
        return [1.0] * space.components
    amounts = [0.0] * space.components
    if space.base == "DeviceCMYK":
        amounts[-1:] = [1.0]
    return amounts
