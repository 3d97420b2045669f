"""Check glyphs (查字): each character of the edition against the faces that will set it.

A character that the first face of its role lacks is reported with the face that lends it; one
that no face has is an error with its place, so nothing is ever drawn as a hole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.design.applying.styled import (
    StyledDocument,
    StyledIssue,
    StyledMaterial,
    StyledParagraph,
    StyledSpan,
    paragraphs_of,
)
from typeset.design.applying.words import spell_out
from typeset.design.fonts.coverage import is_variation_selector
from typeset.design.fonts.font_book import FontBook
from typeset.design.fonts.messages import NO_GLYPH
from typeset.design.style.style import StyleSheet

FALLBACK_FACE = Message(
    "H402",
    mark("{character} ({code}) is not in {wanted}; set in {used}"),
    mark("nothing to do; for one look throughout put a face that has it into fonts/"),
)
SPELLED_OUT = Message(
    "H411",
    mark("no face has {character} ({code}); it is put together from {elements}"),
    mark("nothing to do; for its own form put a face that has it into fonts/"),
)
PRIVATE_USE = Message(
    "W412",
    mark("{character} ({code}) is a private-use character; another face may draw another one"),
    mark("look at it on the page; replace it with the character of Unicode where there is one"),
)
VARIANT = Message(
    "W413",
    mark("the variant {code} of {character} is not set; its usual form is"),
    mark("look at the character on the page, or put a face whose usual form is this into fonts/"),
)
NO_COMBINING = Message(
    "W414",
    mark("the mark {code} over or under {character} is not printed"),
    mark("type the letter with its mark as one character, or write the reading as {{字|zì}}"),
)

_DIGITS = "0123456789"
_WITHOUT_GLYPH = {"Cc", "Cf", "Zs", "Zl", "Zp", "Cs"}
_COMBINING = {"Mn", "Me"}
_ODD = {"Mn", "Me", "Co"}


def check_glyphs(
    styled: StyledIssue | StyledDocument, style: StyleSheet, book: FontBook
) -> tuple[Finding, ...]:
    """E401 for each character no face has, H402 for each one a later face lends, H411 for one put
    together from others, W412 to W414 for private, variant and combining ones; the first place of
    each is named."""
    seen: set[tuple[str, str]] = set()
    findings: list[Finding] = []
    known: dict[tuple[str, str], set[str]] = {}
    for span in (*_spans(styled), *_furniture(styled, style)):
        characters = known.setdefault((span.role, span.western), set())
        fresh = set(span.text) - characters
        characters |= fresh
        for character in sorted(fresh, key=span.text.index):
            if (character, span.role) in seen or _serves(character, span, book):
                continue
            finding = _check(character, span, book)
            if finding is not None:
                seen.add((character, span.role))
                findings.append(finding)
    return tuple(findings)


def _serves(character: str, span: StyledSpan, book: FontBook) -> bool:
    """Whether the first face of its role has a character, and it is one of Unicode's own."""
    if unicodedata.category(character) in _ODD:
        return False
    role = span.western if _is_western(character) else span.role
    return book.place(role, character) == 0


def _is_western(character: str) -> bool:
    """Letters and digits of the West, and the marks of its keyboards, as the layout sets them;
    dashes, quotes and signs between them and Han are the Han face's first."""
    if character < "\u2000":
        return True
    return character < "\u2460" and unicodedata.category(character)[0] in "LN"


