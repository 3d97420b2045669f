"""Objects of a foreign file (外来对象) into a pack: what a page needs to be painted, key by key.

Nothing comes along that is not on a list here: no action, no embedded file, no reference to
another file, no private data, no structure.
Source: ISO 32000-1, 7.3 (objects), 8 and 9 (what paints); ISO 19005-2, 6.1 and 6.2.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from msgspec import Struct

from typeset.output.attachments.pack import PackWriter

_DEPTH = 60
_LEVEL = 6
_KEPT_FILTERS = {
    "/FlateDecode",
    "/DCTDecode",
    "/ASCII85Decode",
    "/ASCIIHexDecode",
    "/CCITTFaxDecode",
    "/RunLengthDecode",
}


class Shape(Struct, frozen=True):
    """对象的样子: keys that hold plain values, keys that hold objects of other shapes, and the
    shape of every other key (as in a group of resources, whose keys are names)."""

    plain: frozenset[str] = frozenset()
    inner: Mapping[str, str] = {}
    named: str = ""


def _plain(words: str) -> frozenset[str]:
    return frozenset(f"/{word}" for word in words.split())


_STREAM = _plain("Filter DecodeParms")
_SHAPES: Mapping[str, Shape] = {
    "resources": Shape(
        inner={"/Font": "fonts", "/XObject": "externals", "/ExtGState": "states"},
    ),
    "fonts": Shape(named="font"),
    "externals": Shape(named="external"),
    "states": Shape(named="state"),
    "external": Shape(
        _plain(
            "Type Subtype FormType BBox Matrix Width Height BitsPerComponent ColorSpace Decode"
            " ImageMask"
        )
        | _STREAM,
        {"/Resources": "resources"},
    ),
    "state": Shape(_plain("Type LW LC LJ ML D RI OP op OPM FL SM SA CA ca AIS TK")),
    "font": Shape(
        _plain("Type Subtype BaseFont FirstChar LastChar Widths CIDSystemInfo DW DW2 W W2"),
        {
            "/FontDescriptor": "descriptor",
            "/Encoding": "encoding",
            "/ToUnicode": "map",
            "/DescendantFonts": "font",
            "/CIDToGIDMap": "map",
        },
    ),
    "descriptor": Shape(
        _plain(
            "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent"
            " Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth"
        ),
        {"/FontFile": "program", "/FontFile2": "program", "/FontFile3": "program"},
    ),
    "program": Shape(_plain("Subtype Length1 Length2 Length3") | _STREAM),
    "encoding": Shape(
        _plain("Type BaseEncoding Differences CMapName CIDSystemInfo WMode") | _STREAM,
        {"/UseCMap": "encoding"},
    ),
    "map": Shape(_plain("Type CMapName CIDSystemInfo WMode") | _STREAM, {"/UseCMap": "encoding"}),
}
_NAMES = {"encoding", "map"}
"""Shapes that may be a name instead of an object."""


class ObjectTaker:
    """Takes objects of one file into a pack; what several pages share is taken once.

    Every method raises ValueError or TypeError where values are nested without end or are not what
    they must be, and what pikepdf raises for streams that do not unpack.
    """

    def __init__(self, pack: PackWriter) -> None:
        self._pack = pack
        self._names: dict[tuple[tuple[int, int], str], str] = {}

    def take(self, value: Any, shape: str = "external", depth: int = 0) -> Any:
        """A value of a shape as the pack has it; streams and shared objects become references."""
        if depth > _DEPTH:
            raise ValueError("nested too deeply")
        if isinstance(value, pikepdf.Array) and shape == "font":
            return [self.take(item, shape, depth + 1) for item in list(value)[:1]]
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            if shape in _NAMES and isinstance(value, pikepdf.Name):
                return _token(value)
            raise ValueError(f"no {shape}")
        if not (value.is_indirect or isinstance(value, pikepdf.Stream)):
            return self._object(value, shape, depth)
        key = (value.objgen, shape)
        known = self._names.get(key) if value.is_indirect else None
        if known is None:
            known = self.add(None)
            if value.is_indirect:
                self._names[key] = known
            self._pack.objects[known] = self._object(value, shape, depth)
        return {"r": known}

    def add(self, value: Any, name: str = "") -> str:
        """Put a value that is as the pack has it under a name, a number where none is given."""
        name = name or str(len(self._pack.objects) + 1)
        self._pack.objects[name] = value
        return name

    def add_stream(self, content: bytes, entries: dict[str, Any], name: str = "") -> str:
        """Put a stream of ours under a name, deflated where it has no filter of its own."""
        if "/Filter" not in entries:
            entries = entries | {"/Filter": "/FlateDecode"}
            content = zlib.compress(content, _LEVEL)
        return self.add({"/": entries, "s": self._pack.add_bytes(content)}, name)

    def _object(self, value: Any, name: str, depth: int) -> Any:
        shape = _SHAPES[name]
        entries: dict[str, Any] = {}
        for key in sorted(value.keys()):
            item = value[key]
            if key in shape.plain:
                entries[key] = _token(item)
            elif key in shape.inner or shape.named:
                entries[key] = self.take(item, shape.inner.get(key, shape.named), depth + 1)
        if entries.get("/Subtype") == "/CIDFontType2":
            entries.setdefault("/CIDToGIDMap", "/Identity")
        if not isinstance(value, pikepdf.Stream):
            return {"/": entries}
        return self._stream(value, entries)

    def _stream(self, value: pikepdf.Stream, entries: dict[str, Any]) -> Any:
        filters = _filters(value)
        if not filters or not _KEPT_FILTERS.issuperset(filters):
            entries.pop("/Filter", None)
            entries.pop("/DecodeParms", None)
            content = zlib.compress(value.read_bytes(), _LEVEL)
            entries["/Filter"] = "/FlateDecode"
        else:
            content = value.read_raw_bytes()
        return {"/": entries, "s": self._pack.add_bytes(content)}


def _filters(value: pikepdf.Stream) -> list[str]:
    filters = value.get("/Filter", pikepdf.Array())
    return [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def _token(value: Any, depth: int = 0) -> Any:
    """A plain value, whose references are followed, as the pack has it."""
    if depth > _DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, pikepdf.Stream):
        raise TypeError("a stream where a plain value must be")
    if isinstance(value, pikepdf.Array):
        return [_token(item, depth + 1) for item in value]
    if isinstance(value, pikepdf.Dictionary):
        return {"/": {key: _token(value[key], depth + 1) for key in sorted(value.keys())}}
    if isinstance(value, pikepdf.Object):
        return value.unparse(resolved=True).decode("latin-1")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
