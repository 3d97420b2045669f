"""Characters put together (拼合字) in their room, as faces that have them draw them.

Raised and lowered figures, figures in a ring, unit signs squeezed into one cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from typeset.base.units import Em
from typeset.design.applying.words import FoundElement
from typeset.layout.lines.glyph_shape import Shape

_SCRIPT_ZOOM, _SUPER_RISE, _SUB_RISE = 0.6, 0.36, -0.12
_ZOOM_IN_RING = {1: 0.66, 2: 0.5}
_WIDEST_IN_CELL = 0.96

_RISES = {"": 0.0, "super": _SUPER_RISE, "sub": _SUB_RISE}


def spelled_run(text: str, elements: Sequence[FoundElement], scale: Em) -> tuple[Shape, ...]:
    """Elements one behind another, each in its own width, as a part of a Western run."""
    shapes = []
    for part in elements:
        zoom = _SCRIPT_ZOOM if part.element.place else 1.0
        width = part.found.glyph.advance * zoom * scale
        rise = _RISES[part.element.place] * scale
        shapes.append(_shape(part, text, width, 0.0, rise, zoom, scale))
        text = ""
    return tuple(shapes)


def spelled_cell(
    text: str, elements: Sequence[FoundElement], scale: Em, middle: Em
) -> tuple[tuple[Shape, ...], tuple[Em, ...]]:
    """Elements in one cell, and the cell's left edge from which each is placed.  The first has the
    whole cell as its room, the others none behind it; `middle` is that of the Han ink."""
    if elements[-1].element.place == "ringed":
        placed = _in_ring(elements, scale, middle)
    else:
        placed = _in_row(elements, scale)
    shapes = []
    for k, (part, (left, rise, zoom)) in enumerate(zip(elements, placed, strict=True)):
        room = 0.0 if k else 1.0
        shapes.append(_shape(part, "" if k else text, room, left - (k > 0), rise, zoom, scale))
    return tuple(shapes), tuple(float(k > 0) for k in range(len(shapes)))


def _in_row(elements: Sequence[FoundElement], scale: Em) -> list[tuple[Em, Em, float]]:
    """(left, rise, zoom) of elements side by side, made smaller where they are too wide."""
    zooms = [_SCRIPT_ZOOM if part.element.place else 1.0 for part in elements]
    widths = [
        part.found.glyph.advance * zoom * scale for part, zoom in zip(elements, zooms, strict=True)
    ]
    fit = min(1.0, _WIDEST_IN_CELL / sum(widths)) if sum(widths) else 1.0
    left = (1.0 - fit * sum(widths)) / 2
    placed = []
    for part, zoom, width in zip(elements, zooms, widths, strict=True):
        placed.append((left, _RISES[part.element.place] * fit * scale, zoom * fit))
        left += width * fit
    return placed


def _in_ring(elements: Sequence[FoundElement], scale: Em, middle: Em) -> list[tuple[Em, Em, float]]:
    """A ring and its figures, both with the middle of their ink in the middle of the cell."""
    ring = elements[0].found.glyph
    rise = (middle - (ring.bottom + ring.top) / 2) * scale
    placed = [(0.5 - (ring.left + ring.right) / 2 * scale, rise, 1.0)]
    figures = [part.found.glyph for part in elements[1:]]
    zoom = _ZOOM_IN_RING[min(2, len(figures))]
    first, last = figures[0], figures[-1]
    pens = [sum(glyph.advance for glyph in figures[:k]) for k in range(len(figures))]
    centre = (first.left + pens[-1] + last.right) / 2 * zoom * scale
    for glyph, pen in zip(figures, pens, strict=True):
        height = (middle - (glyph.bottom + glyph.top) / 2 * zoom) * scale
        placed.append((0.5 - centre + pen * zoom * scale, height, zoom))
    return placed


def _shape(
    part: FoundElement, text: str, width: Em, left: Em, rise: Em, zoom: float, scale: Em
) -> Shape:
    glyph, size = part.found.glyph, zoom * scale
    return Shape(
        text,
        part.found.face.identifier,
        glyph.code,
        glyph.identifier,
        width,
        left,
        -rise,
        glyph.advance * size,
        left + glyph.left * size,
        glyph.bottom * size + rise,
        left + glyph.right * size,
        glyph.top * size + rise,
        part.element.character,
        zoom,
    )
