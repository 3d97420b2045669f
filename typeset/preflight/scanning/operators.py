"""Operators of page content (操作符) and what each calls.  Source: ISO 32000-1, annex A."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from typeset.preflight.scanning.graphics_state import CMYK, GRAY, RGB

Operands: TypeAlias = Sequence[Any]
Handler: TypeAlias = Callable[[Operands], None]

_NUMBERS = {
    "w": ("width", 1.0),
    "Tc": ("character_spacing", 1.0),
    "Tw": ("word_spacing", 1.0),
    "Tz": ("scale", 0.01),
    "TL": ("leading", 1.0),
    "Ts": ("rise", 1.0),
}
_PAINTING = {
    "S": (False, True),
    "s": (False, True),
    "f": (True, False),
    "F": (True, False),
    "f*": (True, False),
    "B": (True, True),
    "B*": (True, True),
    "b": (True, True),
    "b*": (True, True),
    "n": (False, False),
}
"""Operator → whether it fills, whether it strokes."""
_DEVICES = {"G": GRAY, "RG": RGB, "K": CMYK}


def handlers_of(reader: Any) -> dict[str, Handler]:
    """Operator → a method of a page reader, taking the operands."""
    found: dict[str, Handler] = {
        "q": reader.save,
        "Q": reader.restore,
        "cm": reader.concatenate,
        "gs": reader.parameters,
        "re": reader.rectangle,
        "W": reader.clip,
        "W*": reader.clip,
        "sh": reader.shading,
        "BT": reader.begin_text,
        "Tf": reader.font,
        "Tm": reader.text_matrix,
        "Td": reader.move,
        "TD": reader.move_leading,
        "T*": reader.next_line,
        "Tj": reader.show,
        "TJ": reader.show_array,
        "'": reader.quote,
        '"': reader.quote,
        "Tr": reader.set_mode,
        "BMC": reader.begin_mark,
        "BDC": reader.begin_mark,
        "EMC": reader.end_mark,
    }
    found |= dict.fromkeys("mlcvy", reader.segment)
    for operator, (name, scale) in _NUMBERS.items():
        found[operator] = partial(_number, reader, name, scale)
    for operator, (fill, stroke) in _PAINTING.items():
        found[operator] = partial(_paint, reader, fill, stroke)
    for operator, space in _DEVICES.items():
        found[operator] = partial(reader.device, space, fill=False)
        found[operator.lower()] = partial(reader.device, space, fill=True)
    for operator, method in (
        ("CS", reader.set_space),
        ("SC", reader.set_colour),
        ("SCN", reader.set_colour),
    ):
        found[operator] = partial(method, fill=False)
        found[operator.lower()] = partial(method, fill=True)
    return found


def _number(reader: Any, name: str, scale: float, operands: Operands) -> None:
    reader.set_number(name, float(operands[0]) * scale)


def _paint(reader: Any, fill: bool, stroke: bool, _: Operands) -> None:
    reader.paint_path(fill=fill, stroke=stroke)
