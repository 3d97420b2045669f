"""Faces read from their files: outlines, embedding bits, measures, collections, damage."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given
from hypothesis import strategies as st

from tests.faces import FIRST_CID, FaceSpec, write_collection, write_face
from typeset.design.fonts.face_file import FaceFile
from typeset.design.fonts.fonts import Embedding, Outlines
from typeset.design.fonts.read_face import FaceError, count_faces, plain_name

CHARACTERS = "国永—AB "


@pytest.mark.parametrize(
    ("kind", "outlines", "code"),
    [
        ("glyf", Outlines.GLYF, 0),
        ("cff", Outlines.CFF_NAMED, 0),
        ("cid", Outlines.CFF_CID, FIRST_CID - 1),
    ],
)
def test_outlines_and_codes(tmp_path: Path, kind: Any, outlines: Outlines, code: int) -> None:
    """Of a CID-keyed face the CID is written, of others the glyph id (ISO 32000-1, 9.7.4.2)."""
    face = FaceFile(write_face(tmp_path / "face.otf", CHARACTERS, kind=kind), 0)
    assert face.facts().outlines is outlines
    glyph = face.character("国")
    assert glyph is not None
    identifier = sorted(CHARACTERS).index("国") + 1
    assert glyph == (identifier, identifier + code, 1000, 60, -90, 940, 850)
    assert face.character("喆") is None
    assert [(words, advance) for words, advance, _ in face.run("AB")] == [("A", 1000), ("B", 1000)]


@pytest.mark.parametrize(
    ("bits", "embedding"),
    [
        (0x0000, Embedding.INSTALLABLE),
        (0x0002, Embedding.FORBIDDEN),
        (0x0004, Embedding.PREVIEW),
        (0x0008, Embedding.EDITABLE),
        (0x0006, Embedding.PREVIEW),  # the least restrictive of several counts
        (0x000C, Embedding.EDITABLE),
        (0x0100, Embedding.WHOLE_ONLY),
        (0x0104, Embedding.WHOLE_ONLY),
        (0x0102, Embedding.FORBIDDEN),
        (0x0200, Embedding.FORBIDDEN),  # bitmaps only, and a page needs outlines
    ],
)
def test_embedding_bits(tmp_path: Path, bits: int, embedding: Embedding) -> None:
    """OpenType, OS/2 fsType."""
    path = write_face(tmp_path / "face.ttf", CHARACTERS, embedding=bits)
    assert FaceFile(path, 0).facts().embedding is embedding


def test_the_middle_of_the_han_ink(tmp_path: Path) -> None:
    low = write_face(tmp_path / "low.ttf", CHARACTERS, box=(60, -200, 940, 800))
    latin = write_face(tmp_path / "latin.ttf", "AB")
    assert FaceFile(low, 0).facts().centre == pytest.approx(0.30)
    assert FaceFile(latin, 0).facts().centre is None


def test_collections(tmp_path: Path) -> None:
    specs = [FaceSpec("国", name="One"), FaceSpec("国A", name="Two", kind="cid")]
    path = write_collection(tmp_path / "two.ttc", specs)
    assert count_faces(path) == 2
    assert [FaceFile(path, k).facts().postscript_name for k in (0, 1)] == ["One", "Two"]
    assert FaceFile(path, 1).facts().outlines is Outlines.CFF_CID
    assert count_faces(write_face(tmp_path / "one.ttf", "国")) == 1
    assert count_faces(tmp_path / "none.ttf") == 0
    with pytest.raises(FaceError):
        FaceFile(path, 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no glyphs"), (b"ttcf", "no glyphs"), (b"not a font at all" * 20, "no glyphs")],
)
def test_what_is_no_face(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "broken.otf"
    path.write_bytes(content)
    with pytest.raises(FaceError, match=words):
        FaceFile(path, 0)


def test_a_face_without_outlines(tmp_path: Path) -> None:
    font = TTFont(write_face(tmp_path / "face.ttf", CHARACTERS))
    del font["glyf"], font["loca"]
    font.save(tmp_path / "bitmap.ttf")
    with pytest.raises(FaceError, match="outlines"):
        FaceFile(tmp_path / "bitmap.ttf", 0)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("faces")
    kinds: tuple[Any, ...] = ("glyf", "cff", "cid")
    return {
        kind: write_face(folder / f"{kind}.otf", CHARACTERS, kind=kind).read_bytes()
        for kind in kinds
    }


@example(kind="cid", places=[], cut=700, fill=0)
@given(
    kind=st.sampled_from(["glyf", "cff", "cid"]),
    places=st.lists(st.integers(0, 5000), max_size=6),
    cut=st.integers(0, 5000),
    fill=st.integers(0, 255),
)
def test_damage_is_a_fault_and_no_crash(
    tmp_path: Path, whole: dict[str, bytes], kind: str, places: list[int], cut: int, fill: int
) -> None:
    data = bytearray(whole[kind])
    for place in places:
        data[place % len(data)] = fill
    path = tmp_path / "damaged.otf"
    path.write_bytes(data[: max(cut, 4)] if cut < len(data) // 2 else data)
    fault = "no face, and no word of it"
    try:
        face = FaceFile(path, 0)
        facts = face.facts()
        fault = facts.postscript_name or "without a name"
        face.run(CHARACTERS)
        face.character("国")
        face.covered()
    except FaceError as error:
        fault = str(error)
    assert fault != "no face, and no word of it"
    assert fault


def test_a_charset_that_runs_over(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """CIDs beyond 65535 (Adobe Technical Note 5176, 13)."""
    data = whole["cid"]
    wanted = struct.pack(">BHB", 1, FIRST_CID, len(set(CHARACTERS)) - 1)
    place = data.find(wanted)
    if place < 0:
        wanted = struct.pack(">BHH", 2, FIRST_CID, len(set(CHARACTERS)) - 1)
        place = data.find(wanted)
    assert place > 0
    path = tmp_path / "over.otf"
    path.write_bytes(data[: place + 1] + b"\xff\xff" + data[place + 3 :])
    with pytest.raises(FaceError, match="CFF"):
        FaceFile(path, 0)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("FangSong", "FangSong"), ("仿宋 A/B", "AB"), ("a(b)<c>%", "abc"), ("x" * 99, "x" * 63)],
)
def test_names_fit_a_pdf(name: str, plain: str) -> None:
    assert plain_name(name) == plain
