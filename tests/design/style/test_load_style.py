"""Styles read with their parents: what overlays what, and every mistake with its line and cure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.base.errors import SourceError
from typeset.base.findings import Finding
from typeset.base.project import project_folder
from typeset.base.units import points_from_mm
from typeset.design.style.load_style import LoadedStyle, load_style, read_whole_style
from typeset.design.style.style_files import style_names

STYLES = project_folder() / "styles"


class Office:
    """An office's folder of styles before the project's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def write(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            (self.folder / f"{name}.yaml").write_text(text, encoding="utf-8")

    def load(self, name: str = "unit", **texts: str) -> LoadedStyle:
        self.write(texts)
        return read_whole_style(name, [self.folder, STYLES])

    def faults(self, name: str = "unit", **texts: str) -> tuple[Finding, ...]:
        with pytest.raises(SourceError) as caught:
            self.load(name, **texts)
        assert caught.value.exit_code == 2
        return caught.value.findings


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("TYPESET_CACHE", str(tmp_path / "cache"))
    return Office(tmp_path / "styles")


# ------------------------------------------------------------------------- what overlays what


def test_a_unit_s_style_needs_only_what_differs(office: Office) -> None:
    loaded = office.load(
        unit="extends: weekly\npage:\n  duplex: false\ntype_area: {size: 15.5pt}\n"
    )
    weekly = load_style("weekly", [STYLES])
    assert loaded.sheet.name == "unit"
    assert (loaded.sheet.page.duplex, weekly.page.duplex) == (False, True)
    assert loaded.sheet.type_area.size == 15.5
    assert loaded.sheet.type_area.width == weekly.type_area.width
    assert loaded.sheet.paragraphs == weekly.paragraphs
    assert [path.stem for path in loaded.sources] == ["unit", "weekly", "gbt9704"]


@pytest.mark.parametrize("colon", [": ", "："])
def test_chinese_keys_and_words(office: Office, colon: str) -> None:
    text = "继承=weekly\n版心=\n  天头=3.6cm\n段落=\n  正文=\n    首行缩进=1字\n    对齐=居左\n"
    sheet = office.load(unit=text.replace("=", colon)).sheet
    assert sheet.type_area.top == pytest.approx(points_from_mm(36))
    assert (sheet.paragraphs["body"].first_indent, sheet.paragraphs["body"].align) == (1, "left")
    assert sheet.paragraphs["source"].align == "right"


def test_a_paragraph_takes_over_what_the_one_it_is_based_on_says(office: Office) -> None:
    sheet = office.load(
        unit="extends: weekly\nparagraphs:\n  title: {size: 24pt}\n  kicker: {based_on: body}\n"
    ).sheet
    assert sheet.paragraphs["attachment_title"].size == 24
    assert sheet.paragraphs["kicker"].first_indent == 2
    assert sheet.paragraphs["kicker"].face == "kai"


def test_root_goes_before_the_project(office: Office) -> None:
    """An office's weekly may stand on the project's weekly."""
    loaded = office.load("weekly", weekly="extends: weekly\nfooter: {side: centre}\n")
    assert loaded.sheet.footer.side == "centre"
    assert loaded.sources == (
        office.folder / "weekly.yaml",
        STYLES / "weekly.yaml",
        STYLES / "gbt9704.yaml",
    )
    assert style_names([office.folder, STYLES]) == [
        "document",
        "gbt9704",
        "papers",
        "weekly",
        "weekly-single",
    ]


def test_a_word_processor_s_grid(office: Office) -> None:
    """16 pt on lines of 28.95 pt, as gbt9704.yaml tells how."""
    sheet = office.load(
        unit="extends: weekly\n"
        "type_area: {size: 16pt, width: 158.1mm, inner: 27mm, height: 623.95pt}\n"
        "paragraphs:\n  body: {size: 16pt}\n"
    ).sheet
    assert sheet.type_area.line_pitch == pytest.approx(28.95, abs=0.01)
    assert sheet.type_area.character_pitch >= 16


def test_warnings_come_with_the_style(office: Office) -> None:
    for _ in ("read", "remembered"):
        loaded = office.load(unit="extends: weekly\ntype_area: {size: 16pt}\n")
        assert [finding.code for finding in loaded.findings] == ["W344"]


# -------------------------------------------------------------------------- mistakes in a file


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        # keys
        ("page: {widht: 210mm}", "E323", 2, ["widht", "width"]),
        ("paragrahps: {}", "E323", 2, ["paragrahps", "paragraphs"]),
        ("页眉: {}", "E324", 2, ["页眉"]),
        ("paragraphs:\n  boddy: {size: 三号}", "E323", 3, ["boddy", "body"]),
        ("paragraphs:\n  body:\n    siez: 三号", "E323", 4, ["siez", "size"]),
        ("page: {width: {value: 210mm, claus: 5.1}}", "E323", 2, ["claus", "clause"]),
        ("page:\n  width: 210mm\n  width: 200mm", "E322", 4, ["width", "3"]),
        ("page:\n  width: 210mm\n  宽: 200mm", "E322", 4, ["宽", "3"]),
        # units and types
        ("page:\n  width: 210", "E329", 3, ["page.width", "210", "37mm"]),
        ("page:\n  width: 210m", "E329", 3, ["210m"]),
        ("paragraphs: {body: {size: 叁号}}", "E329", 2, ["叁号"]),
        ("paragraphs:\n  body:\n    first_indent: 2mm", "E329", 4, ["2mm", "2em"]),
        ("paragraphs:\n  body: {blank_before: 1em}", "E329", 3, ["1 line"]),
        ("type_area:\n  lines_per_page: 22.5", "E329", 3, ["22.5"]),
        ("page:\n  duplex: maybe", "E329", 3, ["maybe", "true"]),
        ("page:\n  width: [1, 2]", "E329", 3, ["page.width"]),
        ("page:\n  width: {mm: 210}", "E328", 3, ["page.width"]),
        ("page: 210mm", "E327", 2, ["page", "width"]),
        ("page:\n  width:", "E326", 3, ["page.width"]),
        ("paragraphs: {body: {align: justified}}", "E330", 2, ["justified", "justify"]),
        ("paragraphs: {body: {face: 微软雅黑}}", "E329", 2, ["微软雅黑", "hei"]),
        ("paragraphs: {body: {colour: blakc}}", "E330", 2, ["blakc", "black"]),
        ("colours:\n  black: [0, 0, 0, 2]", "E329", 3, ["2"]),
        ("colours:\n  black: [0, 0, 0]", "E329", 3, ["[0, 0, 0]"]),
        ("page: {width: {value: 210mm, strength: 强制}}", "E329", 2, ["强制", "规定"]),
        # ranges and forms
        ("type_area:\n  size: 900pt", "E331", 3, ["900 pt", "300 pt"]),
        ("page: {bleed: -3mm}", "E331", 2, ["page.bleed"]),
        ("page: {width: 1e9mm}", "E329", 2, ["1e9mm"]),
        ("footer: {form: — {n} —}", "E314", 2, []),
        ('footer: {form: "— {page} —"}', "E332", 2, ["{page}", "{n}"]),
        ('footer: {form: "— {n} — {"}', "E332", 2, ["footer.form"]),
        ('footer: {form: "第 页"}', "E333", 2, ["footer.form", "{n}"]),
        ('numbers: {labelled: "{label!r}"}', "E332", 2, ["labelled"]),
        ('numbers: {labelled: "{label}"}', "E333", 2, ["{label} {text}"]),
        # what must fit
        ("type_area: {inner: 80mm}", "E341", 0, ["80", "156"]),
        ("type_area: {top: 90mm}", "E342", 0, ["90", "225"]),
        ("type_area: {lines_per_page: 90}", "E343", 0, ["90"]),
        ("footer: {axis_below: 60mm}", "E346", 0, []),
        ("lines: {han_latin_shrink: 0.3em}", "E347", 0, ["han_latin_shrink", "han_latin_gap"]),
        # paragraphs
        ("paragraphs: {title: {based_on: kicker}}", "E334", 2, ["title → "]),
        ("paragraphs: {body: {based_on: body}}", "E334", 2, ["body → body"]),
        ("paragraphs: {kicker: {based_on: titel}}", "E330", 2, ["titel", "title"]),
        # the form of YAML
        ("page: {width: 210mm", "E314", 2, []),
        ("page:\n\twidth: 210mm", "E312", 3, []),
        ('page: {width: "210mm', "E313", 2, []),
        ("page: &a {width: 210mm}", "E316", 2, []),
        ("page: !!map {width: 210mm}", "E317", 2, []),
        ("page: {<<: 1}", "E318", 2, []),
        ("---\npage: {}", "E321", 2, []),
        ("page: {width: \x07}", "E310", 2, ["U+0007"]),
        ("a: " + "[" * 60 + "]" * 60, "E319", 2, ["40"]),
        ("- page", "E315", 2, []),
    ],
)
def test_a_mistake(office: Office, text: str, code: str, line: int, words: list[str]) -> None:
    faults = office.faults(unit=f"extends: weekly\n{text}\n")
    (fault,) = [one for one in faults if one.code == code]
    assert fault.position is not None
    assert (fault.position.file, fault.position.line) == ("styles/unit.yaml", line)
    assert fault.cure
    for word in words:
        assert word in f"{fault.message} {fault.cure}"


