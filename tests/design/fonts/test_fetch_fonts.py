"""The package clients: their answers turned into members or one clear reason."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from typeset.design.fonts.fetch_fonts import DebianPackages, FetchError, PythonPackages, run_watched
from typeset.design.fonts.font_manifest import FontPackage

PACKAGE = FontPackage("debian", "tex", "1", "fonts/Fang.otf", 10)


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the machine's programs, before all others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("update", "download", "reason"),
    [
        ("true", "echo 'E: Unable to locate package tex'; exit 100", "does not have it"),
        (
            "echo 'W: Temporary failure resolving host'",
            "echo 'E: Unable to locate package tex'; exit 100",
            "cannot be reached",
        ),
        ("true", "echo 'E: Could not connect to host'; exit 100", "cannot be reached"),
        ("true", "echo noise; echo 'E: disk on fire'; exit 1", "E: disk on fire"),
        ("true", "true", "-"),
    ],
)
def test_a_failing_apt_gives_one_reason(
    machine: Path, work: Path, update: str, download: str, reason: str
) -> None:
    program(machine, "dpkg-deb", "exit 1")
    program(machine, "apt-get", f'case "$*" in *update) {update};; *download*) {download};; esac')
    client = DebianPackages(work)
    scratch = work / "scratch"
    scratch.mkdir()
    with pytest.raises(FetchError, match=reason):
        client.fetch(PACKAGE, scratch, lambda size: None)


def test_apt_works_with_folders_of_its_own_and_updates_once(machine: Path, work: Path) -> None:
    program(machine, "dpkg-deb", "exit 1")
    program(
        machine,
        "apt-get",
        f'echo "$*" >> {work}/asked; case "$*" in *download*) touch a.deb;; esac',
    )
    client = DebianPackages(work)
    for name in ("one", "two"):
        scratch = work / name
        scratch.mkdir()
        assert client.fetch(PACKAGE, scratch, lambda size: None) == scratch / "a.deb"
    asked = (work / "asked").read_text().splitlines()
    assert [line.split()[2] for line in asked] == ["update", "download", "download"]
    configuration = (work / "apt.conf").read_text()
    for key in ("Dir::State", "Dir::State::lists", "Dir::State::status", "Dir::Cache"):
        assert f'{key} "{work}' in configuration


def test_members_of_a_debian_package_are_streamed(machine: Path, work: Path) -> None:
    inner = work / "data.tar"
    with tarfile.open(inner, "w") as tar:
        for name in ("./fonts/Fang.otf", "./fonts/Other.otf"):
            source = work / "file"
            source.write_bytes(name.encode())
            tar.add(source, name)
    program(machine, "dpkg-deb", f"cat {inner}")
    client = DebianPackages(work)
    found = {
        name: stream.read()
        for name, stream in client.members(work / "a.deb", ["fonts/Fang.otf", "none"])
    }
    assert found == {"fonts/Fang.otf": b"./fonts/Fang.otf"}


def test_a_machine_without_apt_says_so(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(FetchError, match="apt-get is not on this machine"):
        DebianPackages(work).fetch(PACKAGE, work, lambda size: None)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'No module named pip'; exit 1", "pip is not on this machine"),
        ("echo 'ERROR: No matching distribution found for tex'; exit 1", "does not have it"),
        ("echo 'ERROR: Failed to establish a new connection'; exit 1", "cannot be reached"),
    ],
)
def test_a_failing_pip_gives_one_reason(
    machine: Path, work: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    program(machine, "python", script)
    monkeypatch.setattr(sys, "executable", str(machine / "python"))
    with pytest.raises(FetchError, match=reason):
        PythonPackages().fetch(PACKAGE, work, lambda size: None)


def test_members_of_a_wheel(work: Path) -> None:
    wheel = work / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("noto/Song.otf", b"song")
    found = {
        name: stream.read()
        for name, stream in PythonPackages().members(wheel, ["noto/Song.otf", "none"])
    }
    assert found == {"noto/Song.otf": b"song"}


def test_bytes_are_counted_while_a_command_runs(work: Path) -> None:
    seen: list[int] = []
    command = ["sh", "-c", "printf 12345 > part; sleep 1"]
    code, _ = run_watched(command, work, seen.append, [work])
    assert code == 0
    assert 5 in seen
