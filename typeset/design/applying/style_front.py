"""Front of the issue with its style (封面、目录着样): what stands before the first material."""

from __future__ import annotations

from collections.abc import Mapping

from typeset.content.document import ContentsCategory, Issue, Material
from typeset.content.document_texts import plain_text
from typeset.design.applying.style_blocks import InlineStylist
from typeset.design.applying.styled import StyledCategory, StyledContents, StyledCover, StyledEntry
from typeset.design.applying.words import attachment_label, date_words, han_number, period_words
from typeset.design.style.style import StyleSheet


class FrontStylist:
    """A style at work on cover and contents."""

    def __init__(self, style: StyleSheet, inlines: InlineStylist) -> None:
        self._style = style
        self._numbers = style.numbers
        self._inlines = inlines

    def cover(self, issue: Issue) -> StyledCover:
        """封面: title, period, compiler, date, and the particulars of internal publications."""
        period = self._numbers.cover_period.format(period=period_words(issue.period))
        where = issue.position
        imprint = issue.imprint
        lines = (
            imprint.licence_number,
            imprint.internal_notice,
            imprint.issue_number,
            imprint.publisher,
            imprint.recipients,
            imprint.printer,
            imprint.print_date,
            imprint.copies,
        )
        return StyledCover(
            title=self._inlines.words(issue.title, "cover_title", where, role="Title"),
            period=self._inlines.words(period, "cover_period", where),
            compiler=self._inlines.words(issue.compiler, "cover_compiler", where),
            date=self._inlines.words(date_words(issue.date), "cover_date", where),
            imprint=tuple(
                self._inlines.words(line, "cover_imprint", where) for line in lines if line
            ),
        )

    def contents(self, issue: Issue) -> StyledContents:
        """目录: categories and entries numbered, attachments as a category of their own."""
        contents = self._style.contents
        materials = {material.number: material for material in issue.materials}
        categories = [
            self._category(place, category, materials)
            for place, category in enumerate(issue.contents, start=1)
        ]
        if issue.attachments:
            categories.append(self._attachment_category(issue, len(categories) + 1))
        period = self._numbers.contents_period.format(period=period_words(issue.period))
        heading = contents.heading or issue.title
        return StyledContents(
            heading=self._inlines.words(heading, "contents_heading", issue.position, role="H1"),
            period=self._inlines.words(period, "contents_period", issue.position)
            if contents.show_period
            else None,
            categories=tuple(categories),
            notice=self._inlines.paragraph(issue.notice, "contents_notice", issue.position)
            if issue.notice
            else None,
        )

    def _category(
        self, place: int, category: ContentsCategory, materials: Mapping[int, Material]
    ) -> StyledCategory:
        numbers = self._numbers
        heading = numbers.category.format(han=han_number(place)) + category.heading
        single = len(category.entries) == 1
        entries = []
        for item, entry in enumerate(category.entries, start=1):
            form = numbers.single_entry if single else numbers.entry
            title = entry.title or plain_text(materials[entry.material].title)
            entries.append(
                StyledEntry(
                    form.format(arabic=item, han=han_number(item)),
                    self._inlines.words(
                        title,
                        "contents_single_entry" if single else "contents_entry",
                        entry.position,
                        role="TOCI",
                    ),
                    material=entry.material,
                )
            )
        styled = self._inlines.words(heading, "contents_category", category.position)
        return StyledCategory(styled, tuple(entries))

    def _attachment_category(self, issue: Issue, place: int) -> StyledCategory:
        numbers = self._numbers
        heading = numbers.category.format(han=han_number(place))
        heading += self._style.contents.attachments_heading
        position = issue.attachments[0].position
        entries = []
        for attachment in issue.attachments:
            label = attachment_label(numbers, attachment.number, len(issue.attachments))
            entries.append(
                StyledEntry(
                    numbers.labelled.format(label=label, text=""),
                    self._inlines.words(
                        attachment.title,
                        "contents_single_entry",
                        attachment.position,
                        role="TOCI",
                    ),
                    attachment=attachment.number,
                )
            )
        return StyledCategory(
            self._inlines.words(heading, "contents_category", position), tuple(entries)
        )
