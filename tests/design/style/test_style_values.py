"""The shipped styles say what GB/T 9704-2012 says, each value with its clause and strength."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

from typeset.base.project import project_folder
from typeset.base.units import points_from_mm
from typeset.design.style.load_style import load_style, read_whole_style
from typeset.design.style.read_style import Group, Leaf, read_style
from typeset.design.style.style import Colour, StyleSheet
from typeset.design.style.style_keys import STRENGTHS

STYLES = project_folder() / "styles"
SHIPPED = ("gbt9704", "weekly", "weekly-single")


@pytest.fixture(scope="module")
def weekly() -> StyleSheet:
    return load_style("weekly", [STYLES])


def mm(length: float) -> Any:
    return pytest.approx(points_from_mm(length), abs=1e-6)


@pytest.mark.parametrize(
    ("path", "value", "clause"),
    [
        ("page.width", mm(210), "5.1"),
        ("page.height", mm(297), "5.1"),
        ("type_area.top", mm(37), "5.2.1"),
        ("type_area.inner", mm(28), "5.2.1"),
        ("type_area.width", mm(156), "5.2.1"),
        ("type_area.height", mm(225), "5.2.1"),
        ("tolerances.margins", mm(1), "5.2.1"),
        ("type_area.lines_per_page", 22, "5.2.3"),
        ("type_area.characters_per_line", 28, "5.2.3"),
        ("type_area.size", 15.75, "5.2.2"),
        ("paragraphs.body.size", 15.75, "5.2.2"),
        ("paragraphs.body.face", "body", "5.2.2"),
        ("colours.black", Colour(0, 0, 0, 1), "6.2"),
        ("colours.red", Colour(0, 0.8, 0.8, 0), "6.2"),
        ("tolerances.register", mm(2), "6.2"),
        ("official.copy_number_digits", 6, "7.2.1"),
        ("official.copy_number_line", 1, "7.2.1"),
        ("paragraphs.copy_number.size", 15.75, "7.2.1"),
        ("official.red_head_top", mm(35), "7.2.4"),
        ("paragraphs.red_head.face", "title", "7.2.4"),
        ("paragraphs.red_head.colour", Colour(0, 0.8, 0.8, 0), "7.2.4"),
        ("paragraphs.red_head.align", "centre", "7.3.1"),
        ("official.secrecy_line", 2, "7.2.2"),
        ("paragraphs.marking.face", "hei", "7.2.2"),
        ("official.number_inset", 1, "7.2.5"),
        ("paragraphs.signatory.face", "kai", "7.2.6"),
        ("official.title_blank_before", 2, "7.3.1"),
        ("paragraphs.addressees.first_indent", 0, "7.3.2"),
        ("official.annotation", "（{text}）", "7.3.6"),
        ("official.number_blank_before", 2, "7.2.5"),
        ("official.red_rule_below", mm(4), "7.2.7"),
        ("official.red_rule_width", mm(156), "7.2.7"),
        ("paragraphs.title.size", 22, "7.3.1"),
        ("paragraphs.title.face", "title", "7.3.1"),
        ("paragraphs.title.align", "centre", "7.3.1"),
        ("paragraphs.title.balanced", True, "7.3.1"),
        ("paragraphs.body.first_indent", 2, "7.3.3"),
        ("paragraphs.body.left_indent", 0, "7.3.3"),
        ("paragraphs.heading_1.face", "hei", "7.3.3"),
        ("paragraphs.heading_2.face", "kai", "7.3.3"),
        ("paragraphs.heading_3.face", "body", "7.3.3"),
        ("paragraphs.heading_4.face", "body", "7.3.3"),
        ("paragraphs.attachment_note.blank_before", 1, "7.3.4"),
        ("paragraphs.attachment_note.first_indent", 2, "7.3.4"),
        ("signature.right_indent", 2, "7.3.5.2"),
        ("signature.date_indent", 2, "7.3.5.2"),
        ("signature.sealed_right_indent", 4, "7.3.5.1"),
        ("paragraphs.attachment_label.face", "hei", "7.3.7"),
        ("paragraphs.attachment_label.size", 15.75, "7.3.7"),
        ("paragraphs.attachment_label.first_indent", 0, "7.3.7"),
        ("attachment.show_label", True, "7.3.7"),
        ("material.title_line", 3, "7.3.7"),
        ("official.imprint_outer_rule", mm(0.35), "7.4.1"),
        ("official.imprint_inner_rule", mm(0.25), "7.4.1"),
        ("paragraphs.imprint.size", 14, "7.4.2"),
        ("paragraphs.imprint.face", "body", "7.4.2"),
        ("footer.size", 14, "7.5"),
        ("footer.face", "song", "7.5"),
        ("footer.form", "— {n} —", "7.5"),
        ("footer.axis_below", mm(7), "7.5"),
        ("footer.inset", 1, "7.5"),
        ("footer.side", "outer", "7.5"),
    ],
)
def test_values_of_the_standard(weekly: StyleSheet, path: str, value: Any, clause: str) -> None:
    found: Any = weekly
    for key in path.split("."):
        found = found[key] if isinstance(found, dict) else getattr(found, key)
    assert found == value, clause


def test_the_grid(weekly: StyleSheet) -> None:
    """5.2.3, 3.1, 3.2: 28 cells fill the line, 22 lines the height, 7/8 of a character between."""
    area = weekly.type_area
    assert area.character_pitch == pytest.approx(15.793, abs=0.001)
    assert 28 * area.character_pitch == mm(156)
    assert area.line_pitch == pytest.approx(29.62, abs=0.005)
    assert area.size + 21 * area.line_pitch == mm(225)
    assert area.line_pitch == pytest.approx(area.size * (1 + 7 / 8), abs=0.1)


def test_the_sides_of_the_sheet(weekly: StyleSheet) -> None:
    page, area = weekly.page, weekly.type_area
    assert page.width - area.inner - area.width == mm(26)
    assert page.height - area.top - area.height == mm(35)
    assert page.duplex
    assert not load_style("weekly-single", [STYLES]).page.duplex


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_styles_have_nothing_to_be_told(name: str) -> None:
    if name == "gbt9704":  # a base without the parts of a compilation
        tree, findings = read_style((STYLES / "gbt9704.yaml").read_bytes(), "styles/gbt9704.yaml")
        assert tree is not None
    else:
        findings = read_whole_style(name, [STYLES]).findings
    assert findings == ()


def leaves(tree: Group, path: str = "") -> Iterator[tuple[str, Leaf]]:
    for key, value in tree.entries.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, Group):
            yield from leaves(value, name)
        else:
            yield name, value


@pytest.mark.parametrize("name", ["gbt9704", "weekly"])
def test_each_value_has_its_source(name: str) -> None:
    tree, _ = read_style((STYLES / f"{name}.yaml").read_bytes(), name)
    assert tree is not None
    found = [
        (path, leaf)
        for path, leaf in leaves(tree)
        if path.split(".")[-1] not in ("extends", "description", "based_on")
    ]
    assert len(found) > 40
    for path, leaf in found:
        assert leaf.strength in STRENGTHS, path
        assert leaf.clause or leaf.strength == "习惯", path


def test_nothing_in_the_sheet_has_a_default() -> None:
    def nouns(kind: Any) -> Iterator[Any]:
        yield kind
        for field in fields(kind):
            if isinstance(field.type, type) and issubclass(field.type, Struct):
                yield from nouns(field.type)

    found = list(nouns(StyleSheet))
    assert len(found) > 10
    for noun in found:
        assert all(field.required for field in fields(noun)), noun
