"""Pictures among the operators (行内图像) as image objects of their own.

Source: ISO 32000-1, 8.9.7 (inline images, tables 93 and 94).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

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
