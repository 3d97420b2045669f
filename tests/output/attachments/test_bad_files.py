"""Broken and hostile files, made here: each is refused by a code of its own or placed, within the
limits, and what is alive in it stays behind."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from tests.output.attachments.preparing import codes, pack_of, prepare
from typeset.content.attachment import AttachedFile, Attachment
from typeset.output.attachments import limits, prepare_attachments

pytestmark = pytest.mark.slow

Maker = Callable[[], bytes]
SQUARE = b"0 g 50 50 200 200 re f"


@pytest.fixture(autouse=True)
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Ghostscript, which forgives much."""
    monkeypatch.setattr(prepare_attachments, "CONVERTER", "no-such-program")


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    data = io.BytesIO()
    pdf.save(data, **options)  # type: ignore[arg-type]
    return data.getvalue()


def page_with(content: bytes = SQUARE, size: tuple[float, float] = (595, 842)) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[0].obj.MediaBox = Array([0, 0, *size])
    pdf.pages[0].obj.Contents = Stream(pdf, content)
    return pdf


def truncated() -> bytes:
    data = saved(page_with())
    return data[: len(data) // 4]


def wrong_header() -> bytes:
    return b"%!PS-Adobe-3.0\n" + saved(page_with())[9:]


def broken_table() -> bytes:
    return saved(page_with()).replace(b"startxref\n", b"startxref\n99")


def looping_pages() -> bytes:
    pdf = page_with()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    return saved(pdf)


def no_kids() -> bytes:
    pdf = page_with()
    del pdf.Root.Pages.Kids
    return saved(pdf)


def no_resources() -> bytes:
    pdf = page_with()
    del pdf.pages[0].obj.Resources
    return saved(pdf)


def lying_count() -> bytes:
    pdf = page_with()
    pdf.Root.Pages.Count = 100_000
    return saved(pdf)


def many_pages() -> bytes:
    pdf = pikepdf.new()
    page = pdf.make_indirect(
        Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary())
    )
    pdf.Root.Pages.Kids = Array([page] * 100_000)
    pdf.Root.Pages.Count = 100_000
    return saved(pdf)


def flate_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(b" " * 400_000_000))
    pdf = page_with()
    pdf.pages[0].obj.Contents = bomb = Stream(pdf, packed)
    bomb.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    return saved(pdf)


def huge_page() -> bytes:
    return saved(page_with(size=(14_401 * 2, 500)))


def largest_page() -> bytes:
    return saved(page_with(size=(14_400, 14_400)))


def flat_page() -> bytes:
    return saved(page_with(size=(595, 0)))


def nested_forms() -> bytes:
    pdf = page_with(b"/F Do")
    inner = pdf.make_stream(SQUARE, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(200):
        outer = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form)
        outer.BBox = Array([0, 0, 600, 900])
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = outer
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=inner))
    return saved(pdf)


def form_in_itself() -> bytes:
    pdf = page_with(b"/F Do " + SQUARE)
    form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 600, 900])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form))
    return saved(pdf)


def alive() -> bytes:
    pdf = page_with()
    script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    start = Dictionary(S=Name.Launch, F=pikepdf.String("/bin/sh"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.pages[0].obj.AA = Dictionary(O=start)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 90, 90]), A=start)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    pdf.attachments["evil.exe"] = b"MZ"
    return saved(pdf)


def dynamic_form() -> bytes:
    pdf = page_with()
    xfa = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=xfa, NeedAppearances=True)
    return saved(pdf)


def owner_locked() -> bytes:
    return saved(page_with(), encryption=pikepdf.Encryption(user="", owner="secret"))


def user_locked() -> bytes:
    return saved(page_with(), encryption=pikepdf.Encryption(user="open", owner="secret"))


