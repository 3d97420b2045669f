"""A document with its style (公文着样): Issue × StyleSheet × FontBook → StyledDocument.

附件说明 and 落款 are made from the particulars where the text does not have them.
Source: GB/T 9704-2012, 7.2–7.4.
"""

from __future__ import annotations

from msgspec.structs import replace

from typeset.base.findings import Finding
from typeset.content.document import (
    AttachmentNote,
    Issue,
    Material,
    Official,
    Signature,
    Text,
)
from typeset.content.normalise_issue import normalise_issue
from typeset.design.applying.apply_style import Stylist, kinds_of
from typeset.design.applying.check_glyphs import check_glyphs
from typeset.design.applying.check_references import check_references
from typeset.design.applying.foreign_files import Files
from typeset.design.applying.style_blocks import InlineStylist
from typeset.design.applying.styled import (
    StyledDocument,
    StyledImprint,
    StyledLabelled,
    StyledParagraph,
    StyledRedHead,
)
from typeset.design.applying.words import date_words
from typeset.design.fonts.coverage import visible
from typeset.design.fonts.font_book import FontBook
from typeset.design.fonts.messages import NORMALISED
from typeset.design.style.style import StyleSheet


def style_document(
    issue: Issue, style: StyleSheet, book: FontBook, files: Files
) -> tuple[StyledDocument, tuple[Finding, ...]]:
    """The document with its style, and what there is to say of it, as `apply_style` does."""
    issue, edits = normalise_issue(issue, kinds_of(style.normalisation))
    stylist = Stylist(style, files)
    styled = _style(issue, style, stylist)
    mended = (NORMALISED.at(edit.position, before=edit.before, after=edit.after) for edit in edits)
    referred = check_references([styled.blocks], issue, style)
    taken = stylist.taken_out()
    return styled, (*mended, *taken, *referred, *check_glyphs(styled, style, book))


def _style(issue: Issue, style: StyleSheet, stylist: Stylist) -> StyledDocument:
    official, material = issue.official, issue.materials[0]
    if official is None:
        raise TypeError("this issue is no document")
    front = tuple(_as_title(one) for one in stylist.titles(material))
    own = OfficialStylist(style, stylist.inlines)
    blocks = stylist.text(with_ending(material, issue, official))
    if official.annotation.text:
        form = style.official.annotation
        blocks = (*blocks, own.formed(official.annotation, form, "annotation"))
    issuers = [one.text for one in official.issuers]
    names = (*issue.names, *issuers, *(one.text for one in official.signatories))
    return StyledDocument(
        title=visible(issue.title),
        subject=visible(official.number.text),
        author=visible("、".join(issuers)),
        date=issue.date,
        head=own.head(official),
        front=front,
        addressees=own.addressees(official),
        blocks=blocks,
        attachments=stylist.attachments(issue),
        imprint=own.imprint(official),
        names=tuple(dict.fromkeys((*names, *stylist.inlines.names))),
        position=material.position,
    )


def _as_title(paragraph: StyledParagraph) -> StyledParagraph:
    """A document has no cover, so its own title heads the logical tree."""
    return replace(paragraph, role="Title") if paragraph.role == "H1" else paragraph


def with_ending(material: Material, issue: Issue, official: Official) -> Material:
    """The text with 附件说明 and 落款, made from the particulars where it has none of its own."""
    blocks = list(material.blocks)
    signed = next((k for k, one in enumerate(blocks) if isinstance(one, Signature)), None)
    if signed is None:
        signed = len(blocks)
        names = tuple((one,) for one in official.issuers)
        blocks.append(Signature(names, issue.date, official.seal, official.position))
    if issue.attachments and not any(isinstance(one, AttachmentNote) for one in blocks):
        titles = tuple((Text(one.title, one.position),) for one in issue.attachments)
        blocks.insert(signed, AttachmentNote(titles, issue.attachments[0].position))
    return replace(material, blocks=tuple(blocks))


class OfficialStylist:
    """A style at work on 版头 and 版记."""

    def __init__(self, style: StyleSheet, inlines: InlineStylist) -> None:
        self._rules = style.official
        self._inlines = inlines

    def formed(self, fact: Text, form: str, name: str) -> StyledParagraph:
        """A fact in a form of the style (`{text}`), in the paragraph style of a name."""
        before, _, after = form.partition("{text}")
        where = fact.position
        parts = (Text(before, where), fact, Text(after, where))
        inlines = tuple(part for part in parts if part.text)
        return self._inlines.paragraph(inlines, name, where)

    def head(self, official: Official) -> StyledRedHead:
        """版头: 份号, 密级, 紧急程度, 发文机关标志, 文号, 签发人."""
        rules = self._rules
        names, word = (official.issuers, rules.red_head_word)
        if official.head.text:
            names, word = (official.head,), ""
        issuers = [self._plain(one, "red_head") for one in names]
        if word and len(names) == 1:
            issuers, word = [self.formed(names[0], f"{{text}}{word}", "red_head")], ""
        where = official.position
        signatories = tuple(self._plain(one, "signatory") for one in official.signatories)
        label = self._inlines.words(rules.signatory_label, "official_number", where)
        return StyledRedHead(
            marks=tuple(self._marks(official)),
            issuers=tuple(issuers),
            word=self._inlines.words(word, "red_head", where) if word else None,
            number=self._plain(official.number, "official_number"),
            signatory_label=label if signatories else None,
            signatories=signatories,
        )

    def _marks(self, official: Official) -> list[tuple[int, StyledParagraph]]:
        """份号 on line 1, 密级 on line 2, 紧急程度 below what stands above it (7.2.1–7.2.3)."""
        rules = self._rules
        marks: list[tuple[int, StyledParagraph]] = []
        if official.copy_number.text:
            digits = official.copy_number.text.zfill(rules.copy_number_digits)
            number = replace(official.copy_number, text=digits)
            marks.append((rules.copy_number_line, self._plain(number, "copy_number")))
        if official.secrecy.text:
            marks.append((rules.secrecy_line, self._plain(official.secrecy, "marking")))
        if official.urgency.text:
            line = marks[-1][0] + 1 if marks else rules.copy_number_line
            marks.append((line, self._plain(official.urgency, "marking")))
        return marks

    def addressees(self, official: Official) -> StyledParagraph | None:
        """主送机关 above the text (7.3.2)."""
        fact = official.addressees
        return self.formed(fact, self._rules.addressees, "addressees") if fact.text else None

    def imprint(self, official: Official) -> StyledImprint:
        """版记 (7.4)."""
        rules, where = self._rules, official.position
        date = official.printed_on
        words = rules.printed_on.format(date=date_words(date)) if date else ""
        return StyledImprint(
            addressees=self._labelled(official.addressees, rules.addressees_label),
            copies_to=self._labelled(official.copies_to, rules.copies_to_label),
            printed_by=self._plain(official.printed_by, "imprint")
            if official.printed_by.text
            else None,
            printed_on=self._inlines.words(words, "imprint", where) if words else None,
        )

    def _labelled(self, fact: Text, label: str) -> StyledLabelled | None:
        if not fact.text:
            return None
        words = self._inlines.words(label, "imprint", fact.position)
        return StyledLabelled(words, self.formed(fact, self._rules.copies_to, "imprint"))

    def _plain(self, fact: Text, name: str) -> StyledParagraph:
        return self._inlines.paragraph((fact,), name, fact.position)
