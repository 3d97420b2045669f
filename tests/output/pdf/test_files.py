"""Both files as a stranger reads them: boxes, claims, inks, tags, and that they are of one layout."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from tests.editions import WEEK, write_edition, write_image
from tests.output.read_back import colour_operators, contents, elements, images, roles
from typeset.edition.build_issue import Printing, build_issue

TEXT = """title: 题

一、表
见[网页](https://a.example/)。

| 甲 | 乙 |
|---|---|
| 一 | 二 |

![一张图](图.png)
"""
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("edition")
    folder = write_edition(root, {"材料1.md": TEXT})
    write_image(folder / "图.png", (1900, 600), "RGB")
    built = build_issue(root, WEEK)
    return {"print": built.press, "reading": built.path}


@pytest.fixture(params=["print", "reading"])
def file(request: pytest.FixtureRequest, edition: dict[str, Path]) -> Path:
    return edition[request.param]


@pytest.fixture
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file) as opened:
        yield opened


def test_frame(pdf: pikepdf.Pdf, file: Path) -> None:
    data = file.read_bytes()
    assert data.startswith(b"%PDF-1.6\n%")
    assert data.count(b"startxref") == 1
    assert re.search(rb"\nxref\n0 \d+\n", data)
    assert len(pdf.trailer.ID) == 2
    assert "/Encrypt" not in pdf.trailer
    for key in ("/AcroForm", "/OpenAction", "/AA", "/Names", "/OCProperties"):
        assert key not in pdf.Root


def test_boxes(pdf: pikepdf.Pdf, file: Path) -> None:
    """A4 trimmed; 3 mm of bleed on every side of the press file."""
    bleed = 8.504 if "print" in file.name else 0.0
    for page in pdf.pages:
        trim = [float(edge) for edge in page.obj.TrimBox.as_list()]
        assert trim == pytest.approx([0, 0, 595.276, 841.89], abs=1e-3)
        for key in ("/MediaBox", "/BleedBox"):
            outer = [float(edge) for edge in page.obj[key].as_list()]
            wanted = [-bleed, -bleed, 595.276 + bleed, 841.89 + bleed]
            assert outer == pytest.approx(wanted, abs=1e-3)
        assert "/ArtBox" not in page.obj


def test_output_intents(pdf: pikepdf.Pdf, file: Path) -> None:
    intents = list(pdf.Root.OutputIntents)
    kinds = [str(intent.S) for intent in intents]
    assert kinds == (["/GTS_PDFX", "/GTS_PDFA1"] if "print" in file.name else ["/GTS_PDFA1"])
    assert {str(intent.OutputConditionIdentifier) for intent in intents} == {"FOGRA39"}
    assert len({intent.DestOutputProfile.objgen for intent in intents}) == 1
    profile = intents[0].DestOutputProfile
    assert profile.read_bytes()[12:20] == b"prtrCMYK"
    assert profile.N == 4


def test_links_and_outline_are_the_reading_file_s(edition: dict[str, Path]) -> None:
    with pikepdf.open(edition["print"]) as press, pikepdf.open(edition["reading"]) as reading:
        assert not [page for page in press.pages if "/Annots" in page.obj]
        assert "/Outlines" not in press.Root
        assert "Link" not in roles(press)
        annotations = [link for page in reading.pages for link in page.obj.get("/Annots", [])]
        assert [str(link.Subtype) for link in annotations] == ["/Link"] * 3
        assert all(link.F == 4 and str(link.Contents) for link in annotations)
        assert roles(reading).count("Link") == 3


def test_what_is_drawn_is_the_same(edition: dict[str, Path]) -> None:
    with pikepdf.open(edition["print"]) as press, pikepdf.open(edition["reading"]) as reading:
        first, second = (
            [page.obj.Contents.read_raw_bytes() for page in pdf.pages] for pdf in (press, reading)
        )
        assert first == second
        programs = [
            {
                value.FontFile3.read_raw_bytes()
                for value in pdf.objects
                if isinstance(value, pikepdf.Dictionary) and "/FontFile3" in value
            }
            for pdf in (press, reading)
        ]
        assert programs[0] == programs[1] != set()


def test_inks(pdf: pikepdf.Pdf) -> None:
    """Black ink alone, which overprints; a picture in its own state."""
    colours = colour_operators(pdf)
    assert set(colours) == {"k"}
    assert {values[:3] for values in colours["k"]} == {(0, 0, 0)}
    states = pdf.pages[0].obj.Resources.ExtGState
    over, out = states.Over, states.Out
    assert [bool(over[key]) for key in ("/OP", "/op", "/OPM")] == [True] * 3
    assert [bool(out[key]) for key in ("/OP", "/op", "/OPM")] == [False] * 3
    for page in pdf.pages:
        words = page.obj.Contents.read_bytes().split()
        if b"BT" in words:
            assert words.index(b"/Over") < words.index(b"BT")
    assert {str(image.ColorSpace) for image in images(pdf)} == {"/DeviceGray"}
    assert b"/Out gs" in b"".join(page.obj.Contents.read_bytes() for page in pdf.pages)


def test_every_content_is_marked(pdf: pikepdf.Pdf) -> None:
    """Nothing is painted outside marked content; footers say that they are (ISO 14289-1, 7.1)."""
    kinds = set()
    for content in contents(pdf):
        depth = 0
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            if operator in ("Tj", "TJ", "f", "Do"):
                assert depth > 0
            if operator == "BDC" and str(instruction.operands[0]) == "/Artifact":
                entry = instruction.operands[1]
                kinds.add((str(entry.Type), str(entry.get("/Subtype", ""))))
        assert depth == 0
    assert kinds == {("/Layout", ""), ("/Pagination", "/Footer")}


# ------------------------------------------------------------------------------ tags


def test_structure(pdf: pikepdf.Pdf, file: Path) -> None:
    link = ["Link"] if "print" not in file.name else ["Span"]
    entry = ["TOCI", "Lbl", "Reference", *link, "Span"]
    assert roles(pdf) == [
        "Document",
        *["Sect", "H1", "P", "P", "P"],
        *["Sect", "H2", "P", "TOC", "TOC", "Caption", *entry, *entry],
        *["Sect", "P", "H2", "H3", "P", *link],
        *["Table", "THead", "TR", "TH", "TH", "TBody", "TR", "TD", "TD"],
        *["Figure", "Caption"],
        *["Sect", "P", "H2", "P"],
    ]
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "zh-CN"
    assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}


def test_attributes(pdf: pikepdf.Pdf) -> None:
    found = {str(element.S): element for _, element in elements(pdf)}
    assert str(found["/TH"].A.Scope) == "/Column"
    assert str(found["/Figure"].Alt) == "一张图"
    left, bottom, right, top = (float(edge) for edge in found["/Figure"].A.BBox.as_list())
    # 156 mm wide, in proportion, from the inner margin of 28 mm (GB/T 9704-2012, 5.2.1).
    assert right - left == pytest.approx(156 / 25.4 * 72, abs=0.1)
    assert top - bottom == pytest.approx((right - left) * 600 / 1900, abs=0.1)
    assert left == pytest.approx(28 / 25.4 * 72, abs=0.1)


def test_parent_tree(pdf: pikepdf.Pdf) -> None:
    """From the marked contents of each page back to the elements that hold them."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tree = {
        int(key): value
        for key, value in zip(numbers.as_list()[::2], numbers.as_list()[1::2], strict=True)
    }
    for place, page in enumerate(pdf.pages):
        parents: Any = tree.pop(place, [])
        assert ("/StructParents" in page.obj) is bool(len(parents))
        for mcid, element in enumerate(parents):
            kids = [kid for kid in element.K if kid.get("/Type") == "/MCR"]
            assert (page.obj.objgen, mcid) in [(kid.Pg.objgen, int(kid.MCID)) for kid in kids]
    for key, element in tree.items():
        held = [kid.Obj for kid in element.K if kid.get("/Type") == "/OBJR"]
        assert key in [int(annotation.StructParent) for annotation in held]
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey == len(pdf.pages) + len(tree)


