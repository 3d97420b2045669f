"""The cache never hurts: damaged, older, half-written or foreign entries are as good as none."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from typeset.base import cache
from typeset.base.cache import cache_folder, read_cache, unpack_cache, write_cache

VALUE = {"faces": [["国", 1, 0.25], None], "words": "材料1"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TYPESET_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_written_is_read() -> None:
    assert read_cache("one.json") is None
    write_cache("one.json", VALUE)
    assert read_cache("one.json") == VALUE
    assert list(read_cache("one.json")) == list(VALUE), "the order of keys is kept"


@pytest.mark.slow
def test_damage_at_any_byte_is_as_good_as_none(folder: Path) -> None:
    write_cache("one.json", VALUE)
    path = folder / "one.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        for damaged in (
            whole[:place] + bytes([whole[place] ^ 0x21]) + whole[place + 1 :],
            whole[:place],
            whole[:place] + whole[place + 1 :],
            whole[:place] + b"\0" + whole[place:],
        ):
            path.write_bytes(damaged)
            assert read_cache("one.json") is None, (place, damaged)


def test_an_older_version_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write_cache("one.json", VALUE)
    monkeypatch.setattr(cache, "CACHE_VERSION", cache.CACHE_VERSION + 1)
    assert read_cache("one.json") is None
    write_cache("one.json", VALUE)
    assert read_cache("one.json") == VALUE


@pytest.mark.parametrize("value", [None, 1, "text", [], {}, {"faces": 1}, {"faces": [1]}])
def test_another_shape_is_as_good_as_none(value: Any) -> None:
    write_cache("one.json", value)
    assert unpack_cache("one.json", lambda stored: [int(one["n"]) for one in stored["faces"]]) in (
        None,
        [],
    )


def _write_often(number: int) -> None:
    for turn in range(30):
        write_cache("one.json", {"writer": number, "turn": turn, "ballast": [number] * 5000})


def test_two_writers_leave_one_whole_entry(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write_often, args=(number,)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    seen = 0
    while any(writer.is_alive() for writer in writers):
        value = read_cache("one.json")
        if value is not None:
            seen += 1
            assert value["ballast"] == [value["writer"]] * 5000
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert seen
    assert read_cache("one.json")["turn"] == 29
    assert [path.name for path in folder.iterdir()] == ["one.json"], "no half file is left"


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.parent.joinpath("cache").write_text("a file where the folder should be")
    write_cache("one.json", VALUE)
    assert read_cache("one.json") is None
    for variable in ("TYPESET_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    assert cache_folder() is None
    write_cache("one.json", VALUE)
    assert read_cache("one.json") is None
