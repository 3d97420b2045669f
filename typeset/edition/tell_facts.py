"""Telling the witness (应有内容): laid-out pages to the facts that the file must bear out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from typeset.base.findings import Finding
from typeset.design.style.style import StyleSheet
from typeset.layout.placing.page import ForeignPage, GlyphRun, Page, Pages, words_of
from typeset.preflight.expected import (
    ExpectedEntry,
    ExpectedFacts,
    ExpectedFooter,
    ExpectedGrid,
    ExpectedKind,
    ExpectedPage,
    Substitution,
)

_SUBSTITUTIONS = ("H402", "W407")
"""A character, or a whole role, set in another face than the style names."""
_NO_PROFILE = "W607"
"""No colour profile is installed, so the files claim no standard."""


def tell_facts(pages: Pages, style: StyleSheet, findings: Sequence[Finding]) -> ExpectedFacts:
    """All that is known of a file before it is drawn."""
    area, footer = style.type_area, style.footer
    return ExpectedFacts(
        entries=tell_entries(pages, style),
        pages=tuple(_page(page) for page in pages.pages),
        grid=ExpectedGrid(
            top=area.top,
            width=area.width,
            height=area.height,
            characters=area.characters_per_line,
            lines=area.lines_per_page,
            line_pitch=area.line_pitch,
            size=area.size,
        ),
        footer=ExpectedFooter(
            form=footer.form,
            axis_below=footer.axis_below,
            inset=footer.inset * area.character_pitch,
            size=footer.size,
            centred=footer.side == "centre",
        ),
        duplex=pages.duplex,
        text_inks=tuple(
            (colour.cyan, colour.magenta, colour.yellow, colour.black)
            for colour in style.colours.values()
        ),
        substitutions=tuple(_substitutions(findings)),
        claims=all(finding.code != _NO_PROFILE for finding in findings),
    )


def tell_outlined(facts: ExpectedFacts) -> ExpectedFacts:
    """What is known of a file whose text has become outlines (转曲): nothing of its words."""
    pages = tuple(replace(page, text="", furniture="") for page in facts.pages)
    return replace(facts, entries=(), grid=None, footer=None, pages=pages)


def tell_entries(pages: Pages, style: StyleSheet) -> tuple[ExpectedEntry, ...]:
    """The entries of the contents, each with the page it must lead to."""
    return tuple(
        ExpectedEntry(
            listed=title.listed,
            number=title.number,
            title=title.title,
            footer=_footer(pages.pages[title.page_index], style),
            contents_page=title.contents_page_index,
            page=title.page_index,
            position=title.position,
        )
        for title in pages.expected_titles
    )


def _footer(page: Page, style: StyleSheet) -> str:
    """The page number as printed, empty where an attachment has none of ours."""
    return "" if page.number is None else style.footer.form.format(n=page.number)


def _page(page: Page) -> ExpectedPage:
    runs = [mark for mark in page.marks if isinstance(mark, GlyphRun)]
    kind = ExpectedKind.OWN if page.marks else ExpectedKind.BLANK
    if any(isinstance(mark, ForeignPage) for mark in page.marks):
        kind = ExpectedKind.FOREIGN
    return ExpectedPage(
        kind=kind,
        number=page.number,
        left=page.type_area.left,
        text=_text(run for run in runs if run.structure >= 0),
        furniture=_text(run for run in runs if run.structure < 0),
        on_grid=page.kind in ("contents", "body") and not any(run.turn for run in runs),
    )


def _text(runs: Iterable[GlyphRun]) -> str:
    return "".join(words_of(runs).split())


def _substitutions(findings: Iterable[Finding]) -> Iterable[Substitution]:
    for finding in findings:
        if finding.code in _SUBSTITUTIONS:
            values = {key: str(value) for key, value in finding.values}
            yield Substitution(values["wanted"], values["used"], values.get("character", ""))
