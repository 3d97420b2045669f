"""Installing the open faces: nothing half, nothing unpinned, nothing fetched twice."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO

import pytest

from typeset.base.errors import SourceError
from typeset.design.fonts.fetch_fonts import Fetcher, FetchError, Watch
from typeset.design.fonts.font_manifest import FontEdition, FontManifest, FontPackage, ManifestFace
from typeset.design.fonts.install_fonts import RECORD, InstallReport, install_faces

CONTENT = {"Fang": b"fang" * 10, "Song": b"song" * 10, "Kai": b"kai" * 10, "Latin": b"latin" * 10}


def edition(kind: str, package: str, content: bytes, member: str) -> FontEdition:
    return FontEdition(
        hashlib.sha256(content).hexdigest(),
        len(content),
        FontPackage(kind, package, "1", member, 1000),
    )


def face(name: str, *editions: FontEdition, optional: bool = False) -> ManifestFace:
    return ManifestFace(name, f"{name}.otf", 0, "OFL-1.1", optional, editions)


MANIFEST = FontManifest(
    faces=(
        face("Fang", edition("debian", "tex", CONTENT["Fang"], "fonts/Fang.otf")),
        face("Song", edition("pypi", "noto", CONTENT["Song"], "Song.otf")),
        face("Kai", edition("debian", "kai", CONTENT["Kai"], "Kai.otf"), optional=True),
        face(
            "Latin",
            edition("debian", "latin2", b"newer", "two/Latin.otf"),
            edition("debian", "latin", CONTENT["Latin"], "one/Latin.otf"),
        ),
    ),
    roles={"body": ("Fang", "Song"), "kai": ("Kai", "Song"), "western": ("Latin", "Song")},
)

MACHINE: dict[str, dict[str, bytes]] = {
    "tex": {"fonts/Fang.otf": CONTENT["Fang"], "fonts/Other.otf": b"x"},
    "noto": {"Song.otf": CONTENT["Song"]},
    "kai": {"Kai.otf": CONTENT["Kai"]},
    "latin": {"one/Latin.otf": CONTENT["Latin"]},
}


class Shelf:
    """Packages on a shelf instead of a network; remembers what was asked for."""

    def __init__(self, packages: Mapping[str, Mapping[str, bytes]]) -> None:
        self.packages = packages
        self.asked: list[str] = []

    def fetch(self, package: FontPackage, folder: Path, watch: Watch) -> Path:
        self.asked.append(package.name)
        if package.name not in self.packages:
            raise FetchError("not on the shelf")
        watch(500)
        archive = folder / package.name
        archive.write_bytes(b"archive")
        return archive

    def members(self, archive: Path, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        for name, content in self.packages[archive.name].items():
            if name in wanted:
                yield name, io.BytesIO(content)


class Desk:
    """A folder to install into, a cache behind it and a shelf to fetch from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "open"
        self.cache = folder / "cache"
        self.shelf = Shelf(MACHINE)
        self.seen: list[tuple[str, int, int]] = []

    def install(
        self, *, everything: bool = False, own_roles: Collection[str] = ()
    ) -> InstallReport:
        def fetchers(work: Path) -> Mapping[str, Fetcher]:
            return {"debian": self.shelf, "pypi": self.shelf}

        def progress(package: str, done: int, total: int) -> None:
            self.seen.append((package, done, total))

        return install_faces(
            MANIFEST,
            self.folder,
            progress,
            everything=everything,
            own_roles=own_roles,
            fetchers=fetchers,
        )

    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(tmp_path)
    monkeypatch.setenv("TYPESET_CACHE", str(desk.cache))
    return desk


