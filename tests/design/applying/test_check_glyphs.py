"""No character is ever drawn as a hole: lent ones are told, lacking ones stop the build."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.faces import every_role, write_face, write_manifest
from typeset.base.findings import SourcePosition
from typeset.base.project import project_folder
from typeset.content.document import (
    ContentsCategory,
    ContentsEntry,
    Inlines,
    Issue,
    Material,
    Paragraph,
    Period,
    Strong,
    Text,
)
from typeset.design.applying.apply_style import apply_style
from typeset.design.applying.check_glyphs import place_of
from typeset.design.applying.foreign_files import Files
from typeset.design.fonts.load_fonts import load_fonts
from typeset.design.style.load_style import load_style
from typeset.design.style.style import StyleSheet

DAY = datetime.date(2025, 9, 1)
PLAIN = "国永中年月日至一二三、（）：材料附件目录题—…．, 0123456789.AB"


def issue_of(inlines: Inlines) -> Issue:
    where = SourcePosition("材料1.md", 1, 1)
    title = (Text("国", where),)
    return Issue(
        week="2025-36",
        title="国",
        period=Period(DAY, DAY),
        compiler="中",
        date=DAY,
        contents=(ContentsCategory("永", (ContentsEntry(1),)),),
        materials=(Material(1, title, (Paragraph(inlines, where),), position=where),),
        position=SourcePosition("issue.yaml", 1),
    )


@pytest.fixture
def style() -> StyleSheet:
    return load_style("weekly", [project_folder() / "styles"])


def found(
    fonts_folder: Path, style: StyleSheet, *inlines: Text | Strong
) -> list[tuple[str, str, str]]:
    """(code, place, message) of what the faces lack."""
    book = load_fonts([fonts_folder]).book
    _, findings = apply_style(issue_of(inlines), style, book, Files({}, {}))
    return [(one.code, str(one.position), one.message) for one in findings]


@pytest.fixture
def faces(fonts: Path) -> Path:
    """Two open faces: the first has common characters, the second 喆 and ⁇ too."""
    first = write_face(fonts / "open" / "First.ttf", PLAIN, name="First")
    second = write_face(fonts / "open" / "Second.ttf", PLAIN + "喆⁇é", name="Second")
    chain = {**every_role("First", "Second"), "hei_western": ["First"]}
    write_manifest(fonts, {"First": first, "Second": second}, chain)
    return fonts


def at(text: str, line: int, column: int) -> Text:
    return Text(text, SourcePosition("材料1.md", line, column))


def test_nothing_to_say(faces: Path, style: StyleSheet) -> None:
    assert found(faces, style, at("中国 AB，".replace("，", ", "), 3, 1)) == []


def test_a_lent_character_is_told_once_a_role(faces: Path, style: StyleSheet) -> None:
    told = found(faces, style, at("中喆", 3, 1), at("国喆", 9, 1), Strong((at("喆", 10, 3),)))
    assert told == [
        ("H402", "材料1.md:3", "喆 (U+5586) is not in First; set in Second"),
        ("H402", "材料1.md:10", "喆 (U+5586) is not in First; set in Second"),
    ]


@pytest.mark.parametrize("character", ["⁇", "é"])
def test_marks_and_letters_are_lent_too(faces: Path, style: StyleSheet, character: str) -> None:
    ((code, place, _),) = found(faces, style, at(f"中{character}", 3, 1))
    assert (code, place) == ("H402", "材料1.md:3")


@pytest.mark.parametrize(
    ("character", "code"), [("堃", "U+5803"), ("𠮷", "U+20BB7"), ("ж", "U+0436"), ("→", "U+2192")]
)
def test_a_lacking_character_names_itself(
    faces: Path, style: StyleSheet, character: str, code: str
) -> None:
    told = found(faces, style, at(f"中国{character}", 7, 1))
    assert told == [("E401", "材料1.md:7", f"no face has the character {character} ({code})")]


def test_what_has_no_glyph_of_its_own_is_told_and_stops_nothing(
    faces: Path, style: StyleSheet
) -> None:
    told = found(faces, style, at("中\u200b\ufe0f\u3000\u0301国", 3, 1))
    assert told
    assert [code for code, _, _ in told if code.startswith("E")] == []


def test_words_of_the_style_are_looked_for_too(faces: Path, style: StyleSheet) -> None:
    footer = replace(style.footer, form="第{n}页")
    ((code, place, message),) = [
        one for one in found(faces, replace(style, footer=footer), at("中", 3, 1)) if "第" in one[2]
    ]
    assert (code, place) == ("E401", "styles/weekly.yaml")
    assert "U+7B2C" in message


@pytest.mark.parametrize(("columns", "column"), [((), 7), ((5, 6, 9), 9)])
def test_the_column_is_that_typed(
    faces: Path, style: StyleSheet, columns: tuple[int, ...], column: int
) -> None:
    book = load_fonts([faces]).book
    text = Text("中国堃", SourcePosition("材料1.md", 4, 5), columns)
    styled, findings = apply_style(issue_of((text,)), style, book, Files({}, {}))
    assert [finding.position for finding in findings] == [SourcePosition("材料1.md", 4, column)]
    (span,) = styled.materials[0].blocks[0].spans  # type: ignore[union-attr]
    assert place_of(span, 2) == findings[0].position
