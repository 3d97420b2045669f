"""Words outside the flow (版外文字): page numbers, stamps of proofs, numbers in the margin."""

from __future__ import annotations

from typeset.base.units import Em, Pt
from typeset.design.fonts.font_book import FontBook
from typeset.design.style.style import Colour
from typeset.layout.lines.glyph_shape import Cluster
from typeset.layout.lines.shape import Shaper
from typeset.layout.placing.page import ARTIFACT, GlyphRun, Mark


class WordSetter:
    """Sets short words of one role on one line, unjustified; `space` is the width of a blank."""

    def __init__(
        self, book: FontBook, role: str, western: str, clearance: Em, space: Em = 0.5
    ) -> None:
        self._shaper = Shaper(book, role, western, 1.0, clearance)
        self._space = space

    def clusters(self, text: str) -> list[Cluster]:
        """The clusters of a text, digits that stand together as one."""
        clusters = []
        for token in _tokens(text):
            if token.isspace():
                clusters.append(self._shaper.western(token)._replace(width=self._space))
            else:
                clusters.append(self._shaper.cluster(token))
        return clusters

    def width(self, text: str, size: Pt) -> Pt:
        """How wide a text becomes."""
        return sum(cluster.width for cluster in self.clusters(text)) * size

    def marks(
        self,
        text: str,
        left: Pt,
        baseline: Pt,
        size: Pt,
        colour: Colour,
        structure: int = ARTIFACT,
    ) -> list[Mark]:
        """A text from its left edge on a baseline."""
        return place_clusters(self.clusters(text), left, baseline, size, colour, structure)


def place_clusters(
    clusters: list[Cluster], left: Pt, baseline: Pt, size: Pt, colour: Colour, structure: int
) -> list[Mark]:
    """Clusters one after the other, each with its own width."""
    marks: list[Mark] = []
    x = 0.0
    for cluster in clusters:
        for shape, offset in zip(cluster.shapes, cluster.offsets, strict=True):
            if not shape.face:
                continue
            marks.append(
                GlyphRun(
                    x=left + (x + offset + shape.origin) * size,
                    y=baseline + shape.drop * size,
                    face=shape.face,
                    size=size,
                    colour=colour,
                    codes=(shape.code,),
                    identifiers=(shape.identifier,),
                    offsets=(0.0,),
                    advances=(shape.advance * size,),
                    texts=(shape.text,),
                    structure=structure,
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