def codes(report: InstallReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_wanted_faces_are_brought_and_optional_ones_left(desk: Desk) -> None:
    report = desk.install()
    assert report.brought == ("Fang", "Song", "Latin")
    assert desk.files() == {"Fang.otf", "Song.otf", "Latin.otf", RECORD}
    assert (desk.folder / "Fang.otf").read_bytes() == CONTENT["Fang"]
    assert codes(report) == []
    assert ("tex", 0, 1000) in desk.seen
    assert ("tex", 500, 1000) in desk.seen
    assert ("tex", 1000, 1000) in desk.seen


def test_all_brings_the_optional_faces_too(desk: Desk) -> None:
    assert "Kai" in desk.install(everything=True).brought


def test_a_second_run_asks_for_nothing_and_writes_nothing(desk: Desk) -> None:
    desk.install()
    desk.shelf.asked.clear()
    before = (desk.folder / RECORD).stat().st_mtime_ns
    report = desk.install()
    assert desk.shelf.asked == []
    assert report.present == ("Fang", "Song", "Latin")
    assert (desk.folder / RECORD).stat().st_mtime_ns == before


def test_a_second_clone_is_served_from_the_cache(desk: Desk, tmp_path: Path) -> None:
    desk.install()
    desk.shelf.asked.clear()
    desk.folder = tmp_path / "second"
    assert desk.install().brought == ("Fang", "Song", "Latin")
    assert desk.shelf.asked == []


def test_a_damaged_cache_entry_is_fetched_anew(desk: Desk, tmp_path: Path) -> None:
    desk.install()
    for entry in (desk.cache / "fonts").iterdir():
        entry.write_bytes(b"damaged")
    desk.folder = tmp_path / "second"
    assert desk.install().brought == ("Fang", "Song", "Latin")
    assert (desk.folder / "Fang.otf").read_bytes() == CONTENT["Fang"]


def test_the_other_edition_of_a_package_will_do(desk: Desk) -> None:
    report = desk.install()
    assert desk.shelf.asked.index("latin2") < desk.shelf.asked.index("latin")
    assert "Latin" in report.brought


@pytest.mark.parametrize("content", [b"", b"fang", CONTENT["Fang"] + b"more", b"x" * 40])
def test_a_changed_file_is_replaced(desk: Desk, content: bytes) -> None:
    desk.install()
    (desk.folder / "Fang.otf").write_bytes(content)
    assert desk.install().brought == ("Fang",)
    assert (desk.folder / "Fang.otf").read_bytes() == CONTENT["Fang"]


def test_unpinned_content_is_left_out_and_another_face_serves(desk: Desk) -> None:
    desk.shelf.packages = {**MACHINE, "tex": {"fonts/Fang.otf": b"another edition"}}
    report = desk.install()
    assert report.missing == ("Fang",)
    assert codes(report) == ["W454", "W452"]
    assert "Song serves instead" in report.findings[1].message
    assert desk.files() == {"Song.otf", "Latin.otf", RECORD}


def test_a_package_without_the_face_is_reported(desk: Desk) -> None:
    desk.shelf.packages = {**MACHINE, "tex": {}}
    assert codes(desk.install()) == ["W451", "W452"]


def test_without_any_package_the_roles_stand_empty(desk: Desk) -> None:
    desk.shelf.packages = {}
    report = desk.install()
    assert codes(report) == ["W451", "E453"]
    assert "tex, noto, latin2, latin" in report.findings[0].message
    assert "body, kai, western" in report.findings[1].message
    assert all(finding.cure for finding in report.findings)
    assert list(desk.folder.iterdir()) == []


def test_roles_with_faces_of_one_s_own_may_stand_empty(desk: Desk) -> None:
    desk.shelf.packages = {}
    report = desk.install(own_roles=["body", "kai", "western"])
    assert codes(report) == ["W451"]


def test_an_interrupted_download_leaves_no_half_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise KeyboardInterrupt

    def members(archive: Path, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        yield "fonts/Fang.otf", Broken()

    monkeypatch.setattr(desk.shelf, "members", members)
    with pytest.raises(KeyboardInterrupt):
        desk.install()
    assert list(desk.folder.iterdir()) == []


def test_what_a_killed_run_left_is_swept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.folder.mkdir()
    (desk.folder / ".new-99999999-abc").write_bytes(b"half")
    (desk.folder / ".new-1-abc").write_bytes(b"another run's")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "typeset-fonts-99999999-abc" / "lists").mkdir(parents=True)
    desk.install()
    assert list(tmp_path.glob("typeset-fonts-*")) == []
    assert ".new-99999999-abc" not in desk.files()
    assert ".new-1-abc" in desk.files()


def test_a_damaged_record_is_as_good_as_none(desk: Desk) -> None:
    desk.install()
    for text in ("{", "[]", '{"Fang.otf": 3}', json.dumps({"Fang.otf": {"size": "x"}})):
        (desk.folder / RECORD).write_text(text)
        assert desk.install().present == ("Fang", "Song", "Latin")


def test_a_folder_that_cannot_be_written_is_a_source_error(desk: Desk) -> None:
    desk.folder.write_bytes(b"a file in the way")
    with pytest.raises(SourceError) as caught:
        desk.install()
    assert caught.value.findings[0].code == "E455"


def test_a_cache_that_cannot_be_written_is_done_without(desk: Desk) -> None:
    desk.cache.write_bytes(b"a file in the way")
    assert desk.install().brought == ("Fang", "Song", "Latin")


def test_the_cure_without_apt_names_another_machine(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    desk.shelf.packages = {"noto": MACHINE["noto"]}
    report = desk.install()
    substituted = [finding for finding in report.findings if finding.code == "W452"]
    assert substituted
    assert all("Debian" in finding.cure for finding in substituted)
