"""Old and foreign word processors' files by way of LibreOffice: a stand-in, and the real one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.importers import word_files as word
from typeset.base.errors import SourceError
from typeset.base.run_office import find_office
from typeset.importers.receiving.gather_files import gather_files
from typeset.importers.receiving.read_files import read_files

pytestmark = pytest.mark.slow

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
RTF = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\pard\qc\b %s\b0\par\pard %s\par}"
GOOD = word.WordFile(word.text("种树的意见") + word.text("各单位要种树。")).data()


def escaped(words: str) -> str:
    return "".join(f"\\u{ord(sign)}?" for sign in words)


def stand_in(folder: Path, script: str) -> None:
    """A program of LibreOffice's name that does what a script says; OUT is its output folder."""
    program = folder / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" = --outdir ] && OUT=$2; LAST=$2; shift; done\n'
        + script
    )
    program.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder


def imported(path: Path) -> list[str]:
    text = read_files(gather_files([str(path)]).files, accept_changes=False).text
    return [line.strip("#* ") for line in text.split("\n") if line]


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_what_the_converter_makes_is_read(name: str, programs: Path, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(GOOD)
    stand_in(
        programs,
        f'[ -s "$LAST" ] || exit 1; mkdir -p "$OUT"; cp {tmp_path}/made.docx "$OUT/given.docx"\n',
    )
    path = tmp_path / name
    path.write_bytes(COMPOUND)
    assert imported(path) == ["种树的意见", "各单位要种树。"]


@pytest.mark.parametrize(
    "script",
    [
        "exit 1\n",
        "exit 0\n",
        'mkdir -p "$OUT"; ln -s /etc/hostname "$OUT/given.docx"\n',
        "kill -9 $$\n",
    ],
    ids=["fails", "makes nothing", "makes a link", "crashes"],
)
def test_a_converter_that_fails(script: str, programs: Path, tmp_path: Path) -> None:
    stand_in(programs, script)
    path = tmp_path / "a.doc"
    path.write_bytes(COMPOUND)
    with pytest.raises(SourceError) as caught:
        imported(path)
    assert [finding.code for finding in caught.value.findings] == ["E294"]


def test_without_a_converter(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs))
    path = tmp_path / "a.doc"
    path.write_bytes(COMPOUND)
    with pytest.raises(SourceError) as caught:
        imported(path)
    (finding,) = caught.value.findings
    assert finding.code == "E293"
    assert "LibreOffice" in finding.cure


@pytest.mark.parametrize("name", ["a.rtf", "a.doc"])
def test_the_real_converter(name: str, tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / name
    path.write_text(RTF % (escaped("种树的意见"), escaped("各单位要种树。")))
    assert imported(path) == ["种树的意见", "各单位要种树。"]
