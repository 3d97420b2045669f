"""What a foreign page holds (附件页检查) that a press file may not, and that is not put right here.

Source: ISO 19005-2, 6.2 (graphics, fonts); ISO 15930-7; reference, PDF/X-4 rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Name

from typeset.output.attachments.parsed_content import (
    INLINE,
    Instructions,
    ParsedContents,
    read_inline,
)
from typeset.output.messages import (
    LAYERED,
    NOT_EMBEDDED,
    NOT_MAPPED,
    OLD_FORM,
    OTHER_COLOUR,
    TRANSPARENT,
)

_DEPTH = 12
"""Forms inside forms beyond this are not looked into; the page becomes a picture."""
_PLAIN_FILTERS = {"/FlateDecode", "/DCTDecode", "/ASCII85Decode", "/ASCIIHexDecode"} | {
    "/CCITTFaxDecode",
    "/RunLengthDecode",
}
_NO_MASK = Name("/None")
"""pikepdf reads `Name.None_` as the name `/None_`."""
_KNOWN_ENCODINGS = {"/WinAnsiEncoding", "/MacRomanEncoding"}
_ORDERINGS = {"GB1", "CNS1", "Japan1", "Korea1"}
_NAMED = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "sh": "/Shading",
}
"""Operators whose first operand is a name in a group of the resources."""
_OPERANDS = {
    operator: count
    for count, operators in {
        0: "q Q h S s f F f* B B* b b* n W W* BT ET T* EMC BX EX",
        1: "w J j M ri i gs g G cs CS Tc Tw Tz TL Tr Ts Tj TJ ' Do sh BMC MP",
        2: "d m l Td TD Tf BDC DP",
        3: 'rg RG "',
        4: "v y re k K",
        6: "c cm Tm",
    }.items()
    for operator in operators.split()
}
"""How many operands each operator takes (ISO 32000-1, Annex A); what has others is broken."""
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def fault_of(page: pikepdf.Page, contents: ParsedContents) -> str:
    """Why a page cannot be placed as it is, as a message in English; empty when it can."""
    resources = page.resources
    checker = _Checker(contents)
    return next(checker.resources(resources, ()), "") or next(
        _operators(contents.of(page), resources), ""
    )


def lacks_fonts(page: pikepdf.Page) -> bool:
    """Whether a font of a page is not embedded or missing, so that other programs than a viewer
    would draw it in another."""
    contents = ParsedContents()
    resources = page.resources
    fonts: Any = resources.get("/Font", pikepdf.Dictionary())
    named = {str(one.operands[0]) for operator, one in contents.of(page) if operator == "Tf"}
    return not named.issubset(fonts.keys()) or any(
        fault == NOT_EMBEDDED for fault in _Checker(contents).resources(resources, ())
    )


def space_of(value: Any) -> str:
    """色彩空间的种类: Gray, RGB or CMYK; empty for all that is none of them."""
    kind = str(value[0]) if isinstance(value, pikepdf.Array) and len(value) else str(value)
    if kind == "/ICCBased":
        return {1: "Gray", 3: "RGB", 4: "CMYK"}.get(int(value[1].get("/N", 0)), "")
    return {
        "/DeviceGray": "Gray",
        "/G": "Gray",
        "/CalGray": "Gray",
        "/DeviceRGB": "RGB",
        "/RGB": "RGB",
        "/CalRGB": "RGB",
        "/DeviceCMYK": "CMYK",
        "/CMYK": "CMYK",
    }.get(kind, "")


def _operators(instructions: Instructions, resources: Any) -> Iterator[str]:
    """What only the operators tell: pictures among them, which may be in any colour, names of what
    the resources do not hold (ISO 19005-2, 6.2.2), operands too many or too few."""
    for operator, instruction in instructions:
        if operator == INLINE:
            yield from _image(read_inline(instruction.iimage, resources)[0])
            continue
        operands = instruction.operands
        if len(operands) != _OPERANDS.get(operator, len(operands)):
            yield OLD_FORM
            continue
        group = _NAMED.get(operator)
        if group and not _is_named(operands[0], resources.get(group, {}), operator):
            yield OLD_FORM


def _is_named(key: Any, group: Any, operator: str) -> bool:
    return str(key) in group or (operator in ("cs", "CS") and bool(space_of(key)))


_Path: TypeAlias = tuple[tuple[int, int], ...]
"""The forms that one is painted in, from the outermost."""


class _Checker:
    """Looks through the resources of a page; each form and picture is looked at once."""

    def __init__(self, contents: ParsedContents) -> None:
        self._contents = contents
        self._seen: set[tuple[int, int]] = set()

    def resources(self, resources: Any, path: _Path) -> Iterator[str]:
        """What a group of resources holds that may not be."""
        if len(path) > _DEPTH:
            yield OLD_FORM
            return
        for key in ("/Shading", "/Pattern"):
            if len(resources.get(key, {})):
                yield OTHER_COLOUR
        for value in resources.get("/Properties", {}).values():
            if isinstance(value, pikepdf.Dictionary) and "/VE" in value:
                yield LAYERED
        for value in resources.get("/ColorSpace", {}).values():
            if not space_of(value):
                yield OTHER_COLOUR
        for state in resources.get("/ExtGState", {}).values():
            yield from _state(state)
        for font in resources.get("/Font", {}).values():
            yield from _font(font)
        for inner in resources.get("/XObject", {}).values():
            yield from self._external(inner, path)

    def _external(self, value: Any, path: _Path) -> Iterator[str]:
        if not isinstance(value, pikepdf.Stream) or value.objgen in path:
            yield OLD_FORM  # it is missing, or paints itself
            return
        if value.objgen in self._seen:
            return
        self._seen.add(value.objgen)
        if "/VE" in value.get("/OC", {}):
            yield LAYERED
        if "/F" in value:
            yield OLD_FORM  # its bytes lie in another file
        elif value.get("/Subtype") == Name.Form:
            yield from self._form(value, path)
        elif value.get("/Subtype") == Name.Image:
            yield from _image(value)
        else:
            yield OLD_FORM

    def _form(self, form: Any, path: _Path) -> Iterator[str]:
        if "/Ref" in form or "/PS" in form or form.get("/Subtype2") == Name.PS:
            yield OLD_FORM
        resources = form.get("/Resources", pikepdf.Dictionary())
        yield from self.resources(resources, (*path, form.objgen))
        yield from _operators(self._contents.of(form), resources)


def _state(state: Any) -> Iterator[str]:
    """图形状态: transparency, transfer functions."""
    solid = all(float(state.get(key, 1)) >= 1 for key in ("/ca", "/CA"))
    plain = state.get("/SMask", _NO_MASK) == _NO_MASK
    modes = {"/Normal", "/Compatible"}
    if not (solid and plain and str(state.get("/BM", Name.Normal)) in modes):
        yield TRANSPARENT
    if any(key in state for key in ("/TR", "/TR2", "/HTP", "/HT")):
        yield OLD_FORM


def _font(font: Any) -> Iterator[str]:
    kind = font.get("/Subtype")
    if kind == Name.Type3:
        yield OLD_FORM
        return
    inner = font.DescendantFonts[0] if kind == Name.Type0 else font
    descriptor = inner.get("/FontDescriptor")
    if descriptor is None or not any(key in descriptor for key in _PROGRAMS):
        yield NOT_EMBEDDED
    if "/ToUnicode" in font:
        return
    if kind == Name.Type0:
        information = inner.get("/CIDSystemInfo", {})
        if str(information.get("/Ordering", "")) not in _ORDERINGS:
            yield NOT_MAPPED
    elif str(font.get("/Encoding")) not in _KNOWN_ENCODINGS:
        yield NOT_MAPPED


def _image(image: Any) -> Iterator[str]:
    if "/SMask" in image or "/Mask" in image or int(image.get("/SMaskInData", 0)):
        yield TRANSPARENT
    filters = image.get("/Filter", pikepdf.Array())
    names = filters if isinstance(filters, pikepdf.Array) else [filters]
    if any(str(one) not in _PLAIN_FILTERS for one in names):
        yield OLD_FORM
    if not image.get("/ImageMask", False) and not _is_convertible(image.get("/ColorSpace")):
        yield OTHER_COLOUR


def _is_convertible(space: Any) -> bool:
    if isinstance(space, pikepdf.Array) and str(space[0]) in ("/Indexed", "/I"):
        return bool(space_of(space[1]))
    return bool(space_of(space))