def test_the_tree_reads_like_the_edition(file: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler's pdfinfo is not installed")
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True
    )
    words = re.findall(r'"(.*)"', done.stdout)
    begin = words.index("材料1")
    assert words[begin : begin + 12] == [
        *["材料1", "题", "一、表", "见", "网页", "。"],
        *["甲", "乙", "一", "二", "", "图1　一张图"],
    ]
    assert words.index("节约用水的通知") < begin


# -------------------------------------------------------------------------- metadata


def packet(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The simple properties of the XMP packet, and the first item of each list."""
    stream = pdf.Root.Metadata
    assert "/Filter" not in stream
    root = ElementTree.fromstring(stream.read_bytes())
    found = {}
    for description in root.iter(f"{{{NAMESPACES['rdf']}}}Description"):
        for entry in description:
            space, key = entry.tag[1:].split("}")
            prefix = {value: name for name, value in NAMESPACES.items()}.get(space, space)
            found[f"{prefix}:{key}"] = "".join(entry.itertext()).strip()
    return found


def test_metadata(pdf: pikepdf.Pdf, file: Path) -> None:
    said, info = packet(pdf), pdf.docinfo
    assert said["dc:title"] == str(info.Title) == "学习清单（2025年9月1日至9月5日）"
    assert said["dc:creator"] == str(info.Author) == "编写组"
    assert said["xmp:CreatorTool"] == str(info.Creator)
    assert said["pdf:Producer"] == str(info.Producer)
    dates = {said[f"xmp:{key}"] for key in ("CreateDate", "ModifyDate", "MetadataDate")}
    assert dates == {"2025-08-29T00:00:00+08:00"}
    assert {str(info.CreationDate), str(info.ModDate)} == {"D:20250829000000+08'00'"}
    assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == (
        "2",
        "U",
        "1",
    )
    press = "print" in file.name
    assert said.get("pdfxid:GTS_PDFXVersion") == ("PDF/X-4" if press else None)
    assert (said.get("pdf:Trapped"), str(info.get("/Trapped"))) == (
        ("False", "/False") if press else (None, "None")
    )
    assert said["xmpMM:VersionID"]
    assert said["xmpMM:RenditionClass"]


def test_identifiers(edition: dict[str, Path], tmp_path: Path) -> None:
    """Both files are of one document; another text is another document."""
    with pikepdf.open(edition["print"]) as press, pikepdf.open(edition["reading"]) as reading:
        first, second = packet(press), packet(reading)
        assert bytes(press.trailer.ID[0]) != bytes(reading.trailer.ID[0])
    assert first["xmpMM:DocumentID"] == second["xmpMM:DocumentID"]
    assert first["xmpMM:InstanceID"] != second["xmpMM:InstanceID"]
    write_edition(tmp_path)
    with pikepdf.open(build_issue(tmp_path, WEEK).path) as other:
        assert packet(other)["xmpMM:DocumentID"] != first["xmpMM:DocumentID"]


def test_viewing(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert [page.label for page in pdf.pages] == ["封面", "", "目录", "", "1", "2"]


def test_every_heading_follows_from_the_one_before(pdf: pikepdf.Pdf) -> None:
    levels = [int(role[1]) for role in roles(pdf) if re.fullmatch("H[1-6]", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# ---------------------------------------------------------------------- a shop's wishes


def test_outlined_text(tmp_path: Path) -> None:
    """转曲: no face in the press file, its words as replacement text; the other file as ever."""
    write_edition(tmp_path)
    plain = build_issue(tmp_path, WEEK).path.read_bytes()
    built = build_issue(tmp_path, WEEK, printing=Printing(outline_text=True))
    assert built.path.read_bytes() == plain
    with pikepdf.open(built.press) as press:
        dictionaries = [one for one in press.objects if isinstance(one, pikepdf.Dictionary)]
        assert not [one for one in dictionaries if "/BaseFont" in one]
        said = ""
        for instruction in pikepdf.parse_content_stream(press.pages[4]):
            if str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Span":
                said += str(instruction.operands[1].ActualText)
        assert "植树造林的通知" in said
        assert roles(press).count("H2") == 3


def test_a_condition_of_one_s_own(tmp_path: Path, edition: dict[str, Path]) -> None:
    write_edition(tmp_path)
    with pikepdf.open(edition["print"]) as pdf:
        (tmp_path / "shop.icc").write_bytes(
            pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        )
    printing = Printing(tmp_path / "shop.icc", "国内胶版纸")
    with pikepdf.open(build_issue(tmp_path, WEEK, printing=printing).press) as pdf:
        names = {str(intent.OutputConditionIdentifier) for intent in pdf.Root.OutputIntents}
        assert names == {"国内胶版纸"}
