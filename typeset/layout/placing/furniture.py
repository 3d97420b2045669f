"""Furniture (版面附件): page numbers and the label of an attachment, outside the flow of text.

Source: GB/T 9704-2012, 7.5 (page number: — n —, dashes' axis 7 mm below the type area, one
character in from its outer edge, odd pages right, even pages left); 7.3.7 (attachments).
"""

from __future__ import annotations

from typeset.base.geometry import Rectangle
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import StyleSheet
from typeset.layout.placing.page import FOOTER, Mark
from typeset.layout.placing.set_words import WordSetter, place_clusters


class Footers:
    """Draws the page number of a page."""

    def __init__(self, book: FontBook, sheet: StyleSheet) -> None:
        """The number stands in by characters of the body, whatever its own size."""
        self._style = style = sheet.footer
        self._pitch = sheet.type_area.character_pitch
        self._words = WordSetter(
            book, style.face, style.face, sheet.lines.ink_clearance, style.space
        )
        self._centre = book.first(style.face).middle

    def marks(self, number: int, area: Rectangle, *, outer_right: bool) -> list[Mark]:
        """— n — of a page whose type area is `area`; `outer_right` on a recto."""
        style = self._style
        clusters = self._words.clusters(style.form.format(n=number))
        width = sum(cluster.width for cluster in clusters) * style.size
        inset = style.inset * self._pitch
        if style.side == "centre":
            left = area.left + (area.width - width) / 2
        elif outer_right:
            left = area.right - inset - width
        else:
            left = area.left + inset
        axis = area.bottom + style.axis_below
        baseline = axis + self._centre * style.size
        return place_clusters(clusters, left, baseline, style.size, style.colour, FOOTER)
