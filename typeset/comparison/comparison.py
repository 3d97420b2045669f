"""What two states of an edition differ in (比对结果)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from typeset.base.geometry import Rectangle

ChangeKind: TypeAlias = Literal[
    "added", "removed", "replaced", "moved", "parted", "joined", "picture", "file"
]
"""增, 删, 改, 移, 另起一段, 接排, 画面, 文件 (a picture or an attachment of the issue)."""


class Spot(Struct, frozen=True):
    """A rectangle on a page (place from 0); without width it is a point between characters."""

    place: int
    box: Rectangle


class Place(Struct, frozen=True):
    """处: where a change stands: the page (place from 0 and what a viewer calls it), the line on it
    from 1, and the source's file, line and column (empty and 0 where none is known)."""

    page: int
    label: str
    line: int
    file: str = ""
    source_line: int = 0
    source_column: int = 0


class Change(Struct, frozen=True):
    """改动: the words before and after, a line feed where a paragraph ends; some words of the
    paragraph around them; where they stand on both sides; `name` for files."""

    kind: ChangeKind
    before: str
    after: str
    spots_before: tuple[Spot, ...] = ()
    spots_after: tuple[Spot, ...] = ()
    place_before: Place | None = None
    place_after: Place | None = None
    lead: str = ""
    trail: str = ""
    role: str = ""
    name: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a change of the words, not of what pages show besides."""
        return self.kind not in ("picture", "file")


class Reflow(Struct, frozen=True):
    """移行: lines of unchanged text of a page (place from 0) that stand elsewhere than before:
    `lines` in all, `pages` of them on another page; their rectangles."""

    page: int
    label: str
    lines: int
    pages: int
    boxes: tuple[Rectangle, ...]


class Comparison(Struct, frozen=True):
    """Two states side by side: for each page of either the other's, all changes in order of the
    new text, unchanged lines that moved, and counts of what was only numbered anew."""

    pairs: tuple[tuple[int | None, int | None], ...]
    changes: tuple[Change, ...]
    reflow: tuple[Reflow, ...] = ()
    renumbered: int = 0

    def words(self) -> Iterator[Change]:
        """The changes of the text."""
        return (change for change in self.changes if change.is_text)
