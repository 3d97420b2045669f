"""The pages that things are looked up in: every code and every style key, as they are today."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from tests.house_tree import load_tool, messages
from typeset.design.style.style import StyleSheet

PAGES = ("codes.md", "style-keys.md")


@pytest.mark.parametrize("name", PAGES)
def test_is_fresh(project: Path, name: str) -> None:
    path = project / "docs" / name
    assert load_tool("reference").fresh()[path] == path.read_text("utf-8"), "run: make handbook"


def test_no_code_is_left_out(project: Path) -> None:
    page = (project / "docs" / "codes.md").read_text("utf-8")
    assert {one.code for one in messages() if f"| `{one.code}` |" not in page} == set()


def test_no_style_key_is_left_out(project: Path) -> None:
    page = (project / "docs" / "style-keys.md").read_text("utf-8")
    keys = {f"{group.name}.{key.name}" for group in fields(StyleSheet) for key in _keys(group.type)}
    assert len(keys) > 100
    assert {key for key in keys if f"`{key}`" not in page} == set()


def _keys(kind: object) -> tuple[FieldInfo, ...]:
    """The fields of a group of keys; none where its keys are names of the user's."""
    return fields(kind) if isinstance(kind, type) and issubclass(kind, Struct) else ()
