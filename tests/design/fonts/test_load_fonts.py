"""Chains of faces: the user's first, licences honoured, damage told, nothing mixed up."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.faces import (
    HAN,
    ROLES,
    FaceSpec,
    every_role,
    write_collection,
    write_face,
    write_manifest,
)
from typeset.base.errors import SourceError
from typeset.base.findings import Finding
from typeset.design.fonts import load_fonts as module
from typeset.design.fonts.fonts import Embedding
from typeset.design.fonts.load_fonts import LoadedFonts, load_fonts


def chain(loaded: LoadedFonts, role: str) -> list[str]:
    return [source.identifier for source in loaded.book.sources(role)]


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_the_open_face_serves(fonts: Path) -> None:
    loaded = load_fonts([fonts])
    assert loaded.findings == ()
    assert {role: chain(loaded, role) for role in ROLES} == every_role("Open")
    face = loaded.book.first("body")
    assert (face.licence, face.provenance) == ("OFL-1.1", "pack 1")


def test_the_user_s_faces_come_first(fonts: Path) -> None:
    write_face(fonts / "body" / "Own.otf", HAN, kind="cff", name="OfficeFang")
    loaded = load_fonts([fonts])
    assert chain(loaded, "body") == ["Own", "Open"]
    assert loaded.book.first("body").postscript_name == "OfficeFang"
    assert chain(loaded, "kai") == ["Open"]


@pytest.mark.parametrize(
    ("file", "name", "role"),
    [
        ("simfang.ttf", "FangSong", "body"),
        ("仿宋_GB2312.ttf", "X", "body"),
        ("方正仿宋体.ttf", "X", "body"),
        ("楷体_GB2312.TTF", "X", "kai"),
        ("FZXBSJW.TTF", "FZXBSJW--GB1-0", "title"),
        ("方正小标宋简体.otf", "X", "title"),
        ("simhei.ttf", "SimHei", "hei"),
        ("a.ttf", "SimSun", "song"),
        ("times.ttf", "TimesNewRomanPSMT", "western"),
        ("华文宋体.ttf", "STSong", "song"),
    ],
)
def test_the_usual_licensed_faces_are_known(fonts: Path, file: str, name: str, role: str) -> None:
    write_face(fonts / file, HAN, name=name)
    loaded = load_fonts([fonts])
    assert loaded.findings == ()
    assert [one for one in ROLES if len(chain(loaded, one)) == 2] == [role]


def test_a_face_no_role_names(fonts: Path) -> None:
    write_face(fonts / "Fancy.ttf", HAN, name="Fancy")
    (finding,) = load_fonts([fonts]).findings
    assert finding.code == "H406"
    assert finding.position is not None
    assert finding.position.file == str(fonts / "Fancy.ttf")


@pytest.mark.parametrize("bits", [0x0002, 0x0200])
def test_a_restricted_face_is_refused(fonts: Path, bits: int) -> None:
    write_face(fonts / "body" / "Own.ttf", HAN, embedding=bits)
    loaded = load_fonts([fonts])
    assert codes(loaded.findings) == ["W405"]
    assert chain(loaded, "body") == ["Open"]


@pytest.mark.parametrize(
    ("bits", "embedding"), [(0x0100, Embedding.WHOLE_ONLY), (0x0004, Embedding.PREVIEW)]
)
def test_other_bits_are_carried_along(fonts: Path, bits: int, embedding: Embedding) -> None:
    write_face(fonts / "body" / "Own.ttf", HAN, embedding=bits)
    loaded = load_fonts([fonts])
    assert loaded.findings == ()
    assert loaded.book.first("body").embedding is embedding


@pytest.mark.parametrize("content", [b"", b"no face" * 100, b"ttcf\0\1\0\0\xff\xff\xff\xff"])
def test_a_damaged_face_is_told(fonts: Path, content: bytes) -> None:
    (fonts / "kai").mkdir()
    (fonts / "kai" / "broken.ttf").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        load_fonts([fonts])
    assert set(codes(caught.value.findings)) == {"E404"}
    assert "broken.ttf" in caught.value.findings[0].message


def test_every_face_of_a_collection_counts(fonts: Path) -> None:
    """The face for the mainland first, the others lend what it lacks."""
    specs = [
        FaceSpec("国骨", name="GreatSerifJP-Bold"),
        FaceSpec("国A", name="GreatSerifKR-Bold"),
        FaceSpec("国永", name="GreatSerifSC-Bold", kind="cid"),
        FaceSpec("国", name="GreatSerifTC-Bold", embedding=2),
    ]
    write_collection(fonts / "title" / "great.ttc", specs)
    loaded = load_fonts([fonts])
    assert codes(loaded.findings) == ["W405"]
    assert chain(loaded, "title") == ["great-3", "great-1", "great-2", "Open"]
    found = loaded.book.find("title", "骨")
    assert found is not None
    assert (found.face.identifier, found.place) == ("great-1", 1)


def test_faces_of_a_collection_find_their_roles(fonts: Path) -> None:
    write_collection(
        fonts / "simsun.ttc", [FaceSpec("国", name="SimSun"), FaceSpec("国", name="NSimSun")]
    )
    loaded = load_fonts([fonts])
    assert chain(loaded, "song") == ["simsun-1", "simsun-2", "Open"]


def test_faces_of_one_name_are_told_apart(fonts: Path) -> None:
    write_face(fonts / "body" / "Own.ttf", HAN, name="One")
    write_face(fonts / "kai" / "Own.ttf", HAN, name="Two")
    write_face(fonts / "song" / "Open.ttf", HAN, name="Three")
    book = load_fonts([fonts]).book
    names = {role: book.first(role).postscript_name for role in ROLES}
    assert names == {
        "title": "Open",
        "body": "One",
        "kai": "Two",
        "hei": "Open",
        "song": "Three",
        "western": "Open",
    }
    assert len(set(book.faces_in_use())) == 4


def test_one_file_in_two_roles_is_one_face(fonts: Path) -> None:
    path = write_face(fonts / "body" / "Own.ttf", HAN)
    (fonts / "kai").mkdir()
    (fonts / "kai" / "Own.ttf").write_bytes(path.read_bytes())
    book = load_fonts([fonts]).book
    assert book.first("body").identifier == book.first("kai").identifier == "Own"
    assert list(book.faces_in_use()) == ["Own"]


def test_the_first_folder_goes_before_the_second(fonts: Path, tmp_path: Path) -> None:
    write_face(fonts / "body" / "Project.ttf", HAN)
    root = tmp_path / "root" / "fonts"
    write_face(root / "body" / "Root.ttf", HAN)
    assert chain(load_fonts([root, fonts]), "body") == ["Root", "Project", "Open"]


def test_a_substitute_is_reported(fonts: Path) -> None:
    faces = {"Wanted": fonts / "open" / "Wanted.otf", "Open": fonts / "open" / "Open.ttf"}
    write_manifest(fonts, faces, {**every_role("Open"), "kai": ["Wanted", "Open"]})
    (finding,) = load_fonts([fonts]).findings
    assert finding.code == "W407"
    assert "Wanted" in finding.message
    assert "paiban fonts install" in finding.cure


def test_a_role_without_a_face(fonts: Path) -> None:
    faces = {"Wanted": fonts / "open" / "Wanted.otf", "Open": fonts / "open" / "Open.ttf"}
    write_manifest(fonts, faces, {**every_role("Open"), "kai": ["Wanted"]})
    with pytest.raises(SourceError) as caught:
        load_fonts([fonts])
    assert codes(caught.value.findings) == ["E403"]


def test_an_open_face_that_has_changed(fonts: Path) -> None:
    write_face(fonts / "open" / "Open.ttf", HAN + "喆", name="Open")
    with pytest.raises(SourceError) as caught:
        load_fonts([fonts])
    assert "E408" in codes(caught.value.findings)


def test_a_changed_file_of_one_size_and_time_is_noticed(fonts: Path) -> None:
    """An editor's copy may keep size and time of change; the inode's time tells."""
    path = write_face(fonts / "body" / "Own.ttf", HAN, name="OwnA")
    state = path.stat()
    before = load_fonts([fonts]).book.first("body")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"O\0w\0n\0A", b"O\0w\0n\0B"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    after = load_fonts([fonts]).book.first("body")
    assert (before.postscript_name, after.postscript_name) == ("OwnA", "OwnB")


def test_no_harfbuzz_and_no_yaml_when_everything_is_known(fonts: Path) -> None:
    import subprocess
    import sys

    write_face(fonts / "body" / "Own.ttf", HAN)
    loaded = load_fonts([fonts])
    first = [loaded.book.find(role, character) for role in ROLES for character in HAN + "喆"]
    runs = loaded.book.opened("Own").run("A1")
    module.remember_fonts(loaded.book)
    script = """
