"""Page content (页面内容流): a page's marks as operators, each inside its marked content.

Text is placed glyph by glyph from the layout's own positions: character spacing carries what is
common to a run, adjustments the rest, so a line ends where layout says within 0.01 pt.
Source: ISO 32000-1, 8 (graphics), 9 (text), 14.6–14.8 (marked content, structure).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from typeset.base.geometry import Rectangle
from typeset.base.units import Pt
from typeset.design.style import Colour
from typeset.layout.page import (
    ARTIFACT,
    ForeignPage,
    GlyphRun,
    Mark,
    Page,
    PlacedPicture,
    Rule,
    StructureNode,
)
from typeset.output.font_use import FontUse
from typeset.output.pdf_objects import number


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's operators, the structure index of each marked content (MCID) in order, and the
    names of the images and forms it paints."""

    operators: bytes
    structures: tuple[int, ...]
    painted: tuple[str, ...]


@dataclass(slots=True)
class _State:
    """What the graphics state holds, so that nothing is said twice."""

    colour: Colour | None = None
    font: tuple[str, float] | None = None
    spacing: str = "0"


@dataclass(slots=True)
class _Writer:
    height: Pt
    fonts: FontUse
    painter: Callable[[PlacedPicture | ForeignPage], str]
    nodes: Sequence[StructureNode]
    lines: list[str] = field(default_factory=list)
    structures: list[int] = field(default_factory=list)
    painted: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    in_text: bool = False

    def open(self, structure: int) -> None:
        if structure == ARTIFACT:
            self.lines.append("/Artifact BMC")
            return
        role = self.nodes[structure].role
        self.lines.append(f"/{role} <</MCID {len(self.structures)}>> BDC")
        self.structures.append(structure)

    def close(self) -> None:
        self.end_text()
        self.lines.append("EMC")

    def end_text(self) -> None:
        if self.in_text:
            self.lines.append("ET")
            self.in_text = False

    def mark(self, mark: Mark) -> None:
        match mark:
            case GlyphRun():
                self.text(mark)
            case Rule(box=box, colour=colour):
                self.end_text()
                self.colour(colour)
                self.lines.append(f"{_box(box, self.height)} re f")
            case PlacedPicture(box=box) | ForeignPage(box=box):
                self.end_text()
                self.paint(mark, box)

    def paint(self, mark: PlacedPicture | ForeignPage, box: Rectangle) -> None:
        key = self.painter(mark)
        self.painted.append(key)
        matrix = _matrix(box, self.height, mark.turn if isinstance(mark, ForeignPage) else 0)
        self.lines.append(f"q {matrix} cm /{key} Do Q")

    def colour(self, colour: Colour) -> None:
        if colour != self.state.colour:
            self.state.colour = colour
            self.lines.append(" ".join(map(number, colour)) + " k")

    def text(self, run: GlyphRun) -> None:
        use = self.fonts.of(run.face)
        plain = use.take(run)
        self.colour(run.colour)
        if not plain:
            self.end_text()
            words = "".join(run.texts).encode("utf-16-be").hex().upper()
            self.lines.append(f"/Span <</ActualText <FEFF{words}>>> BDC")
        if not self.in_text:
            self.lines.append("BT")
            self.in_text = True
        font = (use.resource, run.size)
        if font != self.state.font:
            self.state.font = font
            self.lines.append(f"/{use.resource} {number(run.size)} Tf")
        common = _common_spacing(run)
        spacing = number(common)
        if spacing != self.state.spacing:
            self.state.spacing = spacing
            self.lines.append(f"{spacing} Tc")
        shown = _show(run, use.widths, float(spacing))
        self.lines.append(f"1 0 0 1 {number(run.x)} {number(self.height - run.y)} Tm {shown}")
        if not plain:
            self.end_text()
            self.lines.append("EMC")


def write_content(
    page: Page,
    height: Pt,
    fonts: FontUse,
    painter: Callable[[PlacedPicture | ForeignPage], str],
    nodes: Sequence[StructureNode],
) -> PageContent:
    """The operators of a page of some height; `painter` names the image or form of a mark."""
    writer = _Writer(height, fonts, painter, nodes)
    current: int | None = None
    for mark in page.marks:
        if mark.structure != current:
            if current is not None:
                writer.close()
            current = mark.structure
            writer.open(current)
        writer.mark(mark)
    if current is not None:
        writer.close()
    operators = "\n".join(writer.lines).encode("ascii")
    return PageContent(operators, tuple(writer.structures), tuple(dict.fromkeys(writer.painted)))


def _common_spacing(run: GlyphRun) -> float:
    """字距: what most glyphs of a run are apart beyond their advances, in pt."""
    offsets, advances = run.offsets, run.advances
    if len(offsets) < 2:
        return 0.0
    apart = [
        round(after - before - advance, 3)
        for before, after, advance in zip(offsets, offsets[1:], advances, strict=False)
    ]
    value, count = Counter(apart).most_common(1)[0]
    return value if count > 1 else 0.0


def _show(run: GlyphRun, widths: dict[int, float], spacing: float) -> str:
    """One TJ (or Tj): codes, and an adjustment wherever the pen is not where the glyph stands."""
    unit = run.size / 1000
    pen = 0.0
    parts: list[str] = ["<"]
    adjusted = False
    for code, offset in zip(run.codes, run.offsets, strict=True):
        back = round((pen - offset) / unit)
        if back:
            parts.append(f"> {back} <")
            pen -= back * unit
            adjusted = True
        parts.append(f"{code:04X}")
        pen += widths[code] * unit + spacing
    shown = "".join(parts)
    return f"[{shown}>] TJ" if adjusted else f"{shown}> Tj"


def _box(box: Rectangle, height: Pt) -> str:
    return " ".join(map(number, (box.left, height - box.bottom, box.width, box.height)))


def _matrix(box: Rectangle, height: Pt, turn: int) -> str:
    """The unit square onto a box, turned clockwise by `turn` degrees."""
    left, bottom = box.left, height - box.bottom
    width, tall = box.width, box.height
    matrices = {
        0: (width, 0, 0, tall, left, bottom),
        90: (0, -tall, width, 0, left, bottom + tall),
        180: (-width, 0, 0, -tall, left + width, bottom + tall),
        270: (0, tall, -width, 0, left + width, bottom),
    }
    return " ".join(map(number, matrices[turn]))
