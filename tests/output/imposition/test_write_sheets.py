"""Sheets as a reader sees them: every page's picture on its place, boxes, marks, what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from typeset.base.errors import SourceError
from typeset.base.units import Mm, points_from_mm
from typeset.output.imposition.impose_file import Imposed, impose_file
from typeset.output.imposition.place_pages import MILLING, Mark
from typeset.output.imposition.sheets import Binding, BlankPolicy
from typeset.output.imposition.write_sheets import Wanted
from typeset.preflight.expected import Profile
from typeset.preflight.run_preflight import preflight_file

pytestmark = pytest.mark.slow

PAGE: tuple[Mm, Mm] = (100.0, 140.0)
SCALE = 2.0
"""Pixels a point."""


def write_pages(path: Path, count: int, size: tuple[Mm, Mm] = PAGE) -> Path:
    """A file whose pages differ: bars that count in binary, and a wedge that shows which way is up."""
    pdf = pikepdf.new()
    width, height = (points_from_mm(edge) for edge in size)
    for number in range(1, count + 1):
        bars = [
            f"{40 + 14 * bit} {height - 80:.2f} 10 30 re f"
            for bit in range(11)
            if number >> bit & 1
        ]
        wedge = f"0 1 1 0 k 30 40 m {width - 30:.2f} 40 l 30 90 l f"
        content = pdf.make_stream("\n".join(["0 0 0 1 k", *bars, wedge]).encode())
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, width, height],
            Contents=content,
            Resources=pikepdf.Dictionary(),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(path)
    return path


def wanted(binding: Binding, up: int, sheet: tuple[Mm, Mm], **more: object) -> Wanted:
    edges = (points_from_mm(sheet[0]), points_from_mm(sheet[1]))
    return Wanted(binding, up, edges, **more)  # type: ignore[arg-type]


def pictures(data: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in document]


def differs(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    histogram = ImageChops.difference(one, other.resize(one.size)).histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (one.width * one.height)


def unimposed(imposed: Imposed, creep: float = 0.0) -> dict[int, Image.Image]:
    """The picture of each page of the document, cut from where the formula says that it lies."""
    room, plan = imposed.room, imposed.plan
    sides = pictures(imposed.data)
    found: dict[int, Image.Image] = {}
    for number, sheet in enumerate(plan.sheets):
        for side, places in enumerate((sheet.front, sheet.back)):
            for place in places:
                page = plan.order[place.position]
                if page is None:
                    continue
                at_right = place.spine_at_right is not place.upside_down
                x = room.columns[place.column] + (1 if at_right else -1) * place.depth * creep
                top = room.height - room.rows[place.row] - room.page_height
                box = (x, top, x + room.page_width, top + room.page_height)
                left, upper, right, lower = (round(edge * SCALE) for edge in box)
                picture = sides[2 * number + side].crop((left, upper, right, lower))
                found[page] = picture.rotate(180) if place.upside_down else picture
    return found


@pytest.mark.parametrize(
    ("binding", "up", "sheet", "pages"),
    [
        (Binding.SADDLE, 2, (210, 297), 10),
        (Binding.SADDLE, 4, (230, 330), 12),
        (Binding.SADDLE, 8, (320, 450), 24),
        (Binding.PERFECT, 2, (225, 320), 9),
        (Binding.PERFECT, 8, (330, 460), 40),
        (Binding.SECTIONS, 4, (230, 330), 20),
        (Binding.STACK, 4, (230, 330), 11),
    ],
)
def test_every_page_lies_where_the_formula_says(
    tmp_path: Path, binding: Binding, up: int, sheet: tuple[Mm, Mm], pages: int
) -> None:
    path, creep = write_pages(tmp_path / "in.pdf", pages), points_from_mm(0.1)
    imposed = impose_file(path, wanted(binding, up, sheet, creep=creep), "")
    originals, found = pictures(path.read_bytes()), unimposed(imposed, creep)
    assert sorted(found) == list(range(pages))
    # Edges differ by under 0.5 in the mean, one bar by 0.63, a creep left out by 1.0.
    assert max(differs(originals[page], picture) for page, picture in found.items()) < 0.6


def test_boxes_and_shared_pages(tmp_path: Path) -> None:
    """Boxes are the sheet's, no page is there twice (ISO 15930-7, 6.5)."""
    path = write_pages(tmp_path / "in.pdf", 16)
    imposed = impose_file(path, wanted(Binding.SADDLE, 2, (320, 450), marks=tuple(Mark)), "")
    with pikepdf.open(io.BytesIO(imposed.data)) as pdf:
        assert len(pdf.pages) == 8
        assert {tuple(map(float, page.trimbox)) for page in pdf.pages} == {
            tuple(map(float, page.mediabox)) for page in pdf.pages
        }
        forms = {
            form.objgen for page in pdf.pages for form in page.resources.XObject.as_dict().values()
        }
        assert len(forms) == 16
        assert "/Annots" not in pdf.pages[0].obj


