"""Records of builds: recalled only while every input and result is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from typeset.base.cache import (
    BuildRecord,
    cache_folder,
    digest_inputs,
    recall_build,
    record_name,
    remember_build,
)
from typeset.base.findings import Finding, Message, SourcePosition

FINDING = Finding(
    Message("W999", "{what} is odd", "look at {what}"),
    (("what", "a page"),),
    SourcePosition("材料1.md", 3, 4),
    7,
)
RECORD = BuildRecord((FINDING, Finding(Message("H998", "so", ""))), {"pages": 3, "faces": [["a"]]})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TYPESET_CACHE", str(tmp_path / "cache"))
    source = tmp_path / "issue"
    source.mkdir()
    (source / "a.md").write_text("字", encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "face.otf").write_bytes(b"face")
    (tmp_path / "out.pdf").write_bytes(b"%PDF")
    return tmp_path


def inputs(folder: Path) -> str:
    return digest_inputs([folder / "issue", folder / "fonts", folder / "absent"])


def recalled(folder: Path) -> BuildRecord | None:
    return recall_build(record_name("x"), inputs(folder), [folder / "out.pdf"])


def test_recalled_as_it_was(folder: Path) -> None:
    assert recalled(folder) is None
    remember_build(record_name("x"), inputs(folder), [folder / "out.pdf"], RECORD)
    assert recalled(folder) == RECORD
    os.utime(folder / "issue" / "a.md", (1, 1))
    assert recalled(folder) == RECORD, "the time of a source does not count"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("issue/a.md", "宇"),
        ("issue/b.md", ""),
        ("fonts/face.otf", "longer face"),
        ("out.pdf", "%PDF changed"),
        ("absent/c.md", "now here"),
    ],
)
def test_a_change_is_seen(folder: Path, file: str, content: str) -> None:
    remember_build(record_name("x"), inputs(folder), [folder / "out.pdf"], RECORD)
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert recalled(folder) is None


@pytest.mark.parametrize("file", ["issue/a.md", "out.pdf", "fonts/face.otf"])
def test_a_lost_file_is_seen(folder: Path, file: str) -> None:
    remember_build(record_name("x"), inputs(folder), [folder / "out.pdf"], RECORD)
    (folder / file).unlink()
    assert recalled(folder) is None


@pytest.mark.slow
def test_a_damaged_record_is_none(folder: Path) -> None:
    remember_build(record_name("x"), inputs(folder), [folder / "out.pdf"], RECORD)
    cache = cache_folder()
    assert cache is not None
    path = cache / record_name("x")
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert recalled(folder) is None
    path.write_bytes(whole)
    assert recalled(folder) == RECORD


def test_names_tell_builds_apart() -> None:
    assert len({record_name("a", "b"), record_name("ab"), record_name("a", "b", "")}) == 3
