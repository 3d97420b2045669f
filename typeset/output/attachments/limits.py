"""Limits of foreign files (外来文件上限); beyond them a file is refused by a code of its own.

Source: reference, Limits.
"""

from __future__ import annotations

from collections.abc import Sequence

from typeset.base.units import Pt
from typeset.base.worker import WorkerLimits

FILE_BYTES = 200_000_000
FILE_PAGES = 2_000
ALL_PAGES = 5_000
"""Of all attachments of one issue."""
STREAM_BYTES = 128_000_000
"""Of one stream as it unpacks, and of all the content of one page."""
SMALLEST_PAGE: Pt = 3.0
LARGEST_PAGE: Pt = 14_400.0
"""Edge of a page as seen (ISO 32000-1, Annex C)."""
WARNINGS = 2_000
FILTERS = 4
"""One behind the other in one stream; two are honest (ASCII85, then Flate)."""
BOOKMARKS = 2_000
BOOKMARK_DEPTH = 6
LINKS_A_PAGE = 500
WORDS = 300
"""Characters of a bookmark's title or a link's address that are kept (地址 2,000)."""
ADDRESS = 2_000
OPERATORS = 3_000_000
"""Of one page and what it paints."""

CONVERTER = "gs"
"""Ghostscript's program, which brings into inks what is too much for us, where it is installed."""

WORKER = WorkerLimits(
    memory=1_000_000_000,
    processor_seconds=18,
    wall_seconds=20,
    written=600_000_000,
    open_files=64,
    steps=FILE_PAGES,
    seconds_a_step=3.0,
)
"""Twenty seconds, and three more for each page that is ready (a page as a picture takes half a
second, on a slow machine two)."""


# Faults of foreign files (外来文件的问题), as a worker tells them.


class ForeignError(Exception):
    """A file or page that cannot be used: the code of its message, and what the message names."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


# Numbers of pages as they are shown (页号范围).


def number_ranges(numbers: Sequence[int]) -> str:
    """1–3, 7: neighbours together."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