def test_glued_spines_have_room_to_be_milled(tmp_path: Path) -> None:
    imposed = impose_file(
        write_pages(tmp_path / "in.pdf", 8), wanted(Binding.PERFECT, 2, (225, 320)), ""
    )
    room = imposed.room
    assert room.columns[1] - room.columns[0] - room.page_width == pytest.approx(2 * MILLING)


def test_the_other_edge_turns_the_backs(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "in.pdf", 4)
    ask = wanted(Binding.SADDLE, 2, (210, 297))
    turned = wanted(Binding.SADDLE, 2, (210, 297), over_long_edge=True)
    plain, over = (pictures(impose_file(path, one, "").data) for one in (ask, turned))
    assert differs(plain[0], over[0]) == 0
    assert differs(plain[1], over[1].rotate(180)) < 0.5


def test_notes_are_ruled(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "in.pdf", 3)
    ask = wanted(Binding.SADDLE, 2, (210, 297), policy=BlankPolicy.NOTES)
    imposed = impose_file(path, ask, "")
    assert [finding.code for finding in imposed.findings] == ["H714"]
    blank = pictures(imposed.data)[0].crop((20, 20, 400, 700))
    assert len(blank.getcolors() or []) > 1


@pytest.mark.parametrize(
    ("name", "code"), [("mixed", "E711"), ("small", "E712"), ("none", "E710"), ("broken", "E713")]
)
def test_refused(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / "in.pdf"
    if name == "broken":
        path.write_bytes(b"no PDF")
    elif name == "mixed":
        write_pages(path, 2)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 300, 300])
            pdf.save(path)
    elif name == "small":
        write_pages(path, 4)
    sheet = (100, 120) if name == "small" else (210, 297)
    with pytest.raises(SourceError) as refused:
        impose_file(path, wanted(Binding.SADDLE, 2, sheet), "A")
    assert [finding.code for finding in refused.value.findings] == [code]


def test_no_room_for_marks_is_said(tmp_path: Path) -> None:
    ask = wanted(Binding.SADDLE, 2, (140, 200), marks=(Mark.CROP,))
    imposed = impose_file(write_pages(tmp_path / "in.pdf", 4), ask, "A5")
    assert [finding.code for finding in imposed.findings] == ["W715"]


def test_a_turned_page_with_margins(tmp_path: Path) -> None:
    """/Rotate, a crop box off the origin and a trim box inside it (ISO 32000-1, 14.11.2)."""
    path = write_pages(tmp_path / "in.pdf", 4, (140, 100))
    original = pictures(path.read_bytes())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            page.obj.TrimBox = page.mediabox
            page.obj.MediaBox = pikepdf.Array([left - 20, bottom - 20, right + 20, top + 20])
            page.obj.Rotate = 90
        pdf.save(path)
    imposed = impose_file(path, wanted(Binding.SADDLE, 2, (210, 297)), "")
    found = unimposed(imposed)
    turned = [picture.rotate(-90, expand=True) for picture in original]
    assert max(differs(turned[page], picture) for page, picture in found.items()) < 0.6


def test_preflight_finds_no_fault_in_marks(tmp_path: Path) -> None:
    """Lines on all plates are no excess of ink; what else is missing is the made file's own."""
    path = write_pages(tmp_path / "in.pdf", 8)
    marks = (Mark.CROP, Mark.FOLD, Mark.REGISTER, Mark.COLLATE)
    imposed = impose_file(path, wanted(Binding.PERFECT, 2, (320, 450), marks=marks), "SRA3")
    sheets = tmp_path / "sheets.pdf"
    sheets.write_bytes(imposed.data)
    codes = {finding.code for finding in preflight_file(sheets, Profile.PRINT).findings}
    assert not codes & {"E854", "E808", "E892", "W856"}
