"""Bookmarks and links of a foreign file (外来书签与链接), and where they lead.

Source: ISO 32000-1, 12.3.2 (destinations), 12.3.3 (outline), 12.5.6.5 (links), 12.6.4.2 (GoTo).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Name

from typeset.output.attachments import limits
from typeset.output.attachments.page_boxes import SeenPage

SCHEMES = ("http://", "https://", "mailto:")
_HIDDEN = 2
_NAMED_TREE_DEPTH = 12

Json = dict[str, Any]


class Destinations:
    """Where the bookmarks and links of a file lead: places of the pages that are placed.

    `places` gives the place of a placed page (from 0) by its object, `seen` what is seen of it.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        places: Mapping[tuple[int, int], int],
        seen: Mapping[int, SeenPage],
    ) -> None:
        self._pdf = pdf
        self._places = places
        self._seen = seen
        self._named = dict(_named(pdf))

    def bookmarks(self) -> list[Json]:
        """The outline as level, title, page and top; entries that lead to no placed page, and have
        none below that does, are left out."""
        outline = self._pdf.Root.get("/Outlines")
        if not isinstance(outline, pikepdf.Dictionary):
            return []
        found: list[Json] = []
        seen: set[tuple[int, int]] = set()
        self._walk(outline.get("/First"), 1, seen, found)
        return _with_targets(found)

    def _walk(self, item: Any, level: int, seen: set[tuple[int, int]], found: list[Json]) -> None:
        while isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
            if len(found) >= limits.BOOKMARKS:
                return
            seen.add(item.objgen)
            title = "".join(filter(str.isprintable, str(item.get("/Title", ""))))
            target = self._target(item) or (-1, 0.0)
            entry = {"level": level, "title": title.strip()[: limits.WORDS]}
            found.append({**entry, "page": target[0], "top": target[1]})
            if level < limits.BOOKMARK_DEPTH:
                self._walk(item.get("/First"), level + 1, seen, found)
            item = item.get("/Next")

    def links(self, page: pikepdf.Page, seen: SeenPage) -> list[Json]:
        """The links of a page that lead to an address or to a placed page."""
        return list(self._links(page, seen))[: limits.LINKS_A_PAGE]

    def _links(self, page: pikepdf.Page, seen: SeenPage) -> Iterator[Json]:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            return
        for note in list(annotations)[: 10 * limits.LINKS_A_PAGE]:
            if not isinstance(note, pikepdf.Dictionary) or note.get("/Subtype") != Name.Link:
                continue
            box = note.get("/Rect")
            if not isinstance(box, pikepdf.Array) or int(note.get("/F", 0)) & _HIDDEN:
                continue
            corners = [float(edge) for edge in box]
            if len(corners) != 4:
                continue
            area = seen.seen_box((corners[0], corners[1], corners[2], corners[3]))
            target, address = self._target(note), _address(note)
            if min(area.width, area.height) <= 0 or not (target or address):
                continue
            page_place, top = target or (-1, 0.0)
            yield {
                "box": [area.left, area.top, area.width, area.height],
                "address": "" if target else address,
                "page": page_place,
                "top": top,
            }

    def _target(self, holder: Any) -> tuple[int, float] | None:
        """Where a bookmark or link leads: place of the page, and pt from its top as seen."""
        destination = holder.get("/Dest")
        action = holder.get("/A")
        if destination is None and isinstance(action, pikepdf.Dictionary):
            if action.get("/S") != Name.GoTo:
                return None
            destination = action.get("/D")
        if isinstance(destination, pikepdf.String | pikepdf.Name):
            destination = self._named.get(str(destination))
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, pikepdf.Array) or not len(destination):
            return None
        page = destination[0]
        place = self._places.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
        return None if place is None else (place, self._top(destination, place))

    def _top(self, destination: pikepdf.Array, place: int) -> float:
        """How far below the page's top a destination begins; 0 where it does not say."""
        kind = str(destination[1]) if len(destination) > 1 else ""
        index = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2, "/FitR": 5}.get(kind, 0)
        seen = self._seen.get(place)
        if seen is None or seen.turn or not index or index >= len(destination):
            return 0.0
        try:
            top = seen.seen(0.0, float(destination[index]))[1]
        except (TypeError, ValueError):
            return 0.0
        return round(min(max(top, 0.0), seen.height), 2)


def _address(note: Any) -> str:
    """The address of a link that a reader may follow, else nothing."""
    action = note.get("/A")
    if not isinstance(action, pikepdf.Dictionary) or action.get("/S") != Name.URI:
        return ""
    address = str(action.get("/URI", ""))
    plain = address.isascii() and address.isprintable() and " " not in address
    known = address.lower().startswith(SCHEMES) and len(address) <= limits.ADDRESS
    return address if plain and known else ""


def _named(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """The named destinations of a file, of the old kind and of the new."""
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        for key in old.keys():  # noqa: SIM118 (no mapping)
            yield str(key), old[key]
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
    yield from _tree(tree, 0, set())


def _tree(node: Any, depth: int, seen: set[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    if not isinstance(node, pikepdf.Dictionary) or depth > _NAMED_TREE_DEPTH:
        return
    if node.is_indirect and node.objgen in seen:
        return
    seen.add(node.objgen)
    pairs = node.get("/Names", pikepdf.Array())
    for place in range(0, len(pairs) - 1, 2):
        yield str(pairs[place]), pairs[place + 1]
    for child in node.get("/Kids", pikepdf.Array()):
        yield from _tree(child, depth + 1, seen)


def _with_targets(entries: list[Json]) -> list[Json]:
    """Entries with a target, or with one below them, whose target they then take."""
    kept: list[Json] = []
    for entry in reversed(entries):
        below = kept[-1] if kept and kept[-1]["level"] > entry["level"] else None
        whole = entry
        if entry["page"] < 0 and below is not None:
            whole = {**entry, "page": below["page"], "top": below["top"]}
        if whole["page"] >= 0 and whole["title"]:
            kept.append(whole)
    return kept[::-1]
