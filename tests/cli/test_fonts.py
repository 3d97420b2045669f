"""`paiban fonts`: a table for people, one object for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces import HAN, ROLES, every_role, write_face, write_manifest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with an open face of every role and a face of the office's own for body text."""
    folder = tmp_path / "fonts"
    path = write_face(folder / "open" / "Open.ttf", HAN, name="Open")
    write_manifest(folder, {"Open": path}, every_role("Open"))
    write_face(folder / "body" / "Own.otf", HAN + "喆", kind="cid", embedding=4)
    return tmp_path


def fonts(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "typeset", "fonts", "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_table(root: Path) -> None:
    done = fonts(root)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head.split()[:4] == ["role", "face", "licence", "embedding"]
    cells = [row.split() for row in rows]
    roles = [row[0] for row, line in zip(cells, rows, strict=True) if not line.startswith(" ")]
    assert roles == list(ROLES)
    assert "body 仿宋     Own   own      allowed for print" in rows[1]
    assert rows[1].split()[-2:] == ["3/7445", "4/8105"]
    assert rows[2].split() == ["Open", "OFL-1.1", "allowed", "3/7445", "3/8105"]


def test_the_object(root: Path) -> None:
    done = fonts(root, "--json")
    value = json.loads(done.stdout)
    assert (done.returncode, value["command"], value["ok"]) == (0, "fonts", True)
    body = next(one for one in value["roles"] if one["role"] == "body")
    own = body["faces"][0]
    assert own["face"] == "Own"
    assert own["embedding"] == "preview and print"
    assert (own["gb2312"], own["tongyong"], own["tongyong_total"]) == (3, 4, 8105)
    assert own["file"].endswith("Own.otf")


def test_a_damaged_face_is_named(root: Path) -> None:
    (root / "fonts" / "body" / "Own.otf").write_bytes(b"damaged")
    done = fonts(root, "--json")
    value = json.loads(done.stdout)
    assert (done.returncode, value["ok"], done.stderr) == (2, False, "")
    assert [finding["code"] for finding in value["findings"]] == ["E404"]
