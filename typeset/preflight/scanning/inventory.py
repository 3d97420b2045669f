"""What lies in the file (对象清单): every object looked at once, the conspicuous ones kept.

Source: ISO 32000-1, 7.3–7.5, 12.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct

_DEEPEST = 60
_ACTIONS = {
    "/Launch", "/GoToR", "/GoToE", "/URI", "/GoTo", "/Thread", "/Sound", "/Movie", "/Hide",
    "/Named", "/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState",
    "/Rendition", "/Trans", "/GoTo3DView",
}  # fmt: skip
_HALFTONE = ("/TR", "/TR2", "/HTP", "/HT")
_BROKEN = (pikepdf.PdfError, RuntimeError, TypeError, ValueError)
_MASKS = ("/Alpha", "/Luminosity")


class Inventory(Struct):
    """清单: each list holds what was found, in the order of the objects.

    `broken` objects could not be looked at.
    """

    actions: list[str] = []
    filters: set[str] = set()
    external: int = 0
    embedded: int = 0
    foreign_objects: list[str] = []
    halftones: list[str] = []
    group_spaces: list[Any] = []
    fonts: list[Any] = []
    broken: int = 0


def take_inventory(pdf: pikepdf.Pdf) -> Inventory:
    """Look at every object of a file once."""
    found = Inventory()
    for thing in _objects(pdf, found):
        try:
            if isinstance(thing, pikepdf.Stream):
                _stream(thing, found)
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                _dictionary(thing, found)
        except _BROKEN:
            found.broken += 1
    return found


def _objects(pdf: pikepdf.Pdf, found: Inventory) -> Iterator[Any]:
    """Every indirect object and the direct ones in it; references are not followed."""
    for top in pdf.objects:
        waiting = [(top, 0)]
        while waiting:
            thing, depth = waiting.pop()
            yield thing
            if depth > _DEEPEST:
                found.broken += 1
                continue
            try:
                parts = _parts(thing)
            except _BROKEN:
                found.broken += 1
                continue
            waiting.extend((part, depth + 1) for part in parts)


def _parts(thing: Any) -> list[Any]:
    if isinstance(thing, pikepdf.Array):
        parts = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        parts = [value for _, value in thing.items()]
    else:
        return []
    kinds = pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream
    return [part for part in parts if isinstance(part, kinds) and not part.is_indirect]


def _stream(stream: Any, found: Inventory) -> None:
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    found.filters.update(str(name)[1:] for name in names if isinstance(name, pikepdf.Name))
    if "/F" in stream or "/FFilter" in stream:
        found.external += 1
    kind = str(stream.get("/Subtype", ""))
    if kind == "/PS" or str(stream.get("/Subtype2", "")) == "/PS":
        found.foreign_objects.append("PostScript")
    if kind == "/Form" and "/Ref" in stream:
        found.foreign_objects.append("Ref")
    for key in ("/OPI", "/Alternates"):
        if key in stream:
            found.foreign_objects.append(key[1:])


def _dictionary(thing: Any, found: Inventory) -> None:
    kind, style = str(thing.get("/Type", "")), str(thing.get("/S", ""))
    if "/AA" in thing:
        found.actions.append("AA")
    if "/JS" in thing or style == "/JavaScript":
        found.actions.append("JavaScript")
    elif style in _ACTIONS and kind in ("", "/Action"):
        found.actions.append(style[1:])
    if kind == "/EmbeddedFile" or ("/EF" in thing and kind in ("", "/Filespec", "/F")):
        found.embedded += 1
    if kind == "/Font" and not str(thing.get("/Subtype", "")).startswith("/CIDFont"):
        found.fonts.append(thing)
    if style not in _MASKS:
        found.halftones.extend(
            key[1:] for key in _HALFTONE if key in thing and _odd(key, thing[key])
        )
    group = thing.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and str(group.get("/S")) == "/Transparency":
        found.group_spaces.append(group.get("/CS"))


def _odd(key: str, value: Any) -> bool:
    """Whether an entry asks the press for something of its own."""
    if key == "/TR2":
        return str(value) != "/Default"
    if key == "/HT":
        return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and "/HalftoneName" in value
    return True
