"""Facts of foreign files (外来文件) that layout needs: measured outside, before anything is placed.

All lengths in pt, from the top-left corner of a foreign page as it is seen (its /Rotate and crop
box applied), y downwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Literal, TypeAlias

from msgspec import Struct

from typeset.base.units import Pt, Rectangle


class PictureFile(Struct, frozen=True):
    """What is known of a picture before it is placed: its path and its pixels."""

    path: str
    width: int
    height: int


class InkMap(Struct, frozen=True):
    """着墨图: which cells of a foreign page bear ink; rows from the top, a bit a cell, the leftmost
    the highest."""

    columns: int
    rows: tuple[int, ...]
    cell: Pt

    def covers(self, box: Rectangle) -> bool:
        """Whether ink lies in a rectangle of the page as seen."""
        first = max(0, floor(box.left / self.cell))
        last = min(self.columns, ceil((box.left + box.width) / self.cell))
        if first >= last:
            return False
        mask = ((1 << (last - first)) - 1) << (self.columns - last)
        top = max(0, floor(box.top / self.cell))
        return any(row & mask for row in self.rows[top : max(0, ceil(box.bottom / self.cell))])


class ForeignLink(Struct, frozen=True):
    """外来链接: an area that leads to an `address`, or to page `page` of the placed pages (from 0;
    -1 for none) at `top`."""

    box: Rectangle
    address: str = ""
    page: int = -1
    top: Pt = 0.0


class ForeignBookmark(Struct, frozen=True):
    """外来书签: nested by `level` from 1; leads to page `page` of the placed pages (from 0)."""

    level: int
    title: str
    page: int
    top: Pt = 0.0


class ForeignPageFacts(Struct, frozen=True):
    """外来页: size and ink of one page that is to be placed.

    `number` is its number in the file, from 1.  `ink` is the rectangle that holds all its ink, None
    on a blank page.  `pixels` is the width in pixels of a page that is one picture (0: it is not).
    """

    number: int
    width: Pt
    height: Pt
    ink: Rectangle | None = None
    ink_map: InkMap | None = None
    pixels: int = 0
    links: tuple[ForeignLink, ...] = ()


Road: TypeAlias = Literal["vector", "inks", "scan", "picture"]
"""路线: how a foreign page came onto ours: taken over as it is (`vector`), after another program
turned its colours into inks (`inks`), as the one picture that it is (`scan`), or painted as a
picture because it could not be taken over safely (`picture`)."""


class TakenPages(Struct, frozen=True):
    """同路的页: `numbers` of pages in a file, as “1–3, 7”, that came by one road; why they became
    pictures, in English, and of how many pixels an inch."""

    numbers: str
    road: Road
    reason: str = ""
    resolution: int = 0


class AttachmentFile(Struct, frozen=True):
    """附件文件: the pages of it that are to be placed, in order, and the prepared file that holds
    them ready to be painted.

    `path` is the file itself; `sha256` its digest; `roads` say which pages came how (the list of
    attachments shows them).
    """

    path: str
    pack: str
    pages: tuple[ForeignPageFacts, ...]
    bookmarks: tuple[ForeignBookmark, ...] = ()
    sha256: str = ""
    roads: tuple[TakenPages, ...] = ()


class Files(Struct, frozen=True):
    """Facts of the foreign files: pictures by name, attachments by (number, place of the file
    among its files from 0)."""

    pictures: Mapping[str, PictureFile]
    attachments: Mapping[tuple[int, int], AttachmentFile]
