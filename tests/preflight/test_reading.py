"""The witness's own readers: fonts, metadata, dates, footers, facts."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from tests.preflight.good_file import GoodFile
from typeset.preflight.check import ranges
from typeset.preflight.checks.claims import moment
from typeset.preflight.expected import facts_as_json, facts_from_json
from typeset.preflight.scanning.fonts import read_cff, read_to_unicode, read_truetype
from typeset.preflight.scanning.graphics_state import ink_of, read_space
from typeset.preflight.scanning.read_xmp import read_xmp
from typeset.preflight.texts import bare, first_difference, lacking

NAMES = [".notdef", "a", "space"]


def program(*, cff: bool) -> bytes:
    """A face of a square and a blank."""
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({97: "a", 32: "space"})
    glyphs: dict[str, Any] = {}
    for name in NAMES:
        pen: Any = T2CharStringPen(1000, None) if cff else TTGlyphPen(None)
        if name != "space":
            pen.moveTo((0, 0))
            for point in ((0, 700), (700, 700), (700, 0)):
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.getCharString() if cff else pen.glyph()
    builder.setupCFF("Test", {}, glyphs, {}) if cff else builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(NAMES, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    written = io.BytesIO()
    builder.save(written)
    return written.getvalue()


@pytest.mark.parametrize("cff", [True, False])
def test_glyph_table(cff: bool) -> None:
    table = read_truetype(program(cff=cff))
    assert table.count == 3
    assert [table.has_outline(place) for place in range(3)] == [True, True, False]
    assert table.place(7) == 0


@pytest.mark.parametrize(
    "data", [b"", b"\x01", b"\x01\x00\x04\x01" + b"\xff" * 40, b"OTTO" + b"\0" * 30]
)
def test_broken_program(data: bytes) -> None:
    for read in (read_cff, read_truetype):
        with pytest.raises((ValueError, IndexError)):
            read(data)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("beginbfchar <0001> <6587> <0002> <D842DFB7> endbfchar", {1: "文", 2: "𠮷"}),
        ("beginbfrange <0010> <0012> <0041> endbfrange", {16: "A", 17: "B", 18: "C"}),
        ("beginbfrange <05> <06> [<0066 0069> <0020>] endbfrange", {5: "fi", 6: " "}),
        ("beginbfchar <0001> <> endbfchar", {1: ""}),
        ("beginbfrange <0000> <FFFFFFFF> <10FFFF> endbfrange", None),
        ("nothing", {}),
    ],
)
def test_to_unicode(text: str, found: dict[int, str] | None) -> None:
    read = read_to_unicode(text.encode())
    assert read == found if found is not None else len(read) <= 70_000


@given(st.binary(max_size=200))
def test_to_unicode_of_anything(data: bytes) -> None:
    assert isinstance(read_to_unicode(b"beginbfrange" + data + b"endbfrange"), dict)


def test_xmp_attributes_lists_and_repetitions() -> None:
    found = read_xmp(
        b"""<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><rdf:RDF>
        <rdf:Description xmp:CreatorTool="a"><dc:creator><rdf:Seq><rdf:li>b</rdf:li><rdf:li>c</rdf:li>
        </rdf:Seq></dc:creator></rdf:Description>
        <rdf:Description xmp:CreatorTool="d"/></rdf:RDF></x:xmpmeta>"""
    )
    assert found.values == {"xmp:CreatorTool": "d", "dc:creator": "b, c"}
    assert found.repeated == ("xmp:CreatorTool",)


@pytest.mark.parametrize("data", [b"", b"<a>", b"<!DOCTYPE a><a/>", b"\xff\xfe<", b"<a/>" * 2])
def test_xmp_unreadable(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_xmp(data)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("D:20250829000000+08'00'", "2025-08-29T00:00:00+08:00", True),
        ("D:20250828160000Z", "2025-08-29T00:00:00+08:00", True),
        ("D:20250829", "2025-08-29", True),
        ("D:20250829000000-05'00'", "2025-08-29T00:00:00+05:00", False),
        ("D:20250829000000Z", "2025-08-29T00:00:01Z", False),
        ("yesterday", "2025-08-29", False),
        ("D:20259999", "D:20259999", True),
    ],
)
def test_moments(one: str, other: str, same: bool) -> None:
    assert (moment(one) == moment(other)) is same


@pytest.mark.parametrize(
    ("numbers", "text"), [([], ""), ([3], "3"), ([1, 2, 3, 7], "1–3, 7"), ([9, 8, 8, 1], "1, 8–9")]
)
def test_ranges(numbers: list[int], text: str) -> None:
    assert ranges(numbers) == text


def test_texts() -> None:
    assert bare(" 材\u3000料\r\n1\ufffe ") == "材料1"
    assert lacking("甲乙乙", "乙丙") == "甲乙"
    assert [first_difference("ab", other) for other in ("ab", "ac", "a", "abc")] == [None, 1, 1, 2]


@pytest.mark.parametrize(
    ("space", "amounts", "ink"),
    [
        ("/DeviceGray", [0.25], (0, 0, 0, 0.75)),
        ("/DeviceCMYK", [0, 0.8, 0.8, 0], (0, 0.8, 0.8, 0)),
        ("/DeviceRGB", [0, 0, 0], None),
        ("[/Separation /Black /DeviceCMYK null]", [0.5], (0, 0, 0, 0.5)),
        ("[/Separation /All /DeviceCMYK null]", [1], (1, 1, 1, 1)),
        ("[/Separation /Gold /DeviceCMYK null]", [1], None),
        ("[/Indexed /DeviceRGB 1 <000000FFFFFF>]", [1], None),
        ("[/Pattern /DeviceRGB]", [], None),
        ("[/Nonsense 1]", [], None),
    ],
)
def test_inks(space: str, amounts: list[float], ink: tuple[float, ...] | None) -> None:
    assert ink_of(read_space(pikepdf.Object.parse(space.encode())), amounts).cmyk == ink


def test_a_space_in_itself_ends() -> None:
    with pikepdf.new() as pdf:
        space = pdf.make_indirect(pikepdf.Array([pikepdf.Name.Indexed, 0]))
        space[1] = space
        assert read_space(space).base == "?"


def test_facts_come_back(good: GoodFile) -> None:
    assert facts_from_json(facts_as_json(good.facts)) == good.facts


@pytest.mark.parametrize("value", [None, [], {}, {"version": 0}, {"version": 1, "pages": 3}, "x"])
def test_no_facts(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        facts_from_json(value)
