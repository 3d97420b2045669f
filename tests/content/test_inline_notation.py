"""Scripts, emphasis dots, readings and notes: what makes them, what does not, what is told."""

from __future__ import annotations

import pytest

from typeset.base.findings import SourcePosition
from typeset.content.document import (
    Emphasis,
    Inlines,
    Link,
    Note,
    NoteMark,
    NoteText,
    Paragraph,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from typeset.content.parse_inline import parse_inline
from typeset.content.parse_material import parse_material

MADE: list[tuple[str, Inlines]] = [
    ("3万m^2^。", (Text("3万m"), Superscript("2"), Text("。"))),
    ("x^n+1^", (Text("x"), Superscript("n+1"))),
    ("10^-3^", (Text("10"), Superscript("-3"))),
    ("^14^C", (Superscript("14"), Text("C"))),
    ("CO~2~、PM~2.5~", (Text("CO"), Subscript("2"), Text("、PM"), Subscript("2.5"))),
    ("==不许==", (Emphasis((Text("不许"),)),)),
    ("**要==紧==**", (Strong((Text("要"), Emphasis((Text("紧"),)))),)),
    ("==要**紧**==", (Emphasis((Text("要"), Strong((Text("紧"),)))),)),
    ("{喆|zhé}", (Ruby("喆", "zhé"),)),
    ("｛王喆｜wáng zhé｝", (Ruby("王喆", "wáng zhé"),)),
    ("{𬱖|dí }", (Ruby("𬱖", "dí"),)),
    ("据查[^1]。", (Text("据查"), NoteMark("1"), Text("。"))),
    ("据查[^注一]", (Text("据查"), NoteMark("注一"))),
    ("据查^[见**附件**[1]。]", (Text("据查"), Note((Text("见"), Strong((Text("附件"),)), Text("[1]。"))))),
    (
        "^[见[网](https://a.cn)]",
        (Note((Text("见"), Link((Text("网"),), "https://a.cn"))),),
    ),
    ("[m^2^](https://a.cn)", (Link((Text("m"), Superscript("2")), "https://a.cn"),)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inlines"), MADE)
def test_notation(source: str, inlines: Inlines) -> None:
    parsed = parse_inline(source, SourcePosition(""))
    assert parsed.inlines == inlines
    assert parsed.findings == ()


PLAIN = [
    "10~20%，30~40%",
    "3~5月、6~8月",
    "a = b",
    "======",
    "(^_^) ^^",
    "{姓名}、{a}",
    "a ~ b ~ c",
    "① ② ³",
]


@pytest.mark.parametrize("source", PLAIN)
def test_text_that_is_no_notation(source: str) -> None:
    parsed = parse_inline(source, SourcePosition(""))
    assert parsed.inlines == (Text(source),)
    assert parsed.findings == ()


ESCAPED = [
    ("\\=\\=不许\\=\\=", "==不许=="),
    ("m\\^2^", "m^2^"),
    ("CO\\~2~", "CO~2~"),
    ("\\{喆|zhé}", "{喆|zhé}"),
    ("\\[^1]", "[^1]"),
    ("\\^[注]", "^[注]"),
    ("\\＝\\＝", "＝＝"),
]


@pytest.mark.parametrize(("source", "text"), ESCAPED)
def test_a_backslash_makes_it_plain(source: str, text: str) -> None:
    parsed = parse_inline(source, SourcePosition(""))
    assert parsed.inlines == (Text(text),)
    assert parsed.findings == ()


BROKEN = [
    # source, code, column
    ("春==山", "W233", 2),
    ("**春==山**", "W233", 4),
    ("==春**山==", "W220", 4),
    ("＝＝春＝＝", "W235", 1),
    ("3万m^2。", "W236", 4),
    ("二氧化碳CO~2排放", "W237", 7),
    ("{喆|zhé同志", "W238", 1),
    ("{喆|}同志", "W238", 1),
    ("据查[^1。", "W239", 3),
    ("据查^[见附件。", "W239", 3),
    ("据查[^一 二]", "W239", 3),
    ("据查^[ ]", "W290", 3),
    ("^[春[^1]山]", "W291", 4),
    ("[春[^1]](https://a.cn)", "W296", 1),
    ("**春", "W220", 1),
    ("[春](https://a.cn", "W296", 1),
]


@pytest.mark.parametrize(("source", "code", "column"), BROKEN)
def test_broken_notation_is_told_and_kept(source: str, code: str, column: int) -> None:
    parsed = parse_inline(source, SourcePosition("材料1.md", 3, 1))
    first = parsed.findings[0]
    assert (first.code, str(first.position)) == (code, "材料1.md:3")
    assert first.position is not None
    assert first.position.column == column


HEADER = "title: 春\n\n"
NOTES = [
    # text, findings as (line, code)
    ("春[^1]。\n[^1]: 注。", []),
    ("春[^1]。\n[^1]：注。", []),
    ("春[^1]。", [(3, "W292")]),
    ("春。\n[^1]: 注。", [(4, "W293")]),
    ("春[^1]。\n[^1]: 注。\n[^1]: 又。", [(5, "W294")]),
    ("春[^1]。\n夏[^1]。\n[^1]: 注。", [(4, "W295")]),
    ("春[^1]。\n[^1]:", [(4, "W290"), (3, "W292"), (4, "W292")]),
    ("| 春[^1] |\n|---|\n[^1]: 注。", []),
    ("一、春[^1]\n夏。\n[^1]: 注。", []),
]


@pytest.mark.parametrize(("text", "told"), NOTES)
def test_notes_and_their_marks(text: str, told: list[tuple[int, str]]) -> None:
    findings = parse_material(HEADER + text, file="材料1.md").findings
    assert [(one.position and one.position.line, one.code) for one in findings] == told


def test_a_note_is_a_block_where_it_was_written() -> None:
    blocks = parse_material(f"{HEADER}春[^1]。\n[^1]: **注**。").material.blocks
    assert blocks == (
        Paragraph((Text("春"), NoteMark("1"), Text("。"))),
        NoteText("1", (Strong((Text("注"),)), Text("。"))),
    )
