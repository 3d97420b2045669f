"""Nouns of imposition (拼版): what is bound how, and which page stands where on which sheet.

Pages count from 0 in the order of reading, and so do positions in the bound book, which has blank
ones besides.  A side is described as one looks at it, columns from the left, rows from the bottom.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Binding(StrEnum):
    """装订方式."""

    SADDLE = "saddle"
    """骑马订: all sheets nested in one another, stitched through the fold."""
    PERFECT = "perfect"
    """无线胶订: sections gathered, their spines milled off and glued."""
    SECTIONS = "sections"
    """锁线: sections of nested sheets, sewn through their folds and gathered."""
    STACK = "stack"
    """裁切叠放: sheets cut, their stacks laid on one another; no fold."""


class BlankPolicy(StrEnum):
    """补白页: where the pages go that a full sheet still needs."""

    END = "end"
    """Behind the last page."""
    BEFORE_LAST = "before-last"
    """Before the last page, so that a back cover stays outside."""
    NOTES = "notes"
    """Behind the last page, ruled for notes."""


class Place(Struct, frozen=True):
    """页位: one page on one side of a sheet, by its place in the bound book.

    `depth` counts the sheets of the section that lie outside this one; `spine_at_right` tells on
    which side of the page, as it is read, the fold or the bound edge lies.
    """

    position: int
    column: int
    row: int
    upside_down: bool
    spine_at_right: bool
    depth: int = 0
    is_section_back: bool = False


class Sheet(Struct, frozen=True):
    """印张: both sides of one sheet, and the section it belongs to (from 0).

    `copies` is 2 where front and back are printed from the same plate and the sheet is cut into
    two equal ones (自翻版): `tumbled` where it is then turned head to foot (天地翻) instead of
    left to right (左右翻).
    """

    front: tuple[Place, ...]
    back: tuple[Place, ...]
    section: int = 0
    copies: int = 1
    tumbled: bool = False


class Plan(Struct, frozen=True):
    """拼版方案: all sheets, each with `columns` × `rows` places a side.

    `order` names the page of the document at each position of the book, None where a blank one was
    put in.
    """

    binding: Binding
    columns: int
    rows: int
    order: tuple[int | None, ...]
    sheets: tuple[Sheet, ...]

    @property
    def blanks(self) -> tuple[int, ...]:
        """The positions that stay blank."""
        return tuple(at for at, page in enumerate(self.order) if page is None)
