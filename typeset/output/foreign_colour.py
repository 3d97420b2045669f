"""Foreign colours in inks (附件分色): operators and pictures of a foreign page to grey or CMYK.

Only the three kinds of colour that `foreign_check` lets through come here; marked content, whose
structure stays behind, is dropped in the same pass.
Source: ISO 32000-1, 8.6 (colour), Annex A (operators); ISO 14289-1, 7.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Stream

from typeset.output.colour import ink_of
from typeset.output.foreign_check import space_of
from typeset.output.pdf_objects import number
from typeset.output.pictures import ink_image
from typeset.output.print_condition import PrintCondition

_MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})
_RGB = {"rg": ("g", "k"), "RG": ("G", "K")}
_SPACES = {"cs": False, "CS": True}
_COLOURS = {"sc": False, "scn": False, "SC": True, "SCN": True}
_DIRECT = {"g": False, "G": True, "k": False, "K": True, "rg": False, "RG": True}

Spaces: TypeAlias = tuple[str, str]
"""The kinds of the filling and the stroking colour; empty after an operator that names its own."""


class Inks:
    """Brings what the pages of one foreign file use into the inks of a print condition."""

    def __init__(self, condition: PrintCondition) -> None:
        self._condition = condition
        self._done: set[tuple[int, int]] = set()
        self._ink = lru_cache(maxsize=4096)(self._convert)

    def convert(self, form: Stream) -> None:
        """Convert a form in place, and all that it paints."""
        resources = form.get("/Resources", Dictionary())
        spaces = {
            str(key): space_of(value) for key, value in resources.get("/ColorSpace", {}).items()
        }
        instructions = list(self._instructions(pikepdf.parse_content_stream(form), spaces))
        form.write(pikepdf.unparse_content_stream(instructions))
        if "/ColorSpace" in resources:
            del resources["/ColorSpace"]
        if "/Properties" in resources:
            del resources["/Properties"]
        painted = resources.get("/XObject", Dictionary())
        for key in list(painted.keys()):
            self._external(painted, key)

    def _external(self, painted: Any, key: str) -> None:
        value = painted[key]
        if value.objgen in self._done:
            return
        self._done.add(value.objgen)
        if value.get("/Subtype") == Name.Form:
            self.convert(value)
        elif not value.get("/ImageMask", False):
            self._image(value)

    def _image(self, image: Any) -> None:
        space = image.ColorSpace
        if space_of(space) in ("Gray", "CMYK"):
            image.ColorSpace = Name("/DeviceGray" if space_of(space) == "Gray" else "/DeviceCMYK")
            return
        made = ink_image(pikepdf.PdfImage(image).as_pil_image(), self._condition)
        for unwanted in ("/Decode", "/DecodeParms", "/Intent", "/Interpolate"):
            if unwanted in image:
                del image[unwanted]
        image.ColorSpace = Name("/DeviceCMYK" if made.mode == "CMYK" else "/DeviceGray")
        image.BitsPerComponent = 1 if made.mode == "1" else 8
        image.write(made.tobytes())

    # ------------------------------------------------------------------- operators

    def _instructions(
        self, instructions: Iterable[Any], named: dict[str, str]
    ) -> Iterator[ContentStreamInstruction]:
        spaces: Spaces = ("", "")
        saved: list[Spaces] = []
        for instruction in instructions:
            operator = str(instruction.operator)
            operands: Sequence[Any] = list(instruction.operands)
            if operator in _MARKED:
                continue
            if operator == "q":
                saved.append(spaces)
            elif operator == "Q" and saved:
                spaces = saved.pop()
            elif operator in _DIRECT:
                spaces = _with(spaces, "", stroking=_DIRECT[operator])
            if operator in _SPACES:
                stroking = _SPACES[operator]
                kind = named.get(str(operands[0])) or space_of(operands[0])
                spaces = _with(spaces, kind, stroking=stroking)
                yield _instruction((0,), "G" if stroking else "g")
            elif operator in _COLOURS:
                yield self._colour(operands, spaces, stroking=_COLOURS[operator])
            elif operator in _RGB:
                yield self._colour(operands, ("RGB", "RGB"), stroking=operator == "RG")
            else:
                yield instruction

    def _colour(
        self, operands: Sequence[Any], spaces: Spaces, *, stroking: bool
    ) -> ContentStreamInstruction:
        values = tuple(float(value) for value in operands)
        if spaces[stroking] == "RGB":
            values = self._ink(values)
        operator = "k" if len(values) == 4 else "g"
        return _instruction(values, operator.upper() if stroking else operator)

    def _convert(self, values: tuple[float, ...]) -> tuple[float, ...]:
        red, green, blue = values
        return ink_of(red, green, blue, self._condition.profile)


def _with(spaces: Spaces, kind: str, *, stroking: bool) -> Spaces:
    return (spaces[0], kind) if stroking else (kind, spaces[1])


def _instruction(values: Iterable[float], operator: str) -> ContentStreamInstruction:
    operands = [pikepdf.Object.parse(number(value).encode()) for value in values]
    return ContentStreamInstruction(operands, Operator(operator))
