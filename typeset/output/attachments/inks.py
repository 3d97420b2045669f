"""Foreign colours in inks (附件分色): operators and pictures of a foreign page to grey or CMYK.

Only the three kinds of colour that `check` lets through come here; marked content, whose structure
stays behind, is dropped in the same pass, and with it what belongs to a layer that is off.
Source: ISO 32000-1, 8.6 (colour), Annex A (operators); ISO 14289-1, 7.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Stream

from typeset.output.attachments.check import space_of
from typeset.output.attachments.layers import Layers
from typeset.output.attachments.parsed_content import INLINE, ParsedContents, inline_picture
from typeset.output.colour import ink_of
from typeset.output.pdf.numerals import number
from typeset.output.pdf.pictures import ink_image

_MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})
_RGB = {"rg": ("g", "k"), "RG": ("G", "K")}
_SPACES = {"cs": False, "CS": True}
_COLOURS = {"sc": False, "scn": False, "SC": True, "SCN": True}
_DIRECT = {"g": False, "G": True, "k": False, "K": True, "rg": False, "RG": True}

_PATHS = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*"})
_PAINTED = frozenset({"Tj", "TJ", "'", '"', "Do", "sh"})
_VISIBLE = _PATHS | _PAINTED
_TURNED = frozenset({"q", "Q", *_DIRECT, *_SPACES, *_COLOURS})
_NO_COLOUR = frozenset({"/ColorSpace", "/Properties", "/Pattern", "/Shading"})

_MOST_INK = 3.0

Spaces: TypeAlias = tuple[str, str]
"""The kinds of the filling and the stroking colour; empty after an operator that names its own."""


class Inks:
    """Brings what the pages of one foreign file use into the inks of a press profile."""

    def __init__(self, pdf: pikepdf.Pdf, profile: bytes, layers: Layers) -> None:
        self._pdf = pdf
        self._profile = profile
        self._layers = layers
        self._done: set[tuple[int, int]] = set()
        self._inlines = 0
        self._ink = lru_cache(maxsize=4096)(self._convert)

    def convert(self, form: Stream, contents: ParsedContents) -> None:
        """Convert a form in place, and all that it paints.

        Raises ForeignError (E615) where there is too much of it, and what pikepdf raises.
        """
        resources = form.get("/Resources", Dictionary())
        instructions = list(self._instructions(form, resources, contents))
        form.write(pikepdf.unparse_content_stream(instructions))
        for key in _NO_COLOUR:
            if key in resources:
                del resources[key]
        painted = resources.get("/XObject", Dictionary())
        for key in list(painted.keys()):
            self._external(painted, key, contents)

    def _external(self, painted: Any, key: str, contents: ParsedContents) -> None:
        value = painted[key]
        if value.objgen in self._done:
            return
        self._done.add(value.objgen)
        if value.get("/Subtype") == Name.Form:
            self.convert(value, contents)
        elif not value.get("/ImageMask", False):
            self._image(value)

    def _image(self, image: Any) -> None:
        space = image.ColorSpace
        if space_of(space) in ("Gray", "CMYK"):
            image.ColorSpace = Name("/DeviceGray" if space_of(space) == "Gray" else "/DeviceCMYK")
            return
        made = ink_image(pikepdf.PdfImage(image).as_pil_image(), self._profile)
        for unwanted in ("/Decode", "/DecodeParms", "/Intent", "/Interpolate"):
            if unwanted in image:
                del image[unwanted]
        image.ColorSpace = Name("/DeviceCMYK" if made.mode == "CMYK" else "/DeviceGray")
        image.BitsPerComponent = 1 if made.mode == "1" else 8
        image.write(made.tobytes())

    # ------------------------------------------------------------------- operators

    def _instructions(
        self, form: Stream, resources: Any, contents: ParsedContents
    ) -> Iterator[Any]:
        """The operators of a form: what is on a layer that is off no longer paints."""
        colours = _Colours(resources, self._ink)
        layers = _LayersOfContent(self._layers, resources)
        for operator, instruction in contents.of(form):
            if operator == INLINE:
                if not layers.is_hidden("Do", ()):
                    yield _instruction_of(self._inline(instruction.iimage, form))
            elif operator in _MARKED:
                layers.mark(operator, instruction)
            elif operator in _VISIBLE and layers.is_hidden(operator, instruction.operands):
                if operator in _PATHS:
                    yield _instruction((), "n")
            elif operator in _TURNED:
                yield from colours.turn(operator, instruction)
            else:
                yield instruction

    def _inline(self, image: Any, form: Stream) -> Name:
        """A picture among the operators as one of the form's resources; its name there."""
        resources = form.get("/Resources")
        if resources is None:
            resources = form.Resources = Dictionary()
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        self._inlines += 1
        name = Name(f"/Inline{self._inlines}")
        resources.XObject[name] = inline_picture(image, resources, self._pdf)
        return name

    def _convert(self, values: tuple[float, ...]) -> tuple[float, ...]:
        red, green, blue = values
        return ink_of(red, green, blue, self._profile)


