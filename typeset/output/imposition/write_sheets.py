"""Writing the sheets (写印张), in a worker: each page of the file once as a form, painted on its
places.  Nothing is copied: faces, pictures and content stay the objects they were.

Source: ISO 32000-1, 8.10 (forms), 14.11.2 (boxes); ISO 15930-7, 6.12 (one output intent stays).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, BinaryIO, cast

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name

from typeset.base.records import noun_of
from typeset.base.units import Pt, Rectangle, mm_from_points, points_from_mm
from typeset.base.worker import REFUSED_EXIT
from typeset.output.attachments.annotations import has_annotations, settle_annotations
from typeset.output.attachments.limits import ForeignError
from typeset.output.attachments.open_pdf import open_pdf, set_limits
from typeset.output.attachments.page_boxes import SeenPage, look_at_page
from typeset.output.imposition.arrange_pages import arrange_pages
from typeset.output.imposition.draw_dummy import DUMMY_SIZE, NUMERALS, dummy_side
from typeset.output.imposition.draw_marks import ALL_PLATES, draw_marks
from typeset.output.imposition.place_pages import (
    SAME_SIZE,
    Mark,
    PlacedPage,
    Room,
    make_room,
    place_page,
    smallest_sheet,
)
from typeset.output.imposition.sheets import Binding, BlankPolicy, Place, Plan, Sheet

MOST_PAGES = 5_000
_KEPT = frozenset({"/Type", "/Pages", "/OutputIntents", "/Metadata", "/OCProperties", "/Version"})
"""What stays of a document's root: a sheet has no bookmarks, tags, forms or page labels."""
_NOTE_PITCH, _NOTE_MARGIN = points_from_mm(9), points_from_mm(22)


class Wanted(Struct, frozen=True):
    """拼版要求, as a worker is told it, lengths in pt.

    `creep` counts for each sheet that lies around a page's own; `over_long_edge` tells how a
    printer turns the sheet, None for left to right; `is_dummy` asks for the sides on A4 with the
    numbers of the pages over them.
    """

    binding: Binding
    up: int
    sheet: tuple[Pt, Pt]
    creep: Pt = 0.0
    marks: tuple[Mark, ...] = ()
    section_pages: int = 0
    policy: BlankPolicy = BlankPolicy.END
    over_long_edge: bool | None = None
    is_dummy: bool = False