def test_all_mistakes_at_once_in_their_order(office: Office) -> None:
    faults = office.faults(
        unit="extends: weekly\n"
        "page:\n"
        "  widht: 210mm\n"
        "  height: 297\n"
        "type_area:\n"
        "  size: 1000pt\n"
        "paragraphs:\n"
        "  body: {align: middle, colour: blue}\n"
        "footer: {form: no}\n"
    )
    found = [(one.code, one.position.line) for one in faults if one.position]
    assert found == [
        ("E323", 3),
        ("E329", 4),
        ("E331", 6),
        ("E329", 8),
        ("E329", 8),
        ("E333", 9),
    ]


def test_mistakes_of_parents_are_told_with_their_file(office: Office) -> None:
    faults = office.faults(
        unit="extends: base\nfooter: {sise: 1pt}\n", base="extends: weekly\npage: {width: wide}\n"
    )
    assert [str(one.position) for one in faults] == ["styles/unit.yaml:2", "styles/base.yaml:2"]


# ------------------------------------------------------------------------- files and parents


def test_no_such_style(office: Office) -> None:
    (fault,) = office.faults("weeky")
    assert (fault.code, fault.position) == ("E301", None)
    assert fault.cure.startswith("take one of: weekly, ")


def test_no_such_parent(office: Office) -> None:
    (fault,) = office.faults(unit="page: {}\nextends: weekley\n")
    assert (fault.code, str(fault.position)) == ("E302", "styles/unit.yaml:2")
    assert fault.cure.startswith("take one of: weekly")


