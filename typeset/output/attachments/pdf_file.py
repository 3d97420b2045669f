"""A foreign PDF, page by page (附件逐页处理): each page takes the best road that is safe.

Only a worker calls this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from typeset.base.worker_child import tell_step
from typeset.output.attachments.annotations import drawn_by_viewers
from typeset.output.attachments.check import lacks_fonts
from typeset.output.attachments.destinations import Destinations
from typeset.output.attachments.forms import FAULTS, Forms, assemble, set_boxes
from typeset.output.attachments.ghostscript import Ghostscript
from typeset.output.attachments.limits import ForeignError
from typeset.output.attachments.look import Viewer, ink_box, ink_cells, show_the_same
from typeset.output.attachments.open_pdf import (
    open_pdf,
    reason_of,
    set_limits,
    settle,
    wanted_pages,
    weigh_content,
)
from typeset.output.attachments.pack import PackWriter
from typeset.output.attachments.page_boxes import SeenPage, look_at_page
from typeset.output.attachments.pictures import picture_stream
from typeset.output.attachments.take_objects import ObjectTaker
from typeset.output.messages import (
    ANNOTATED,
    LOOKS_DIFFERENT,
    NOT_EMBEDDED,
    NOT_READABLE,
    TRANSPARENT,
)

if TYPE_CHECKING:
    from pikepdf import Stream
    from PIL import Image

_BATCH = 25
_NOT_FOR_OTHERS = (ANNOTATED, TRANSPARENT, NOT_EMBEDDED, NOT_READABLE)
"""Reasons with which a page is given to no other program."""
_NEAR = 1.0
"""Difference of sizes in pt within which two pages are the same."""


class _Taken(Struct):
    """A page on its way: its place, what is seen of it, its picture, and its form with what made
    it and what is seen of that."""

    place: int
    seen: SeenPage
    forms: Forms
    form_seen: SeenPage
    form: Stream | None = None
    glance: tuple[Image.Image, float] | None = None
    reason: str = ""
    resolution: int = 0
    is_converted: bool = False
    name: str = ""


class PdfFile:
    """One foreign file.  Opening it raises ForeignError."""

    def __init__(
        self, data: bytes, password: str, profile: bytes, pack: PackWriter, program: str = ""
    ) -> None:
        """`program` is Ghostscript's path, empty where there is none."""
        set_limits()
        self._pdf = open_pdf(data, password)
        self._data = data
        self._profile = profile
        self._pack = pack
        self._program = program
        self._remarks: dict[str, str] = {}
        self._noted: set[int] = set()

    def take(self, ranges: Sequence[Sequence[int]]) -> Mapping[str, Any]:
        """All wanted pages into the pack; what the pack says of them.

        Raises ForeignError where a page is impossible (E614) or cannot be shown at all (E618).
        """
        places = wanted_pages(ranges, len(self._pdf.pages))
        seen = {place: look_at_page(self._pdf.pages[place], place + 1) for place in set(places)}
        for place in seen:
            weigh_content(self._pdf.pages[place])
        self._settle(seen)
        self._noted = {place for place in seen if drawn_by_viewers(self._pdf.pages[place])}
        destinations = self._destinations(places, seen)
        links = {place: self._links(destinations, place, seen[place]) for place in seen}
        self._flatten()
        forms = Forms(self._pdf, self._profile, self._pack)
        converter = Ghostscript(self._program, self._data, self._profile)
        taken: dict[int, _Taken] = {}
        todo = sorted(seen)
        for start in range(0, len(todo), _BATCH):
            part = todo[start : start + _BATCH]
            batch = [_Taken(place, seen[place], forms, seen[place]) for place in part]
            self._take_batch(batch, converter)
            taken |= {one.place: one for one in batch}
        self._remark_warnings()
        return {
            "pages": [self._describe(taken[place], links[place]) for place in places],
            "bookmarks": destinations.bookmarks(),
            "remarks": self._remarks,
        }

    # ------------------------------------------------------------------- the file

    def _settle(self, seen: Mapping[int, SeenPage]) -> None:
        """Make the pages' boxes say what is seen, and the file as PDFium is to see it."""
        unsound = [place for place, page in seen.items() if not page.is_sound]
        self._remark_warnings()
        if unsound:
            self._remarks.setdefault("W611", "/MediaBox, /CropBox, /Rotate")
        try:
            for place in unsound:
                set_boxes(self._pdf.pages[place], seen[place], seen[place].turn)
            self._data = settle(self._pdf, self._data, changed=bool(self._remarks))
        except FAULTS as error:
            raise ForeignError("E603", reason=reason_of(error)) from error

    def _remark_warnings(self) -> None:
        """What qpdf put right, but for fields that no form knows of."""
        for warning in self._pdf.get_warnings():
            if "/AcroForm" not in str(warning):
                self._remarks.setdefault("W611", reason_of(RuntimeError(warning)))

    def _flatten(self) -> None:
        try:
            self._pdf.flatten_annotations("print")
        except FAULTS as error:
            self._remarks["W612"] = reason_of(error)

    def _destinations(self, places: Sequence[int], seen: Mapping[int, SeenPage]) -> Destinations:
        by_object: dict[tuple[int, int], int] = {}
        for index, place in enumerate(places):
            by_object.setdefault(self._pdf.pages[place].obj.objgen, index)
        by_index = {index: seen[place] for index, place in enumerate(places)}
        return Destinations(self._pdf, by_object, by_index)

    def _links(self, destinations: Destinations, place: int, seen: SeenPage) -> list[Any]:
        try:
            return destinations.links(self._pdf.pages[place], seen)
        except FAULTS:
            return []

    @cached_property
    def _viewer(self) -> Viewer | None:
        try:
            return Viewer(self._data)
        except FAULTS as error:
            self._remarks.setdefault("W611", reason_of(error))
            return None

    # ------------------------------------------------------------------- pages

    def _take_batch(self, batch: Sequence[_Taken], converter: Ghostscript) -> None:
        """Some pages: made into forms, looked at together, and put into the pack."""
        for one in batch:
            one.glance = self._glance(one.place, one.seen.unit)
            if one.place in self._noted:
                one.reason = ANNOTATED
                continue
            one.reason, one.form = one.forms.make(self._pdf.pages[one.place], one.seen)
        _look_again(batch)
        self._convert([one for one in batch if self._may_convert(one)], converter)
        for one in batch:
            self._put(one)
            tell_step()

    def _glance(self, place: int, unit: float) -> tuple[Image.Image, float] | None:
        if self._viewer is None:
            return None
        try:
            return self._viewer.glance(place, unit)
        except FAULTS:
            return None

    def _may_convert(self, one: _Taken) -> bool:
        """Whether another program may try a page that is too much for us."""
        if one.form is not None or one.reason in _NOT_FOR_OTHERS:
            return False
        try:
            return not lacks_fonts(self._pdf.pages[one.place])
        except FAULTS:
            return False

    def _convert(self, batch: Sequence[_Taken], converter: Ghostscript) -> None:
        """Let another program bring pages into inks, and look whether they still show the same."""
        if not batch:
            return
        made = converter.convert([one.place for one in batch])
        if made is None:
            return
        forms = Forms(made, self._profile, self._pack)
        for one, page in zip(batch, made.pages, strict=True):
            seen = look_at_page(page, one.place + 1)
            if abs(seen.width - one.seen.width) + abs(seen.height - one.seen.height) < _NEAR:
                one.forms, one.form_seen = forms, seen
                one.form = forms.make(page, seen)[1]
                one.is_converted = one.form is not None
        _look_again(batch)

    def _put(self, one: _Taken) -> None:
        """A page into the pack: its form, else its picture.  Raises ForeignError (E618)."""
        if one.form is not None:
            try:
                one.name = one.forms.put(one.form, one.form_seen)
            except FAULTS:
                one.reason, one.is_converted = NOT_READABLE, False
            else:
                one.reason = ""
                return
        try:
            assert self._viewer is not None
            image, one.resolution = self._viewer.picture(one.place, one.seen.unit)
        except (*FAULTS, AssertionError) as error:
            raise ForeignError("E618", number=one.place + 1) from error
        content, entries = picture_stream(image, self._profile)
        one.name = ObjectTaker(self._pack).add_stream(content, entries)

    def _describe(self, one: _Taken, links: list[Any]) -> Mapping[str, Any]:
        width, height = one.seen.width, one.seen.height
        facts: dict[str, Any] = {
            "number": one.place + 1,
            "width": round(width, 3),
            "height": round(height, 3),
            "links": links,
            "name": one.name,
            "reason": one.reason,
            "resolution": one.resolution,
            "converted": one.is_converted,
        }
        if one.glance is not None:
            image, scale = one.glance
            box = ink_box(image, scale, width, height)
            cell, columns, rows = ink_cells(image, scale)
            edges = (box.left, box.top, box.width, box.height) if box else ()
            facts["ink"] = [round(edge, 2) for edge in edges] or None
            facts["map"] = [cell, columns, [f"{row:x}" for row in rows]]
        return facts


def _look_again(batch: Sequence[_Taken]) -> None:
    """Drop the forms that do not show what their pages show."""
    judged = [
        (one, one.form, one.glance[0]) for one in batch if one.form and one.glance is not None
    ]
    if not judged:
        return
    try:
        viewer = Viewer(assemble([(form, one.form_seen) for one, form, _ in judged]))
    except FAULTS:
        for one, _, _ in judged:
            _drop(one)
        return
    for index, (one, _, before) in enumerate(judged):
        try:
            after, _ = viewer.glance(index)
            if not show_the_same(before, after):
                _drop(one)
        except FAULTS:
            _drop(one)
    viewer.close()


def _drop(one: _Taken) -> None:
    one.form, one.is_converted = None, False
    one.reason = one.reason or LOOKS_DIFFERENT
