"""Styles remembered: good only for exactly the files there are, and never a harm."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from typeset.base.errors import SourceError
from typeset.base.project import project_folder
from typeset.design.style.load_style import load_style, read_whole_style
from typeset.design.style.style_files import read_style_cache, style_key

STYLES = project_folder() / "styles"
TEXT = "extends: weekly\npage: {duplex: false}\n"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("TYPESET_CACHE", str(tmp_path / "cache"))
    office = tmp_path / "styles"
    office.mkdir()
    (office / "unit.yaml").write_text(TEXT)
    return [office, STYLES]


def test_a_remembered_style_is_the_style(folders: list[Path]) -> None:
    read = read_whole_style("unit", folders)
    key = style_key("unit", folders)
    assert key is not None
    assert read_style_cache(key) == (read.sheet, read.sources)
    assert read_whole_style("unit", folders) == read


def test_yaml_is_not_asked_again(folders: list[Path]) -> None:
    script = """
import sys
from pathlib import Path
from typing import Any
from typeset.design.style.load_style import load_style
print(load_style("unit", [Path(one) for one in sys.argv[1:]]).page.duplex, "yaml" in sys.modules)
"""
    command = [sys.executable, "-c", script, *map(str, folders)]
    answers = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)
    ]
    assert answers == ["False True\n", "False False\n"]


def test_a_change_of_any_file_counts(folders: list[Path]) -> None:
    office = folders[0]
    assert not load_style("unit", folders).page.duplex
    (office / "unit.yaml").write_text(TEXT.replace("false", "true"))
    assert load_style("unit", folders).page.duplex
    (office / "weekly.yaml").write_text("extends: weekly\nfooter: {side: centre}\n")
    assert load_style("unit", folders).footer.side == "centre"
    (office / "weekly.yaml").unlink()
    assert load_style("unit", folders).footer.side == "outer"
    (office / "unit.yaml").write_text("extends: weekly\npage: {duplex: perhaps}\n")
    with pytest.raises(SourceError):
        load_style("unit", folders)
    (office / "unit.yaml").unlink()
    with pytest.raises(SourceError):
        load_style("unit", folders)


def test_damage_and_older_shapes_do_no_harm(folders: list[Path], tmp_path: Path) -> None:
    from typeset.base.cache import read_cache, write_cache

    read = read_whole_style("unit", folders)
    key = style_key("unit", folders)
    assert key is not None
    stored = read_cache(key.entry)
    wrong: tuple[Any, ...] = (
        {},
        [],
        {"digest": key.digest},
        {**stored, "digest": "0" * 64},
        {**stored, "sheet": stored["sheet"][:-1]},
        {**stored, "sheet": {}},
        {**stored, "sheet": [*stored["sheet"], 1]},
        {**stored, "sheet": [[] for _ in stored["sheet"]]},
        {**stored, "sources": 1},
    )
    for value in wrong:
        write_cache(key.entry, value)
        assert read_whole_style("unit", folders) == read
    path = tmp_path / "cache" / key.entry
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_style_cache(key) is None
    path.write_bytes(b"")
    assert read_whole_style("unit", folders) == read


def test_a_file_that_cannot_be_read_is_no_reason_to_remember(folders: list[Path]) -> None:
    (folders[0] / "huge.yaml").write_bytes(b"#" * 300_000)
    assert style_key("unit", folders) is None
    assert not load_style("unit", folders).page.duplex
