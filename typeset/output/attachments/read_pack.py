"""What a pack says of its pages (备妥文件的说明), as the facts that layout needs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from typeset.base.units import Rectangle
from typeset.design.applying.foreign_files import (
    AttachmentFile,
    ForeignBookmark,
    ForeignLink,
    ForeignPageFacts,
    InkMap,
    Road,
    TakenPages,
)
from typeset.output.attachments.limits import number_ranges
from typeset.output.attachments.pack import Pack
from typeset.output.pdf.pdf_objects import Dictionary, Reference, Stream, array


def read_pack(pack: Pack, path: str, digest: str) -> AttachmentFile:
    """The facts of a file with its path and sha256.

    Raises KeyError, TypeError or ValueError where the pack is not as a worker leaves one.
    """
    pages = tuple(_page(value) for value in pack.facts["pages"])
    marks = pack.facts["bookmarks"]
    return AttachmentFile(
        path=path,
        pack=os.fspath(pack.path),
        pages=pages,
        bookmarks=tuple(_bookmark(value) for value in marks if value["page"] < len(pages)),
        sha256=digest,
        roads=tuple(_roads(pack.facts["pages"])),
    )


def _roads(values: Sequence[Mapping[str, Any]]) -> Iterator[TakenPages]:
    """Which pages came how, the roads in the order in which they were first taken."""
    numbers: dict[tuple[Road, str, int], list[int]] = {}
    for value in values:
        road: Road = "inks" if value.get("converted") else "vector"
        if value["reason"]:
            road = "picture"
        elif value.get("pixels"):
            road = "scan"
        key = (road, str(value["reason"]), int(value["resolution"]))
        numbers.setdefault(key, []).append(int(value["number"]))
    for (road, reason, resolution), found in numbers.items():
        yield TakenPages(number_ranges(found), road, reason, resolution)


def _page(value: Mapping[str, Any]) -> ForeignPageFacts:
    ink, cells = value.get("ink"), value.get("map")
    return ForeignPageFacts(
        number=int(value["number"]),
        width=float(value["width"]),
        height=float(value["height"]),
        ink=_rectangle(ink) if ink else None,
        ink_map=_map(cells) if cells else None,
        pixels=int(value.get("pixels", 0)),
        links=tuple(_link(link) for link in value["links"]),
    )


def _map(value: Any) -> InkMap:
    cell, columns, rows = value
    return InkMap(int(columns), tuple(int(row, 16) for row in rows), float(cell))


def _link(value: Mapping[str, Any]) -> ForeignLink:
    return ForeignLink(
        _rectangle(value["box"]), str(value["address"]), int(value["page"]), float(value["top"])
    )


def _bookmark(value: Mapping[str, Any]) -> ForeignBookmark:
    return ForeignBookmark(
        int(value["level"]), str(value["title"]), int(value["page"]), float(value["top"])
    )


def _rectangle(value: Any) -> Rectangle:
    left, top, width, height = (float(edge) for edge in value)
    return Rectangle(left, top, width, height)


# Objects of a pack (备妥对象) as objects of ours, for the file that is being made.


def unpack_objects(pack: Pack, key: str) -> dict[str, Any]:
    """All objects of a pack by names that begin with a key.

    Raises OSError where its bytes are gone, ValueError, KeyError or TypeError where they are not
    what a pack holds.
    """
    with pack.path.open("rb") as file:
        return {
            f"{key}{name}": _value(value, key, file)
            for name, value in pack.facts["objects"].items()
        }


def _value(value: Any, key: str, file: IO[bytes]) -> Any:
    if isinstance(value, str):
        return value.encode("latin-1")
    if isinstance(value, list):
        return array(_value(item, key, file) for item in value)
    if "r" in value:
        return Reference(f"{key}{value['r']}")
    entries: Mapping[str, Any] = {
        name[1:]: _value(item, key, file) for name, item in value["/"].items()
    }
    if "s" not in value:
        return Dictionary(dict(entries))
    offset, length = value["s"]
    file.seek(offset)
    content = file.read(length)
    if len(content) != length:
        raise ValueError("short")
    return Stream(content, entries, deflate=False)
