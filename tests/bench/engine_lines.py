"""The lines of both engines as `SetLine`s: ours from the composer, Typst's from its PDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.bench.process import BenchError
from tests.bench.set_lines import Glyph, SetLine, SetParagraph
from typeset.layout.lines.compose import Setting, SpanText, Typesetter
from typeset.layout.lines.line import Composed

INDENT = 2.0
SIZE = 16.0
"""三号 in pt; the cell is as wide as the type, so that both engines set the same measure."""


def setting_of(measure: float) -> Setting:
    """A justified body paragraph, two em in."""
    return Setting(SIZE, measure, INDENT, 0.0, justify=True, heading=False)


def compose_texts(typesetter: Typesetter, texts: Sequence[str], measure: float) -> list[Composed]:
    """Each text as a body paragraph."""
    setting = setting_of(measure)
    return [
        typesetter.compose((SpanText(text, "body", "western", SIZE),), setting) for text in texts
    ]


def our_lines(composed: Sequence[Composed], texts: Sequence[str]) -> list[SetParagraph]:
    """The composer's lines.  Raises BenchError when a character is missing."""
    paragraphs: list[SetParagraph] = []
    for paragraph, text in zip(composed, texts, strict=True):
        lines = [
            SetLine(
                tuple(
                    Glyph(shape.text, origin)
                    for shape, origin in zip(line.shapes, line.origins, strict=True)
                ),
                INDENT if number == 0 else 0.0,
            )
            for number, line in enumerate(paragraph.lines)
        ]
        paragraphs.append(_whole(lines, text, "ours"))
    return paragraphs


def typst_lines(pdf: Path, texts: Sequence[str]) -> list[SetParagraph]:
    """The lines of a file made by `paragraphs_source`, a page a paragraph, read with PDFium.

    Raises BenchError when a character is missing.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        if len(document) != len(texts):
            raise BenchError(f"{pdf} has {len(document)} pages for {len(texts)} paragraphs")
        return [
            _with_spaces(_whole(_page_lines(page), text, "Typst"), text)
            for page, text in zip(document, texts, strict=True)
        ]
    finally:
        document.close()


def _page_lines(page: object) -> list[SetLine]:
    """Glyphs of a page by baseline; characters that PDFium puts in by itself are left out."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as pdfium

    assert isinstance(page, pypdfium2.PdfPage)
    words = page.get_textpage()
    rows: dict[int, list[Glyph]] = defaultdict(list)
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(words.count_chars()):
        if pdfium.FPDFText_IsGenerated(words, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(words, index, x, y)
        text = chr(pdfium.FPDFText_GetUnicode(words, index))
        rows[round(y.value)].append(Glyph(text, x.value / SIZE))
    words.close()
    page.close()
    return [
        SetLine(tuple(sorted(rows[row], key=lambda glyph: glyph.origin)), 0.0 if place else INDENT)
        for place, row in enumerate(sorted(rows, reverse=True))
    ]


def _with_spaces(lines: SetParagraph, text: str) -> SetParagraph:
    """The lines with the source's spaces, which a PDF may tell as a mere distance."""
    place = 0
    spaced = []
    for line in lines:
        glyphs: list[Glyph] = []
        for glyph in line.glyphs:
            while text[place].isspace():
                place += 1
                glyphs.append(Glyph(" ", glyph.origin))
            if not glyph.text.isspace():
                place += len(glyph.text)
                glyphs.append(glyph)
        spaced.append(SetLine(tuple(glyphs), line.left))
    return spaced


def _whole(lines: list[SetLine], text: str, engine: str) -> SetParagraph:
    """The lines, if they hold the paragraph's characters and no others."""
    found = "".join("".join(line.text.split()) for line in lines)
    wanted = "".join(text.split())
    if found != wanted:
        place = next(
            (k for k, pair in enumerate(zip(found, wanted, strict=False)) if len(set(pair)) > 1),
            min(len(found), len(wanted)),
        )
        raise BenchError(
            f"{engine}: the lines do not hold the text: {found[place : place + 20]!r} "
            f"where {wanted[place : place + 20]!r} is wanted"
        )
    return lines
