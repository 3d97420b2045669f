"""Lists, quotations and options in braces: what makes them, and what is said of broken ones."""

from __future__ import annotations

import pytest

from typeset.content.document import Heading, ItemList, Paragraph, Picture, Quotation, Table
from typeset.content.document_texts import plain_text
from typeset.content.parse_blocks import parse_blocks


def shape(block: ItemList) -> list[object]:
    """Words of items, each followed by the lists inside it."""
    found: list[object] = []
    for item in block.items:
        found.append(plain_text(item.inlines))
        found += [shape(inner) for inner in item.lists]
    return found


LISTS = [
    # lines, words of each list with those inside
    ("- 甲\n- 乙", [["甲", "乙"]]),
    ("1) 甲\n2）乙", [["甲", "乙"]]),
    ("- 甲\n  - 乙\n  - 丙\n- 丁", [["甲", ["乙", "丙"], "丁"]]),
    ("- 甲\n　1) 乙\n　　- 丙\n- 丁", [["甲", ["乙", ["丙"]], "丁"]]),
    ("- 甲\n    - 乙\n  - 丙", [["甲", ["乙", "丙"]]]),
    ("- 甲\n\n- 乙", [["甲"], ["乙"]]),
    ("- 甲\n1) 乙", [["甲"], ["乙"]]),
    ("- 甲\n  - 乙\n  1) 丙", [["甲", ["乙"], ["丙"]]]),
    ("  - 甲\n- 乙", [["甲", "乙"]]),
]


@pytest.mark.parametrize(("text", "lists"), LISTS)
def test_lists(text: str, lists: list[object]) -> None:
    parsed = parse_blocks(text.split("\n"))
    assert parsed.findings == ()
    assert [shape(block) for block in parsed.blocks if isinstance(block, ItemList)] == lists
    assert all(isinstance(block, ItemList) for block in parsed.blocks)


def test_a_list_goes_on_from_its_first_number() -> None:
    (block,) = parse_blocks(["3) 甲", "4) 乙"]).blocks
    assert isinstance(block, ItemList)
    assert (block.ordered, block.start) == (True, 3)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1. 甲", Heading),
        ("（1）甲", Heading),
        ("一、甲", Heading),
        ("-5℃", Paragraph),
        ("---", Paragraph),
        ("\\- 甲", Paragraph),
        ("\\1) 甲", Paragraph),
        ("\\> 甲", Paragraph),
        ("1234) 甲", Paragraph),
    ],
)
def test_no_lists(line: str, kind: type) -> None:
    (block,) = parse_blocks([line]).blocks
    assert isinstance(block, kind)


def test_quotation() -> None:
    blocks = parse_blocks(["> 甲。", ">乙。", ">", "＞ 丙。", "", "> 丁。"]).blocks
    assert [
        [plain_text(one) for one in block.paragraphs]
        for block in blocks
        if isinstance(block, Quotation)
    ] == [["甲。", "乙。", "丙。"], ["丁。"]]


OPTIONS = [
    ("表：题 {全框}", "题", "full", "auto"),
    ("表：题{三线 横排}", "题", "three-line", "turned"),
    ("表：{upright}", "", "style", "upright"),
    ("表：题 \\{全框}", "题 {全框}", "style", "auto"),
    ("表：题", "题", "style", "auto"),
]


@pytest.mark.parametrize(("line", "caption", "rules", "turn"), OPTIONS)
def test_table_options(line: str, caption: str, rules: str, turn: str) -> None:
    parsed = parse_blocks([line, "| 甲 |", "|---|", "| 乙 |"])
    assert parsed.findings == ()
    (table,) = parsed.blocks
    assert isinstance(table, Table)
    assert (plain_text(table.caption).strip(), table.rules, table.turn) == (caption, rules, turn)


@pytest.mark.parametrize(
    ("line", "width"),
    [("![题](a.png){宽=60%}", 60), ("![题](a.png) {width: 7％}", 7), ("![题](a{宽=6%}.png)", 0)],
)
def test_picture_width(line: str, width: int) -> None:
    parsed = parse_blocks([line])
    assert parsed.findings == ()
    (picture,) = parsed.blocks
    assert isinstance(picture, Picture)
    assert picture.width == width


FINDINGS = [
    # text, place and code of what is said, kinds of the blocks
    ("- 甲\n-\n- 乙", ["2:1 W243"], [ItemList]),
    ("1) 甲\n3) 乙", ["2:1 W244"], [ItemList]),
    ("- 甲\n - 乙\n  - 丙\n   - 丁", ["4:4 W245"], [ItemList]),
    (">", ["1:1 W246"], []),
    ("![题](a.png){宽=600%}", ["1:1 W247"], [Picture]),
    ("![题](a.png){宽=60%", ["1:1 W247"], [Picture]),
    ("表：题 {全筐}\n| 甲 |\n|---|\n| 乙 |", ["1:1 W247"], [Table]),
    ("- **甲", ["1:3 W220"], [ItemList]),
    ("> [甲](x:y)", ["1:3 W222"], [Quotation]),
]


@pytest.mark.parametrize(("text", "said", "kinds"), FINDINGS)
def test_broken_notation(text: str, said: list[str], kinds: list[type]) -> None:
    parsed = parse_blocks(text.split("\n"))
    places = [one.position for one in parsed.findings if one.position]
    codes = [one.code for one in parsed.findings]
    assert [f"{at.line}:{at.column} {code}" for at, code in zip(places, codes, strict=True)] == said
    assert [type(block) for block in parsed.blocks] == kinds
