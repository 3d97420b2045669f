"""Foreign pages: plain ones are placed in inks, others become pictures and are named; both files
stay valid, and the page looks as it did."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import ImageChops, ImageCms, ImageStat

from tests.editions import WEEK, write_edition
from tests.output.read_back import colour_operators, complaints, contents, images
from typeset.edition.build_issue import Built, build_issue
from typeset.output.attachments import prepare_attachments

pytestmark = pytest.mark.slow

SIZE = (595.0, 842.0)
MORE = "attachments:\n  - {file: a.pdf, title: 表, fit: page}\n"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED_DOT = bytes([200, 30, 30, 30, 30, 200, 255, 255, 255, 90, 90, 90])

Maker = Callable[[pikepdf.Pdf, Any], bytes]
"""Adds what a page needs to its resources; the page's operators."""


def rgb_operators(pdf: pikepdf.Pdf, page: Any) -> bytes:
    return b"1 0 0 rg 50 50 200 200 re f q 0 0 1 RG 9 w 300 300 m 500 700 l S Q 80 400 90 90 re f"


def grey_as_rgb(pdf: pikepdf.Pdf, page: Any) -> bytes:
    return b"0 0 0 rg 50 50 200 200 re f .5 .5 .5 rg 300 300 90 90 re f"


def named_space(pdf: pikepdf.Pdf, page: Any) -> bytes:
    profile = Stream(pdf, SRGB, N=3)
    page.Resources = Dictionary(ColorSpace=Dictionary(C=Array([Name.ICCBased, profile])))
    return b"/C cs 0 .6 0 sc 50 50 200 200 re f q /DeviceGray cs .5 scn 0 0 9 9 re f Q 1 0 0 scn 300 300 90 90 re f"


def rgb_picture(pdf: pikepdf.Pdf, page: Any) -> bytes:
    add_picture(pdf, page, Name.DeviceRGB, RED_DOT)
    return b"q 400 0 0 400 90 200 cm /I Do Q"


def indexed_picture(pdf: pikepdf.Pdf, page: Any) -> bytes:
    space = Array([Name.Indexed, Name.DeviceRGB, 3, pikepdf.String(RED_DOT)])
    add_picture(pdf, page, space, bytes([0, 1, 2, 3]))
    return b"q 400 0 0 400 90 200 cm /I Do Q"


def form_in_form(pdf: pikepdf.Pdf, page: Any) -> bytes:
    inner = Stream(pdf, b"0 .5 .5 rg 0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form)
    inner.BBox = Array([0, 0, 100, 100])
    outer = Stream(pdf, b"q 3 0 0 3 50 50 cm /F Do Q", Type=Name.XObject, Subtype=Name.Form)
    outer.BBox, outer.Resources = Array([0, 0, 500, 500]), Dictionary(XObject=Dictionary(F=inner))
    page.Resources = Dictionary(XObject=Dictionary(F=pdf.make_indirect(outer)))
    return b"/F Do"


def tagged(pdf: pikepdf.Pdf, page: Any) -> bytes:
    page.StructParents = 0
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    return b"/P <</MCID 0>> BDC 0 g 50 50 200 200 re f EMC /Artifact BMC 300 300 9 9 re f EMC"


def annotated(pdf: pikepdf.Pdf, page: Any) -> bytes:
    shown = Stream(pdf, b"1 0 0 rg 0 0 200 100 re f", Type=Name.XObject, Subtype=Name.Form)
    shown.BBox = Array([0, 0, 200, 100])
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([90, 90, 290, 190]), F=4)
    square.AP = Dictionary(N=pdf.make_indirect(shown))
    action = Dictionary(S=Name.URI, URI=pikepdf.String("https://a.example/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=action)
    page.Annots = Array([pdf.make_indirect(square), pdf.make_indirect(link)])
    return b"0 g 50 500 200 200 re f"


def highlighted(pdf: pikepdf.Pdf, page: Any) -> bytes:
    """A mark of a reader's program that brings no appearance of its own."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Highlight, Rect=Array([50, 500, 250, 560]))
    note.QuadPoints, note.C = Array([50, 560, 250, 560, 50, 500, 250, 500]), Array([1, 1, 0])
    page.Annots = Array([pdf.make_indirect(note)])
    return b"0 g 50 600 200 20 re f"


def transparent(pdf: pikepdf.Pdf, page: Any) -> bytes:
    page.Resources = Dictionary(ExtGState=Dictionary(T=Dictionary(ca=0.5)))
    return b"/T gs 1 0 0 rg 50 50 300 300 re f"


def masked(pdf: pikepdf.Pdf, page: Any) -> bytes:
    add_picture(pdf, page, Name.DeviceRGB, RED_DOT)
    mask = Stream(pdf, bytes([255, 0, 128, 255]), Type=Name.XObject, Subtype=Name.Image)
    mask.Width, mask.Height, mask.BitsPerComponent, mask.ColorSpace = 2, 2, 8, Name.DeviceGray
    page.Resources.XObject.I.SMask = mask
    return b"q 400 0 0 400 90 200 cm /I Do Q"


def shaded(pdf: pikepdf.Pdf, page: Any) -> bytes:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1)
    function.C0, function.C1 = Array([1, 0, 0]), Array([0, 0, 1])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=function)
    shading.Coords = Array([0, 0, 595, 0])
    page.Resources = Dictionary(Shading=Dictionary(S=shading))
    return b"q 50 150 400 400 re W n /S sh Q"


def stated(pdf: pikepdf.Pdf, page: Any) -> bytes:
    """What Word, Acrobat and Chrome write on every page: a state without a soft mask."""
    state = Dictionary(Type=Name.ExtGState, BM=Name.Normal, ca=1)
    page.Resources = Dictionary(ExtGState=Dictionary(G=pdf.make_indirect(state)))
    return b"/G gs 0 g 50 50 200 200 re f"


def bare_font(pdf: pikepdf.Pdf, page: Any) -> bytes:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    return b"BT /F 60 Tf 60 400 Td (Words) Tj ET"


def layered(pdf: pikepdf.Pdf, page: Any) -> bytes:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("L")))
    off = Dictionary(OFF=Array([group]), Order=Array([group]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=off)
    page.Resources = Dictionary(Properties=Dictionary(L=group))
    return b"/OC /L BDC 0 g 50 50 200 200 re f EMC 0 g 300 300 90 90 re f"


def layered_by_expression(pdf: pikepdf.Pdf, page: Any) -> bytes:
    content = layered(pdf, page)
    group = page.Resources.Properties.L
    rule = Dictionary(Type=Name.OCMD, OCGs=group, VE=Array([Name.Not, group]))
    page.Resources.Properties.L = pdf.make_indirect(rule)
    return content


def lost_font(pdf: pikepdf.Pdf, page: Any) -> bytes:
    return b"0 g 50 50 200 200 re f BT /F 60 Tf 60 400 Td (Words) Tj ET"


def inline_picture(pdf: pikepdf.Pdf, page: Any) -> bytes:
    start = b"q 400 0 0 400 90 200 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID "
    return start + RED_DOT + b" EI Q"


def inline_mask(pdf: pikepdf.Pdf, page: Any) -> bytes:
    start = b"1 0 0 rg q 400 0 0 400 90 200 cm BI /W 8 /H 2 /IM true /D [1 0] /F /AHx ID "
    return start + b"aa55> EI Q"


def spot_colour(pdf: pikepdf.Pdf, page: Any) -> bytes:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1)
    function.C0, function.C1 = Array([0, 0, 0, 0]), Array([0, 1, 1, 0])
    space = Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, function])
    page.Resources = Dictionary(ColorSpace=Dictionary(C=space))
    return b"/C cs 1 scn 50 50 300 300 re f"


def add_picture(pdf: pikepdf.Pdf, page: Any, space: Any, data: bytes) -> None:
    image = Stream(pdf, zlib.compress(data), Type=Name.XObject, Subtype=Name.Image)
    image.Filter = Name.FlateDecode
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 2, 2, 8, space
    page.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))


def build_with(tmp_path: Path, maker: Maker, *, owner: str = "") -> Built:
    folder = write_edition(tmp_path, more=MORE)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=SIZE)
        content = maker(pdf, page.obj)
        page.obj.Contents = Stream(pdf, content)
        encryption = pikepdf.Encryption(user="", owner=owner) if owner else False
        pdf.save(folder / "a.pdf", encryption=encryption)
    return build_issue(tmp_path, WEEK)


def difference(first: Path, first_page: int, second: Path, second_page: int) -> float:
    """How far two pages are apart, as the mean of grey values, of 255."""
    pages = [
        pypdfium2.PdfDocument(path)[place].render(scale=0.5, grayscale=True).to_pil()
        for path, place in ((first, first_page), (second, second_page))
    ]
    pages[1] = pages[1].resize(pages[0].size)
    return float(ImageStat.Stat(ImageChops.difference(*pages)).mean[0])


def kind_of_page(built: Built) -> str:
    """What the last page paints: a form or an image."""
    with pikepdf.open(built.press) as pdf:
        painted: Any = pdf.pages[-1].obj.Resources.XObject
        (name,) = [key for key in painted if key.startswith("/A1.")]
        return str(painted[name].Subtype)


@pytest.fixture
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Ghostscript."""
    monkeypatch.setattr(prepare_attachments, "CONVERTER", "no-such-program")


def assert_sound(tmp_path: Path, built: Built) -> None:
    foreign = tmp_path / "issues" / WEEK / "a.pdf"
    for path in (built.press, built.path):
        assert complaints(path) == []
        with pikepdf.open(path) as pdf:
            assert set(colour_operators(pdf)) <= {"k", "K", "g", "G"}
            spaces = {str(one.ColorSpace) for one in images(pdf) if "/ImageMask" not in one}
            assert spaces <= {"/DeviceGray", "/DeviceCMYK"}
            for content in contents(pdf):
                form = getattr(content, "obj", content)
                assert not {"/Group", "/OC", "/Metadata"} & set(form.keys())
            place = len(pdf.pages) - 1
    # The page number below is ours; inks are darker or lighter than a screen.
    assert difference(foreign, 0, built.path, place) < 12


@pytest.mark.parametrize(
    "maker",
    [
        stated,
        rgb_operators,
        grey_as_rgb,
        named_space,
        rgb_picture,
        indexed_picture,
        form_in_form,
        tagged,
        annotated,
        layered,
        inline_picture,
        inline_mask,
    ],
)
def test_plain_pages_are_placed(tmp_path: Path, maker: Maker) -> None:
    built = build_with(tmp_path, maker)
    assert [found.code for found in built.findings if found.code == "W610"] == []
    assert_sound(tmp_path, built)
    assert kind_of_page(built) == "/Form"


@pytest.mark.parametrize(
    ("maker", "reason"),
    [
        (transparent, "transparent"),
        (masked, "transparent"),
        (highlighted, "notes"),
        (shaded, "shadings"),
        (bare_font, "not embedded"),
        (layered_by_expression, "layers"),
        (lost_font, "stored in a form"),
        (spot_colour, "spot colours"),
    ],
)
@pytest.mark.usefixtures("no_converter")
def test_other_pages_are_printed_as_pictures(tmp_path: Path, maker: Maker, reason: str) -> None:
    built = build_with(tmp_path, maker)
    said = [found.message for found in built.findings if found.code == "W610"]
    assert len(said) == 1
    assert reason in said[0]
    assert "a.pdf" in said[0]
    assert "300 ppi" in said[0]
    assert_sound(tmp_path, built)
    assert kind_of_page(built) == "/Image"


@pytest.mark.usefixtures("no_converter")
def test_a_unit_of_the_page_s_own_counts_in_pictures_too(tmp_path: Path) -> None:
    """ISO 32000-1, 14.11.2: UserUnit, of which PDFium knows nothing."""

    def doubled(pdf: pikepdf.Pdf, page: Any) -> bytes:
        page.MediaBox, page.UserUnit = Array([0, 0, 200, 250]), 2
        return bare_font(pdf, page).replace(b"60 Tf 60 400", b"30 Tf 20 200")

    built = build_with(tmp_path, doubled)
    assert_sound(tmp_path, built)
    with pikepdf.open(built.press) as pdf:
        painted: Any = pdf.pages[-1].obj.Resources.XObject
        (name,) = [key for key in painted if key.startswith("/A1.")]
        assert int(painted[name].Width) == pytest.approx(400 / 72 * 300, abs=2)


def test_a_value_behind_a_reference_is_taken_itself(tmp_path: Path) -> None:
    """`24 0 R` of another file means nothing in ours."""

    def referring(pdf: pikepdf.Pdf, page: Any) -> bytes:
        content = stated(pdf, page)
        page.Resources.ExtGState.G.BM = pdf.make_indirect(Name.Normal)
        page.Resources.ExtGState.G.LW = pdf.make_indirect(pikepdf.Object.parse(b"7"))
        return content

    built = build_with(tmp_path, referring)
    with pikepdf.open(built.press) as pdf:
        states = [
            one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/LW") is not None
        ]
    assert kind_of_page(built) == "/Form"
    assert [int(one.LW) for one in states] == [7]


def test_pages_are_named_together(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, more=MORE)
    with pikepdf.new() as pdf:
        for number in range(6):
            page = pdf.add_blank_page(page_size=(72, 72))
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            if number != 3:
                page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        pdf.save(folder / "a.pdf")
    said = [found.message for found in build_issue(tmp_path, WEEK).findings if found.code == "W610"]
    assert len(said) == 1
    assert "1–3, 5–6" in said[0]


def test_neutral_colours_become_black_ink(tmp_path: Path) -> None:
    with pikepdf.open(build_with(tmp_path, grey_as_rgb).press) as pdf:
        colours = colour_operators(pdf)
    assert colours["g"] >= {(0.0,)}
    assert {values[:3] for values in colours["k"]} == {(0, 0, 0)}


def test_an_owner_s_lock_does_not_hinder(tmp_path: Path) -> None:
    built = build_with(tmp_path, rgb_operators, owner="secret")
    assert_sound(tmp_path, built)


def test_a_layer_that_is_off_stays_behind(tmp_path: Path) -> None:
    """Without the square that is on the layer, only the other one is there to be painted."""
    built = build_with(tmp_path, layered)
    with pikepdf.open(built.press) as pdf:
        operators = [
            [str(one.operator) for one in pikepdf.parse_content_stream(form)]
            for form in contents(pdf)
            if isinstance(form, pikepdf.Stream)
        ]
    painting = [[one for one in form if one in ("f", "n")] for form in operators if "re" in form]
    assert ["n", "f"] in painting


@pytest.mark.parametrize("maker", [shaded])
def test_another_program_brings_pages_into_inks(tmp_path: Path, maker: Maker) -> None:
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not installed")
    built = build_with(tmp_path, maker)
    assert [found.code for found in built.findings if found.code == "W610"] == []
    assert_sound(tmp_path, built)
    assert kind_of_page(built) == "/Form"


@pytest.mark.parametrize("maker", [bare_font, lost_font])
def test_fonts_that_are_missing_go_to_no_other_program(tmp_path: Path, maker: Maker) -> None:
    assert kind_of_page(build_with(tmp_path, maker)) == "/Image"


def test_links_are_kept_where_they_may_be_followed(tmp_path: Path) -> None:
    built = build_with(tmp_path, annotated)
    with pikepdf.open(built.path) as pdf:
        (link,) = pdf.pages[-1].obj.Annots
        assert str(link.A.URI) == "https://a.example/"
    assert b"a.example" not in built.press.read_bytes()


def test_pages_of_one_file_share_what_they_share(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, more=MORE)
    with pikepdf.new() as pdf:
        add_picture(pdf, pdf.add_blank_page(page_size=SIZE).obj, Name.DeviceRGB, RED_DOT)
        resources = pdf.make_indirect(pdf.pages[0].obj.Resources)
        for _ in range(3):
            page = pdf.add_blank_page(page_size=SIZE)
            page.obj.Resources = resources
            page.obj.Contents = Stream(pdf, b"q 400 0 0 400 90 200 cm /I Do Q")
        pdf.save(folder / "a.pdf")
    with pikepdf.open(build_issue(tmp_path, WEEK).press) as pdf:
        assert len(images(pdf)) == 1
