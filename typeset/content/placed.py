"""What stands somewhere in the source, and is the same wherever it stands."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

_PLACES = frozenset({"position", "columns"})


class Placed(Struct, frozen=True, eq=False):
    """有出处者: equality ignores where a part was written, so that
    `parse(write_source(document)) == document` says what it means."""

    def _content(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name not in _PLACES)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash((type(self), self._content()))
