"""Content turned by 90° counter-clockwise (横排): its head at the sheet's left edge.

Recto and verso alike, so that a landscape table lies with its head at the spine on a recto and at
the fore-edge on a verso; the page number stays upright.  Source: GB/T 9704-2012, 8.
"""

from __future__ import annotations

from msgspec.structs import replace

from typeset.base.geometry import Rectangle
from typeset.layout.placing.page import Disc, ForeignPage, GlyphRun, Mark
from typeset.layout.placing.place import PageCanvas

COUNTER_CLOCKWISE = 270


def turn_canvas(lying: PageCanvas, upright: PageCanvas) -> None:
    """Put what was set on a lying area of the upright one's height onto the upright one.

    Its lines are turned text, measured when they were set; the page's own report leaves them out.
    """
    area = upright.area
    upright.marks.extend(_turned(mark, area) for mark in lying.marks)
    upright.links.extend(replace(link, box=_box(link.box, area)) for link in lying.links)


def _turned(mark: Mark, area: Rectangle) -> Mark:
    if isinstance(mark, GlyphRun):
        x, y = area.left + mark.y, area.bottom - mark.x
        return replace(mark, x=x, y=y, turn=COUNTER_CLOCKWISE)
    if isinstance(mark, Disc):
        return replace(mark, x=area.left + mark.y, y=area.bottom - mark.x)
    box = _box(mark.box, area)
    if isinstance(mark, ForeignPage):
        turn = (mark.turn + COUNTER_CLOCKWISE) % 360
        return replace(mark, box=box, shown=_box(mark.shown, area), turn=turn)
    return replace(mark, box=box)


def _box(box: Rectangle, area: Rectangle) -> Rectangle:
    return Rectangle(area.left + box.top, area.bottom - box.right, box.height, box.width)
