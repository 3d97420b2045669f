"""The weekly edition (周重点): cover, contents, materials, attachments, in the order of the book.

Materials are laid out first, since their page numbers count from 1 whatever stands before them;
the contents are then set with true numbers, in one round.

Source: GB/T 9704-2012, 7.3.7, 7.5; practice of compilations (reference, Compilation).
"""

from __future__ import annotations

from typeset.base.findings import SourcePosition
from typeset.design.applying.styled import StyledIssue, StyledMaterial
from typeset.design.style.style import StyleSheet
from typeset.layout.kinds.front import ContentsSetter, Target, draw_cover
from typeset.layout.kinds.paginate import Paginator
from typeset.layout.lines.compose import Typesetter
from typeset.layout.placing.page import Destination, ExpectedTitle, OutlineEntry, Pages
from typeset.layout.placing.place import Draft, PageCanvas

_COVER_LABEL, _CONTENTS_LABEL = "封面", "目录"


def paginate_edition(
    issue: StyledIssue, style: StyleSheet, typesetter: Typesetter, language: str
) -> Pages:
    """The whole edition as pages with marks, links, outline and structure."""
    return _Edition(issue, style, typesetter).make(language)


class _Edition(Paginator):
    """One edition on its way to pages."""

    def __init__(self, issue: StyledIssue, style: StyleSheet, typesetter: Typesetter) -> None:
        super().__init__(style, typesetter)
        self._issue = issue

    def make(self, language: str) -> Pages:
        structure = self._structure
        root = structure.add("Document", -1)
        cover_node = structure.add("Sect", root)
        contents_node = structure.add("Sect", root)
        body = self._body(root)
        cover = self._cover(cover_node)
        contents, listed = self._contents(contents_node)
        drafts = self._bind(cover, contents, body)
        offset = len(drafts) - len(body)
        first_contents = next(k for k, draft in enumerate(drafts) if draft.kind == "contents")
        outline = (OutlineEntry(1, _CONTENTS_LABEL, "contents"), *self._outline)
        expected = self._expected(offset, first_contents, listed)
        return self._pages(drafts, self._issue, language, outline, expected)

    def _cover(self, section: int) -> Draft:
        draft = self._draft("cover", 0)
        draft.label = _COVER_LABEL
        draw_cover(
            self._issue.cover,
            self._style,
            self._typesetter,
            self._placer,
            draft.canvas,
            lambda role: self._structure.add(role, section),
        )
        return draft

    def _contents(self, section: int) -> tuple[list[Draft], dict[tuple[int, int], int]]:
        """The contents' pages, numbered neither here nor on paper; where each entry stands."""
        drafts: list[Draft] = []
        first = 2 if self._style.page.duplex else 1

        def canvas() -> PageCanvas:
            draft = self._draft("contents", first + len(drafts))
            draft.label = _CONTENTS_LABEL
            drafts.append(draft)
            return draft.canvas

        setter = ContentsSetter(
            self._issue.contents, self._targets, self._style, self._typesetter, self._book
        )
        listed = setter.pages(self._placer, self._grid, canvas, self._structure, section)
        drafts[0].canvas.destinations.append(Destination("contents", self._grid.top))
        return drafts, listed

    def _bind(self, cover: Draft, contents: list[Draft], body: list[Draft]) -> list[Draft]:
        """The order of the book: duplex puts cover, contents and material 1 on rectos."""
        if not self._style.page.duplex:
            return [cover, *contents, *body]
        drafts = [cover, self._blank(1), *contents]
        if len(drafts) % 2:
            drafts.append(self._blank(len(drafts)))
        return [*drafts, *body]

    def _body(self, root: int) -> list[Draft]:
        """Materials and attachments, numbered from 1 on a recto."""
        drafts: list[Draft] = []
        for material in self._issue.materials:
            if self._style.material.starts_recto:
                self._to_recto(drafts)
            self._material(material, drafts, root)
        for attachment in self._issue.attachments:
            if self._style.material.starts_recto:
                self._to_recto(drafts)
            self._attachment(attachment, drafts, root)
        return drafts

    def _material(self, material: StyledMaterial, drafts: list[Draft], root: int) -> None:
        section = self._structure.add("Sect", root)
        blocks = self._setter.material(material)
        destination = f"material-{material.number}"
        start = len(drafts)
        self._targets[(material.number, 0)] = Target(start + 1, destination)
        self._starts[(material.number, 0)] = start
        words = self._labelled(label=material.label.text, text=material.title)
        self._outline.append(OutlineEntry(1, words, destination))
        self._flow(blocks, drafts, section, material.position)
        first = drafts[start].canvas
        first.destinations.append(Destination(destination, self._grid.top))

    # ----------------------------------------------------------------- what must hold

    def _expected(
        self, offset: int, first_contents: int, listed: dict[tuple[int, int], int]
    ) -> tuple[ExpectedTitle, ...]:
        """Each contents entry's title with the page where the finished file must show it."""
        titles: dict[tuple[int, int], tuple[str, SourcePosition]] = {}
        for material in self._issue.materials:
            titles[(material.number, 0)] = (material.title, material.position)
        for attachment in self._issue.attachments:
            shown = attachment.show_label and attachment.files[0].fit != "page"
            title = attachment.title.text if shown else ""
            titles[(0, attachment.number)] = (title, attachment.position)
        words = {
            (entry.material, entry.attachment): entry.paragraph.text
            for category in self._issue.contents.categories
            for entry in category.entries
        }
        return tuple(
            ExpectedTitle(
                title=titles[key][0],
                listed=words[key],
                page_index=offset + self._starts[key],
                number=self._targets[key].number,
                contents_page_index=first_contents + page,
                position=titles[key][1],
            )
            for key, page in listed.items()
        )
