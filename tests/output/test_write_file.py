"""Files are replaced whole, and several of them all or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from typeset.output.write_file import write_file, write_files


def test_both_are_written(tmp_path: Path) -> None:
    paths = [tmp_path / "out" / name for name in ("a.pdf", "b.pdf")]
    for round_ in (b"1", b"2"):
        write_files({path: path.name.encode() + round_ for path in paths})
        assert [path.read_bytes() for path in paths] == [b"a.pdf" + round_, b"b.pdf" + round_]
    assert sorted(os.listdir(tmp_path / "out")) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("failing", [1, 2])
def test_a_failed_rename_brings_the_old_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, old: bool
) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    if old:
        write_files(dict.fromkeys(paths, b"old"))
    whole, count = os.replace, 0

    def replace(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == failing:
            raise PermissionError(13, "no")
        whole(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PermissionError):
        write_files(dict.fromkeys(paths, b"new"))
    there = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert there == ({"a.pdf": b"old", "b.pdf": b"old"} if old else {})


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "a.pdf", b"old")

    def fsync(_: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="no space"):
        write_files({tmp_path / "a.pdf": b"new", tmp_path / "b.pdf": b"new"})
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(IsADirectoryError):
        write_files({tmp_path / "a.pdf": b"new", tmp_path / "b.pdf": b"new"})
    assert not (tmp_path / "a.pdf").exists()
