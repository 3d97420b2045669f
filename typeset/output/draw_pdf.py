"""Drawing the file (成文件): finished pages to the bytes of one PDF.

Knows only placed marks; what is drawn, tagged and linked comes from the same data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from typeset import __version__
from typeset.design.fonts import Face
from typeset.layout.page import ForeignPage, Page, Pages, PlacedPicture
from typeset.output.font_use import FontUse
from typeset.output.navigation import (
    destinations_of,
    link_annotation,
    page_labels,
    write_outline,
)
from typeset.output.page_content import PageContent, write_content
from typeset.output.pdf_fonts import embed_face
from typeset.output.pdf_objects import (
    Array,
    Dictionary,
    File,
    Reference,
    Stream,
    String,
    TaggedPage,
    array,
    name,
)
from typeset.output.pictures import image_object
from typeset.output.tags import Tags, write_tags

_FONTS = "BasicFonts"


@dataclass(frozen=True, slots=True)
class ForeignPlace:
    """A foreign page still to be put in: the page (from 0) and the name of its form there, the
    foreign file and its page (from 0)."""

    place: int
    form: str
    path: str
    page_index: int


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A finished file's bytes, the faces in it, and the foreign pages that it waits for."""

    data: bytes
    faces: tuple[Face, ...]
    foreign: tuple[ForeignPlace, ...]


def draw_pdf(pages: Pages, faces: Mapping[str, Face]) -> DrawnFile:
    """The file of finished pages; `faces` by identifier are those its marks name."""
    return _Drawing(pages, faces).draw()


@dataclass(slots=True)
class _Drawing:
    pages: Pages
    all_faces: Mapping[str, Face]
    file: File = field(default_factory=File)
    digest: Any = field(default_factory=hashlib.sha256)
    images: dict[str, str] = field(default_factory=dict)
    forms: dict[tuple[str, int], str] = field(default_factory=dict)
    objects: dict[str, Reference] = field(default_factory=dict)
    foreign: list[ForeignPlace] = field(default_factory=list)
    links: int = 0

    def draw(self) -> DrawnFile:
        pages, file = self.pages, self.file
        fonts = FontUse(self.all_faces)
        tags = Tags(pages.structure)
        destinations = destinations_of(file, pages)
        for place, page in enumerate(pages.pages):
            content = write_content(page, pages.height, fonts, self._paint, pages.structure)
            tags.add_page(place, content.structures)
            self._page(place, content, self._annotations(place, page, destinations, tags))
        resources = file.idToObject[_FONTS].dict
        for use in fonts.uses.values():
            resources[use.resource], digest = embed_face(file, use)
            self.digest.update(digest)
        self._catalog(tags, destinations)
        data = file.bytes(self._info(), self.digest.digest()[:16])
        faces = tuple(use.face for use in fonts.uses.values())
        return DrawnFile(data, faces, tuple(self.foreign))

    # ------------------------------------------------------------------ page by page

    def _page(self, place: int, content: PageContent, annotations: list[Reference]) -> None:
        """Add a page with its resources; a blank page has an empty content."""
        made = TaggedPage()
        box = self._box()
        made.MediaBox = box
        made.TrimBox = box
        made.Contents = Stream(content.operators)
        made.Resources = Dictionary(self._resources(place, content))
        made.Parent = self.file.Reference(self.file.Pages)
        if content.structures:
            made.StructParents = place
        if annotations:
            made.Annots = array(annotations)
            made.Tabs = name("S")
        made.Override_default_compilation = 1
        self.file.addPage(made)
        self.digest.update(content.operators)

    def _box(self) -> Array:
        return array([0, 0, round(self.pages.width, 3), round(self.pages.height, 3)])

    def _resources(self, place: int, content: PageContent) -> dict[str, Any]:
        resources: dict[str, Any] = {"Font": Reference(_FONTS)}
        if content.painted:
            painted = {key: self.objects[key] for key in content.painted}
            resources["XObject"] = Dictionary(painted)
            for (path, index), key in self.forms.items():
                if key in painted:
                    self.foreign.append(ForeignPlace(place, key, path, index))
        return resources

    def _annotations(
        self, place: int, page: Page, destinations: Mapping[str, Array], tags: Tags
    ) -> list[Reference]:
        made: list[Reference] = []
        for link in page.links:
            # Keys of links follow those of the pages, which are their places.
            key = len(self.pages.pages) + self.links
            self.links += 1
            annotation = link_annotation(link, self.pages.height, destinations, key)
            reference = self.file.add(annotation)
            tags.add_link(link.structure, place, reference, key)
            made.append(reference)
        return made

    # -------------------------------------------------------------- pictures and forms

    def _paint(self, mark: PlacedPicture | ForeignPage) -> str:
        """The resource name of a mark's image or form, its object added when first asked for."""
        if isinstance(mark, PlacedPicture) or mark.is_image:
            return self._image(mark.path)
        known = self.forms.get((mark.path, mark.page_index))
        if known is not None:
            return known
        key = self.forms[(mark.path, mark.page_index)] = f"A{len(self.forms) + 1}"
        self.objects[key] = self.file.add(_placeholder())
        return key

    def _image(self, path: str) -> str:
        known = self.images.get(path)
        if known is not None:
            return known
        key = self.images[path] = f"P{len(self.images) + 1}"
        image = image_object(path)
        self.digest.update(image.content)
        self.objects[key] = self.file.add(image)
        return key

    # --------------------------------------------------------------- the whole document

    def _catalog(self, tags: Tags, destinations: Mapping[str, Array]) -> None:
        catalog, pages = self.file.Catalog, self.pages
        catalog.Lang = String(pages.language)
        catalog.MarkInfo = Dictionary({"Marked": "true"})
        catalog.StructTreeRoot = write_tags(self.file, tags)
        catalog.ViewerPreferences = Dictionary({"DisplayDocTitle": "true"})
        catalog.PageLabels = page_labels(pages)
        catalog.PageMode = name("UseOutlines")
        if pages.duplex:
            catalog.PageLayout = name("TwoPageRight")
        catalog.Outlines = write_outline(self.file, pages.outline, destinations)

    def _info(self) -> dict[str, Any]:
        pages = self.pages
        date = String(f"D:{pages.date:%Y%m%d}000000+08'00'")
        facts = {"Title": pages.title, "Author": pages.author, "Subject": pages.subject}
        info: dict[str, Any] = {key: String(text) for key, text in facts.items() if text}
        made = String(f"typeset {__version__}")
        for text in facts.values():
            self.digest.update(text.encode())
        return info | {
            "Creator": made,
            "Producer": made,
            "CreationDate": date,
            "ModDate": date,
            "Trapped": name("False"),
        }


def _placeholder() -> Stream:
    """A form of one unit that paints nothing, until the foreign page is put in."""
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Form"),
        "BBox": array([0, 0, 1, 1]),
        "Resources": Dictionary({}),
    }
    return Stream(b"", entries, deflate=False)