def impose(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """Work of `run_worker`: a PDF's pages on sheets, written to `output`.

    The answer tells the number and size of its pages and whether marks had room; that of a refused
    file its code and values.
    """
    assert output is not None
    try:
        return 0, _impose(noun_of(Wanted, request), source.read(), output)
    except ForeignError as fault:
        return REFUSED_EXIT, {"code": fault.code, "values": fault.values}


def _impose(wanted: Wanted, data: bytes, output: IO[bytes]) -> Mapping[str, Any]:
    set_limits()
    pdf = open_pdf(data, "", most=MOST_PAGES)
    _settle(pdf)
    pages = [_Page.of(page, number) for number, page in enumerate(pdf.pages, 1)]
    size = _shared_size(pages)
    plan = arrange_pages(len(pages), wanted.binding, wanted.up, wanted.section_pages, wanted.policy)
    room = make_room(plan, size, wanted.sheet, has_marks=bool(wanted.marks))
    if room is None:
        width, height = smallest_sheet(plan, size)
        raise ForeignError("E712", width=_mm(width), height=_mm(height))
    _Writer(pdf, pages, wanted, room).write(plan)
    # PDF/X-4 is read by older machines too: a table of objects, not a stream (E808).
    mode = pikepdf.ObjectStreamMode.disable
    pdf.save(cast(BinaryIO, output), deterministic_id=True, object_stream_mode=mode)
    return {"pages": len(pages), "page_size": size, "has_marks": room.has_marks}


def _settle(pdf: pikepdf.Pdf) -> None:
    """Leave what is printed: annotations that show become ink; what leads a reader through pages
    goes, and so does the claim of tags (ISO 19005-2, 6.7: PDF/A without them is level U)."""
    if has_annotations(pdf):
        settle_annotations(pdf)
        pdf.flatten_annotations("print")
    for key in set(pdf.Root.keys()) - _KEPT:
        del pdf.Root[key]
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            if "pdfuaid:part" in metadata:
                del metadata["pdfuaid:part"]
            if metadata.get("pdfaid:conformance") == "A":
                metadata["pdfaid:conformance"] = "U"


class _Page(Struct, frozen=True):
    """What is seen of a page, and its trimmed area and bleed there, from the top left corner."""

    seen: SeenPage
    trim: Rectangle
    bleed: Rectangle

    @classmethod
    def of(cls, page: pikepdf.Page, number: int) -> _Page:
        seen = look_at_page(page, number)
        trim = _seen_box(page, "/TrimBox", seen) or Rectangle(0, 0, seen.width, seen.height)
        return cls(seen, trim, _seen_box(page, "/BleedBox", seen) or trim)

    @property
    def matrix(self) -> tuple[float, ...]:
        """From the page's own units to pt from the lower left corner of its trimmed area."""
        origin, right, up = (self.seen.seen(x, y) for x, y in ((0, 0), (1, 0), (0, 1)))
        return (
            right[0] - origin[0],
            origin[1] - right[1],
            up[0] - origin[0],
            origin[1] - up[1],
            origin[0] - self.trim.left,
            self.trim.bottom - origin[1],
        )


def _seen_box(page: pikepdf.Page, key: str, seen: SeenPage) -> Rectangle | None:
    box = page.obj.get(key)
    if not isinstance(box, Array) or len(box) != 4:
        return None
    left, bottom, right, top = (float(edge) for edge in box)
    return seen.seen_box((left, bottom, right, top))


def _shared_size(pages: Sequence[_Page]) -> tuple[Pt, Pt]:
    """Width and height that all pages share.  Raises ForeignError (E711) where they differ."""
    first = pages[0].trim
    for number, page in enumerate(pages, 1):
        trim = page.trim
        if max(abs(trim.width - first.width), abs(trim.height - first.height)) > SAME_SIZE:
            sizes = (f"{_mm(box.width)} × {_mm(box.height)}" for box in (trim, first))
            raise ForeignError("E711", number=number, size=next(sizes), first=next(sizes))
    return first.width, first.height


class _Writer:
    """The sheets of one plan, made in the file that the pages come from."""

    def __init__(
        self, pdf: pikepdf.Pdf, pages: Sequence[_Page], wanted: Wanted, room: Room
    ) -> None:
        self._pdf, self._pages, self._wanted, self._room = pdf, pages, wanted, room
        self._group = pdf.pages[0].obj.get("/Group")
        taken: set[tuple[int, int]] = set()
        self._forms = [self._form(page, taken) for page in pdf.pages]
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[1] * 4, N=1)
        colour = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
        self._all_plates = pdf.make_indirect(colour)
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        self._numerals = pdf.make_indirect(face)

    def write(self, plan: Plan) -> None:
        """Put the sheets in the place of the pages."""
        del self._pdf.pages[:]
        for number, sheet in enumerate(plan.sheets, 1):
            for places, is_front in ((sheet.front, True), (sheet.back, False)):
                lines, forms = self._side(plan, sheet, places, is_front=is_front)
                if self._wanted.is_dummy:
                    title = f"{number}{'A' if is_front else 'B'}"
                    lines = list(dummy_side(self._room, places, lines, title))
                self._pdf.pages.append(self._page(lines, forms))

    def _form(self, page: pikepdf.Page, taken: set[tuple[int, int]]) -> pikepdf.Stream:
        """A page's content as a form; a stream that two pages share is copied for the second."""
        page.contents_coalesce()
        form = page.obj.get("/Contents")
        if not isinstance(form, pikepdf.Stream) or form.objgen in taken:
            form = self._pdf.make_stream(form.read_bytes() if form is not None else b"")
        taken.add(form.objgen)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([float(edge) for edge in page.mediabox])
        form.Resources = page.resources
        if "/Group" in page.obj:
            form.Group = page.obj.Group
        return form

    def _side(
        self, plan: Plan, sheet: Sheet, places: Sequence[Place], *, is_front: bool
    ) -> tuple[list[str], Dictionary]:
        """The operators of a side, and the forms that they paint."""
        room, forms = self._room, Dictionary()
        lines = [] if is_front or not self._is_back_turned() else [_turned(room)]
        for place in places:
            placed, page = place_page(place, room, self._wanted.creep), plan.order[place.position]
            if page is not None:
                forms[f"/P{page + 1}"] = self._forms[page]
                lines.append(self._shown(placed, page))
            elif self._wanted.policy is BlankPolicy.NOTES:
                lines += _ruled(placed, room)
        lines.append(draw_marks(room, sheet, self._wanted.marks, is_front=is_front))
        return lines, forms

    def _page(self, lines: Sequence[str], forms: Dictionary) -> pikepdf.Page:
        is_dummy = self._wanted.is_dummy
        edges = DUMMY_SIZE if is_dummy else (self._room.width, self._room.height)
        box = Array([0, 0, *(round(edge, 3) for edge in edges)])
        colours = Dictionary({f"/{ALL_PLATES}": self._all_plates})
        resources = Dictionary(XObject=forms, ColorSpace=colours)
        if is_dummy:
            resources.Font = Dictionary({f"/{NUMERALS}": self._numerals})
        page = Dictionary(
            Type=Name.Page,
            MediaBox=box,
            TrimBox=box,
            BleedBox=box,
            Resources=resources,
            Contents=self._pdf.make_stream("\n".join(lines).encode()),
        )
        if self._group is not None:
            page.Group = self._group
        return pikepdf.Page(self._pdf.make_indirect(page))

    def _is_back_turned(self) -> bool:
        """Whether a printer that turns sheets over this edge wants the back on its head."""
        over_long = self._wanted.over_long_edge
        lies_across = self._room.width > self._room.height
        return over_long is not None and over_long is lies_across

    def _shown(self, placed: PlacedPage, number: int) -> str:
        """A page painted on its place, cut to its bleed and to what its place shows."""
        page, room, place = self._pages[number], self._room, placed.place
        trim, bleed = page.trim, page.bleed
        beyond = (trim.left - bleed.left, bleed.bottom - trim.bottom)
        further = (bleed.right - trim.right, trim.top - bleed.top)
        if place.upside_down:
            beyond, further = further, beyond
        left = max(placed.shown[0], placed.x - beyond[0])
        bottom = max(placed.shown[1], placed.y - beyond[1])
        right = min(placed.shown[2], placed.x + room.page_width + further[0])
        top = min(placed.shown[3], placed.y + room.page_height + further[1])
        sign = -1 if place.upside_down else 1
        x = placed.x + (room.page_width if place.upside_down else 0)
        y = placed.y + (room.page_height if place.upside_down else 0)
        a, b, c, d, e, f = page.matrix
        matrix = (sign * a, sign * b, sign * c, sign * d, x + sign * e, y + sign * f)
        return (
            f"q {left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n "
            f"{' '.join(f'{value:.5f}' for value in matrix)} cm /P{number + 1} Do Q"
        )


def _turned(room: Room) -> str:
    return f"-1 0 0 -1 {room.width:.3f} {room.height:.3f} cm"


def _ruled(placed: PlacedPage, room: Room) -> Iterator[str]:
    """A blank page ruled for notes (记录页)."""
    yield "q 0 0 0 .4 K .4 w"
    y = placed.y + _NOTE_MARGIN
    while y < placed.y + room.page_height - _NOTE_MARGIN:
        left, right = placed.x + _NOTE_MARGIN, placed.x + room.page_width - _NOTE_MARGIN
        yield f"{left:.3f} {y:.3f} m {right:.3f} {y:.3f} l S"
        y += _NOTE_PITCH
    yield "Q"


def _mm(length: Pt) -> str:
    return f"{mm_from_points(length):.0f}"