def _check(character: str, span: StyledSpan, book: FontBook) -> Finding | None:
    """What there is to say of a character that the first face of its role lacks."""
    category = unicodedata.category(character)
    where = place_of(span, span.text.index(character))
    code = f"U+{ord(character):04X}"
    if category in _WITHOUT_GLYPH:
        return None
    if category in _COMBINING:
        return _combining(character, span, book)
    western = _is_western(character)
    roles = (span.western, span.role) if western else (span.role, span.western)
    found = book.find(roles[0], character) or book.find(roles[1], character)
    if found is None:
        elements = spell_out(book, character, (span.western, span.role))
        if elements is None:
            return NO_GLYPH.at(where, character=character, code=code)
        words = " ".join(one.element.character for one in elements)
        return SPELLED_OUT.at(where, character=character, code=code, elements=words)
    wanted, used = book.first(roles[0]).identifier, found.face.identifier
    if category == "Co":
        return PRIVATE_USE.at(where, character=character, code=code)
    if wanted == used:
        return None
    return FALLBACK_FACE.at(where, character=character, code=code, wanted=wanted, used=used)


def _combining(character: str, span: StyledSpan, book: FontBook) -> Finding | None:
    """W413 for a variation selector, W414 for a mark that its base's face cannot set."""
    place = span.text.index(character)
    base = span.text[place - 1] if place else ""
    code = f"U+{ord(character):04X}"
    where = place_of(span, place)
    if is_variation_selector(character):
        return VARIANT.at(where, code=code, character=base)
    whole = unicodedata.normalize("NFC", base + character)
    western = bool(base) and _is_western(base)
    if western and all(book.find(span.western, one) for one in whole):
        return None
    return NO_COMBINING.at(where, code=code, character=base)


def place_of(span: StyledSpan, offset: int) -> SourcePosition:
    """Where the character at an offset of a span was written."""
    where = span.position
    if span.columns:
        return SourcePosition(where.file, where.line, span.columns[offset])
    return SourcePosition(where.file, where.line, where.column + offset if where.column else 0)


def _furniture(styled: StyledIssue | StyledDocument, style: StyleSheet) -> Iterator[StyledSpan]:
    """What is set beside the text, in words of the style: page numbers, leaders, numbers."""
    footer = style.footer
    where = SourcePosition(f"styles/{style.name}.yaml")
    words = footer.form.format(n=_DIGITS)
    yield StyledSpan(words, footer.face, footer.face, footer.size, footer.colour, where)
    if isinstance(styled, StyledDocument):
        return
    entry = style.paragraphs["contents_entry"]
    words = style.contents.leader + _DIGITS
    yield StyledSpan(words, entry.face, entry.western, entry.size, entry.colour, where)
    for category in styled.contents.categories:
        for one in category.entries:
            yield from (replace(span, text=one.number) for span in one.paragraph.spans[:1])


def _spans(styled: StyledIssue | StyledDocument) -> Iterator[StyledSpan]:
    for paragraph in _paragraphs(styled):
        for span in paragraph.spans:
            yield span
            if span.reading:
                yield replace(span, text=span.reading.text, role=span.western, columns=())
            if span.note:
                yield from span.note.paragraph.spans


def _paragraphs(styled: StyledIssue | StyledDocument) -> Iterator[StyledParagraph]:
    yield from _of_document(styled) if isinstance(styled, StyledDocument) else _of_issue(styled)
    for attachment in styled.attachments:
        yield attachment.label
        yield attachment.title


def _of_document(styled: StyledDocument) -> Iterator[StyledParagraph]:
    head, imprint = styled.head, styled.imprint
    yield from (paragraph for _, paragraph in head.marks)
    single = (head.word, head.number, head.signatory_label, styled.addressees)
    yield from (*head.issuers, *(one for one in single if one), *head.signatories, *styled.front)
    for block in styled.blocks:
        yield from paragraphs_of(block)
    for labelled in (imprint.addressees, imprint.copies_to):
        yield from (labelled.label, labelled.text) if labelled else ()
    yield from (one for one in (imprint.printed_by, imprint.printed_on) if one)


def _of_issue(styled: StyledIssue) -> Iterator[StyledParagraph]:
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


def _of_material(material: StyledMaterial) -> Iterable[StyledParagraph]:
    yield material.label
    yield from material.front
    for block in material.blocks:
        yield from paragraphs_of(block)