@pytest.mark.parametrize(
    "name", ["../weekly", "/etc/passwd", "", ".hidden", "a/b", "weekly.yaml/", "x" * 300, "a\0b"]
)
def test_a_name_is_no_path(office: Office, name: str) -> None:
    (fault,) = office.faults(name)
    assert fault.code == "E303"


def test_styles_in_a_circle(office: Office) -> None:
    (fault,) = office.faults("a", a="extends: b\n", b="extends: c\n", c="page: {}\nextends: a\n")
    assert (fault.code, str(fault.position)) == ("E304", "styles/c.yaml:2")
    chain = "styles/a.yaml → styles/b.yaml → styles/c.yaml → styles/a.yaml"
    assert chain in fault.message


def test_a_style_that_extends_itself(office: Office) -> None:
    (fault,) = office.faults(unit="extends: unit\n")
    assert (fault.code, str(fault.position)) == ("E304", "styles/unit.yaml:1")


def test_too_many_parents(office: Office) -> None:
    texts = {f"s{k}": f"extends: s{k + 1}\n" for k in range(30)}
    (fault,) = office.faults("s0", **texts)
    assert fault.code == "E308"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("extends: 周报\n".encode("gb18030"), "E307"),
        (b"# " + b"x" * 300_000, "E306"),
        (b"just words", "E335"),
        (b"extends:", "E326"),
        (b"extends: [weekly]", "E303"),
        (b"", "E325"),
    ],
)
def test_files_that_are_no_style(office: Office, content: bytes, code: str) -> None:
    (office.folder / "unit.yaml").write_bytes(content)
    assert code in [fault.code for fault in office.faults()]


def test_a_folder_in_place_of_a_style(office: Office) -> None:
    (office.folder / "unit.yaml").mkdir()
    (fault,) = office.faults()
    assert fault.code == "E305"


def test_a_pipe_in_place_of_a_style(office: Office) -> None:
    os.mkfifo(office.folder / "unit.yaml")
    (fault,) = office.faults()
    assert fault.code == "E305"


# -------------------------------------------------------------------------------- any text


_KEYS = st.sampled_from(
    [
        "extends",
        "page",
        "width",
        "body",
        "paragraphs",
        "colours",
        "black",
        "value",
        "based_on",
        "版心",
    ]
)
_VALUES = st.one_of(
    st.sampled_from(["210mm", "三号", "2em", "[0, 0, 0, 1]", "true", "weekly", "{n}", "", "null"]),
    st.text(max_size=12),
)
_LINES = st.builds(
    lambda depth, key, colon, value: "  " * depth + key + colon + value,
    st.integers(0, 3),
    st.one_of(_KEYS, st.text(max_size=6)),
    st.sampled_from([": ", "：", ":", " - "]),
    _VALUES,
)


@given(st.one_of(st.lists(_LINES, max_size=12).map("\n".join), st.text(max_size=200)))
def test_no_text_is_too_much(office: Office, text: str) -> None:
    (office.folder / "unit.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        findings = office.load().findings
    except SourceError as error:
        findings = error.findings or (None,)  # type: ignore[assignment]
    for finding in findings:
        assert finding.message
        assert finding.cure
        assert finding.code[1] == "3"