def huge_png() -> bytes:
    """A picture of 40,000 × 40,000 whose data, were they unpacked, took 1.6 GB."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(40_001) * 100)
    chunks = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def picture_named_pdf() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def empty() -> bytes:
    return b""


REFUSED: list[tuple[Maker, str, str]] = [
    (truncated, "a.pdf", "E603"),
    (wrong_header, "a.pdf", "E603"),
    (looping_pages, "a.pdf", "E603"),
    (no_kids, "a.pdf", "E603"),
    (many_pages, "a.pdf", "E606"),
    (flate_bomb, "a.pdf", "E615"),
    (huge_page, "a.pdf", "E614"),
    (flat_page, "a.pdf", "E614"),
    (user_locked, "a.pdf", "E604"),
    (huge_png, "a.png", "E602"),
    (picture_named_pdf, "a.pdf", "E623"),
    (empty, "a.pdf", "E620"),
    (empty, "a.png", "E620"),
]
PLACED: list[tuple[Maker, list[str]]] = [
    (broken_table, ["W611"]),
    (no_resources, ["W611"]),
    (lying_count, []),
    (largest_page, []),
    (nested_forms, ["W645", "W610"]),
    (form_in_itself, ["W610"]),
    (alive, []),
    (dynamic_form, []),
    (owner_locked, []),
]


@pytest.mark.parametrize(("maker", "name", "code"), REFUSED)
def test_refused(tmp_path: Path, maker: Maker, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(maker())
    prepared = prepare(tmp_path, name)
    assert codes(prepared) == [code]
    assert not prepared.files
    assert name in prepared.findings[0].message


@pytest.mark.parametrize(("maker", "told"), PLACED)
def test_placed(tmp_path: Path, maker: Maker, told: list[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(maker())
    prepared = prepare(tmp_path, "a.pdf")
    assert codes(prepared) == told
    assert len(prepared.files[1, 0].pages) == 1


def test_a_locked_file_opens_with_its_password(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(user_locked())
    assert codes(prepare(tmp_path, "a.pdf", password="open")) == []
    assert codes(prepare(tmp_path, "a.pdf", password="wrong")) == ["E616"]


def test_a_folder_and_a_way_out_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    (folder / "b.pdf").mkdir(parents=True)
    (tmp_path / "outside.pdf").write_bytes(saved(page_with()))
    (folder / "c.pdf").symlink_to(tmp_path / "outside.pdf")
    os.mkfifo(folder / "d.pdf")
    prepared = prepare(folder, "b.pdf", "c.pdf", "d.pdf", "../outside.pdf", "missing.pdf")
    assert not prepared.files
    assert len(prepared.findings) == 5
    assert all(finding.code.startswith("E1") for finding in prepared.findings)


def test_pages_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(saved(page_with()))
    prepared = prepare(tmp_path, "a.pdf", pages=((1, 3),))
    assert codes(prepared) == ["E617"]
    assert "3" in prepared.findings[0].message


def test_two_thousand_pages_are_placed(tmp_path: Path) -> None:
    pdf = page_with()
    for _ in range(limits.FILE_PAGES - 1):
        pdf.pages.append(pdf.pages[0])
    (tmp_path / "a.pdf").write_bytes(saved(pdf))
    steps: list[int] = []
    listed = [Attachment(1, "表", (AttachedFile("a.pdf"),))]
    prepared = prepare_attachments.prepare_attachments(
        listed, tmp_path, b"", lambda _, done: steps.append(done)
    )
    assert len(prepared.files[1, 0].pages) == limits.FILE_PAGES
    assert steps == sorted(steps)
    assert steps[-1] == limits.FILE_PAGES


def test_what_was_prepared_is_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(saved(page_with()))
    first = prepare(tmp_path, "a.pdf")
    monkeypatch.setattr("typeset.output.attachments.prepare_attachments.run_worker", None)
    assert prepare(tmp_path, "a.pdf") == first


def test_a_damaged_pack_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(saved(page_with()))
    first = prepare(tmp_path, "a.pdf")
    path = pack_of(first).path
    whole = path.read_bytes()
    path.write_bytes(whole[:-20] + b"x" + whole[-19:])
    assert prepare(tmp_path, "a.pdf") == first
    assert path.read_bytes() == whole
