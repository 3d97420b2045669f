"""Where a foreign page stands on ours (附件页的位置).

Source: GB/T 9704-2012, 7.3.7 (attachments are numbered on with the body), 8 (a landscape table
is turned 90° counter-clockwise, its head at the sheet's left edge, the page number unturned).
"""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Finding
from typeset.base.geometry import Rectangle
from typeset.base.units import Pt
from typeset.design.style import StyleSheet
from typeset.design.styled import StyledAttachment
from typeset.layout.blocks.picture import report_resolution
from typeset.layout.place import Grid

_COUNTER_CLOCKWISE = 270


def attachment_box(
    size: tuple[Pt, Pt],
    area: Rectangle,
    style: StyleSheet,
    grid: Grid,
    lines_taken: int,
    whole_page: bool,
) -> tuple[Rectangle, int]:
    """(box, clockwise turn) of a foreign page of a size in pt as seen.

    Scaled in proportion into what the type area leaves, never enlarged; a landscape page is
    turned so that its head lies left.  `whole_page` fills the sheet instead.
    """
    width, height = size
    turn = 0
    room = Rectangle(0.0, 0.0, style.page.width, style.page.height)
    if not whole_page:
        top = grid.line_top(lines_taken) if lines_taken else area.top
        room = Rectangle(area.left, top, area.width, area.bottom - top)
    if width > height and room.height > room.width:
        turn = _COUNTER_CLOCKWISE
        width, height = height, width
    scale = min(room.width / width, room.height / height)
    if not whole_page:
        scale = min(scale, 1.0)
    width, height = width * scale, height * scale
    left = room.left + (room.width - width) / 2
    top = room.top + (room.height - height) / 2
    if not whole_page and lines_taken:
        top = room.top
    return Rectangle(left, top, width, height), turn


def report_image(
    attachment: StyledAttachment, box: Rectangle, turn: int, style: StyleSheet
) -> Iterator[Finding]:
    """W501 of an image that prints in a box under the style's least resolution."""
    pixels = attachment.page_sizes[0][0]
    width = box.height if turn % 180 else box.width
    yield from report_resolution(
        attachment.path, pixels, width, style.picture.least_resolution, attachment.position
    )
