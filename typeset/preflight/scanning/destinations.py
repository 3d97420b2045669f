"""Where links and bookmarks lead (跳转目标).  Source: ISO 32000-1, 12.3.2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from typeset.preflight.scanning.opened import Opened

_MOST = 100_000
_DEEPEST = 30


class Bookmark(NamedTuple):
    """书签: its words and the page it leads to (from 0), None where it leads nowhere."""

    title: str
    page: int | None


class Destinations:
    """The destinations of one file."""

    def __init__(self, opened: Opened) -> None:
        self._places = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        self._root = opened.root
        self._names: dict[bytes, Any] | None = None

    def page_of(self, holder: Any) -> int | None:
        """The page that a link or bookmark leads to, by Dest or a GoTo action."""
        action = holder.get("/A")
        target = holder.get("/Dest")
        if target is None and isinstance(action, pikepdf.Dictionary):
            target = action.get("/D") if str(action.get("/S")) == "/GoTo" else None
        if isinstance(target, pikepdf.Name | pikepdf.String):
            target = self._named(target)
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        page = target[0]
        return self._places.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None

    def _named(self, name: Any) -> Any:
        if isinstance(name, pikepdf.Name):
            listed = self._root.get("/Dests")
            return listed.get(str(name)) if isinstance(listed, pikepdf.Dictionary) else None
        if self._names is None:
            names = self._root.get("/Names")
            tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
            self._names = dict(_leaves(tree, 0))
        return self._names.get(bytes(name))

    def bookmarks(self) -> list[Bookmark]:
        """All bookmarks in reading order; a loop among them is broken off."""
        outlines = self._root.get("/Outlines")
        found: list[Bookmark] = []
        seen: set[tuple[int, int]] = set()
        first = outlines.get("/First") if isinstance(outlines, pikepdf.Dictionary) else None
        waiting = [first]
        while waiting and len(found) < _MOST:
            item = waiting.pop()
            if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            found.append(Bookmark(str(item.get("/Title", "")), self.page_of(item)))
            waiting += [item.get("/Next"), item.get("/First")]
        return found


def _leaves(node: Any, depth: int) -> Iterator[tuple[bytes, Any]]:
    if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    names = list(node.get("/Names", ()))
    yield from ((bytes(key), value) for key, value in zip(names[::2], names[1::2], strict=False))
    for kid in node.get("/Kids", ()):
        yield from _leaves(kid, depth + 1)