class _LayersOfContent:
    """Whether the operators of one form stand on a layer that is off."""

    def __init__(self, layers: Layers, resources: Any) -> None:
        self._layers = layers
        self._properties = resources.get("/Properties", {})
        self._painted = resources.get("/XObject", {})
        self._open: list[bool] = []

    def mark(self, operator: str, instruction: Any) -> None:
        """A beginning or an end of marked content."""
        operands = instruction.operands
        if operator == "EMC":
            if self._open:
                self._open.pop()
        elif operator in ("BMC", "BDC"):
            hidden = False
            if operator == "BDC" and operands[0] == Name.OC:
                hidden = self._layers.is_off(self._properties.get(str(operands[1])))
            self._open.append(hidden)

    def is_hidden(self, operator: str, operands: Any) -> bool:
        """Whether what a painting operator paints is hidden."""
        if operator == "Do" and len(operands):
            layer = self._painted.get(str(operands[0]), {}).get("/OC")
            if layer is not None and self._layers.is_off(layer):
                return True
        return any(self._open)


class _Colours:
    """The colours of one form's operators, brought into inks."""

    def __init__(
        self, resources: Any, ink: Callable[[tuple[float, ...]], tuple[float, ...]]
    ) -> None:
        named = resources.get("/ColorSpace", {})
        self._named = {str(key): space_of(value) for key, value in named.items()}
        self._ink = ink
        self._spaces: Spaces = ("", "")
        self._saved: list[Spaces] = []

    def turn(self, operator: str, instruction: Any) -> Iterator[ContentStreamInstruction]:
        """An operator as it is to be, or two."""
        operands = instruction.operands
        if operator == "q":
            self._saved.append(self._spaces)
        elif operator == "Q" and self._saved:
            self._spaces = self._saved.pop()
        elif operator in _DIRECT:
            self._spaces = _with(self._spaces, "", stroking=_DIRECT[operator])
        if operator in _SPACES:
            stroking = _SPACES[operator]
            kind = self._named.get(str(operands[0])) or space_of(operands[0])
            self._spaces = _with(self._spaces, kind, stroking=stroking)
            black = (0, 0, 0, 1) if kind == "CMYK" else (0,)
            yield _instruction(black, _operator(black, stroking=stroking))
        elif operator in _COLOURS:
            stroking = _COLOURS[operator]
            yield self._colour(operands, self._spaces[stroking], stroking=stroking)
        elif operator in _RGB:
            yield self._colour(operands, "RGB", stroking=operator == "RG")
        else:
            yield instruction

    def _colour(
        self, operands: Sequence[Any], space: str, *, stroking: bool
    ) -> ContentStreamInstruction:
        values = tuple(float(value) for value in operands)
        if space == "RGB":
            values = self._ink(values)
        elif len(values) == 4:
            values = _limited(values)
        return _instruction(values, _operator(values, stroking=stroking))


def _limited(inks: tuple[float, ...]) -> tuple[float, ...]:
    """总墨量: never more ink than 300 %; what is too much is taken from the three colours."""
    *colours, black = (min(1.0, max(0.0, ink)) for ink in inks)
    total = sum(colours)
    share = min(1.0, (_MOST_INK - black) / total) if total else 1.0
    return (*(ink * share for ink in colours), black)


def _with(spaces: Spaces, kind: str, *, stroking: bool) -> Spaces:
    return (spaces[0], kind) if stroking else (kind, spaces[1])


def _operator(values: Sequence[float], *, stroking: bool) -> str:
    operator = "k" if len(values) == 4 else "g"
    return operator.upper() if stroking else operator


def _instruction_of(name: Name) -> ContentStreamInstruction:
    return ContentStreamInstruction([name], Operator("Do"))


def _instruction(values: Iterable[float], operator: str) -> ContentStreamInstruction:
    operands = [pikepdf.Object.parse(number(value).encode()) for value in values]
    return ContentStreamInstruction(operands, Operator(operator))
