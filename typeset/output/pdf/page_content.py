"""Page content (页面内容流): a page's marks as operators, each inside its marked content.

Source: ISO 32000-1, 8 (graphics), 11.7.4 (overprint), 14.6–14.8 (marked content, structure).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct, field

from typeset.base.units import Pt, Rectangle
from typeset.design.style.style import Colour
from typeset.layout.placing.page import (
    ARTIFACT,
    FOOTER,
    REPEATED,
    Disc,
    ForeignPage,
    GlyphRun,
    Mark,
    Page,
    PlacedPicture,
    Rule,
    Spoken,
    StructureNode,
)
from typeset.output.pdf.numerals import number
from typeset.output.pdf.pdf_objects import text_string

_OVER, _KNOCK_OUT = "Over", "Out"
OVERPRINT = {
    _OVER: {"Type": "/ExtGState", "OP": "true", "op": "true", "OPM": 1},
    _KNOCK_OUT: {"Type": "/ExtGState", "OP": "false", "op": "false", "OPM": 0},
}
"""Graphics states by resource name: black ink that prints over what lies below, and all else."""

_ARTIFACTS = {
    ARTIFACT: "/Artifact <</Type /Layout>> BDC",
    FOOTER: "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    REPEATED: "/Artifact <</Type /Pagination>> BDC",
}


class PageContent(Struct, frozen=True):
    """A page's operators, the structure index of each marked content (MCID) in order, and the
    names of the images and forms it paints."""

    operators: bytes
    structures: tuple[int, ...]
    painted: tuple[str, ...]


class GlyphWriter(Protocol):
    """How runs of glyphs are written: as text in a face, or as outlines."""

    def take(self, run: GlyphRun) -> bool:
        """Note a run; whether a reader can tell its words from the glyphs."""
        ...

    def show(self, run: GlyphRun, sheet: Sheet) -> None:
        """Write a run onto a sheet."""
        ...


class _State(Struct):
    """What the graphics state holds, so that nothing is said twice."""

    colour: Colour | None = None
    overprints: bool = False
    font: tuple[str, float] | None = None
    spacing: str = "0"


class Sheet(Struct):
    """A page's content while it is being written; `height` is the page's."""

    height: Pt
    glyphs: GlyphWriter
    painter: Callable[[PlacedPicture | ForeignPage], str]
    nodes: Sequence[StructureNode]
    lines: list[str] = []
    structures: list[int] = []
    painted: list[str] = []
    state: _State = field(default_factory=_State)
    in_text: bool = False
    spoken: Spoken | None = None

    def open(self, structure: int) -> None:
        """Begin the marked content of a structure node, or of no content."""
        if structure < 0:
            self.lines.append(_ARTIFACTS[structure])
            return
        role = self.nodes[structure].role
        # The press file has the same content and no links; what the tree says is what counts.
        role = "Span" if role == "Link" else role
        self.lines.append(f"/{role} <</MCID {len(self.structures)}>> BDC")
        self.structures.append(structure)

    def close(self) -> None:
        self.end_spoken()
        self.lines.append("EMC")

    def end_text(self) -> None:
        if self.in_text:
            self.lines.append("ET")
            self.in_text = False

    def end_spoken(self) -> None:
        self.end_text()
        if self.spoken is not None:
            self.lines.append("EMC")
            self.spoken = None

    def mark(self, mark: Mark) -> None:
        match mark:
            case GlyphRun():
                self._text(mark)
            case Disc(colour=colour):
                self.end_spoken()
                self._colour(colour)
                self.lines.append(f"{_circle(mark, self.height)} f")
            case Rule(box=box, colour=colour):
                self.end_spoken()
                self._colour(colour)
                self.lines.append(f"{_box(box, self.height)} re f")
            case PlacedPicture(box=box) | ForeignPage(box=box):
                self.end_spoken()
                self._paint(mark, box)

    def _paint(self, mark: PlacedPicture | ForeignPage, box: Rectangle) -> None:
        key = self.painter(mark)
        self.painted.append(key)
        matrix = _matrix(box, self.height, mark.turn if isinstance(mark, ForeignPage) else 0)
        knock_out = f"/{_KNOCK_OUT} gs " if self.state.overprints else ""
        shown = mark.shown if isinstance(mark, ForeignPage) else box
        clip = "" if shown == box else f"{_box(shown, self.height)} re W n "
        self.lines.append(f"q {knock_out}{clip}{matrix} cm /{key} Do Q")

    def _colour(self, colour: Colour) -> None:
        """The colour of what follows; black ink alone prints over what lies below (黑版叠印)."""
        if colour == self.state.colour:
            return
        self.state.colour = colour
        overprints = not any(colour[:3]) and colour[3] > 0
        if overprints is not self.state.overprints:
            self.state.overprints = overprints
            self.lines.append(f"/{_OVER if overprints else _KNOCK_OUT} gs")
        self.lines.append(" ".join(map(number, colour)) + " k")

    def _text(self, run: GlyphRun) -> None:
        """A run of glyphs, with the words it stands for where the glyphs do not tell them."""
        plain = self.glyphs.take(run)
        spoken = run.spoken
        if spoken is None and not plain:
            spoken = Spoken("".join(run.texts))
        if spoken is not self.spoken:
            self.end_spoken()
        self._colour(run.colour)
        if spoken is not None and spoken is not self.spoken:
            self.end_text()
            self.lines.append(f"/Span <</ActualText {text_string(spoken.text)}>> BDC")
            self.spoken = spoken
        self.glyphs.show(run, self)


def write_content(
    page: Page,
    height: Pt,
    glyphs: GlyphWriter,
    painter: Callable[[PlacedPicture | ForeignPage], str],
    nodes: Sequence[StructureNode],
) -> PageContent:
    """The operators of a page of some height; `painter` names the image or form of a mark."""
    sheet = Sheet(height, glyphs, painter, nodes)
    current: int | None = None
    for mark in page.marks:
        if mark.structure != current:
            if current is not None:
                sheet.close()
            current = mark.structure
            sheet.open(current)
        sheet.mark(mark)
    if current is not None:
        sheet.close()
    operators = "\n".join(sheet.lines).encode("ascii")
    return PageContent(operators, tuple(sheet.structures), tuple(dict.fromkeys(sheet.painted)))


_ARC = 0.5523
"""How far the control points of a quarter circle lie from its ends, in radii."""


def _circle(disc: Disc, height: Pt) -> str:
    """A circle as four curves."""
    x, y, r = disc.x, height - disc.y, disc.radius
    c = r * _ARC
    points = (
        (x + r, y + c, x + c, y + r, x, y + r),
        (x - c, y + r, x - r, y + c, x - r, y),
        (x - r, y - c, x - c, y - r, x, y - r),
        (x + c, y - r, x + r, y - c, x + r, y),
    )
    curves = (" ".join(map(number, curve)) + " c" for curve in points)
    return f"{number(x + r)} {number(y)} m {' '.join(curves)}"


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
