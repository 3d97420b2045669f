"""Text (文字) on a sheet: glyphs in the embedded faces.

Text is placed glyph by glyph from the layout's own positions: character spacing carries what is
common to a run, adjustments the rest, so a line ends where layout says within 0.01 pt.
Source: ISO 32000-1, 9 (text).
"""

from __future__ import annotations

from collections import Counter

from typeset.layout.placing.page import GlyphRun
from typeset.output.pdf.numerals import number
from typeset.output.pdf.page_content import Sheet
from typeset.output.pdf.pdf_fonts import FontUse


class TextWriter:
    """Glyphs as text; the faces are embedded afterwards from what was used."""

    def __init__(self, fonts: FontUse) -> None:
        self._fonts = fonts

    def take(self, run: GlyphRun) -> bool:
        return self._fonts.of(run.face).take(run)

    def show(self, run: GlyphRun, sheet: Sheet) -> None:
        use, state, lines = self._fonts.of(run.face), sheet.state, sheet.lines
        if not sheet.in_text:
            lines.append("BT")
            sheet.in_text = True
        font = (use.resource, run.size)
        if font != state.font:
            state.font = font
            lines.append(f"/{use.resource} {number(run.size)} Tf")
        spacing = number(_common_spacing(run))
        if spacing != state.spacing:
            state.spacing = spacing
            lines.append(f"{spacing} Tc")
        shown = _show(run, use.widths, float(spacing))
        place = f"{number(run.x)} {number(sheet.height - run.y)}"
        lines.append(f"{_TURNS[run.turn]} {place} Tm {shown}")


_TURNS = {0: "1 0 0 1", 270: "0 1 -1 0"}
"""The first four numbers of the text matrix by the run's clockwise turn."""


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
