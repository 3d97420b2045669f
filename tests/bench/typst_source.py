"""The same edition, and the same paragraphs, as Typst source.

Made from the styled issue, so faces, sizes, grid and words are those of our own pages: cover,
contents with true page numbers and links, materials, footers, bookmarks.  Texts stand as strings,
so nothing in them is notation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from typeset.design.applying.styled import StyledBlock, StyledIssue, StyledMaterial, StyledParagraph
from typeset.design.style.style import FooterStyle, StyleSheet

_PAGE_NUMBER = """#let page-number = context {{
  let n = counter(page).get().first()
  align(if calc.odd(n) {{ right }} else {{ left }}, text({look})[{before}#n{after}])
}}"""
_ENTRY = """#let entry(target, words) = link(target, [
  #words #box(width: 1fr, repeat[…]) #context counter(page).at(target).first()
])"""


class Family(NamedTuple):
    """A face as Typst knows it."""

    family: str
    weight: int


Families = Mapping[str, Family]
"""Role of the style sheet → the face that serves it first."""


def edition_source(issue: StyledIssue, sheet: StyleSheet, families: Families) -> str:
    """A whole edition."""
    return "\n\n".join(_edition(issue, sheet, families)) + "\n"


def paragraphs_source(texts: Sequence[str], measure: float, size: float, families: Families) -> str:
    """Each paragraph on a page of its own, `measure` em wide, two em in."""
    head = (
        f"#set page(width: {measure * size}pt, height: auto, margin: 0pt)\n"
        f'#set text({_look("body", "western", size, families)}, lang: "zh", region: "cn")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
    )
    return head + "\n#pagebreak()\n".join(f"#{string(text)}" for text in texts) + "\n"


def string(text: str) -> str:
    """A text as a string of Typst's."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _look(role: str, western: str, size: float, families: Families) -> str:
    """The arguments of `text` for a Han role, a Western role and a size in pt."""
    han = string(families[role].family)
    if role != western:
        latin = string(families[western].family)
        han = f'((name: {latin}, covers: "latin-in-cjk"), {han})'
    return f"font: {han}, weight: {families[role].weight}, size: {size:g}pt"


def _edition(issue: StyledIssue, sheet: StyleSheet, families: Families) -> Iterator[str]:
    pitch = sheet.type_area.line_pitch
    writer = _Writer(pitch, families)
    yield _head(issue, sheet, families)
    yield _PAGE_NUMBER.format(**_footer(sheet.footer, families))
    yield _ENTRY
    cover = issue.cover
    yield "#v(5cm)"
    yield writer.paragraph(cover.title)
    yield "#v(2cm)"
    yield writer.paragraph(cover.period)
    yield "#v(1fr)"
    yield writer.paragraph(cover.compiler)
    yield writer.paragraph(cover.date)
    yield '#pagebreak(to: "odd")'
    yield from writer.contents(issue)
    yield '#pagebreak(to: "odd")\n#set page(footer: page-number)\n#counter(page).update(1)'
    for place, material in enumerate(issue.materials):
        if place:
            yield "#pagebreak()"
        yield from writer.material(material)


def _head(issue: StyledIssue, sheet: StyleSheet, families: Families) -> str:
    area, page = sheet.type_area, sheet.page
    leading = area.line_pitch - area.size
    margins = (
        f"top: {area.top:.3f}pt, inside: {area.inner:.3f}pt, "
        f"bottom: {page.height - area.top - area.height:.3f}pt, "
        f"outside: {page.width - area.inner - area.width:.3f}pt"
    )
    size = f"width: {page.width:.3f}pt, height: {page.height:.3f}pt"
    look = _look("body", "western", area.size, families)
    gaps = f"leading: {leading:.3f}pt, spacing: {leading:.3f}pt"
    lines = (
        f"#set document(title: {string(issue.title)}, author: {string(issue.author)})",
        f"#set page({size}, margin: ({margins}), footer: none)",
        f'#set text({look}, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)',
        f"#set par(justify: true, first-line-indent: (amount: 2em, all: true), {gaps})",
        f"#show heading: set block(above: {leading:.3f}pt, below: {leading:.3f}pt)",
        "#show heading: it => block(width: 100%, it.body)",
    )
    return "\n".join(lines)


def _footer(style: FooterStyle, families: Families) -> dict[str, str]:
    before, _, after = style.form.partition("{n}")
    look = _look(style.face, style.face, style.size, families)
    return {"look": look, "before": before, "after": after}


class _Writer:
    """Paragraphs of the styled issue in Typst's notation."""

    def __init__(self, pitch: float, families: Families) -> None:
        self._pitch = pitch
        self._families = families

    def contents(self, issue: StyledIssue) -> Iterator[str]:
        contents = issue.contents
        yield self.paragraph(contents.heading)
        if contents.period is not None:
            yield self.paragraph(contents.period)
        for category in contents.categories:
            yield self.paragraph(category.heading)
            for entry in category.entries:
                words = string(entry.number + entry.paragraph.text)
                yield (
                    "#par(first-line-indent: 0em, hanging-indent: 1em, "
                    f"entry(<m{entry.material}>, {words}))"
                )
        if contents.notice is not None:
            yield self.paragraph(contents.notice)

    def material(self, material: StyledMaterial) -> Iterator[str]:
        yield f"#metadata(none) <m{material.number}>"
        for paragraph in (material.label, *material.front):
            yield self.paragraph(paragraph)
        for block in material.blocks:
            yield self._block(block)

    def _block(self, block: StyledBlock) -> str:
        if not isinstance(block, StyledParagraph):
            raise TypeError("only paragraphs and headings are compared")
        return self.paragraph(block)

    def paragraph(self, paragraph: StyledParagraph) -> str:
        """One paragraph; a plain body paragraph is nothing but its text."""
        style = paragraph.style
        spans = "".join(
            f"#{string(span.text)}"
            if (span.role, span.size) == ("body", style.size)
            else f"#text({_look(span.role, span.western, span.size, self._families)}, "
            f"{string(span.text)})"
            for span in paragraph.spans
        )
        if paragraph.name == "body":
            return spans
        made = (
            f"par(first-line-indent: (amount: {style.first_indent:g}em, all: true), "
            f"justify: {'true' if style.align == 'justify' else 'false'})[{spans}]"
        )
        if style.align in ("centre", "right"):
            made = f"align({'center' if style.align == 'centre' else 'right'}, {made})"
        if paragraph.outline:
            made = f"heading(level: {paragraph.outline}, {made})"
        before, after = (
            f"#v({lines * self._pitch:.3f}pt)\n" if lines else ""
            for lines in (style.blank_before, style.blank_after)
        )
        return f"{before}#{made}\n{after}"
