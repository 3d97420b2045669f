"""Check glyphs (查字): each character of the edition against the faces that will set it.

A character that the first face of its role lacks is reported with the face that lends it; one
that no face has is an error with its place, so nothing is ever drawn as a hole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.design.font_book import FontBook
from typeset.design.messages import FALLBACK_FACE, NO_GLYPH
from typeset.design.styled import (
    StyledIssue,
    StyledMaterial,
    StyledParagraph,
    StyledSpan,
    StyledTable,
)

_WITHOUT_GLYPH = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Cs"}


def check_glyphs(styled: StyledIssue, book: FontBook) -> tuple[Finding, ...]:
    """E401 for each character no face has, H402 for each one a later face lends; the first
    place of each is named."""
    seen: set[tuple[str, str]] = set()
    findings: list[Finding] = []
    known: dict[tuple[str, str], set[str]] = {}
    for span in _spans(styled):
        roles = (span.role, span.western)
        characters = known.setdefault(roles, set())
        fresh = set(span.text) - characters
        if not fresh:
            continue
        characters |= fresh
        for character in sorted(fresh, key=span.text.index):
            if unicodedata.category(character) in _WITHOUT_GLYPH:
                continue
            finding = _check(character, span, book)
            key = (character, span.role)
            if finding is not None and key not in seen:
                seen.add(key)
                findings.append(finding)
    return tuple(findings)


def _check(character: str, span: StyledSpan, book: FontBook) -> Finding | None:
    western = ord(character) < 0x2E80 and book.find(span.western, character)
    if western and western.place == 0:
        return None
    found = book.find(span.role, character)
    if found is not None and found.place == 0:
        return None
    found = found or western or None
    code = f"U+{ord(character):04X}"
    where = place_of(span, span.text.index(character))
    if found is None:
        return NO_GLYPH.at(where, character=character, code=code)
    wanted = book.first(span.role).identifier
    used = found.face.identifier
    return FALLBACK_FACE.at(where, character=character, code=code, wanted=wanted, used=used)


def place_of(span: StyledSpan, offset: int) -> SourcePosition:
    """Where the character at an offset of a span was written."""
    where = span.position
    if span.columns:
        return SourcePosition(where.file, where.line, span.columns[offset])
    return SourcePosition(where.file, where.line, where.column + offset if where.column else 0)


def _spans(styled: StyledIssue) -> Iterator[StyledSpan]:
    for paragraph in _paragraphs(styled):
        yield from paragraph.spans


def _paragraphs(styled: StyledIssue) -> Iterator[StyledParagraph]:
    cover, contents = styled.cover, styled.contents
    yield from (cover.title, cover.period, cover.compiler, cover.date, *cover.imprint)
    for material in styled.materials:
        yield from _of_material(material)
    yield contents.heading
    if contents.period:
        yield contents.period
    for category in contents.categories:
        yield category.heading
        yield from (entry.paragraph for entry in category.entries)
    if contents.notice:
        yield contents.notice
    for attachment in styled.attachments:
        yield attachment.label
        yield attachment.title


def _of_material(material: StyledMaterial) -> Iterable[StyledParagraph]:
    yield material.label
    yield from material.front
    for block in material.blocks:
        if isinstance(block, StyledParagraph):
            yield block
            continue
        if block.caption:
            yield block.caption
        if isinstance(block, StyledTable):
            yield from block.header
            for row in block.rows:
                yield from row
