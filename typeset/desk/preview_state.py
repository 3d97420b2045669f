"""The state of a preview (预览状态): the last good edition, what is wrong since, and what it is
compared with.

Rebuilding happens on one thread, reading on others; what is read is replaced whole, never changed.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from typeset.base.errors import TypesetError
from typeset.base.findings import Finding
from typeset.base.units import Rectangle
from typeset.comparison.compare_states import read_round_text
from typeset.comparison.find_text_changes import find_text_changes
from typeset.desk.page_data import (
    Data,
    describe_comparison,
    describe_edition,
    describe_findings,
    describe_layer,
    describe_page,
)
from typeset.rounds.find_rounds import list_rounds, read_record, read_round
from typeset.texts.edition_text import Edition, EditionText, ShownPage, name_pages
from typeset.texts.page_images import PageImageError, PageImages
from typeset.texts.read_text import read_text

START = "start"
_ROUND = "round-"
Builder = Callable[[], Edition]
"""Builds the edition from its sources as they are.  Raises TypesetError."""


class ImagePlace(Struct, frozen=True):
    """Where the image of a name is painted from: the document's key and the page's place."""

    key: str
    place: int
    grey: bool


class Shown(Struct, frozen=True):
    """An edition with its document's key and the names of its pages."""

    edition: Edition
    key: str
    pages: tuple[ShownPage, ...]

    def images(self) -> dict[str, ImagePlace]:
        return {
            page.image: ImagePlace(self.key, place, page.grey)
            for place, page in enumerate(self.pages)
        }


class Base(Struct, frozen=True):
    """What the edition is compared with: its document's key, the names of its images, its text."""

    key: str
    names: tuple[str, ...]
    text: EditionText


class PreviewState:
    """One issue being looked at."""

    def __init__(self, week: str, folder: Path, build: Builder, images: PageImages) -> None:
        self.week = week
        self.images = images
        self._folder = folder
        self._build = build
        self._mark = secrets.token_hex(3)
        self._count = 0
        self._current: Shown | None = None
        self._start: Shown | None = None
        self._faults: tuple[Finding, ...] = ()
        self._places: dict[str, ImagePlace] = {}
        self._layers: dict[str, int] = {}
        self._bases: dict[str, Base] = {}
        self._comparison: tuple[str, int, Data] | None = None

    @property
    def current(self) -> Shown | None:
        """The last good edition."""
        return self._current

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong now: with the sources, else with the edition."""
        if self._faults or self._current is None:
            return self._faults
        return self._current.edition.findings

    # ---------------------------------------------------------------------- rebuilding

    def rebuild(self) -> bool:
        """Build anew; whether that gave an edition.  A broken source keeps the last good one."""
        self._count += 1
        try:
            edition = self._build()
        except TypesetError as error:
            self._faults = error.findings
            return False
        last = self._current
        key = f"edition-{self._count}"
        self.images.open(key, edition.data)
        pages = name_pages(
            edition,
            last.edition if last else None,
            last.pages if last else (),
            f"{self._mark}-{self._count}",
        )
        shown = Shown(edition, key, pages)
        if self._start is None:
            self._start = shown
        self._places = self._start.images() | self._base_places() | shown.images()
        self._layers = {page.layer: place for place, page in enumerate(pages)}
        self._current, self._faults = shown, ()
        if last is not None and last is not self._start:
            self.images.forget(last.key)
        return True

    # ------------------------------------------------------------------------- reading

    def describe(self) -> Data:
        """All that the browser's page shows beside the pages themselves."""
        current = self._current
        pages = [page.page for page in current.pages] if current else []
        described: Data = {
            "count": self._count,
            "good": not self._faults,
            "findings": describe_findings(self.findings, pages),
            "bases": self.bases(),
            "pages": [],
        }
        if current is not None:
            described |= describe_edition(current.edition)
            described["pages"] = [
                {"image": page.image, "layer": page.layer, **describe_page(page.page)}
                for page in current.pages
            ]
        return described

    def bases(self) -> list[Data]:
        """What may be compared with: the state at start, and the rounds there are."""
        rounds = list_rounds(self._folder)
        return [
            {"id": START, "name": ""},
            *({"id": f"{_ROUND}{k}", "name": name} for k, name in enumerate(rounds, 1)),
        ]

    def layer(self, name: str) -> Data | None:
        """The words of a page, by the name of its layer."""
        place, current = self._layers.get(name), self._current
        if place is None or current is None or place >= len(current.pages):
            return None
        return describe_layer(current.pages[place].page, current.edition.texts)

    def image(self, name: str, scale: float, column: int, row: int) -> bytes | None:
        """A tile of a page's image, None where there is no such page any more."""
        where = self._places.get(name)
        if where is None:
            return None
        with contextlib.suppress(PageImageError):
            return self.images.image(where.key, where.place, scale, column, row, grey=where.grey)
        return None

    def source_file(self, name: str) -> Path | None:
        """A source of the edition, by the name that its layers and findings give."""
        current = self._current
        known = set(current.edition.texts) if current else set()
        known |= {found.position.file for found in self.findings if found.position is not None}
        path = self._folder / name
        if name not in known or not path.is_file():
            return None
        inside = path.resolve().is_relative_to(self._folder.resolve())
        return path.resolve() if inside else None

    # ----------------------------------------------------------------------- comparing

    def compare(self, base: str) -> Data | None:
        """The edition beside what `base` names; None where there is no such thing.

        Raises SourceError, PageImageError when a round cannot be read.
        """
        current = self._current
        opened = self._base(base)
        if current is None or opened is None:
            return None
        known = self._comparison
        if known is not None and known[:2] == (base, self._count):
            return known[2]
        count = self._count

        def difference(before: int, after: int) -> Rectangle | None:
            box = self.images.difference(opened.key, before, current.key, after)
            return None if box is None else Rectangle(*box)

        pages = self.images.pages(opened.key)
        text = read_text(current.edition.pages)
        counts = (len(pages), len(current.pages))
        compared = find_text_changes(opened.text, text, counts, difference)
        described: dict[str, Any] = {
            **describe_comparison(compared),
            "images": [
                {"image": name, **page._asdict()}
                for name, page in zip(opened.names, pages, strict=True)
            ],
        }
        self._comparison = (base, count, described)
        return described

    def round_id(self, wanted: str) -> str:
        """The base of a round given by name or number.  Raises SourceError."""
        name = read_round(self._folder, wanted).name
        return f"{_ROUND}{list_rounds(self._folder).index(name) + 1}"

    def _base(self, base: str) -> Base | None:
        known = self._bases.get(base)
        if known is not None:
            return known
        if base == START:
            start = self._start
            if start is None:
                return None
            names = tuple(page.image for page in start.pages)
            opened = Base(start.key, names, read_text(start.edition.pages))
        else:
            name = next((one["name"] for one in self.bases() if one["id"] == base), "")
            if not name:
                return None
            opened = self._open_round(base, name)
        self._bases[base] = opened
        self._places = self._places | self._base_places()
        return opened

    def _open_round(self, base: str, name: str) -> Base:
        data = read_round(self._folder, name).data
        self.images.open(base, data)
        names = tuple(f"{self._mark}-{base}-{k + 1}" for k in range(len(self.images.pages(base))))
        text = read_round_text(self._folder, read_record(self._folder, name))
        return Base(base, names, text)

    def _base_places(self) -> dict[str, ImagePlace]:
        return {
            name: ImagePlace(base.key, place, grey=False)
            for key, base in self._bases.items()
            if key != START
            for place, name in enumerate(base.names)
        }
