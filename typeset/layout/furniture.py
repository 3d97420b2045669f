"""Furniture (版面附件): page numbers and the label of an attachment, outside the flow of text.

Source: GB/T 9704-2012, 7.5 (page number: — n —, dashes' axis 7 mm below the type area, one
character in from its outer edge, odd pages right, even pages left); 7.3.7 (attachments).
"""

from __future__ import annotations

from typeset.base.geometry import Rectangle
from typeset.design.font_book import FontBook
from typeset.design.style import StyleSheet
from typeset.layout.page import FOOTER, GlyphRun, Mark
from typeset.layout.shape import Cluster, Shaper


class Footers:
    """Draws the page number of a page."""

    def __init__(self, book: FontBook, sheet: StyleSheet) -> None:
        """The number stands in by characters of the body, whatever its own size."""
        self._style = style = sheet.footer
        self._pitch = sheet.type_area.character_pitch
        self._shaper = Shaper(book, style.face, style.face, 1.0, sheet.lines.ink_clearance)
        self._centre = book.first(style.face).middle

    def marks(self, number: int, area: Rectangle, *, outer_right: bool) -> list[Mark]:
        """— n — of a page whose type area is `area`; `outer_right` on a recto."""
        style = self._style
        clusters = self._clusters(style.form.format(n=number))
        width = sum(cluster.width for cluster in clusters) * style.size
        inset = style.inset * self._pitch
        if style.side == "centre":
            left = area.left + (area.width - width) / 2
        elif outer_right:
            left = area.right - inset - width
        else:
            left = area.left + inset
        axis = area.bottom + style.axis_below
        return self._runs(clusters, left, axis + self._centre * style.size)

    def _clusters(self, text: str) -> list[Cluster]:
        clusters = []
        for token in _tokens(text):
            if token.isspace():
                clusters.append(self._shaper.western(token)._replace(width=self._style.space))
            else:
                clusters.append(self._shaper.cluster(token))
        return clusters

    def _runs(self, clusters: list[Cluster], left: float, baseline: float) -> list[Mark]:
        style = self._style
        marks: list[Mark] = []
        x = 0.0
        for cluster in clusters:
            for shape, offset in zip(cluster.shapes, cluster.offsets, strict=True):
                if not shape.face:
                    continue
                marks.append(
                    GlyphRun(
                        x=left + (x + offset + shape.origin) * style.size,
                        y=baseline + shape.drop * style.size,
                        face=shape.face,
                        size=style.size,
                        colour=style.colour,
                        codes=(shape.code,),
                        identifiers=(shape.identifier,),
                        offsets=(0.0,),
                        advances=(shape.advance * style.size,),
                        texts=(shape.text,),
                        structure=FOOTER,
                    )
                )
            x += cluster.width
        return marks


def _tokens(text: str) -> list[str]:
    """Digits together, everything else one by one."""
    tokens: list[str] = []
    for character in text:
        if tokens and character.isdigit() and tokens[-1].isdigit():
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens
