"""Kinds of attachments: told by what they hold; pictures upright, in inks, as large as they say."""

from __future__ import annotations

import io
import itertools
import random
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.output.attachments.preparing import codes, pack_of, prepare
from typeset.base.run_office import find_office
from typeset.content.attachment import AttachedFile, Attachment
from typeset.design.applying.foreign_files import ForeignPageFacts
from typeset.output.attachments import prepare_attachments
from typeset.output.attachments.kinds import Family, sniff
from typeset.output.attachments.pictures import picture_stream

pytestmark = pytest.mark.slow

SIZE = (300, 200)


def picture(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """White, with a dark square in its upper left quarter."""
    image = Image.new(mode, size, 1 if mode == "1" else "white")
    dark = {"RGB": (20, 20, 120), "L": 30, "1": 0, "CMYK": (200, 180, 0, 40)}[mode]
    image.paste(dark, (size[0] // 10, size[1] // 10, size[0] // 2, size[1] // 2))  # type: ignore[arg-type]
    return image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(*streams: str) -> bytes:
    """A compound file that holds nothing but the names of streams, four to a sector, the sectors
    of its directory in an order that only its table tells."""
    sectors = [b"", *(_sector(streams[at : at + 4]) for at in range(0, len(streams), 4))]
    order = [1, *range(len(sectors) - 1, 1, -1)]
    placed = [sectors[order.index(at) + 1] if at else b"" for at in range(len(sectors))]
    table = [0xFFFFFFFD] + [0xFFFFFFFE] * 127
    for here, following in itertools.pairwise(order):
        table[here] = following
    head = bytearray(512)
    head[:8] = COMPOUND
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(head) + struct.pack("<128I", *table) + b"".join(placed)


def _sector(names: tuple[str, ...]) -> bytes:
    made = b""
    for name in names:
        text = (name + "\0").encode("utf-16-le")
        made += text.ljust(64, b"\0") + struct.pack("<H", len(text)) + bytes(62)
    return made.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (compound("Root Entry", "WordDocument"), "a.doc", ".doc"),
        (compound("Root Entry", "WordDocument"), "a.wps", ".wps"),
        (compound("Root Entry", "Workbook"), "a.doc", ".xls"),
        (compound(*"abcdefghijkl", "PowerPoint Document"), "a.doc", ".ppt"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a.docx", ".xlsx"),
        (zipped("ppt/a.xml", "ppt/embeddings/xl/word/OFD.xml"), "a.docx", ".pptx"),
    ],
)
def test_an_office_file_is_told_by_its_directory(data: bytes, name: str, kind: str) -> None:
    assert sniff(io.BytesIO(data), name) == (Family.OFFICE, kind)


@given(st.binary(max_size=2_000), st.sampled_from(["", "PK\x03\x04", "PK\x05\x06", "compound"]))
def test_any_bytes_are_of_some_kind(data: bytes, start: str) -> None:
    head = compound("Root Entry")[:600] if start == "compound" else start.encode()
    file = io.BytesIO(head + data)
    assert sniff(file, "a.doc")[0] in Family
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("data", "name", "family"),
    [
        (b"%PDF-1.7\n", "a.pdf", Family.PDF),
        (b"garbage\n" * 100 + b"%PDF-1.7\n", "a.pdf", Family.PDF),
        (encoded(picture(), "PNG"), "a.png", Family.PICTURE),
        (encoded(picture(), "WEBP"), "a.webp", Family.PICTURE),
        (encoded(picture(), "BMP"), "a.bmp", Family.PICTURE),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", Family.OFFICE),
        (zipped("xl/workbook.xml"), "a.xlsx", Family.OFFICE),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "a.ofd", Family.OFD),
        (zipped("readme.txt"), "a.docx", Family.UNKNOWN),
        (zipped("ppt/a.xml", "ppt/embeddings/xl/word/OFD.xml"), "a.pptx", Family.OFFICE),
        (zipped("docs/OFD.xml", "xl.xml"), "a.zip", Family.UNKNOWN),
        (zipped("word/document.xml")[:-30], "a.docx", Family.OFFICE),
        (COMPOUND + bytes(504), "a.doc", Family.OFFICE),
        (compound("EncryptedPackage"), "a.docx", Family.LOCKED),
        (rb"{\rtf1 x}", "a.rtf", Family.OFFICE),
        (b"", "a.pdf", Family.EMPTY),
        (b"<html>", "a.pdf", Family.UNKNOWN),
    ],
)
def test_kinds_are_told_by_what_files_hold(data: bytes, name: str, family: Family) -> None:
    assert sniff(io.BytesIO(data), name)[0] is family


@pytest.mark.parametrize(
    ("data", "name", "told", "is_placed"),
    [
        (encoded(picture(), "JPEG"), "a.png", "W622", True),
        (encoded(picture(), "PNG"), "a.pdf", "E623", False),
        (zipped("word/document.xml"), "a.pdf", "E623", False),
        (b"%PDF-1.7\n", "a.png", "E623", False),
        (zipped("OFD.xml"), "a.ofd", "E624", False),
        (compound("Root Entry", "EncryptedPackage"), "a.docx", "E604", False),
        (zipped("readme.txt"), "a.docx", "E621", False),
        (encoded(picture(), "PNG")[:200], "a.png", "E601", False),
        (encoded(picture(size=(900, 900)), "JPEG")[:3000], "a.jpg", "E601", False),
    ],
)
def test_what_is_told_of_a_kind(
    tmp_path: Path, data: bytes, name: str, told: str, *, is_placed: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    prepared = prepare(tmp_path, name)
    assert codes(prepared) == [told]
    assert bool(prepared.files) is is_placed


def facts(tmp_path: Path, data: bytes, name: str) -> tuple[ForeignPageFacts, ...]:
    (tmp_path / name).write_bytes(data)
    prepared = prepare(tmp_path, name)
    assert codes(prepared) == []
    return prepared.files[1, 0].pages


@pytest.mark.parametrize(
    ("kind", "ending", "options", "size"),
    [
        ("PNG", ".png", {"dpi": (150, 150)}, (144, 96)),
        ("PNG", ".png", {}, (300, 200)),
        ("JPEG", ".jpg", {"dpi": (300, 300)}, (72, 48)),
        ("JPEG", ".jpg", {"dpi": (1, 1)}, (300, 200)),
        ("TIFF", ".tif", {"dpi": (200, 100)}, (108, 144)),
        ("BMP", ".bmp", {"dpi": (100, 100)}, (216, 144)),
        ("WEBP", ".webp", {}, (300, 200)),
    ],
)
def test_a_picture_is_as_large_as_it_says(
    tmp_path: Path, kind: str, ending: str, options: Any, size: tuple[float, float]
) -> None:
    (page,) = facts(tmp_path, encoded(picture(), kind, **options), f"a{ending}")
    assert (page.width, page.height) == pytest.approx(size, rel=0.01)
    assert page.pixels == SIZE[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(tmp_path: Path, orientation: int) -> None:
    """The dark square lies where a viewer that knows EXIF shows it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    (page,) = facts(tmp_path, encoded(picture(), "JPEG", exif=exif, quality=95), "a.jpg")
    sideways = orientation >= 5
    assert (page.width, page.height) == (SIZE[::-1] if sideways else SIZE)
    assert page.ink is not None
    middle = (
        (page.ink.left + page.ink.width / 2) / page.width,
        (page.ink.top + page.ink.height / 2) / page.height,
    )
    right = orientation in (2, 3, 6, 7)
    lower = orientation in (3, 4, 7, 8)
    assert (middle[0] > 0.5, middle[1] > 0.5) == (right, lower)


def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    sheets = [picture("1", (1700, 2200)), picture("L"), picture("RGB"), picture("CMYK")]
    data = encoded(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(200, 200))
    pages = facts(tmp_path, data, "a.tiff")
    assert [page.number for page in pages] == [1, 2, 3, 4]
    assert (pages[0].width, pages[0].height) == pytest.approx((612, 792))
    objects = pack_of(prepare(tmp_path, "a.tiff")).facts["objects"]
    spaces = [one["/"]["/ColorSpace"] for one in objects.values()]
    bits = [one["/"]["/BitsPerComponent"] for one in objects.values()]
    assert spaces == ["/DeviceGray", "/DeviceGray", "/DeviceCMYK", "/DeviceCMYK"]
    assert bits == ["1", "8", "8", "8"]
    assert [
        page.number for page in prepare(tmp_path, "a.tiff", pages=((3, 4),)).files[1, 0].pages
    ] == [3, 4]


def test_a_scan_without_greys_stays_small_and_whole(tmp_path: Path) -> None:
    """Stored as a fax, and dark where it was dark."""
    sheet = picture("1", (1_701, 1_100))
    letters, pen = random.Random(6), ImageDraw.Draw(sheet)
    pen.fontmode = "1"
    for line in range(30):
        words = "".join(letters.choices("scan of a page", k=100))
        pen.text((100, 20 + 34 * line), words, fill=0, font=ImageFont.load_default(28))
    data, entries = picture_stream(sheet, b"")
    assert entries["/Filter"] == "/CCITTFaxDecode"
    assert len(data) < len(zlib.compress(sheet.tobytes(), 9))
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=sheet.size)
        stream = pdf.make_stream(data)
        for key, value in entries.items():
            stream[key] = pikepdf.Object.parse(_written(value))
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
        pdf.pages[0].Contents = pdf.make_stream(
            f"{sheet.width} 0 0 {sheet.height} 0 0 cm /I Do".encode()
        )
        pdf.save(tmp_path / "scan.pdf")
    with pypdfium2.PdfDocument(tmp_path / "scan.pdf") as shown:
        seen = shown[0].render(scale=1, grayscale=True).to_pil().convert("L")
    assert ImageChops.difference(seen, sheet.convert("L")).getbbox() is None


def _written(value: Any) -> bytes:
    """A value of a pack as a PDF writes it."""
    if isinstance(value, dict):
        inner = b" ".join(key.encode() + b" " + _written(one) for key, one in value["/"].items())
        return b"<<" + inner + b">>"
    return str(value).encode()


def test_noise_is_not_stored_as_a_fax() -> None:
    noise = Image.frombytes("1", (800, 800), random.Random(6).randbytes(80_000))
    data, entries = picture_stream(noise, b"")
    assert entries["/Filter"] == "/FlateDecode"
    assert zlib.decompress(data) == noise.tobytes()


def test_the_inks_of_a_jpeg_stay(tmp_path: Path) -> None:
    """Inks are stored inverted by Adobe's programs, and come out as they were."""
    image = Image.new("CMYK", SIZE, (200, 10, 60, 30))
    (page,) = facts(tmp_path, encoded(image, "JPEG", quality=95), "a.jpg")
    assert page.ink is not None
    assert page.ink.width == pytest.approx(page.width, rel=0.02)
    pack = pack_of(prepare(tmp_path, "a.jpg"))
    (stored,) = pack.facts["objects"].values()
    offset, length = stored["s"]
    with Image.open(io.BytesIO(pack.path.read_bytes()[offset : offset + length])) as again:
        inks: Any = again.getpixel((150, 100))
    assert stored["/"]["/Decode"] == ["1", "0"] * 4
    assert inks == pytest.approx((200, 10, 60, 30), abs=3)


def test_a_moving_picture_is_its_first(tmp_path: Path) -> None:
    frames = [picture("L"), picture("L").rotate(90)]
    (tmp_path / "a.gif").write_bytes(
        encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    )
    prepared = prepare(tmp_path, "a.gif")
    assert codes(prepared) == ["W628"]
    assert len(prepared.files[1, 0].pages) == 1


# ------------------------------------------------------------------------------ office files


def word_file() -> bytes:
    document = docx.Document()
    for family, words in (("仿宋_GB2312", "仿宋的正文"), ("黑体", "黑体的标题")):
        run = document.add_paragraph().add_run(words)
        run.font.name = family
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_an_office_file_is_laid_out_in_our_faces(tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(word_file())
    folders = [Path(__file__).parents[3] / "fonts"]
    listed = [Attachment(1, "表", (AttachedFile("a.docx"),))]
    prepared = prepare_attachments.prepare_attachments(listed, tmp_path, b"", None, folders)
    assert codes(prepared) == ["H627"]
    assert len(prepared.files[1, 0].pages) == 1
    objects = pack_of(prepared).facts["objects"]
    faces = {one["/"].get("/FontName", "") for one in objects.values()}
    faces |= {
        str(one["/"]["/FontDescriptor"]["/"].get("/FontName", ""))
        for one in objects.values()
        if "/" in one.get("/", {}).get("/FontDescriptor", {})
    }
    assert any("FandolFang" in face for face in faces)
    assert any("FandolHei" in face for face in faces)


def test_an_office_file_of_another_ending_is_taken(tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.doc").write_bytes(word_file())
    prepared = prepare(tmp_path, "a.doc")
    assert codes(prepared) == ["W622", "H627"]
    assert len(prepared.files[1, 0].pages) == 1


@pytest.mark.parametrize(
    ("script", "code"), [("exit 1\n", "E626"), ("kill -9 $$\n", "E626")], ids=["fails", "crashes"]
)
def test_an_office_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    monkeypatch.setattr(prepare_attachments, "find_office", lambda: str(program))
    (tmp_path / "a.docx").write_bytes(zipped("word/document.xml"))
    assert codes(prepare(tmp_path, "a.docx")) == [code]


def test_without_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare_attachments, "find_office", lambda: None)
    (tmp_path / "a.docx").write_bytes(zipped("word/document.xml"))
    prepared = prepare(tmp_path, "a.docx")
    assert codes(prepared) == ["E625"]
    assert "LibreOffice" in prepared.findings[0].cure
