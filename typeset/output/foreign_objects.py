"""Objects of a foreign file (外来对象) as objects of ours: copied without what must not come along.

Source: ISO 32000-1, 7.3 (objects); ISO 19005-2, 6.1 and 6.2 (what an archive file may hold).
"""

from __future__ import annotations

from typing import Any

import pikepdf

from typeset.output.pdf_objects import Dictionary, Reference, Stream, array

_LEFT_BEHIND = frozenset(
    {
        "/Metadata",
        "/PieceInfo",
        "/StructParent",
        "/StructParents",
        "/LastModified",
        "/OPI",
        "/Alternates",
        "/Parent",
        "/Group",
        # Lists of what a subset holds: seldom true, and not needed (ISO 19005-2, 6.2.11.4.2).
        "/CIDSet",
        "/CharSet",
        "/Length",
        "/DL",
    }
)
_DEPTH = 60


class ForeignObjects:
    """The objects taken from one foreign file, by names that begin with its key."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._names: dict[tuple[int, int], str] = {}
        self._count = 0
        self._fresh: dict[str, Any] = {}

    def collect(self) -> dict[str, Any]:
        """The objects that were taken since this was last asked."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def take(self, value: Any, depth: int = 0) -> Any:
        """A value as ours; streams and indirect objects become objects with names.

        Raises ValueError where values are nested without end.
        """
        if depth > _DEPTH:
            raise ValueError("nested too deeply")
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            if value.is_indirect or isinstance(value, pikepdf.Stream):
                return self._indirect(value, depth)
            return self._direct(value, depth)
        if isinstance(value, pikepdf.Object):
            return value.unparse()
        if value is None or isinstance(value, bool):
            return {None: "null", True: "true", False: "false"}[value]
        return str(value)

    def _indirect(self, value: Any, depth: int) -> Reference:
        known = self._names.get(value.objgen) if value.is_indirect else None
        if known is not None:
            return Reference(known)
        self._count += 1
        name = f"{self._key}.{self._count}"
        if value.is_indirect:
            self._names[value.objgen] = name
        self._fresh[name] = self._direct(value, depth)
        return Reference(name)

    def _direct(self, value: Any, depth: int) -> Any:
        if isinstance(value, pikepdf.Array):
            return array(self.take(item, depth + 1) for item in value)
        entries = {
            str(key)[1:]: self.take(item, depth + 1)
            for key, item in sorted(value.items())
            if key not in _LEFT_BEHIND
        }
        if isinstance(value, pikepdf.Stream):
            return Stream(value.read_raw_bytes(), entries, deflate="Filter" not in entries)
        if entries.get("Subtype") in ("/CIDFontType2", b"/CIDFontType2"):
            entries.setdefault("CIDToGIDMap", "/Identity")
        return Dictionary(entries)
