"""Pictures (图) as one slice: kept in proportion, centred, whole grid lines high.

Source: reference rule 23 (pictures consume whole lines); the caption stands below, on the grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.units import Pt, Rectangle
from typeset.design.applying.styled import StyledPicture
from typeset.design.style.style import StyleSheet
from typeset.layout.blocks.paragraph import Measure, set_paragraph
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.slices import Choice, FlowBlock, SetPicture, Slice, SliceItem, in_part

COARSE_PICTURE = Message(
    "W501",
    mark("{file} prints at {resolution} ppi; {wanted} are wanted"),
    mark("use a picture at least {pixels} pixels wide"),
)

_POINTS_PER_INCH = 72.0
_ABOVE = 0.6
"""The share of the white in a picture's lines that stands above it."""


def set_picture(
    typesetter: Typesetter, picture: StyledPicture, style: StyleSheet, measure: Measure
) -> tuple[FlowBlock, tuple[Finding, ...]]:
    """A picture with its caption; W501 when it prints under the style's least resolution."""
    area = style.type_area
    pitch, lead = area.line_pitch, (area.line_pitch - area.size) / 2
    width, height = _size(picture, style, measure)
    lines = max(1, math.ceil((height + lead) / pitch - 1e-6))
    # Inside the type area at a page's head, and nearer to its caption than to the text above.
    top = max(lead, (lines * pitch - height) * _ABOVE)
    box = Rectangle((measure.width - width) / 2, top, width, height)
    items: list[SliceItem] = [SetPicture(box, picture.path, picture.alternative)]
    slices = [Slice(lines, tuple(items))]
    if picture.caption is not None:
        caption = set_paragraph(typesetter, picture.caption, measure).choice.slices
        slices.extend(in_part(piece, 1) for piece in caption)
    block = FlowBlock(Choice(tuple(slices), 0.0), picture, whole=True)
    least = style.picture.least_resolution
    found = report_resolution(picture.path, picture.width, width, least, picture.position)
    return block, tuple(found)


def report_resolution(
    path: str, pixels: float, width: Pt, least: float, position: SourcePosition
) -> Iterator[Finding]:
    """W501 where so many pixels print at some width under the least resolution, in ppi."""
    resolution = pixels / (width / _POINTS_PER_INCH)
    if resolution < least - 0.5:
        yield COARSE_PICTURE.at(
            position,
            file=path.rsplit("/", 1)[-1],
            resolution=round(resolution),
            wanted=round(least),
            pixels=math.ceil(width / _POINTS_PER_INCH * least),
        )


def _size(picture: StyledPicture, style: StyleSheet, measure: Measure) -> tuple[Pt, Pt]:
    """Its own share of the measure; else as wide as the measure, but no larger than the resolution
    allows down to the style's least width; no higher than the style's most lines."""
    widest = measure.width
    sharp = picture.width / style.picture.least_resolution * _POINTS_PER_INCH
    width = min(widest, max(sharp, widest * style.picture.least_width))
    if picture.share:
        width = widest * picture.share
    height = width * picture.height / picture.width
    most = style.picture.most_lines * style.type_area.line_pitch
    if height > most:
        width, height = width * most / height, most
    return width, height
