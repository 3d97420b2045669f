"""Content streams taken apart (内容流解析), each once, for the checks and for the colours."""

from __future__ import annotations

from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from typeset.output.attachments import limits
from typeset.output.attachments.limits import ForeignError

Instructions: TypeAlias = list[tuple[str, Any]]
"""Operators by name, each with its whole instruction; INLINE for a picture among them."""

INLINE = "BI"


class ParsedContents:
    """The contents of one page and of the forms that it paints."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Instructions] = {}

    def of(self, content: Any) -> Instructions:
        """What a page or form paints.  Raises ForeignError (E615) where that is too much."""
        key = getattr(content, "obj", content).objgen
        known = self._known.get(key)
        if known is None:
            instructions = pikepdf.parse_content_stream(content)
            if len(instructions) > limits.OPERATORS:
                raise ForeignError("E615")
            known = [(_name(one), one) for one in instructions]
            self._known[key] = known
        return known

    def rename(self, page: pikepdf.Page, form: pikepdf.Stream) -> None:
        """Let a form made of a page have the page's content."""
        self._known[form.objgen] = self._known.pop(page.obj.objgen)


def _name(instruction: Any) -> str:
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return INLINE
    return str(instruction.operator)


# Pictures among the operators (行内图像) as image objects of their own.
#
# Source: ISO 32000-1, 8.9.7 (inline images, tables 93 and 94).

_KEYS = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/W": "/Width",
}
_VALUES = {
    "/G": "/DeviceGray",
    "/RGB": "/DeviceRGB",
    "/CMYK": "/DeviceCMYK",
    "/I": "/Indexed",
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
_KEPT = set(_KEYS.values())
_DATA = b"\nID\n"
_END = b"EI"


def read_inline(image: Any, resources: Any) -> tuple[Dictionary, bytes]:
    """An inline image as the dictionary of an image object, and its data as they stand.

    A colour space of the resources is put in place of its name.  Raises ValueError where it is
    not to be read.
    """
    head, found, data = image.unparse().partition(_DATA)
    if not found or not head.startswith(b"BI"):
        raise ValueError("no inline image")
    short = pikepdf.Object.parse(b"<<" + head[2:] + b">>")
    made = Dictionary(Type=Name.XObject, Subtype=Name.Image)
    for key in short.keys():  # noqa: SIM118 (no mapping)
        whole = _KEYS.get(key, key)
        if whole in _KEPT:
            made[whole] = _whole(short[key])
    space = made.get("/ColorSpace")
    named = resources.get("/ColorSpace", Dictionary())
    if isinstance(space, Name) and str(space) in named:
        made.ColorSpace = named[str(space)]
    return made, data.removesuffix(_END)


def inline_picture(image: Any, resources: Any, pdf: pikepdf.Pdf) -> Stream:
    """An inline image as an indirect image object of the same file."""
    entries, data = read_inline(image, resources)
    made = pdf.make_stream(data)
    for key in entries.keys():  # noqa: SIM118 (no mapping)
        made[key] = entries[key]
    return made


def _whole(value: Any) -> Any:
    """Names written out."""
    if isinstance(value, Name):
        return Name(_VALUES.get(str(value), str(value)))
    return Array([_whole(item) for item in value]) if isinstance(value, Array) else value