import sys
from pathlib import Path
from typeset.design.fonts import load_fonts as module
module.open_faces_folder = lambda: Path("nowhere")
book = module.load_fonts([Path(sys.argv[1])]).book
for role in sys.argv[2].split():
    for character in sys.argv[3]:
        print(book.find(role, character))
print(book.opened("Own").run("A1"))
print([name for name in ("yaml", "uharfbuzz", "fontTools") if name in sys.modules])
"""
    command = [sys.executable, "-c", script, str(fonts), " ".join(ROLES), HAN + "喆"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *found, run, heavy = done.stdout.splitlines()
    assert found == [str(one) for one in first]
    assert run == str(runs)
    assert heavy == "[]"


@pytest.mark.parametrize("kept", [2, 20_000])
def test_what_is_kept_of_a_face_is_bounded(
    fonts: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    from typeset.design.fonts import face_measures

    monkeypatch.setattr(face_measures, "MOST_KEPT", kept)
    write_face(fonts / "body" / "Own.ttf", HAN)
    for characters in ("国永", "中"):
        book = load_fonts([fonts]).book
        for character in characters:
            book.find("body", character)
        module.remember_fonts(book)
    source = book.sources("body")[0]
    measures = face_measures.read_measures(source.sha256, source.index)
    assert measures is not None
    wanted: dict[int, Any] = {2: {"中"}, 20_000: {"国", "永", "中"}}
    assert set(measures.glyphs) == wanted[kept]
